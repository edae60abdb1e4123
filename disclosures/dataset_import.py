"""A table becomes a version of a dataset: all of it in one transaction, or nothing; and how it looks before that."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, BinaryIO

import pghistory
from django.db import DatabaseError, connection, transaction
from django.db.models import Max
from django.utils import timezone

from disclosures.cell_values import stored
from disclosures.dataset_index import Postings, write_orders
from disclosures.dataset_reading import Reading, Taken, Troubles, reading
from disclosures.models import Dataset, DatasetVersion, VersionStanding
from portal.models import User
from portal.publication_states import Refused, State

CHUNK = 5_000
"""Rows copied to the database at once."""
FIRST = 20
_BUSY = "这个数据集正在被别人修改或导入，什么都没有导入。请过一会儿再试。"
WAITS = "这个数据集已有待确认的版本，先确认或退回那一版。"


class Spoilt(Exception):
    """A table with troubles; nothing of it was taken in."""

    def __init__(self, troubles: Troubles) -> None:
        super().__init__("\n".join(troubles.shown[:5]))
        self.troubles = troubles


@dataclass(frozen=True)
class Preview:
    first: list[Taken]
    reading: Reading
    merged_other: list[str]
    """Sheets that are not read."""


def preview(dataset: Dataset, file: BinaryIO, name: str) -> Preview:
    """What importing the file would do; FileRejected when it cannot be read at all."""
    with reading(list(dataset.fields.all()), file, name) as read:
        rows = read.rows()
        first = list(islice(rows, FIRST))
        for _ in rows:
            pass
        return Preview(first, read, read.table.other_sheets)


def take(dataset: Dataset, file: BinaryIO, name: str, by: User, *, note: str = "", at: Any = None) -> DatasetVersion:
    """A version that waits for a second person. Spoilt, FileRejected or Refused, and nothing kept, when it cannot be."""
    try:
        with transaction.atomic(), pghistory.context(verb="import_rows", user=by.pk):
            # A second import finds the row locked, or the first one's version waiting.
            held = Dataset.objects.select_for_update(of=("self",), nowait=True).get(pk=dataset.pk)
            if held.state == State.WITHDRAWN:
                raise Refused("这个数据集已经撤回，不能再导入数据。")
            if held.versions.filter(standing=VersionStanding.WAITING).exists():
                raise Refused(WAITS)
            fields = list(held.fields.all())
            number = held.versions.aggregate(last=Max("number"))["last"] or 0
            with reading(fields, file, name) as read:
                version = DatasetVersion.objects.create(
                    dataset=held, number=number + 1, file_name=name[:200], sha256=read.sha256, note=" ".join(note.split())[:300],
                    imported_by=by, imported_at=at or timezone.now(),
                )  # fmt: skip
                _copy(version, read)
                if read.troubles.count:
                    raise Spoilt(read.troubles)
            _count(version, read)
            write_orders(version, fields)
    except DatabaseError as error:
        if getattr(error.__cause__, "sqlstate", "") == "55P03":  # lock_not_available
            raise Refused(_BUSY) from None
        raise
    return version


def _copy(version: DatasetVersion, read: Reading) -> None:
    """Rows and their terms into the database as they are read; once there is a trouble they are only read."""
    rows, postings = read.rows(), Postings(version)
    while part := list(islice(rows, CHUNK)):
        if read.troubles.count:
            continue
        _insert("disclosures_datasetrow", [(version.pk, row.number, stored(row.cells)) for row in part])
        hidden = [(version.pk, row.number, stored(row.hidden)) for row in part if row.hidden]
        _insert("disclosures_datasethiddenrow", hidden)
        for row in part:
            postings.add(" ".join(map(str, row.cells.values())))
    if not read.troubles.count:
        postings.write()


def _insert(table: str, lines: list[tuple[int, int, str]]) -> None:
    if not lines:
        return
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} (version_id, number, cells) FROM STDIN") as stream,
    ):
        for line in lines:
            stream.write_row(line)


def _count(version: DatasetVersion, read: Reading) -> None:
    version.rows = read.count
    version.totals = {key: format(value, "f") for key, value in read.totals.items()}
    version.findings, version.findings_count = read.findings, read.findings_count
    version.save(update_fields=["rows", "totals", "findings", "findings_count"])


def cells_of(version: DatasetVersion, numbers: Any) -> Iterator[dict[str, Any]]:
    """The public cells of these rows in the order of the numbers; some thousand in memory at a time."""
    for start in range(0, len(numbers), CHUNK):
        part = [int(each) for each in numbers[start : start + CHUNK]]
        held = dict(version.public_rows.filter(number__in=part).values_list("number", "cells"))
        yield from (held[each] for each in part)
