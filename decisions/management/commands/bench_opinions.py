"""Five thousand real messages as opinions on one consultation: grouped, answered, published, exported. Leaves nothing behind."""

import csv
import gzip
import io
import itertools
import json
import secrets
import statistics
import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from decisions.models import Consultation, Feedback, Opinion, OpinionGroup
from decisions.models.opinion import PURPOSE
from portal.models import Receipt
from portal.pagecache import store

GROUPS = 60
ROUNDS = 30


class Command(BaseCommand):
    help = "Measure consultation, feedback and export with thousands of opinions; needs the demonstration content."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--corpus", type=Path, required=True)
        parser.add_argument("--opinions", type=int, default=5000)

    def handle(self, *args: Any, **options: Any) -> None:
        path = options["corpus"] / "questions.jsonl.gz"
        now = timezone.now()
        rows = Consultation.objects.published().filter(feedback=None, closes_at__lte=now)
        consultation = rows.order_by("-closes_at").first()
        if consultation is None or not path.is_file():
            raise CommandError(f"this needs {path} and a consultation that waits for its feedback (load_demo).")
        with gzip.open(path, "rt") as file:
            texts = [json.loads(line)["question"][:3000] for line in itertools.islice(file, options["opinions"])]
        with transaction.atomic():
            self.measure(consultation, texts)
            transaction.set_rollback(True)
        store.clear()

    def measure(self, consultation: Consultation, texts: list[str]) -> None:
        start = time.perf_counter()
        feedback = self.fill(consultation, texts)
        self.stdout.write(f"{len(texts)} opinions entered and grouped in {time.perf_counter() - start:.1f} s")
        start = time.perf_counter()
        self.publish(feedback)
        self.stdout.write(
            f"reviewed and published in {time.perf_counter() - start:.2f} s: {feedback.received} received"
        )
        answered = feedback.get_absolute_url()
        around = [consultation.get_absolute_url(), consultation.decision.get_absolute_url(), "/participation/"]
        for url in [answered, f"{answered}?page=3", f"{answered}?q=第7类", *around]:
            self.page(url)
        start = time.perf_counter()
        response: Any = Client(HTTP_HOST="localhost").get(f"{feedback.get_absolute_url()}opinions.csv")
        lines = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
        self.stdout.write(f"export: {len(lines) - 1} opinions in {time.perf_counter() - start:.2f} s")
        if len(lines) != 1 + (feedback.received or 0):
            raise CommandError("the export is not complete")

    def fill(self, consultation: Consultation, texts: list[str]) -> Feedback:
        feedback = Feedback(
            consultation=consultation, decision=consultation.decision, title="测量", body="<p>测量。</p>"
        )
        feedback.unit, feedback.disclosure_basis = consultation.unit, "20-1"
        feedback.created_by = consultation.created_by
        feedback.save()
        groups = [
            OpinionGroup.objects.create(
                feedback=feedback, position=n, title=f"第{n}类", result=("adopted", "partly", "rejected")[n % 3], reason="理由。"
            )
            for n in range(GROUPS)
        ]  # fmt: skip
        receipts = Receipt.objects.bulk_create(
            Receipt(purpose=PURPOSE, number=f"YJ{secrets.token_hex(8)}", key=secrets.token_hex(24)) for _ in texts
        )
        assert consultation.opens_at
        Opinion.objects.bulk_create(
            [
                Opinion(consultation=consultation, receipt=receipt, received_at=consultation.opens_at, text=text,
                        group=groups[n % GROUPS], public_text="希望再研究一次，讲清理由。" if n % 10 == 0 else "")
                for n, (receipt, text) in enumerate(zip(receipts, texts, strict=True))
            ],
            batch_size=1000,
        )  # fmt: skip
        rest = Opinion.objects.filter(consultation=consultation, group=None)
        rest.update(group=groups[0])
        return feedback

    def publish(self, feedback: Feedback) -> None:
        """By the people who once published the consultation."""
        drafted = feedback.consultation
        feedback.submit(drafted.created_by)
        feedback.clear(drafted.cleared_by)
        feedback.publish(drafted.published_by)

    def page(self, url: str) -> None:
        client, times = Client(HTTP_HOST="localhost"), []
        for _ in range(ROUNDS):
            store.clear()
            start = time.perf_counter()
            status = client.get(url).status_code
            times.append((time.perf_counter() - start) * 1000)
        store.clear()
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        p95 = sorted(times)[int(len(times) * 0.95)]
        self.stdout.write(
            f"{url:48} {status} {len(captured):3} queries   p50 {statistics.median(times):6.1f} ms   p95 {p95:6.1f} ms"
        )
