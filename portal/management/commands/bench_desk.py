"""The desk, every list, a history and the completeness report with 60 units and 10,000 items. Leaves nothing behind."""

import logging
import os
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib import admin
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import NoReverseMatch, reverse

from portal.demo.crowd import Crowd
from portal.models import User

LIMIT = 300
"""Milliseconds of work: processor time of this process and of its database process. The clock says more on a busy machine."""
ROUNDS = 3


class Command(BaseCommand):
    help = "Time the staff screens as author, reviewer and office; needs the demonstration content to copy from."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--units", type=int, default=60)
        parser.add_argument("--items", type=int, default=10_000)
        parser.add_argument("--all", action="store_true", help="show every screen, not the slowest ten of each role")

    def handle(self, *args: Any, **options: Any) -> None:
        logging.disable(logging.WARNING)  # a screen that a role may not open is no news here
        with transaction.atomic(), override_settings(STAFF_MFA_REQUIRED=False):
            begun = time.perf_counter()
            crowd = Crowd(options["units"], options["items"])
            self.stdout.write(
                f"{options['units']} units, {sum(crowd.made.values())} items of {len(crowd.made)} kinds"
                f" in {time.perf_counter() - begun:.0f} s"
            )
            for each in crowd.left_out:
                self.stdout.write(f"  left out: {each}")
            slow = 0
            for role, person in (
                ("author", crowd.authors[0]),
                ("reviewer", crowd.reviewers[0]),
                ("office", crowd.office),
            ):
                slow += self.measure(role, person, options["all"])
            transaction.set_rollback(True)
        if slow:
            raise CommandError(f"{slow} screens are over {LIMIT} ms")

    def measure(self, role: str, person: User, everything: bool) -> int:
        """How many screens are too slow for this person."""
        client = Client(HTTP_HOST="localhost")
        client.force_login(person)
        found = []
        for url in screens():
            if client.get(url).status_code != 200:
                continue
            times, works = [], []
            for _ in range(ROUNDS):
                start, worked = time.perf_counter(), work()
                client.get(url)
                times.append((time.perf_counter() - start) * 1000)
                works.append((work() - worked) * 1000)
            spent = statistics.median(works)
            with CaptureQueriesContext(connection) as captured:
                client.get(url)
            found.append((statistics.median(times), spent, len(captured), url))
        found.sort(key=lambda each: -each[1])
        slow = [each for each in found if each[1] >= LIMIT]
        self.stdout.write(
            f"{role}: {len(found)} screens, slowest {found[0][1]:.0f} ms of work, most queries {max(each[2] for each in found)}"
        )
        for median, spent, queries, url in found if everything else found[: max(10, len(slow))]:
            self.stdout.write(f"  {url:56} {queries:3} queries   work {spent:6.1f} ms   on the clock {median:6.1f} ms")
        return len(slow)


def work() -> float:
    """Seconds of processor time so far; where the database is on another machine, of this process alone."""
    pid = connection.connection.info.backend_pid
    try:
        spent = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    except OSError:
        return time.process_time()
    return time.process_time() + sum(map(int, spent)) / os.sysconf("SC_CLK_TCK")


def screens() -> Iterator[str]:
    """The desk, every changelist, and of the kind of which there are most a form, a history and the report."""
    yield reverse("admin:index")
    for model in admin.site._registry:
        try:
            yield reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        except NoReverseMatch:
            continue
    yield reverse("admin:policies_document_completeness")
    yield f"{reverse('admin:policies_document_completeness')}?show=number"
    for model in admin.site._registry:
        if model._meta.label_lower == "policies.document":
            last = model._default_manager.filter(state="published").order_by("-pk").values_list("pk", flat=True).first()
            for kind in ("change", "history", "review"):
                yield reverse(f"admin:policies_document_{kind}", args=[last])
