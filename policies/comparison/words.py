"""Which words of a piece went and came."""

import difflib
import re

import rjieba

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
    before, after = _words(old), _words(new)
    parts: list[Part] = []
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            _add(parts, "same", "".join(before[i1:i2]))
        else:
            _add(parts, "gone", "".join(before[i1:i2]))
            _add(parts, "new", "".join(after[j1:j2]))
    return parts


def _words(text: str) -> list[str]:
    """Words of Chinese, whole numbers; joined they are the text."""
    return [
        word for piece in _TOKEN.findall(text) for word in (rjieba.cut(piece, True) if not piece.isspace() else [piece])
    ]


def _add(parts: list[Part], kind: str, text: str) -> None:
    if not text:
        return
    if parts and parts[-1][0] == kind:
        parts[-1] = (kind, parts[-1][1] + text)
    else:
        parts.append((kind, text))
