"""The working calendar as the tables hold it, and loading a year's notice (放假调休) into them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

import pghistory
from django.db import connection, transaction

from portal.models import CalendarYear, DayException
from portal.publishing import Refused
from portal.spreadsheet import read_table
from portal.workdays import Calendar

COLUMNS = ("日期", "上班", "说明")
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_SATURDAY, _DECEMBER = 5, 12


@dataclass(frozen=True)
class Day:
    """A day that is not what its weekday says: worked at a weekend, or off."""

    day: date
    is_workday: bool
    note: str = ""

    def __str__(self) -> str:
        return f"{self.day} {'上班' if self.is_workday else '放假'}" + (f"（{self.note}）" if self.note else "")


@dataclass(frozen=True)
class Loaded:
    """What loading a year changed; nothing in any list when it was there already."""

    new_year: bool
    added: list[Day]
    changed: list[Day]
    removed: list[Day]

    @property
    def is_empty(self) -> bool:
        return not (self.new_year or self.added or self.changed or self.removed)


def load_calendar() -> Calendar:
    """The years and days of the tables as one calendar, in two queries. Build it once per request or job."""
    years = frozenset(CalendarYear.objects.order_by().values_list("year", flat=True))
    days = list(DayException.objects.order_by().values_list("day", "is_workday"))
    return Calendar(
        years, frozenset(day for day, worked in days if not worked), frozenset(day for day, worked in days if worked)
    )


def store_year(year: int, days: Iterable[Day], source: str) -> Loaded:
    """Makes the days of `year` what the notice says, and the December days of the year before that it names.

    A note that staff wrote stays where the notice has none. The year before is touched only when it is loaded: a single
    day would make it look loaded as a whole.
    """
    days = list(days)
    with transaction.atomic(), pghistory.context(verb="load_workdays"):
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE portal_calendaryear, portal_dayexception IN SHARE ROW EXCLUSIVE MODE")
        _, new = CalendarYear.objects.get_or_create(year=year, defaults={"source": source[:200]})
        loaded = _replace(year, {each.day: each for each in days if each.day.year == year}, new)
        december = {each.day: each for each in days if each.day.year == year - 1}
        if december and CalendarYear.objects.filter(year=year - 1).exists():
            before = _replace(year - 1, december, new=False, remove=False)
            loaded = Loaded(new, before.added + loaded.added, before.changed + loaded.changed, loaded.removed)
    return loaded


def _replace(year: int, wanted: dict[date, Day], new: bool, remove: bool = True) -> Loaded:
    held = {row.day: row for row in DayException.objects.filter(year_id=year)}
    added = [each for day, each in sorted(wanted.items()) if day not in held]
    DayException.objects.bulk_create(
        DayException(day=each.day, year_id=year, is_workday=each.is_workday, note=each.note) for each in added
    )
    changed = []
    for day, row in sorted(held.items()):
        each = wanted.get(day)
        if each and (row.is_workday != each.is_workday or (each.note and row.note != each.note)):
            row.is_workday, row.note = each.is_workday, each.note or row.note
            row.save(update_fields=["is_workday", "note"])
            changed.append(Day(day, row.is_workday, row.note))
    # The last days of December may come from the notice of the year after.
    last = _DECEMBER - CalendarYear.objects.filter(year=year + 1).exists()
    gone = [row for day, row in sorted(held.items()) if remove and day not in wanted and day.month <= last]
    DayException.objects.filter(pk__in=[row.pk for row in gone]).delete()
    return Loaded(new, added, changed, [Day(row.day, row.is_workday, row.note) for row in gone])


def read_notice(file: BinaryIO, name: str, year: int) -> list[Day]:
    """Days of a notice from CSV or XLSX with the columns 日期, 上班 (1 or 0), 说明.

    Refused with every fault by row; FileRejected when the file cannot be read at all.
    """
    table = read_table(file, name)
    columns = {column: re.split(r"[（(]", column)[0] for column in table.columns}
    if missing := [column for column in COLUMNS if column not in columns.values()]:
        raise Refused(f"缺少列：{'、'.join(missing)}。表头应有：日期、上班（1 或 0）、说明。")
    faults = [f"第 {number} 行：{reason}" for number, reason in table.troubles]
    days: dict[date, Day] = {}
    for row in table.rows:
        cells = {columns[column]: cell for column, cell in row.cells.items()}
        day = _day(cells["日期"])
        reasons = list(_faults(day, cells, year))
        if day in days:
            reasons.append(f"{day} 重复。")
        faults += [f"第 {row.number} 行：{reason}" for reason in reasons]
        if day:
            days[day] = Day(day, cells["上班"] == "1", cells["说明"])
    if not faults and not any(each.day.year == year and not each.is_workday for each in days.values()):
        faults.append(f"文件中没有 {year} 年的放假日。")
    if faults:
        raise Refused("\n".join(faults))
    return list(days.values())


def _day(text: str) -> date | None:
    match = _DATE.fullmatch(text)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def _faults(day: date | None, cells: dict[str, str], year: int) -> Iterator[str]:
    if day is None:
        yield f"日期「{cells['日期']}」应写作 {year}-01-01。"
    elif day.year != year and (day.year, day.month) != (year - 1, _DECEMBER):
        yield f"日期 {day} 不在 {year} 年。"
    if cells["上班"] not in {"0", "1"}:
        yield f"上班「{cells['上班']}」应是 1（调休上班）或 0（放假）。"
    elif day and cells["上班"] == "1" and day.weekday() < _SATURDAY:
        yield f"{day} 不是周末，本来就上班。"
    if len(cells["说明"]) > DayException._meta.get_field("note").max_length:  # type: ignore[operator]
        yield "说明超过 100 字。"
