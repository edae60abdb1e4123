"""What editors and pasting leave behind, set right: heads and scopes of tables, padding after numbers."""

import re

_LONE_PARAGRAPH = re.compile(r"<(t[dh])([^>]*)>\s*<p>((?:(?!</?p>|</?t[dh]|<table).)*)</p>\s*</\1>", re.DOTALL)
_TABLE = re.compile(r"<table>(?:(?!<table>).)*?</table>", re.DOTALL)
_ROW = re.compile(r"<tr>.*?</tr>", re.DOTALL)
_CELL = re.compile(r"<(t[dh])([^>]*)>(.*?)</\1>", re.DOTALL)
_COLUMNS = re.compile(r"<colgroup[^>]*>.*?</colgroup>", re.DOTALL)


_PADDED_NUMBER = re.compile(
    r"(<(?:p|h[2-6])(?: [^>]*)?>\s*(?:<b>)?[（(]?[一二三四五六七八九十百0-9]{1,4}[）)、.．])(?:&nbsp;|\s)+"
)
"""Word fills the place between a generated number and the text with spaces."""


def tidy(html: str, *, guess: bool = False) -> str:
    """Sanitised HTML with tidy tables. `guess` also makes a head of a first row that only reads like one."""
    html = _LONE_PARAGRAPH.sub(r"<\1\2>\3</\1>", html)
    html = _PADDED_NUMBER.sub(r"\1", html)
    return _TABLE.sub(lambda table: _with_head(_COLUMNS.sub("", table[0]), guess), html)


def _with_head(table: str, guess: bool) -> str:
    first = _ROW.search(table)
    if not first or "<thead" in table or "<caption" in table[: first.start()] or table.count("<tr>") < 2:
        return table
    cells = _CELL.findall(first[0])
    if not all(tag == "th" for tag, _, _ in cells) and not (guess and _reads_like_head(table, cells)):
        return table
    head = "".join(f"<th{_scoped(attributes)}>{text}</th>" for _, attributes, text in cells)
    rest = re.sub(r"</?tbody>", "", table[first.end() : -len("</table>")]).strip()
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rest}</tbody></table>"


def _scoped(attributes: str) -> str:
    return attributes if "scope=" in attributes else f'{attributes} scope="col"'


def _reads_like_head(table: str, cells: list[tuple[str, str, str]]) -> bool:
    """Short words in every cell of the first row, no figures, nothing that reaches into the next row."""
    texts = [re.sub("<[^>]+>", "", text).strip() for _, _, text in cells]
    if "<th" in table or len(cells) < 2 or any("rowspan" in attributes for _, attributes, _ in cells):
        return False
    return all(text and len(text) <= 20 and not text[0].isdigit() for text in texts)
