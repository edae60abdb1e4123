"""Loads the holidays and make-up days of a year into the working calendar."""

from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal import clocks
from portal.calendar_seed import chinese_calendar_year
from portal.files import FileRejected
from portal.publishing import Refused
from portal.workday_table import Day, Loaded, read_notice, store_year
from portal.workdays import UnloadedYear

PACKAGE = "软件包 chinesecalendar 所载国务院办公厅放假通知"


class Command(BaseCommand):
    help = "Load the holidays and make-up days of a year; run again it changes only what differs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("year", type=_year)
        parser.add_argument("--file", type=Path, help="CSV or XLSX with the columns 日期, 上班 (1/0), 说明")

    def handle(self, *args: Any, year: int, file: Path | None, **options: Any) -> None:
        try:
            days, source = (_notice(file, year), file.name) if file else (_package(year), PACKAGE)
        except (UnloadedYear, Refused, FileRejected) as refusal:
            raise CommandError(str(refusal)) from None
        except OSError as error:
            raise CommandError(f"无法读取 {file}：{error.strerror}") from None
        for line in _lines(year, store_year(year, days, source)):
            self.stdout.write(line)
        if moved := clocks.recount(f"{year}年的放假安排有更新"):
            self.stdout.write(f"{moved} open deadlines moved.")


def _year(text: str) -> int:
    if not (text.isdecimal() and 2000 <= int(text) <= 2100):
        raise ArgumentTypeError(f"{text!r} is not a year between 2000 and 2100")
    return int(text)


def _package(year: int) -> list[Day]:
    """The package also knows which days of the December before the notice for `year` moved."""
    off, on = chinese_calendar_year(year)
    days = [Day(day, worked) for found, worked in ((off, False), (on, True)) for day in found]
    try:
        off, on = chinese_calendar_year(year - 1)
    except UnloadedYear:
        return days
    return days + [Day(day, worked) for found, worked in ((off, False), (on, True)) for day in found if day.month == 12]


def _notice(file: Path, year: int) -> list[Day]:
    with file.open("rb") as stream:
        return read_notice(stream, file.name, year)


def _lines(year: int, loaded: Loaded) -> list[str]:
    if loaded.is_empty:
        return [f"{year} 年已载入，没有变化。"]
    lines = [f"新增：{day}" for day in loaded.added]
    lines += [f"改为：{day}" for day in loaded.changed]
    lines += [f"删除：{day}" for day in loaded.removed]
    return [*lines, f"{year} 年{'已载入' if loaded.new_year else '已更新'}，共 {len(lines)} 处变化。"]
