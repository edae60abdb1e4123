"""What of a text is shown for a query, and which words in it are marked."""

import re
from collections.abc import Iterable

import rjieba
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from portal.search.folding import fold
from portal.search.terms import is_han

LENGTH = 110
"""Characters of an excerpt."""
BEFORE = 24
"""Characters shown before the first marked word."""
LOOKED_AT = 30
"""Places that are compared for the excerpt."""
_SENTENCE = re.compile("[。；;！？!?\n]")


def spans(text: str, wanted: Iterable[str]) -> list[tuple[int, int]]:
    """Where the words stand, as whole words of the text where there are any, not overlapping."""
    folded = fold(text)
    found = _places(folded, wanted)
    if not found:
        return []
    edges = _edges(folded)
    whole = [span for span in found if span[0] in edges and span[1] in edges]
    return _joined(whole or [span for span in found if not _inside_latin(folded, *span)])


def _places(folded: str, wanted: Iterable[str]) -> list[tuple[int, int]]:
    """Wherever the words stand, within longer words as well."""
    return [
        (match.start(), match.end())
        for word in dict.fromkeys(wanted)
        if word.strip()
        for match in re.finditer(re.escape(word), folded)
    ]


def _edges(folded: str) -> set[int]:
    edges, position = {0}, 0
    for word in rjieba.cut(folded, True):
        position += len(word)
        edges.add(position)
    return edges


def _inside_latin(folded: str, start: int, end: int) -> bool:
    """Whether a Latin word or a number would be cut: 300 in 1300."""

    def plain(char: str) -> bool:
        return char.isalnum() and not is_han(char)

    before = start > 0 and plain(folded[start - 1]) and plain(folded[start])
    return before or (end < len(folded) and plain(folded[end]) and plain(folded[end - 1]))


def _joined(found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def marked(text: str, wanted: Iterable[str]) -> SafeString:
    """Escaped text with <mark> around the words."""
    parts, position = [], 0
    for start, end in spans(text, wanted):
        parts += [escape(text[position:start]), "<mark>", escape(text[start:end]), "</mark>"]
        position = end
    return mark_safe("".join([*parts, escape(text[position:])]))


def excerpt(text: str, wanted: Iterable[str]) -> SafeString:
    """The stretch of the text that has most of the words, from the start of a sentence where one is near."""
    flat = " ".join(text.split())
    words = list(wanted)
    folded = fold(flat)
    found = _joined([span for span in _places(folded, words) if not _inside_latin(folded, *span)])
    start = _best_start(flat, found) if found else 0
    piece = flat[start : start + LENGTH]
    return mark_safe(("…" if start else "") + marked(piece, words) + ("…" if start + LENGTH < len(flat) else ""))


def _best_start(flat: str, found: list[tuple[int, int]]) -> int:
    def words_from(start: int) -> int:
        return len({flat[a:b] for a, b in found[: 2 * LOOKED_AT] if start <= a and b <= start + LENGTH - BEFORE})

    first = max((start for start, _ in found[:LOOKED_AT]), key=lambda start: (words_from(start), -start))
    begin = max(first - BEFORE, 0)
    sentence = [match.end() for match in _SENTENCE.finditer(flat, begin, first)]
    return sentence[-1] if sentence else begin
