"""One import from beginning to end. Whenever it is killed, the next one goes on where the database ends."""

import binascii
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from django.db import connection
from django.utils import timezone

from policies.importing.mapping import Record
from policies.importing.parsing import Outcome, Parser, Unchanged, parsed
from policies.importing.reading import Problem, Source, Unusable
from policies.importing.replacements import UNDATED
from policies.importing.report import Progress, Report
from policies.importing.writing import Writer
from policies.models import Document
from portal.search import drift

BATCH_ROWS, BATCH_CHARACTERS = 300, 3_000_000
_LOCK = binascii.crc32(b"policies.import_documents")


class Busy(Exception):
    """Another import is running."""


def import_file(
    path: Path, report: Report, progress: Progress, *, dry_run: bool = False, limit: int | None = None, workers: int = 0
) -> None:
    """Imports the first `limit` rows (all) of a file; what it did is in `report`. Raises Unusable and Busy."""
    with Source(path) as source, _alone():
        migrated = Document.objects.filter(source_id__isnull=False)
        known = {each or "": digest for each, digest in migrated.values_list("source_id", "source_hash")}
        lines = source.lines() if limit is None else islice(source.lines(), limit)
        outcomes = parsed(lines, Parser(timezone.localdate(), known), workers)
        session = _Session(report, set(known), None if dry_run else Writer())
        for outcome in outcomes:
            session.take(outcome)
            part = report.total / limit if limit else source.position / source.size
            progress.show(report.total, min(part, 1.0))
        session.finish()
        progress.end()
        if report.created + report.updated and not dry_run:
            _tell_planner()
            drift.maintain()  # nor the search for the night
    if not report.total and limit != 0:
        raise Unusable(f"{path} 里没有数据。")
    if report.total and not report.fine:
        first = report.first[0]
        raise Unusable(f"{path} 没有一行可以导入；第 {first.line} 行：{first.reason}。")


def _tell_planner() -> None:
    """After thousands of rows at once the planner must not wait for autovacuum to learn of them."""
    with connection.cursor() as cursor:
        how = "ANALYZE" if connection.in_atomic_block else "VACUUM (ANALYZE)"
        cursor.execute(f"{how} policies_document, policies_issuer, policies_relation, portal_unit")


@contextmanager
def _alone() -> Iterator[None]:
    """Holds the lock that PostgreSQL gives up with the connection, so also when this process is killed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0]:
            raise Busy("另一个导入正在进行，请等它结束后再运行。")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


class _Session:
    """Gathers batches; without a writer it only counts what would happen."""

    def __init__(self, report: Report, held: set[str], writer: Writer | None) -> None:
        self.report, self.held, self.writer = report, held, writer
        self.batch: list[Record] = []
        self.size = 0
        self.lines: dict[str, int] = {}

    def take(self, outcome: Outcome) -> None:
        if isinstance(outcome, Problem):
            self.report.leave_out(outcome)
        elif first := self.lines.get(outcome.id):
            self.report.leave_out(Problem(outcome.line, outcome.id, f"id 与第 {first} 行相同"))
        else:
            self.lines[outcome.id] = outcome.line
            if isinstance(outcome, Unchanged):
                self.report.unchanged += 1
            else:
                self._add(outcome)

    def _add(self, record: Record) -> None:
        self.report.flags.update(record.flags)
        if self.writer is None:
            self.report.updated += record.id in self.held
            self.report.created += record.id not in self.held
            return
        self.batch.append(record)
        self.size += len(record.body.html)
        if len(self.batch) >= BATCH_ROWS or self.size >= BATCH_CHARACTERS:
            self._write()

    def _write(self) -> None:
        if self.writer and self.batch:
            done = self.writer.write(self.batch)
            self.report.created += done.created
            self.report.updated += done.updated
            for problem in done.problems:
                self.report.leave_out(problem)
            self.batch, self.size = [], 0

    def finish(self) -> None:
        self._write()
        if self.writer and (undated := self.writer.finish()):
            self.report.flags[UNDATED] += undated
