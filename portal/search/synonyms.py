"""Words that mean the same: from the tag catalogue and from the list that the office keeps."""

from itertools import permutations

from portal import registry
from portal.models.version import PerVersion
from portal.search.folding import fold
from portal.search.models import PinnedResult, Synonym


def _load() -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}

    def pair(word: str, other: str) -> None:
        word, other = fold(word.strip()), fold(other.strip())
        if len(word) > 1 and len(other) > 1 and word != other:
            found.setdefault(word, {})[other] = None

    for synonym in Synonym.objects.filter(active=True):
        for first, second in permutations(synonym.words, 2):
            if not synonym.one_way or first == synonym.words[0]:
                pair(first, second)
    for name, *others in _tags():
        for other in others:
            pair(name, other)
            pair(other, name)
    return {word: tuple(others) for word, others in found.items()}


def _tags() -> list[list[str]]:
    """A tag's name and its synonyms: each means the tag, but not one another (户籍居住: 落户, 居住证)."""
    return [
        list(group)
        for public_type in registry.public_types()
        if public_type.search is not None
        for group in public_type.search.synonyms()
    ]


synonyms = PerVersion(_load)
"""folded word → the others, read again when the publication version has moved: effective with the next search."""

pins = PerVersion(lambda: list(PinnedResult.objects.filter(active=True)))
