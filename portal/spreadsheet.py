"""Tables that staff hand in as XLSX or CSV, read as rows of text with the row numbers that staff see. Pure."""

import csv
import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, BinaryIO

from openpyxl import load_workbook

from portal.files import FileRejected, human_size, inspect

MAX_BYTES = 2 * 1024 * 1024
MAX_EXPANDED = 60 * 1024 * 1024
MAX_ROWS = 5_000
MAX_COLUMNS = 100
_BLANK = "\ufeff\u200b"
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""Control characters that no spreadsheet file may hold."""


def as_text(value: str) -> str:
    """A cell of an export that no spreadsheet program takes for a formula or refuses to open."""
    clean = _ILLEGAL.sub("", value)
    return f"'{clean}" if clean[:1] in ("=", "+", "-", "@", "\t") else clean


@dataclass(frozen=True)
class Row:
    """`number` is the row of the sheet, or the line of the file where the record starts; `cells` by column name."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Table:
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    sha256: str
    troubles: tuple[tuple[int, str], ...]
    """(row number, Chinese reason) of rows that do not fit the header; they are not among `rows`."""


@dataclass(frozen=True)
class Lines:
    """The rows as they stand, with their numbers, without any header."""

    rows: list[tuple[int, list[str]]]
    sha256: str


def read_lines(file: BinaryIO, name: str, *, hours: bool = False) -> Lines:
    """The rows with something in them of the first sheet of a workbook, or of a CSV in UTF-8 or GB18030.

    `hours`: a moment keeps its time of day (2026-03-05 14:00), where otherwise its date alone is read.
    FileRejected with a sentence for staff when the file is of another kind, damaged, too large or without rows.
    """
    facts = inspect(file, name, limit=MAX_BYTES)
    if facts.kind == "xlsx":
        lines: Iterable[tuple[int, list[str]]] = _sheet(file, hours)
    elif facts.kind in {"csv", "txt"}:
        lines = _text(file.read())
    else:
        raise FileRejected("这里只接受 Excel 工作簿（XLSX）或 CSV 表格。")
    filled = [(number, cells) for number, cells in lines if any(cells)]
    if not filled:
        raise FileRejected("表格是空的，没有任何内容。")
    return Lines(filled, facts.sha256)


def read_table(file: BinaryIO, name: str, *, hours: bool = False) -> Table:
    """As read_lines(); the first row that is not blank is the header. FileRejected when there is nothing below it."""
    found = read_lines(file, name, hours=hours)
    lines = iter(found.rows)
    columns = _columns(next(lines)[1])
    rows, troubles = _fit(columns, lines)
    if not rows and not troubles:
        raise FileRejected("表格只有表头，没有数据行。")
    return Table(columns, tuple(rows), found.sha256, tuple(troubles))


def _columns(cells: list[str]) -> tuple[str, ...]:
    while cells and not cells[-1]:
        cells.pop()
    named = [cell for cell in cells if cell]
    if twice := sorted({cell for cell in named if named.count(cell) > 1}):
        raise FileRejected(f"表头中列名重复：{'、'.join(twice)}。")
    return tuple(cells)


def _fit(columns: tuple[str, ...], lines: Iterable[tuple[int, list[str]]]) -> tuple[list[Row], list[tuple[int, str]]]:
    rows: list[Row] = []
    troubles: list[tuple[int, str]] = []
    for number, cells in lines:
        if len(rows) + len(troubles) == MAX_ROWS:
            raise FileRejected(f"表格超过 {MAX_ROWS} 行，请核对是否选错了文件。")
        if any(cells[len(columns) :]):
            troubles.append((number, f"这一行比表头多出 {len(cells) - len(columns)} 格；含逗号的内容要加英文双引号。"))
        else:
            padded = cells + [""] * len(columns)
            rows.append(Row(number, {column: cell for column, cell in zip(columns, padded, strict=False) if column}))
    return rows, troubles


def _text(content: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030")  # inspect() has proved that one of the two decodes
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    start = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise FileRejected(f"从第 {start} 行起的引号不成对，无法读取。") from None
        yield start, [_clean(cell) for cell in cells]
        start = reader.line_num + 1


def _sheet(file: BinaryIO, hours: bool) -> list[tuple[int, list[str]]]:
    with zipfile.ZipFile(file) as archive:
        expanded = sum(entry.file_size for entry in archive.infolist())
    if expanded > MAX_EXPANDED:
        raise FileRejected(f"工作簿展开后有 {human_size(expanded)}，太大了。请只保留需要的一张表。")
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl speaks of styles and validations that it drops
            sheet = load_workbook(file, read_only=True, data_only=True).worksheets[0]
            found = enumerate(sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True), start=1)
            # A sheet may declare a million formatted but empty rows: one row over the limit is enough to refuse it.
            return list(islice(((number, _cells(row, hours)) for number, row in found if any(row)), MAX_ROWS + 2))
    except Exception:  # openpyxl lets KeyError, TypeError, ParseError and others out of odd workbooks
        raise FileRejected("无法读取这个工作簿，请用 Excel 或 WPS 重新另存为 XLSX。") from None


def _cells(row: Iterable[Any], hours: bool) -> list[str]:
    return [_clean(_as_text(value, hours)) for value in row]


def _as_text(value: Any, hours: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime):
        # Spreadsheets count hours as fractions of a day, which may fall a moment short.
        return f"{value + dt.timedelta(seconds=1):%Y-%m-%d %H:%M}" if hours else value.date().isoformat()
    return str(value)


def _clean(text: str) -> str:
    return text.strip().strip(_BLANK).strip()
