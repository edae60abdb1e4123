"""What search costs with 10,000 and with 100,000 documents: the portal's own, their articles and statutes, each a document.

Everything happens in a scratch schema whose transaction is rolled back. Beside the time on the wall stands the time of the
processor, of this process and of the database's: on a shared machine the wall says more about the neighbours.
"""

import json
import os
import resource
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path
from typing import Any
from unittest.mock import patch

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from policies.models import Document
from policies.search import SEARCH
from portal.management.commands.bench_search import QUERIES, opened
from portal.pagecache import store
from portal.search import engine, evaluation, index, merge, snapshot, suggestions
from portal.search.item import SearchItem

SIZES = [10_000, 100_000]
ROUNDS = 5
BATCH = 1000
TYPED = [
    "企",
    "企业",
    "企业服",
    "通知",
    "关于印",
    "住房公积",
    "管理办法",
    "gongji",
    "2024",
    "老",
    "环境",
    "人民政府办公",
]
EMPTY = {"id": "%s + row_number() OVER ()", "body": "''", "toc": "'[]'", "citations": "'[]'", "source_data": "'{}'",
         "source_id": "NULL", "index_number": "NULL"}  # fmt: skip


def texts(folder: Path, own: list[SearchItem]) -> Iterator[SearchItem]:
    """The portal's documents whole, then every article of them and of the statutes with the facets of some document."""
    yield from own
    models = cycle(own)
    with opened(next(folder.glob("articles.jsonl*"))) as lines:
        for line in lines:
            read = json.loads(line)
            yield _as_document(next(models), f"{read['title']}{read['article']}", read["text"])
    for item in own:
        for passage in item.passages:
            yield _as_document(item, f"{item.title}{passage.label}", passage.text)


def _as_document(model: SearchItem, title: str, text: str) -> SearchItem:
    passages = [replace(passage, text=text) for passage in model.passages[:1]]
    return replace(model, title=title, passages=passages, keys=(), number="", head=model.head[3:])


class Command(BaseCommand):
    help = "Time indexing, result pages and suggestions with 10,000 and 100,000 documents."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="has articles.jsonl.gz")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = Document.objects.published().order_by("pk")
        own = [SEARCH.item(row) for row in SEARCH.prefetch(rows).iterator(chunk_size=BATCH)]
        pages: list[float] = []
        seconds = 0.0
        with evaluation.scratch(), connection.cursor() as cursor:
            cursor.execute(
                "CREATE TABLE policies_document (LIKE public.policies_document INCLUDING DEFAULTS INCLUDING GENERATED)"
            )
            cursor.execute("ALTER TABLE policies_document ADD PRIMARY KEY (id)")
            cursor.execute("CREATE INDEX ON policies_document (number_key)")
            cursor.execute("CREATE INDEX ON policies_document (number_prefix, number_year, number_serial)")
            found, done = enumerate(iter(texts(options["folder"], own)), 1), 0
            for size in SIZES:
                self.rows(cursor, done, size - done)
                seconds += self.index(islice(found, size - done), size - done, len(own) if not done else 0)
                done = size
                pages.append(self.measure(cursor, size))
        self.stdout.write(f"indexing of all {SIZES[-1]}: {SIZES[-1] / seconds:.0f} a second (at least 300)")
        self.stdout.write(
            f"growth of a page from {SIZES[0]} to {SIZES[-1]}: {pages[-1] / pages[0]:.2f} times (at most 3)"
        )

    def rows(self, cursor: Any, start: int, count: int) -> None:
        """Documents for the public door: copies of the portal's own, without their text."""
        names = [str(field.column) for field in Document._meta.concrete_fields if not field.generated]
        values = ", ".join(EMPTY.get(name, f"own.{name}") for name in names) % start
        cursor.execute(
            f"INSERT INTO policies_document ({', '.join(names)}) SELECT {values} FROM public.policies_document AS own, "  # noqa: S608
            "generate_series(1, 100) WHERE own.state = 'published' LIMIT %s",
            [count],
        )

    def index(self, found: Iterator[tuple[int, SearchItem]], count: int, own: int) -> float:
        """Returns seconds by the clock, without reading the file."""
        wall = busy = own_wall = 0.0
        written = 0
        while batch := list(islice(found, BATCH)):
            begun, started = time.perf_counter(), time.process_time()
            lines = ((pk, item, _line(item)) for pk, item in batch)
            written += index.write("policies_document", [pk for pk, _ in batch], lines)
            wall, busy = wall + time.perf_counter() - begun, busy + time.process_time() - started
            if written <= own:
                own_wall, own_written = wall, written
        index.refresh_citations()
        merge.merge()  # as the worker does every night
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE portal_searchposting")
        self.stdout.write(
            f"indexed {written} of {count} documents: {written / wall:.0f} a second, {written / busy:.0f} a second of processor"
        )
        if own:
            self.stdout.write(f"  of these the portal's own, whole: {own_written / own_wall:.0f} a second")
        return wall

    def measure(self, cursor: Any, size: int) -> float:
        before = _memory()
        held = snapshot.current()
        self.stdout.write(
            f"{size} documents, {len(held.row_of_slot)} passages; memory of this process {before} → {_memory()} MB"
        )
        with patch.object(engine, "current", lambda: held), patch.object(suggestions, "current", lambda: held):
            client = Client(SERVER_NAME="localhost")
            pages = self.time(cursor, "pages", QUERIES, lambda text: _get(client, "search:page", text), 80)
            self.time(cursor, "suggestions", TYPED, lambda text: _get(client, "search:suggest", text), 30)
        self.stdout.write(f"  most memory so far {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
        return pages

    def time(self, cursor: Any, name: str, texts: list[str], ask: Callable[[str], Any], limit: int) -> float:
        """Prints p50 and p95 of milliseconds; returns the median of the processor's."""
        wall: list[float] = []
        busy: list[float] = []
        most, slowest = 0, (0.0, "")
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
        for text in texts:
            ask(text)  # reference data of this version is read once
            with CaptureQueriesContext(connection) as asked:
                ask(text)
            most = max(most, len(asked))
        database = _seconds(backend)
        for text in texts:
            taken = []
            for _ in range(ROUNDS):
                begun, started = time.perf_counter(), time.process_time()
                ask(text)
                taken.append((time.perf_counter() - begun) * 1000)
                busy.append((time.process_time() - started) * 1000)
            wall += taken
            slowest = max(slowest, (sorted(taken)[ROUNDS // 2], text))
        database = (_seconds(backend) - database) * 1000 / len(wall)
        self.stdout.write(
            f"  {name}: wall p50 {_share(wall, 0.5):.1f} p95 {_share(wall, 0.95):.1f} ms (p95 at most {limit}); processor "
            f"p50 {_share(busy, 0.5):.1f} p95 {_share(busy, 0.95):.1f} ms and {database:.1f} ms of the database; "
            f"at most {most} queries; "
            f"slowest {slowest[1]} {slowest[0]:.1f} ms"
        )
        return _share(busy, 0.5) + database


def _get(client: Client, name: str, text: str) -> None:
    """A whole request through every middleware, and nothing from the page cache."""
    store.clear()
    response = client.get(reverse(name), {"q": text})
    if response.status_code != 200:
        raise CommandError(f"{name} answered {response.status_code} to {text}")


def _line(item: SearchItem) -> dict[str, Any]:
    text = item.passages[0].text if item.passages else ""
    return {
        "url": "/policies/",
        "number": item.number,
        "unit": item.unit,
        "summary": text[: index.SUMMARY],
        "facts": [],
    }


def _share(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def _memory() -> int:
    """Resident megabytes of this process; 0 where /proc does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") >> 20
    except OSError:
        return 0


def _seconds(process: int) -> float:
    """Seconds of processor of a process on this machine; 0 where /proc does not tell."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
