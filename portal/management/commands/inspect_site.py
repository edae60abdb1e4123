"""The nightly inspection, now."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.inspection.running import inspect, results
from portal.publication_states import Refused


class Command(BaseCommand):
    help = "Run every check of the inspection and print what it found."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            run = inspect()
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        for each in results():
            mark = "单项否决" if each.is_veto else f"扣{each.deduction}分"
            self.stdout.write(f"{each.check.label}: {each.count} ({mark})")
        self.stdout.write(f"{run.found} new, {run.resolved} over, score {run.score}, vetoes {run.vetoes}")
        if run.failed:
            raise CommandError(f"these checks failed, see the log: {run.failed}")
