"""Queries and milliseconds of the main pages in this process, page cache emptied before each request."""

import itertools
import random
import statistics
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.pagecache import store
from portal.registry import public_types

LISTS = [
    "/policies/",
    "/policies/?all=1",
    "/policies/?category=law",
    "/policies/?year=2020&category=law",
    "/policies/?validity=expired",
    "/policies/?q=条例",
    "/policies/?all=1&page=40",
    "/policies/?tag=audience-elderly",
    "/policies/topics/",
    "/policies/tags/",
    "/",
    "/feeds/policies/",
]


class Command(BaseCommand):
    help = "Measure list, detail and home pages: queries, p50 and p95 in milliseconds."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--rounds", type=int, default=40)

    def handle(self, *args: Any, **options: Any) -> None:
        rounds = options["rounds"]
        for url in LISTS:
            self.report(url, itertools.repeat(url, rounds))
        for public_type in public_types():
            rows = list(
                public_type.model._default_manager.published().only("published_at", "created_at").order_by("pk")
            )
            chosen = random.Random(1).choices(rows, k=rounds * 5) if rows else []  # noqa: S311 - a sample, not a secret
            self.report(f"{public_type.key} pages", [public_type.urls(row)[0] for row in chosen])

    def report(self, name: str, urls: Any) -> None:
        client, times, queries = Client(HTTP_HOST="localhost"), [], 0
        for url in urls:
            store.clear()
            start = time.perf_counter()
            response = client.get(url)
            times.append((time.perf_counter() - start) * 1000)
            if response.status_code != 200:
                self.stderr.write(f"{url} answered {response.status_code}")
        if not times:
            return
        store.clear()
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        queries = len(captured)
        p95 = sorted(times)[int(len(times) * 0.95)]
        self.stdout.write(f"{name:40} {queries:3} queries   p50 {statistics.median(times):6.1f} ms   p95 {p95:6.1f} ms")
