"""Compare the search index with the content and set it right, or build it anew."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.search import drift


class Command(BaseCommand):
    help = "Repair the search index; --check only tells (exit status 1 when something is wrong), --all builds it anew."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing")
        parser.add_argument("--all", action="store_true", help="every entry anew")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["all"]:
            drift.rebuild(lambda label, done: self.stdout.write(f"{label}: {done}"))
            return
        wrong = 0
        for public_type in drift.searched_types():
            found = drift.drift(public_type)
            wrong += len(found.all)
            self.stdout.write(
                f"{public_type.label}: {len(found.missing)} missing, {len(found.extra)} too many, {len(found.changed)} changed"
            )
            if not options["check"]:
                drift.repair(public_type, found)
        if wrong and options["check"]:
            raise CommandError(f"{wrong} entries differ; run manage.py reindex.")
        if not options["check"]:
            drift.maintain()
