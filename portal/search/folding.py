"""One spelling for what people type and what documents say: half width, lower case, simplified characters.

Character for character, so that a position in the folded text is the same position in the original.
"""

import re
from functools import cache

from opencc import OpenCC

_FIRST, _LAST = 0x3400, 0x9FFF
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")


@cache
def foldable() -> dict[int, int]:
    """Traditional → simplified (OpenCC, one character for one), full width → half width, upper → lower case."""
    codes = range(_FIRST, _LAST + 1)
    simplified = OpenCC("t2s").convert("\n".join(map(chr, codes))).split("\n")
    table = {code: ord(to) for code, to in zip(codes, simplified, strict=True) if len(to) == 1 and ord(to) != code}
    table |= {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
        0x3000: 0x20,
        0xA0: 0x20,
        0x09: 0x20,
        0x0A: 0x20,
    }
    upper = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
    return table | upper | {code + 0xFEE0: code + 32 for code in upper}


def fold(text: str) -> str:
    """Folded text of the same length."""
    return text.translate(foldable())


def clean(text: str, limit: int) -> str:
    """What somebody typed: without control and invisible characters, single blanks, at most `limit` characters."""
    return " ".join(_INVISIBLE.sub(" ", text[: limit * 4]).split())[:limit].strip()


def key(text: str) -> str:
    """Letters and digits only, folded: equal for two spellings of a title."""
    return "".join(char for char in fold(text) if char.isalnum())
