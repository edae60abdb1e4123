"""Imports documents of another system from JSON Lines."""

import os
import sys
from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import InterfaceError, OperationalError

from policies.importing.reading import Unusable
from policies.importing.report import Progress, Report
from policies.importing.run import Busy, import_file

SOME_LEFT_OUT = 3


def _count(text: str) -> int:
    if not text.isdecimal():
        raise ArgumentTypeError("须为不小于 0 的整数")
    return int(text)


class Command(BaseCommand):
    help = (
        "Import documents from JSON Lines, plain or gzip. May be run again, and after being killed. "
        "Exit status: 0 all rows are in, 1 nothing was imported, 3 some rows were left out."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="read and check everything, write nothing")
        parser.add_argument("--limit", type=_count, metavar="N", help="only the first N rows")
        parser.add_argument(
            "--report", type=Path, metavar="FILE", help="CSV of the rows left out, with line and reason"
        )
        parser.add_argument(
            "--workers", type=_count, metavar="N", default=min(os.cpu_count() or 1, 4),
            help="processes that read the rows; 0: none besides this one",
        )  # fmt: skip

    def handle(
        self,
        *args: Any,
        file: Path,
        dry_run: bool,
        limit: int | None,
        report: Path | None,
        workers: int,
        **options: Any,
    ) -> None:
        try:
            with Report(report) as done:
                import_file(file, done, Progress(sys.stderr), dry_run=dry_run, limit=limit, workers=workers)
        except (Unusable, Busy) as refusal:
            raise CommandError(str(refusal)) from None
        except (OperationalError, InterfaceError) as error:
            raise CommandError(f"数据库中断，已写入的批次都保留，再运行一次会接着导入：{error}") from None
        except KeyboardInterrupt:
            raise CommandError("已中断；写入的批次都保留，再运行一次会接着导入。", returncode=130) from None
        self.stdout.write("\n".join(done.summary(dry_run)))
        if done.left_out:
            sys.exit(SOME_LEFT_OUT)
