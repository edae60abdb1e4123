"""公示脱敏: what of a person may stand in a public notice (standards.md 10). Pure.

Identity numbers keep the first six and last four digits, mobile numbers three and four; of a name the family name stays;
an address ends at the village or neighbourhood. Numbers are found anywhere, names and addresses by the heading of
their column in a table. Works on HTML as it is stored: sanitised, every element closed (policies/body_html.py).
"""

import html
import re
from dataclasses import dataclass

from portal import personal_data

NAMES = ("姓名", "申请人", "户主", "联系人", "负责人", "权利人")
ADDRESSES = ("住址", "地址", "家庭住址", "居住地址")
COMPOUND = ("欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐")
_HOUSE = re.compile(r"^(.*?(?:村委会|居委会|社区|新村|村|居))(.*\d.*)$")
_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
_ROW = re.compile(r"<tr\b.*?</tr>", re.DOTALL)
_CELL = re.compile(r"(<t[hd]\b[^>]*>)(.*?)(</t[hd]>)", re.DOTALL)
_TAG = re.compile(r"(<[^>]*>)")
_HAN = re.compile(r"[\u4e00-\u9fff·]{2,5}")


@dataclass(frozen=True, slots=True)
class Change:
    """What stood there and what stands there now; both are for staff only."""

    place: str
    before: str
    after: str


def masked_name(name: str) -> str:
    """张三 → 张某; 欧阳小明 → 欧阳某某; what is no name, or is masked already, stays."""
    bare = name.strip()
    if not _HAN.fullmatch(bare) or "某" in bare:
        return name
    family = bare[:2] if bare[:2] in COMPOUND and len(bare) > 2 else bare[0]
    return family + "某" * min(len(bare) - len(family), 2)


def masked_address(address: str) -> str:
    """To the village or neighbourhood; an address without one stays, for a person to judge."""
    match = _HOUSE.match(address.strip())
    return match[1] if match else address


def masked_numbers(text: str) -> str:
    for found in sorted(personal_data.find(text), key=lambda each: -each.start):
        text = text[: found.start] + found.masked + text[found.end :]
    return text


def masked_body(body: str) -> tuple[str, list[Change]]:
    """The body with everything masked, and what was changed: tables first, then numbers in the order of the text."""
    changes: list[Change] = []
    tables = iter(range(1, body.count("<table") + 1))
    body = _TABLE.sub(lambda found: _masked_table(found[0], next(tables), changes), body)
    parts = _TAG.split(body)
    for place in range(0, len(parts), 2):  # text stands between tags
        before = html.unescape(parts[place])
        after = masked_numbers(before)
        if after != before:
            changes.append(Change("正文", before.strip()[:60], after.strip()[:60]))
            parts[place] = html.escape(after, quote=False)
    return "".join(parts), changes


def _masked_table(table: str, number: int, changes: list[Change]) -> str:
    lines = iter(range(1, table.count("<tr") + 1))
    heads: list[str] = []

    def row(found: re.Match[str]) -> str:
        line = next(lines)
        if not heads:
            heads.extend(_plain(cell[2]) for cell in _CELL.finditer(found[0]))
            return found[0]
        places = iter(range(len(heads)))
        return _CELL.sub(lambda cell: _masked_cell(cell, next(places, -1), line), found[0])

    def _masked_cell(cell: re.Match[str], place: int, line: int) -> str:
        head = heads[place] if 0 <= place < len(heads) else ""
        if head not in NAMES and head not in ADDRESSES:
            return cell[0]
        before = _plain(cell[2])
        after = masked_name(before) if head in NAMES else masked_address(before)
        if after == before:
            return cell[0]
        changes.append(Change(f"表{number}第{line}行“{head}”", before, after))
        return f"{cell[1]}{html.escape(after, quote=False)}{cell[3]}"

    return _ROW.sub(row, table)


def _plain(cell: str) -> str:
    return html.unescape(_TAG.sub("", cell)).strip()
