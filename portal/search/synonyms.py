"""Words that mean the same: from the tag catalogue and from the list that the office keeps."""

from portal import registry
from portal.models.version import PerVersion
from portal.search.folding import fold
from portal.search.models import PinnedResult, Synonym


def _load() -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for group in _groups():
        folded = list(dict.fromkeys(fold(word.strip()) for word in group if len(word.strip()) > 1))
        for word in folded:
            found.setdefault(word, {}).update(dict.fromkeys(other for other in folded if other != word))
    for synonym in Synonym.objects.filter(active=True, one_way=True):
        first, *others = [fold(word) for word in synonym.words]
        found.setdefault(first, {}).update(dict.fromkeys(others))
    return {word: tuple(others) for word, others in found.items() if others}


def _groups() -> list[list[str]]:
    groups = [list(synonym.words) for synonym in Synonym.objects.filter(active=True, one_way=False)]
    for public_type in registry.public_types():
        if public_type.search is not None:
            groups += [list(group) for group in public_type.search.synonyms()]
    return groups


synonyms = PerVersion(_load)
"""folded word → the others, read again when the publication version has moved: effective with the next search."""

pins = PerVersion(lambda: list(PinnedResult.objects.filter(active=True)))
