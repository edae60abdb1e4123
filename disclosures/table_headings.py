"""Where a table has its heading, in one row or two with merged groups, and which declared column stands where. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from openpyxl.utils import column_index_from_string, get_column_letter

from disclosures.cell_values import MONEY_UNITS, Kind, same_heading, tidy
from disclosures.table_files import Line, Merged, Table, neighbours
from portal.files import FileRejected

LOOKED_AT = 15
"""Rows at the top among which the heading is looked for; what stands above it is a title."""
SERIAL = {"序号", "编号", "No.", "NO."}
"""Counting columns of the sheet itself, left out without a word unless one is declared."""
_CORNER = re.compile(r"(?:金额)?(?:计量)?单位[:：]?(元|千元|万元|亿元)")


@dataclass
class Heading:
    places: dict[int, Any]
    """Position of a cell → the declared column."""
    end: int
    """The last row of the heading."""
    rest: list[Line]
    """Rows already read that follow it."""
    named: frozenset[int] = frozenset()
    """Positions that have a heading, known or not."""
    troubles: list[tuple[str, str]] = field(default_factory=list)
    """(where, Chinese sentence)"""


def find(fields: Sequence[Any], table: Table) -> Heading:
    """FileRejected when no row looks like the heading."""
    lines = list(islice(table.lines, LOOKED_AT))
    if not lines:
        raise FileRejected("表格是空的，没有任何内容。")
    best, score = None, 0
    for each in neighbours(lines):
        titles = _titles(each, table.merged)
        found = len(set(_places(fields, titles).values()))
        if found > score:
            best, score = (each, titles), found
    if best is None or score < max(1, len(fields) // 3):
        names = "、".join(each.name for each in fields[:8])
        raise FileRejected(
            f"前{lines[-1].number}行里没有找到表头。表头要有：{names}{'等' if len(fields) > 8 else ''}。"
        )
    rows, titles = best
    places = _places(fields, titles)
    heading = Heading(
        places, rows[-1].number, [line for line in lines if line.number > rows[-1].number], frozenset(titles)
    )
    heading.troubles += _misfits(fields, titles, places, rows[-1].number)
    heading.troubles += _corner(fields, [line for line in lines if line.number < rows[0].number], titles, places)
    heading.troubles += [
        (f"{each}", "是合并单元格，请取消合并，每一行都填写") for each in table.merged if each.bottom > heading.end
    ]
    return heading


def _titles(rows: tuple[Line, ...], merged: list[Merged]) -> dict[int, list[str]]:
    """Position → its texts from top to bottom, a merged text for every position that it covers."""
    titles: dict[int, list[str]] = {}
    for line in rows:
        texts = {at: tidy(cell) for at, cell in enumerate(line.cells) if tidy(cell)}
        for each in merged:
            if each.top == line.number and (text := texts.get(column_index_from_string(each.left) - 1)):
                for at in range(column_index_from_string(each.left) - 1, column_index_from_string(each.right)):
                    texts.setdefault(at, text)
        for at, text in texts.items():
            titles.setdefault(at, []).append(text)
    return titles


def _spellings(texts: list[str]) -> list[tuple[str, str]]:
    """(heading, unit) as it may be meant: the lowest, the whole, the highest."""
    found = [same_heading(texts[-1]), same_heading("".join(texts)), same_heading(texts[0])]
    group = same_heading(texts[0])
    return [*found, (group[0] + found[0][0], found[0][1] or group[1])]


def _places(fields: Sequence[Any], titles: dict[int, list[str]]) -> dict[int, Any]:
    names = {same_heading(each.name)[0]: each for each in fields}
    places: dict[int, Any] = {}
    for at, texts in sorted(titles.items()):
        spelt = [names[name] for name, _ in _spellings(texts) if name in names]
        if free := [each for each in spelt if each not in places.values()] or spelt:
            places[at] = free[0]
    return places


def _misfits(
    fields: Sequence[Any], titles: dict[int, list[str]], places: dict[int, Any], row: int
) -> list[tuple[str, str]]:
    found = []
    held: dict[Any, int] = {}
    for at, texts in sorted(titles.items()):
        where, text = f"{get_column_letter(at + 1)}{row}", texts[-1]
        if (column := places.get(at)) is None:
            if same_heading(text)[0] not in SERIAL:
                found.append((where, f"表头“{text[:20]}”没有登记，请从表格里删去这一列，或先登记"))
        elif column in held:
            found.append((where, f"「{column.name}」在表头里出现了两次"))
        else:
            held[column] = at
            unit = next((unit for name, unit in _spellings(texts) if unit and name == same_heading(column.name)[0]), "")
            if (
                unit
                and unit != same_heading(f"x（{column.measure}）")[1]
                and not (column.kind == Kind.PERCENT and unit == "%")
            ):
                found.append((where, f"「{column.name}」的单位写的是{unit}，登记的是{column.measure or '没有单位'}"))
    found += [(f"第{row}行", f"表头缺少「{each.name}」") for each in fields if each.required and each not in held]
    return found


def _corner(
    fields: Sequence[Any], above: list[Line], titles: dict[int, list[str]], places: dict[int, Any]
) -> list[tuple[str, str]]:
    """单位：万元 above the table speaks of every amount whose own heading names no unit."""
    bare = [
        each
        for at, each in places.items()
        if each.kind == Kind.MONEY and not any(unit in MONEY_UNITS for _, unit in _spellings(titles[at]))
    ]
    found = []
    for line in above:
        for at, cell in enumerate(line.cells):
            if match := _CORNER.search(tidy(cell).replace(" ", "")):
                found += [
                    (
                        f"{get_column_letter(at + 1)}{line.number}",
                        f"写的单位是{match[1]}，「{each.name}」登记的是{each.measure}",
                    )
                    for each in bare
                    if each.measure != match[1]
                ]
    return found
