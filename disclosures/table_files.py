"""Large tables that staff hand in, XLSX or CSV, as a stream of raw rows. Memory does not grow with the rows. Pure.

portal/spreadsheet.py reads small ones whole, as text.
"""

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, BinaryIO

from openpyxl import load_workbook

from portal.files import FileFacts, FileRejected, human_size, inspect

MAX_BYTES = 50 * 1024 * 1024
MAX_STRINGS = 80 * 1024 * 1024
"""Of the shared texts of a workbook, which are held in memory."""
MAX_ROWS = 300_000
MAX_COLUMNS = 200
CHUNK = 256 * 1024
_MERGED = re.compile(rb'<mergeCell\b[^>]*?\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_MOST_MERGED = 2_000


@dataclass(frozen=True)
class Line:
    """A row that is not blank: `number` of the sheet, or of the line of the file where the record starts."""

    number: int
    cells: list[Any]
    percents: frozenset[int] = frozenset()
    """Positions of cells of a workbook that are formatted as percentages."""


@dataclass(frozen=True)
class Merged:
    """A merged range: first and last column as letters, first and last row."""

    left: str
    top: int
    right: str
    bottom: int

    def __str__(self) -> str:
        return f"{self.left}{self.top}:{self.right}{self.bottom}"


@dataclass
class Table:
    facts: FileFacts
    lines: Iterator[Line]
    merged: list[Merged] = field(default_factory=list)
    other_sheets: list[str] = field(default_factory=list)
    """Sheets with content that are not read."""


def weight(file: BinaryIO) -> int:
    """Bytes of a table once it is unpacked, by which the time to read it goes."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            return sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile:
        return file.seek(0, 2)
    finally:
        file.seek(0)


@contextmanager
def opened(file: BinaryIO, name: str, *, percents: bool = False) -> Iterator[Table]:
    """The first sheet of a workbook, or a CSV in UTF-8 or GB18030. `percents`: also which cells show percentages (slower).

    FileRejected with a sentence for staff when the file is of another kind, damaged or too large, also while it is read.
    """
    facts = inspect(file, name, limit=MAX_BYTES, stored=False)
    if facts.kind in {"csv", "txt"}:
        text = io.TextIOWrapper(file, encoding=_charset(file), newline="")
        try:
            yield Table(facts, _records(text))
        finally:
            text.detach()
    elif facts.kind == "xlsx":
        yield from _workbook(file, facts, percents)
    else:
        raise FileRejected("这里只接受 Excel 工作簿（XLSX）或 CSV 表格。")


def _charset(file: BinaryIO) -> str:
    """inspect() has proved that one of the two decodes."""
    try:
        for _ in io.TextIOWrapper(_Kept(file), encoding="utf-8"):  # type: ignore[type-var]
            pass
    except UnicodeDecodeError:
        return "gb18030"
    finally:
        file.seek(0)
    return "utf-8-sig"


class _Kept(io.RawIOBase):
    """Reads another file and leaves it open."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self.file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _records(text: io.TextIOWrapper) -> Iterator[Line]:
    reader = csv.reader(text, strict=True)
    start = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise FileRejected(f"从第{start}行起的引号不成对，无法读取。") from None
        if any(cell.strip() for cell in cells):
            yield Line(start, cells[:MAX_COLUMNS])
        start = reader.line_num + 1


def _workbook(file: BinaryIO, facts: FileFacts, percents: bool) -> Iterator[Table]:
    with zipfile.ZipFile(file) as archive:
        strings = sum(entry.file_size for entry in archive.infolist() if entry.filename.lower().endswith("strings.xml"))
    if strings > MAX_STRINGS:
        raise FileRejected(f"工作簿里的文字展开后有{human_size(strings)}，太大了，请改用 CSV，或分成几个数据集。")
    file.seek(0)
    book = None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl speaks of styles and validations that it drops
            book = load_workbook(file, read_only=True, data_only=True)
            sheet: Any = book.worksheets[0]
            merged = _merged(book, sheet)
    except Exception:  # openpyxl lets KeyError, TypeError, ParseError and others out of odd workbooks
        if book is not None:
            book.close()
        raise _unreadable() from None
    try:
        yield Table(facts, _sheet(sheet, percents), merged, _others(book))
    finally:
        book.close()


def _unreadable() -> FileRejected:
    return FileRejected("无法读取这个工作簿，请用 Excel 或 WPS 重新另存为 XLSX。")


def _others(book: Any) -> list[str]:
    found = []
    for sheet in book.worksheets[1:]:
        try:
            if any(any(cell is not None for cell in row) for row in sheet.iter_rows(max_row=20, values_only=True)):
                found.append(sheet.title)
        except Exception:  # noqa: S112, PERF203, RUF100 - a sheet that nobody reads may be broken
            continue
    return found


def _merged(book: Any, sheet: Any) -> list[Merged]:
    """The merged ranges, which stand behind the rows and which openpyxl does not tell when it streams."""
    found: list[Merged] = []
    with book._archive.open(sheet._worksheet_path) as stream:
        tail = b""
        while (chunk := stream.read(CHUNK)) and len(found) < _MOST_MERGED:
            text = tail + chunk
            end = 0
            for match in _MERGED.finditer(text):
                left, top, right, bottom = (part.decode() for part in match.groups())
                found.append(Merged(left, int(top), right, int(bottom)))
                end = match.end()
            tail = text[max(end, len(text) - 200) :]
    return found


def _sheet(sheet: Any, percents: bool) -> Iterator[Line]:
    sheet.reset_dimensions()  # what a sheet says of its size is often wrong
    rows = sheet.iter_rows(values_only=not percents)
    number = 0
    while True:
        try:
            row = next(rows, None)
        except Exception:  # the same as above
            raise _unreadable() from None
        if row is None:
            return
        number += 1
        shown: frozenset[int] = frozenset()
        if percents:
            shown = frozenset(at for at, cell in enumerate(row) if "%" in str(getattr(cell, "number_format", "")))
            row = [cell.value for cell in row]
        if any(cell is not None and str(cell).strip() for cell in row):
            yield Line(number, list(row[:MAX_COLUMNS]), shown)


def neighbours(lines: list[Line]) -> list[tuple[Line, ...]]:
    """Each line alone and with the one directly below it: where a heading may stand."""
    found: list[tuple[Line, ...]] = [(line,) for line in lines]
    return found + [pair for pair in pairwise(lines) if pair[1].number == pair[0].number + 1]
