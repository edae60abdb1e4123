"""Line breaks of a body: hard wraps joined, lost breaks set again.

Conservative: only what is clearly structure is split, only what is clearly one sentence is joined; both are flagged.
"""

import re
from collections import Counter
from itertools import pairwise

from policies.body_lines import ANNEX, ARTICLE, CN, NUMERAL, Line, is_structural, value

LONG_LINE = 300  # characters; longer lines are searched for lost breaks
LOST_BODY = 1000  # characters; a body of one line this long has lost its breaks even where none can be restored
VERY_LONG_PARAGRAPH = 2000

_LOST = re.compile(
    rf"第(?P<n>{NUMERAL})(?P<unit>[编章节条])|(?P<counted>[{CN}]{{1,3}})、|[（(](?P<paren>[{CN}]{{1,3}})[）)]"
    r"|(?<![0-9.])(?P<listed>[1-9][0-9]?)[.．](?![0-9])"
)
_LOST_DIVISION = re.compile(rf"第{NUMERAL}[编章节][^。；，：、]{{1,25}}?(?:第{NUMERAL}[章节条]|$)")
_LOST_ARTICLE = re.compile(rf"第(?:一条[\s]*(?:为|根据)|{NUMERAL}条[ \u3000])")
_LOST_SPACE = re.compile(r"(?<=[。；：！？”）])[ \u3000]+(?=[\u4e00-\u9fff“（《])")
_LOST_HEADING = re.compile(
    rf"((?:[{CN}]{{1,3}}、|[（(][{CN}]{{1,3}}[）)])[^，。；：、 ]{{2,30}}) +(?=[\u4e00-\u9fff“]{{2}})"
)
_LEVELS = {"编": 0, "章": 1, "节": 2, "条": 3, "counted": 4, "paren": 5, "listed": 6}
_SENTENCE_END = "。；：:;！？!?”"
_CLOSING = "。；：:;！？!?”’）)》〉】」』…—.|"
_CONTINUING = "，、。；：）》”！？,;"


def repair(lines: list[Line], flags: set[str], wrapped: bool = True) -> list[Line]:
    """Lost breaks restored and, where breaks may be mere wraps, hard wraps joined; adding to `flags`."""
    joined = _join_wrapped(lines) if wrapped else lines
    if len(joined) < len(lines):
        flags.add("lines-joined")
    split = _split_lost(joined)
    if len(split) > len(joined) or (len(split) <= 2 and sum(len(line.text) for line in split) > LOST_BODY):
        flags.add("line-breaks-lost")
    if any(len(line.text) > VERY_LONG_PARAGRAPH for line in split if not line.rows):
        flags.add("very-long-paragraph")
    if not split:
        flags.add("empty-body")
    return split


def _breaks_off(text: str) -> bool:
    return len(text) >= 18 and text[-1] not in _CLOSING


def _wrap_width(lines: list[Line]) -> int:
    """The width at which the lines of a body are broken, 0 when they are not."""
    widths = Counter(
        len(line.text) + 2 * line.indented
        for line, following in pairwise(lines)
        if line.plain and following.plain and _breaks_off(line.text) and not is_structural(following.text)
    )
    total = widths.total()
    if total < 4:
        return 0
    width = widths.most_common(1)[0][0]
    near = sum(count for size, count in widths.items() if abs(size - width) <= 2)
    longer = sum(len(line.text) > width + 4 for line in lines)
    full = sum(abs(len(line.text) + 2 * line.indented - width) <= 3 for line in lines)
    return width if near >= 0.6 * total and longer <= 0.1 * len(lines) and full >= 0.25 * len(lines) else 0


def _continues(line: Line, following: Line, width: int) -> bool:
    text, after = line.text, following.text
    if after[0] in _CONTINUING and text[-1] not in "。；":
        return True
    if is_structural(after) or following.indented or ANNEX.match(text):
        return False
    if after[-1] not in _CLOSING and len(after) < width - 3:
        return False  # an issuer or a title, not the end of a paragraph
    length = len(text) + 2 * line.indented
    if width and length >= width - 6 and text[-1] not in _CLOSING:
        return True
    if width and length >= width - 3:
        return text[-1] not in _SENTENCE_END or (line.indented and not following.gap and len(text) > 18)
    if len(after) > 2 * len(text):
        return False  # a heading and its paragraph
    if len(text) < 18 or text[-1] in _CLOSING + "，、" or following.gap or not "\u4e00" <= after[0] <= "\u9fff":
        return False
    return after[-1] in "。；：" and (line.indented or (len(text) >= 22 and any(mark in text for mark in "，。；")))


def _join_wrapped(lines: list[Line]) -> list[Line]:
    width = _wrap_width(lines)
    joined: list[Line] = []
    last: Line | None = None  # the last physical line, whose width decides
    for line in lines:
        if last and joined and last.plain and line.plain and _continues(last, line, width):
            words = joined[-1].text[-1].isascii() and line.text[0].isascii() and line.text[0].isalnum()
            joined[-1].text += (" " if words else "") + line.text
        else:
            joined.append(Line(line.text, line.indented, line.gap) if line.plain else line)
        last = line
    return joined


def _split_lost(lines: list[Line]) -> list[Line]:
    counters = [0] * len(_LEVELS)
    split: list[Line] = []
    for line in lines:
        if not line.plain or len(line.text) <= LONG_LINE:
            if line.text[:1] in "第（(123456789一二三四五六七八九十":
                _count(counters, line.text)
            split.append(line)
        else:
            split += [Line(part) for piece in _pieces(line.text, counters) for part in _at_spaces(piece)]
    return split


def _at_spaces(piece: str) -> list[str]:
    """Cut where a blank stands after a sentence or a short heading: Chinese has none, it was a line break."""
    if heading := _LOST_HEADING.match(piece):
        return [heading[1], *_at_spaces(piece[heading.end() :])]
    parts = _LOST_SPACE.split(piece)
    return parts if len(parts) * 2 <= piece.count("。") + 2 else [piece]


def _count(counters: list[int], text: str) -> int | None:
    match = _LOST.match(text)
    return _accept(counters, match) if match else None


def _accept(counters: list[int], match: re.Match[str]) -> int:
    """Level of a marker, with the counters moved on to it."""
    level, number = _marker(match)
    counters[level] = number or 0
    for lower in range(level + 1, len(counters)):
        if lower != _LEVELS["条"]:
            counters[lower] = 0
    return level


def _marker(match: re.Match[str]) -> tuple[int, int | None]:
    kind = match["unit"] or match.lastgroup or ""
    return _LEVELS[kind], value(match["n"] or match["counted"] or match["paren"] or match["listed"])


def _pieces(text: str, counters: list[int]) -> list[str]:
    """A long line cut before each marker that follows a sentence, or a heading, and counts on from the last one."""
    pieces = []
    start = 0
    heading_level = _count(counters, text)
    matches = list(_LOST.finditer(text, 1))
    markers = {_marker(match) for match in matches}
    for match in matches:
        level, number = _marker(match)
        counts_on = number is not None and (
            number in {1, counters[level] + 1}
            or (level == _LEVELS["条"] and number > counters[level] and (level, number + 1) in markers)
        )
        if not counts_on or not _is_boundary(text, match, start, level, heading_level):
            continue
        pieces.append(text[start : match.start()].strip())
        start = match.start()
        heading_level = _accept(counters, match)
    return [piece for piece in [*pieces, text[start:].strip()] if piece]


def _is_boundary(text: str, match: re.Match[str], start: int, level: int, heading_level: int | None) -> bool:
    position = match.start()
    if level < _LEVELS["条"]:
        return bool(_LOST_DIVISION.match(text, position))
    if level == _LEVELS["条"]:
        if not ARTICLE.match(text, position):
            return False
        if _LOST_ARTICLE.match(text, position):
            return True
    if text[max(start, position - 4) : position].rstrip()[-1:] in tuple(_SENTENCE_END):
        return True
    headed = heading_level is not None and level > heading_level and position - start <= 45
    return headed and not any(mark in text[start:position] for mark in "。；")
