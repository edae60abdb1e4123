"""A version as CSV, XLSX or JSON with its dictionary, made piece by piece: memory does not grow with the rows."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.db import connection

from disclosures import workbook_stream
from disclosures.models import Dataset, DatasetField, DatasetVersion
from disclosures.models.dataset import DICTIONARY
from portal.spreadsheet import as_text

PIECE = 2_000
"""Rows read and sent at once."""
BOM = "\ufeff"


class Export:
    """These rows, in this order, of a version; public columns only, whichever table is asked."""

    def __init__(self, version: DatasetVersion, fields: Sequence[DatasetField], numbers: Any) -> None:
        self.version, self.numbers = version, numbers
        self.fields = [each for each in fields if not each.private]

    def _parts(self, columns: str, values: list[Any]) -> Iterator[list[tuple[Any, ...]]]:
        """`columns` of the rows, some thousand at a time, after their number."""
        for start in range(0, len(self.numbers), PIECE):
            part = [int(each) for each in self.numbers[start : start + PIECE]]
            with connection.cursor() as cursor:
                cursor.execute(
                    f"SELECT number, {columns} FROM disclosures_datasetrow WHERE version_id = %s AND number = ANY(%s)",  # noqa: S608
                    [*values, self.version.pk, part],
                )
                held = {number: line for number, *line in cursor.fetchall()}
            yield [held[each] for each in part]

    def _lines(self) -> Iterator[list[list[str | None]]]:
        """Cells as text, numbers exactly as they stand; texts that no program takes for a formula."""
        texts = [at for at, each in enumerate(self.fields) if not each.numeric]
        for part in self._parts(", ".join(["cells ->> %s"] * len(self.fields)), [each.key for each in self.fields]):
            lines = [list(line) for line in part]
            for line in lines:
                for at in texts:
                    if line[at]:
                        line[at] = as_text(line[at])
            yield lines

    def csv(self) -> Iterator[bytes]:
        text = io.StringIO()
        writer = csv.writer(text)
        text.write(BOM)
        writer.writerow([as_text(each.heading) for each in self.fields])
        for lines in self._lines():
            writer.writerows(lines)
            yield text.getvalue().encode()
            text.seek(0)
            text.truncate()
        yield text.getvalue().encode()

    def xlsx(self) -> Iterator[bytes]:
        dictionary = [[as_text(cell) for cell in each.line()] for each in self.fields]
        yield from workbook_stream.pieces([("数据", self._rows()), ("数据字典", [DICTIONARY, *dictionary])])

    def _rows(self) -> Iterator[list[Any]]:
        yield [as_text(each.heading) for each in self.fields]
        numbers = [at for at, each in enumerate(self.fields) if each.numeric]
        for lines in self._lines():
            for line in lines:
                cells: list[Any] = line
                for at in numbers:
                    cells[at] = None if cells[at] is None else Decimal(cells[at])
                yield cells

    def json(self, dataset: Dataset) -> Iterator[bytes]:
        """Keys of the rows are those of the dictionary; a column without a value is absent."""
        about = {
            "数据集": dataset.title,
            "代码": dataset.slug,
            "公开单位": dataset.unit.name,
            "数据来源": dataset.source,
            "说明": dataset.note,
            "版本": self.version.number,
            "字典": [dict(zip(DICTIONARY, each.line(), strict=True)) for each in self.fields],
        }
        yield f'{json.dumps(about, ensure_ascii=False)[:-1]}, "数据": ['.encode()
        hidden = [each.key for each in dataset.fields.all() if each.private]
        between = "\n"
        for part in self._parts("(cells - %s::text[])::text", [hidden]):
            yield (between + ",\n".join(text for (text,) in part)).encode()
            between = ",\n"
        yield b"\n]}\n"


def dictionary_csv(fields: Sequence[DatasetField]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([DICTIONARY, *([as_text(cell) for cell in each.line()] for each in fields)])
    return (BOM + text.getvalue()).encode()
