"""A dataset of 200,000 rows: taken in, confirmed, paged, sorted, searched, downloaded. Leaves nothing behind."""

import csv
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from disclosures import workbook_stream
from disclosures.dataset_import import preview, take
from disclosures.models import Column, Dataset, DatasetField
from portal.disclosure_basis import Basis
from portal.models import Unit, User
from portal.pagecache import store

ROUNDS = 7
FIELDS = [
    ("code", "编号", "text", "", False), ("town", "乡镇", "choice", "", False), ("village", "村", "text", "", False),
    ("item", "补贴项目", "text", "", False), ("year", "年度", "integer", "", False),
    ("paid_on", "发放日期", "date", "", False),
    ("area", "面积", "decimal", "亩", False), ("rate", "发放比例", "percent", "", False),
    ("amount", "金额", "money", "元", False),
    ("note", "备注", "text", "", False), ("idn", "证件号码", "text", "", True),
]  # fmt: skip
TOWNS = ["岚城镇", "望潮镇", "稻香镇", "蟹浦镇", "鹭洲镇", "橘林乡", "苇滩乡"]
ITEMS = ["水稻种植补贴", "秸秆还田补贴", "有机肥补贴", "农机购置补贴", "柑橘品种更新补贴", "耕地地力保护补贴"]
SYLLABLES = "东南西北上下新老大小港桥河湾滩圩塘沙堤埭浦泾村坊"


class Command(BaseCommand):
    help = "Measure a dataset of 200,000 rows; needs the demonstration content."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--rows", type=int, default=200_000)
        parser.add_argument("--xlsx", action="store_true", help="take in a workbook instead of a CSV")
        parser.add_argument("--corpus", help="not needed; taken so that `bench` calls every command alike")

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            self.measure(options["rows"], "rows.xlsx" if options["xlsx"] else "rows.csv")
            transaction.set_rollback(True)
        store.clear()

    def measure(self, count: int, file_name: str) -> None:
        author, reviewer, office = (User.objects.get(username=name) for name in ("author", "reviewer", "office"))
        item = Dataset.objects.create(
            unit=Unit.objects.get(name="岚屿区农业农村委员会"), created_by=author, slug="bench-rows", title="逐户补贴",
            summary="逐户", source="农业农村委", column=Column.objects.get(slug="farm-subsidies"),
            disclosure_basis=Basis.ART_20_13,
        )  # fmt: skip
        for at, (key, name, kind, measure, private) in enumerate(FIELDS):
            DatasetField.objects.create(
                dataset=item, position=at, key=key, name=name, kind=kind, measure=measure, private=private,
                total=kind == "money", required=at < 5, options=TOWNS if kind == "choice" else [],
            )  # fmt: skip
        with tempfile.TemporaryFile() as file:
            size = _write(file, count, file_name)
            version = self.taken(item, file, file_name, size, author)
        start = time.perf_counter()
        version.confirm(reviewer)
        self.stdout.write(f"confirmed in {time.perf_counter() - start:.1f} s")
        item.submit(author)
        item.clear(reviewer)
        item.publish(office)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE disclosures_datasetrow, disclosures_datasetposting, disclosures_datasetorder")
        url = item.get_absolute_url()
        last = count // 50
        for query in ("", f"?page={last}", "?sort=village", "?sort=-amount", f"?sort=-amount&page={last // 2}", "?q=水稻",
                      "?q=镇", "?q=镇&sort=-amount", "?q=镇&sort=village&page=900", "?q=岚城镇+农机&sort=paid_on",
                      "?q=LY-00123456"):  # fmt: skip
            self.page(url + query)
        for each in ("rows.csv", "rows.json", "rows.csv?q=稻香镇&sort=-amount", "rows.xlsx"):
            self.download(url + each)

    def taken(self, item: Dataset, file: IO[bytes], name: str, size: int, author: User) -> Any:
        before, start = _peak(), time.perf_counter()
        seen = preview(item, file, name)  # type: ignore[arg-type]
        if seen.reading.troubles.count:
            raise CommandError("\n".join(seen.reading.troubles.shown[:5]))
        rows = f"{seen.reading.count} rows ({size / 1e6:.0f} MB)"
        self.stdout.write(f"{rows} looked through in {time.perf_counter() - start:.1f} s")
        start = time.perf_counter()
        version = take(item, file, name, author)  # type: ignore[arg-type]
        spent = f"in {time.perf_counter() - start:.1f} s, memory +{_peak() - before:.0f} MB"
        self.stdout.write(f"taken in, with its index, {spent}, at most {_peak():.0f} MB")
        return version

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
        self.stdout.write(f"{url:55} {statistics.median(times):7.1f} ms   {len(queries)} queries   (wanted: under 200)")

    def download(self, url: str) -> None:
        before, start, size = _peak(), time.perf_counter(), 0
        for piece in Client(HTTP_HOST="localhost").get(url):
            size += len(piece)
        memory = f"memory +{_peak() - before:.0f} MB, at most {_peak():.0f} MB (wanted: under 300)"
        self.stdout.write(f"{url:55} {time.perf_counter() - start:7.1f} s    {size / 1e6:.1f} MB   {memory}")


def _peak() -> float:
    """The most memory this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _write(file: IO[bytes], count: int, name: str) -> int:
    if name.endswith(".xlsx"):
        rows: Iterator[list[Any]] = csv.reader(_lines(count))
        for piece in workbook_stream.pieces([("数据", rows)]):
            file.write(piece)
    else:
        for line in _lines(count):
            file.write((line + "\n").encode())
    return file.tell()


def _lines(count: int) -> Iterator[str]:
    source = random.Random(7)  # noqa: S311 - figures for show
    yield ",".join(name for _, name, *_ in FIELDS)
    villages = [f"{''.join(source.sample(SYLLABLES, 2))}村" for _ in range(400)]
    for number in range(count):
        area = source.randint(5, 9000) / 10
        cells = [
            f"LY-{number:08}", source.choice(TOWNS), source.choice(villages), source.choice(ITEMS),
            source.randint(2019, 2026), f"{source.randint(2019, 2026)}年{source.randint(1, 12)}月{source.randint(1, 28)}日",
            area, f"{source.randint(800, 1000) / 10}%", f"{area * 120:,.2f}",
            f"第{source.randint(1, 40)}批" if source.random() < 0.5 else "", f"证{number}",
        ]  # fmt: skip
        yield ",".join(f'"{each}"' if "," in str(each) else str(each) for each in cells)
