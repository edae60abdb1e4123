"""Seventy-five thousand real hourly values as one indicator: taken in, confirmed, shown by each period. Leaves nothing behind."""

import csv
import gzip
import statistics
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from disclosures.models import Column, Indicator
from disclosures.observation_import import Taken, take
from disclosures.periods import label, parsed
from portal.disclosure_basis import Basis
from portal.models import Unit, User
from portal.pagecache import store

ROUNDS = 15


class Command(BaseCommand):
    help = "Measure the pages of an indicator with 75,000 hourly values; needs the demonstration content."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--corpus", type=Path, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        path = options["corpus"] / "series" / "shanghai_pm25_hourly.csv.gz"
        if not path.is_file():
            raise CommandError(f"there is no {path}.")
        with gzip.open(path, "rt") as file:
            values = {
                f"{row['year']}-{row['month']}-{row['day']} {row['hour']}:00": row["raw_ug_m3"]
                for row in csv.DictReader(file)
                if row["raw_ug_m3"]
            }
        with transaction.atomic():
            self.measure(values)
            transaction.set_rollback(True)
        store.clear()

    def measure(self, values: dict[str, str]) -> None:
        author, reviewer, office = (User.objects.get(username=name) for name in ("author", "reviewer", "office"))
        unit = Unit.objects.get(name="岚屿区生态环境局")
        item = Indicator.objects.create(
            unit=unit, created_by=author, code="bench-hourly", title="逐时浓度",
            summary="逐时", measure="微克/立方米", source="监测站", period="hour", headline="month",
            column=Column.objects.get(slug="eco-island"), disclosure_basis=Basis.ART_20_13,
        )  # fmt: skip
        rows = [self.row(item, text, value) for text, value in values.items()]
        start = time.perf_counter()
        batch = take(item, rows, author)
        self.stdout.write(f"{len(rows)} hourly values taken in in {time.perf_counter() - start:.1f} s")
        start = time.perf_counter()
        batch.confirm(reviewer)
        self.stdout.write(f"confirmed in {time.perf_counter() - start:.1f} s")
        item.submit(author, at=timezone.now())
        item.clear(reviewer)
        item.publish(office)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE disclosures_observation")
        url = item.get_absolute_url()
        spans = ("", "?period=year", "?period=quarter", "?period=day", "?period=hour")
        for each in (*(f"{url}{span}" for span in spans), f"{url}values.csv?period=month", "/indicators/"):
            self.page(each)

    @staticmethod
    def row(item: Indicator, text: str, value: str) -> Taken:
        at = parsed(item.period, text)
        return Taken(0, at, label(item.period, at), Decimal(value), None, 0, "")

    def page(self, url: str) -> None:
        """A page that no cache has: the median of some rounds, and its queries."""
        client, times = Client(HTTP_HOST="localhost"), []
        for _ in range(ROUNDS):
            store.clear()
            start = time.perf_counter()
            if client.get(url).status_code != 200:
                raise CommandError(f"{url} is not there")
            times.append((time.perf_counter() - start) * 1000)
        store.clear()
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        self.stdout.write(f"{url:45} {statistics.median(times):7.1f} ms   {len(queries)} queries   (wanted: under 150)")
