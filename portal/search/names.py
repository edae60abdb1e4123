"""Names that the registered types offer beside titles (units, tags, topics), and how they and the synonyms sound."""

import re

from portal import registry
from portal.models.unit import units_now
from portal.models.version import PerVersion
from portal.search.folding import fold
from portal.search.synonyms import synonyms
from portal.search.terms import is_han
from portal.search.vocabulary import pinyin

_OF_PLACE = re.compile("^.{0,3}?[区市县]")
SHORTEST = 3
"""Characters of a unit's name without its place: 建管委."""


def _names() -> list[tuple[str, str, str, str, str]]:
    found = {
        (kind, name, url)
        for public_type in registry.public_types()
        if public_type.search is not None
        for kind, name, url in public_type.search.names()
    }
    return sorted(
        ((fold(name), pinyin(name), kind, name, url) for kind, name, url in found), key=lambda each: len(each[0])
    )


names = PerVersion(_names)
"""(folded, pinyin, kind, name, address), shorter names first."""


def _sounds() -> dict[str, str]:
    units = [_OF_PLACE.sub("", said) for unit in units_now().values() for said in (unit.name, unit.label)]
    said = [*synonyms(), *(folded for folded, *_ in names()), *(fold(unit) for unit in units if len(unit) >= SHORTEST)]
    return {pinyin(word): word for word in reversed(said) if all(map(is_han, word))}


sounds = PerVersion(_sounds)
"""gongzufang → 公租房: what titles need not say in one word (vocabulary.py has theirs)."""
