"""One pass over a table for a dataset: its rows as typed values, every trouble by its cell, sums, suspected personal data."""

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
_SUMS = ("合计", "总计", "小计", "共计", "合计数", "本页小计")
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
        self._screen: list[tuple[str, str]] = []
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
        before = self.troubles.count
        if odd := self._odd(line):
            self.troubles.add(f"第{line.number}行：{odd}")
            return None
        values: dict[str, tuple[DatasetField, Any]] = {}
        for at, cell in enumerate(line.cells):
            column = heading.places.get(at)
            if column is None:
                if at not in heading.named and (text := tidy(cell)):
                    where = f"第{line.number}行（{get_column_letter(at + 1)}{line.number}）"
                    self.troubles.add(f"{where}：“{text[:20]}”的上面没有表头，含逗号的内容要加英文双引号")
            elif tidy(cell):
                try:
                    values[column.key] = column, read(column, cell, percent=at in line.percents)
                except ValueError as error:
                    self._told(line, at, column, str(error))
        for at, column in heading.places.items():
            if column.required and (at >= len(line.cells) or not tidy(line.cells[at])):
                self._told(line, at, column, "没有填写")
        if self.troubles.count > before:
            return None
        self.count += 1
        for key in self.totals:
            if key in values:
                self.totals[key] += values[key][1]
        self._note(heading, line, values)
        return Taken(
            self.count, line.number,
            {key: value for key, (column, value) in values.items() if not column.private},
            {key: value for key, (column, value) in values.items() if column.private},
        )  # fmt: skip

    def _odd(self, line: Line) -> str:
        """What is no row of data, but stands among them in real tables."""
        texts = [text for cell in line.cells if (text := tidy(cell))]
        if any(text.replace(" ", "").replace("\u3000", "").rstrip(":：") in _SUMS for text in texts):
            return "是合计行，请删去，合计由系统计算"
        if len(texts) == 1 and self._needed > 1:
            return f"只有一格有内容（“{texts[0][:20]}”），像是标题或附注，请删去"
        return ""

    def _told(self, line: Line, at: int, column: DatasetField, text: str) -> None:
        self.troubles.add(f"第{line.number}行「{column.name}」（{get_column_letter(at + 1)}{line.number}）：{text}")

    def _note(self, heading: Heading, line: Line, values: dict[str, tuple[DatasetField, Any]]) -> None:
        """Public texts wait to be looked through for personal data, many cells at once."""
        places = {column.key: at for at, column in heading.places.items()}
        for key, (column, value) in values.items():
            if not column.private and column.kind == Kind.TEXT and len(value) >= 11:
                where = f"第{line.number}行「{column.name}」（{get_column_letter(places[key] + 1)}{line.number}）"
                self._screen.append((where, f"{column.name}：{value}"))
        if len(self._screen) >= SCREENED_AT_ONCE:
            self._look_through()

    def _look_through(self) -> None:
        starts, at = [], 0
        for _, text in self._screen:
            starts.append(at)
            at += len(text) + len(_WALL)
        for datum in personal_data.find(_WALL.join(text for _, text in self._screen)):
            self.findings_count += 1
            if len(self.findings) < FINDINGS:
                where = self._screen[bisect_right(starts, datum.start) - 1][0]
                self.findings.append({"where": where, "what": datum.kind.label, "shown": datum.masked})
        self._screen.clear()


@contextmanager
def reading(fields: Sequence[DatasetField], file: BinaryIO, name: str) -> Iterator[Reading]:
    """FileRejected with a sentence for staff when the file cannot be read at all."""
    file.seek(0)
    with opened(file, name, percents=any(each.kind == Kind.PERCENT for each in fields)) as table:
        yield Reading(fields, table)
