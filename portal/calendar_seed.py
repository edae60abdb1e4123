"""Holidays and make-up days (放假调休) as the General Office of the State Council announced them, year by year.

Ranges are MM-DD~MM-DD, or MM-DD~DD inside a month. Weekends inside a holiday are listed as days off too.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from chinese_calendar import constants

from portal.workdays import Calendar, UnloadedYear

YearDays = tuple[frozenset[date], frozenset[date]]
"""(off, on): days off, and weekend days that are worked."""

_NOTICES = {
    2023: (
        "01-01~02 01-21~27 04-05 04-29~05-03 06-22~24 09-29~10-06",
        "01-28 01-29 04-23 05-06 06-25 10-07 10-08",
    ),
    2024: (
        "01-01 02-10~17 04-04~06 05-01~05 06-10 09-15~17 10-01~07",
        "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12",
    ),
    2025: (
        "01-01 01-28~02-04 04-04~06 05-01~05 05-31~06-02 10-01~08",
        "01-26 02-08 04-27 09-28 10-11",
    ),
    2026: (
        "01-01~03 02-15~23 04-04~06 05-01~05 06-19~21 09-25~27 10-01~07",
        "01-04 02-14 02-28 05-09 09-20 10-10",
    ),
}


def _days(year: int, ranges: str) -> Iterator[date]:
    for item in ranges.split():
        first, _, last = item.partition("~")
        last = last or first
        day, end = (date.fromisoformat(f"{year}-{text}") for text in (first, last if "-" in last else first[:3] + last))
        while day <= end:
            yield day
            day += timedelta(days=1)


SEED: dict[int, YearDays] = {
    year: (frozenset(_days(year, off)), frozenset(_days(year, on))) for year, (off, on) in _NOTICES.items()
}


def seed_calendar() -> Calendar:
    """The seeded years as one calendar, for commands and tests that have no table at hand."""
    offs, ons = zip(*SEED.values(), strict=True)
    return Calendar(frozenset(SEED), frozenset().union(*offs), frozenset().union(*ons))


def chinese_calendar_year(year: int) -> YearDays:
    """(off, on) of a year from the chinesecalendar package; UnloadedYear when its release is older than the notice.

    Only dates inside `year`. A notice can also move the last days of the December before it (2018-12-29 was worked by
    the notice for 2019), so whoever loads a year reloads the year before.
    """
    off = frozenset(day for day in constants.holidays if day.year == year)
    on = frozenset(day for day in constants.workdays if day.year == year)
    if not off:
        raise UnloadedYear(
            year,
            f"软件包 chinesecalendar 中没有{year}年的放假调休安排。"
            f"请在国务院办公厅公布后升级该软件包，再执行：manage.py load_workdays {year}",
        )
    return off, on
