"""Which words of a piece went and came."""

import re

import rjieba

from portal.changes import parts

_TOKEN = re.compile(r"\d+(?:\.\d+)?%?|\n|\S+|\s+")
LONGEST = 6000
"""Characters of both texts together that are compared word by word; beyond, the whole piece went and came."""

Part = tuple[str, str]
"""(kind, text): kind is same, gone or new."""


def difference(old: str, new: str) -> list[Part]:
    """Parts in reading order; same and gone together are the old text, same and new the new one."""
    if old == new:
        return [("same", old)] if old else []
    if len(old) + len(new) > LONGEST:
        return [part for part in (("gone", old), ("new", new)) if part[1]]
    return list(parts(_words(old), _words(new)))


def _words(text: str) -> list[str]:
    """Words of Chinese, whole numbers; joined they are the text."""
    return [
        word for piece in _TOKEN.findall(text) for word in (rjieba.cut(piece, True) if not piece.isspace() else [piece])
    ]
