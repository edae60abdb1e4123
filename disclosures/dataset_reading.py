"""One pass over a table for a dataset: its rows as typed values, every trouble by its cell, sums, suspected personal data."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, BinaryIO

from openpyxl.utils import get_column_letter

from disclosures.cell_values import Kind, read, tidy
from disclosures.models import DatasetField
from disclosures.table_files import MAX_ROWS, Line, Table, opened
from disclosures.table_headings import Heading, find
from portal import personal_data

SHOWN = 200
"""Troubles that are kept word for word; of the others only the number."""
FINDINGS = 50
SCREENED_AT_ONCE = 500
_SUM = re.compile(r"(?:本页|本年|全区)?[合总小共]\s*计\s*数?\s*[:：]?")
SHORTEST = 11
"""Characters of a mobile number, the shortest of what is looked for."""
_DIGITS = re.compile(r"(?:\d\D*){11}")
_WALL = "\n|\n"
"""Between cells, so that no number is read across two of them."""


@dataclass(frozen=True)
class Taken:
    """`number` counts the rows of the version from 1, `line` is the row of the sheet."""

    number: int
    line: int
    cells: dict[str, Any]
    hidden: dict[str, Any]


@dataclass
class Troubles:
    shown: list[str] = field(default_factory=list)
    count: int = 0

    def add(self, text: str) -> None:
        self.count += 1
        if len(self.shown) < SHOWN:
            self.shown.append(text)

    @property
    def rest(self) -> int:
        return self.count - len(self.shown)


class Reading:
    """`rows()` once, then what it has counted: `troubles`, `count`, `totals`, `findings`."""

    def __init__(self, fields: Sequence[DatasetField], table: Table) -> None:
        self.fields = list(fields)
        self.table = table
        self.troubles = Troubles()
        self.count = 0
        self.totals = {each.key: Decimal(0) for each in fields if each.total}
        self.findings: list[dict[str, str]] = []
        self.findings_count = 0
        self._screen: list[tuple[int, int, DatasetField, str]] = []
        self._texts: list[tuple[int, DatasetField]] | None = None
        self._needed = sum(each.required for each in fields)

    @property
    def sha256(self) -> str:
        return self.table.facts.sha256

    def rows(self) -> Iterator[Taken]:
        """Rows without a trouble of their own; FileRejected when there is no heading, or there are too many rows."""
        heading = find(self.fields, self.table)
        for where, text in heading.troubles:
            self.troubles.add(f"{where}：{text}")
        for line in self._lines(heading):
            if taken := self._row(heading, line):
                yield taken
        self._look_through()
        if not self.count and not self.troubles.count:
            self.troubles.add("表格只有表头，没有数据行。")

    def _lines(self, heading: Heading) -> Iterator[Line]:
        seen = 0
        for source in (heading.rest, self.table.lines):
            for line in source:
                seen += 1
                if seen > MAX_ROWS:
                    self.troubles.add(f"第{line.number}行：超过{MAX_ROWS}行，请分成几个数据集。")
                    return
                yield line

    def _row(self, heading: Heading, line: Line) -> Taken | None:
        before, texts = self.troubles.count, [tidy(cell) for cell in line.cells]
        if odd := self._odd(texts):
            self.troubles.add(f"第{line.number}行：{odd}")
            return None
        cells: dict[str, Any] = {}
        hidden: dict[str, Any] = {}
        for at, column in heading.places.items():
            if at < len(texts) and texts[at]:
                try:
                    value = read(column, line.cells[at], texts[at], percent=at in line.percents)
                except ValueError as error:
                    self._told(line, at, column, str(error))
                else:
                    (hidden if column.private else cells)[column.key] = value
            elif column.required:
                self._told(line, at, column, "没有填写")
        for at in range(len(texts)):
            if texts[at] and at not in heading.named:
                where = f"第{line.number}行（{get_column_letter(at + 1)}{line.number}）"
                self.troubles.add(f"{where}：“{texts[at][:20]}”的上面没有表头，含逗号的内容要加英文双引号")
        if self.troubles.count > before:
            return None
        self.count += 1
        for key in self.totals:
            self.totals[key] += cells.get(key, 0)
        self._note(heading, line, cells)
        return Taken(self.count, line.number, cells, hidden)

    def _odd(self, texts: list[str]) -> str:
        """What is no row of data, but stands among them in real tables."""
        if any("计" in text and _SUM.fullmatch(text) for text in texts):
            return "是合计行，请删去，合计由系统计算"
        if self._needed > 1 and len(filled := [text for text in texts if text]) == 1:
            return f"只有一格有内容（“{filled[0][:20]}”），像是标题或附注，请删去"
        return ""

    def _told(self, line: Line, at: int, column: DatasetField, text: str) -> None:
        self.troubles.add(f"{_place(line.number, at, column)}：{text}")

    def _screened(self, heading: Heading) -> list[tuple[int, DatasetField]]:
        if self._texts is None:
            places = heading.places.items()
            self._texts = [(at, each) for at, each in places if not each.private and each.kind == Kind.TEXT]
        return self._texts

    def _note(self, heading: Heading, line: Line, cells: dict[str, Any]) -> None:
        """Public texts wait to be looked through for personal data, many cells at once."""
        for at, column in self._screened(heading):
            text = cells.get(column.key, "")
            if len(text) >= SHORTEST and _DIGITS.search(text):
                self._screen.append((line.number, at, column, f"{column.name}：{text}"))
        if len(self._screen) >= SCREENED_AT_ONCE:
            self._look_through()

    def _look_through(self) -> None:
        starts, at = [], 0
        for *_, text in self._screen:
            starts.append(at)
            at += len(text) + len(_WALL)
        for datum in personal_data.find(_WALL.join(text for *_, text in self._screen)):
            self.findings_count += 1
            if len(self.findings) < FINDINGS:
                line, place, column, _ = self._screen[bisect_right(starts, datum.start) - 1]
                where = _place(line, place, column)
                self.findings.append({"where": where, "what": datum.kind.label, "shown": datum.masked})
        self._screen.clear()


def _place(line: int, at: int, column: DatasetField) -> str:
    return f"第{line}行「{column.name}」（{get_column_letter(at + 1)}{line}）"


@contextmanager
def reading(fields: Sequence[DatasetField], file: BinaryIO, name: str) -> Iterator[Reading]:
    """FileRejected with a sentence for staff when the file cannot be read at all."""
    file.seek(0)
    with opened(file, name, percents=any(each.kind == Kind.PERCENT for each in fields)) as table:
        yield Reading(fields, table)
