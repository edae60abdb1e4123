"""Lines of a body as it arrives: cleaned, headings of Markdown marked, tables gathered."""

import re
from dataclasses import dataclass, field

from policies.numerals import serial_number

CN = "一二三四五六七八九十"
NUMERAL = f"[{CN}百千零〇○0-9０-９]{{1,8}}"

CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_ZERO_WIDTH = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile("[ \xa0\u2002-\u200a\u202f\t]+")
_MOJIBAKE = re.compile(
    "[\ue000-\uf8ff\ufffd]|锟斤拷|烫烫烫|[\u4e00-\u9fff][àáèéêìíòóùúûüÃÂ][\u4e00-\u9fff?]|(?:[ÃÂäåæçèé][\xa1-\xbf]{1,2}){3}"
)
_SUSPICIOUS = re.compile("[\ue000-\uf8ff\ufffd\xc0-\xff锟烫]")  # a quick look before the slow one
_MARKUP = re.compile(r"</?(?:p|div|br|span|table|td|font|a|img)\b[^<>]{0,200}>|&(?:nbsp|ensp|emsp|ldquo|rdquo);")
_MARKDOWN_HEADING = re.compile(r"(#{1,6}) +(?=\S)")
_BULLET = re.compile(rf"- +(?=[\u4e00-\u9fff“‘（(《{CN}])")
_PIPE_RULE = re.compile(r"\|?(?: *:?-{2,}:? *\|)+(?: *:?-{2,}:? *)?\|?")

ARTICLE = re.compile(
    rf"第({NUMERAL})条(?:之([{CN}]{{1,3}}))?(?![、，,的款和至及之]|规定[的，、])(?:[\s:：]*)(?!第[{CN}]+[款项])"
)
DIVISION = re.compile(rf"第({NUMERAL})(分编|编|章|节)[\s:：]*")
COUNTED = re.compile(rf"([{CN}]{{1,3}})[、．.]\s*")
PARENTHESISED = re.compile(rf"[（(]([{CN}]{{1,3}})[）)]\s*")
LISTED = re.compile(r"(?:[（(]?([0-9０-９]{1,2})(?:[.．、](?![0-9０-９])|[）)])|[①-⑳㈠-㈩])")
ANNEX = re.compile(r"附\s*(?:件|录|表)\s*(?:[一二三四五六七八九十0-9０-９]{1,3})?\s*[：:．.、]?\s*")


@dataclass(slots=True)
class Line:
    """One paragraph to be. `rows` makes it a table, `html` is its inline markup, `raw` a finished fragment."""

    text: str
    indented: bool = False
    gap: bool = False
    rank: int | None = None
    html: str | None = None
    raw: str | None = None
    rows: list[list[str]] = field(default_factory=list)
    header: bool = False

    @property
    def plain(self) -> bool:
        """Whether the line is nothing but text, so that it may be split and joined."""
        return self.rank is None and self.html is None and self.raw is None and not self.rows


def value(numeral: str) -> int | None:
    """Number of an Arabic (either width) or Chinese numeral."""
    return int(numeral) if numeral.isdecimal() else serial_number(numeral)


def read(text: str) -> tuple[list[Line], set[str]]:
    """Lines of plain text or Markdown with the flags of what was found wrong in the characters."""
    flags = text_flags(text)
    text = _BREAKS.sub("\n", text)
    if "control-characters" in flags:
        text = CONTROL.sub("", text)
    return _gather_tables(_plain_lines(_ZERO_WIDTH.sub("", text))), flags


def text_flags(text: str) -> set[str]:
    """Flags of characters and markup that plain text should not hold."""
    flags = set()
    if CONTROL.search(text):
        flags.add("control-characters")
    if _SUSPICIOUS.search(text) and _MOJIBAKE.search(text):
        flags.add("mojibake")
    if ("<" in text or "&" in text) and _MARKUP.search(text):
        flags.add("markup-in-text")
    return flags


def is_structural(text: str) -> bool:
    """Whether a line begins something of its own: an article, a counted item, an annex, a dash."""
    return bool(
        text[0] in "第附#|—-·●○■□①②③④⑤⑥⑦⑧⑨⑩*（(一二三四五六七八九十0123456789０１２３４５６７８９"
        and (
            text[0] in "#|—-·●■□*"
            or any(pattern.match(text) for pattern in (ARTICLE, DIVISION, COUNTED, PARENTHESISED, LISTED, ANNEX))
        )
    )


def _plain_lines(text: str) -> list[Line]:
    lines = []
    gap = False
    for raw in text.split("\n"):
        stripped = raw.strip()
        if not stripped:
            gap = True
            continue
        line = Line(stripped, indented=raw[0] in " \u3000\xa0" and not raw[1:2].strip(), gap=gap)
        gap = False
        if heading := _MARKDOWN_HEADING.match(stripped):
            line.rank, line.text = len(heading[1]), stripped[heading.end() :]
        elif bullet := _BULLET.match(stripped):
            line.text = stripped[bullet.end() :]
        lines.append(line)
    return lines


def _cells(line: Line) -> list[str]:
    if line.rank is not None:
        return []
    text = line.text
    if text[0] == "|" and text.count("|") >= 2:
        return [cell.strip() for cell in text.strip("|").split("|")]
    return [cell.strip() for cell in text.split("\t")] if "\t" in text else []


def _gather_tables(lines: list[Line]) -> list[Line]:
    """Two or more neighbouring lines in pipe or tab form with as many cells become one table."""
    gathered: list[Line] = []
    table: Line | None = None
    for line in lines:
        cells = _cells(line)
        if table and len(cells) == len(table.rows[0]) and (line.text[0] == "|") == (table.text[0] == "|"):
            table.rows.append(cells)
            continue
        _finish_table(gathered, table)
        table = Line(line.text, gap=line.gap, rows=[cells]) if len(cells) > 1 else None
        if not table:
            line.text = _SPACES.sub(" ", line.text)
            gathered.append(line)
    _finish_table(gathered, table)
    return gathered


def _finish_table(gathered: list[Line], table: Line | None) -> None:
    if not table:
        return
    filled = sum(bool(cell) for row in table.rows for cell in row)
    if len(table.rows) < 2 or (table.text[0] != "|" and 2 * filled < len(table.rows) * len(table.rows[0])):
        texts = (" ".join(filter(None, row)) for row in table.rows)  # a form, or a single line with tabs
        gathered += [Line(text, gap=table.gap) for text in texts if text]
        return
    if table.text[0] == "|" and _PIPE_RULE.fullmatch("|" + "|".join(table.rows[1]) + "|"):
        table.header = True
        del table.rows[1]
    else:
        first = table.rows[0]
        table.header = len(table.rows) > 2 < len(first) and all(
            re.fullmatch(r"[^\d０-９]{1,15}", cell) for cell in first
        )
    table.text = "\n".join("\t".join(row) for row in table.rows)
    gathered.append(table)
