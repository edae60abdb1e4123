"""Periods of statistics (hour to year): their beginnings, names, and what staff write for them. Pure.

The values are the units of PostgreSQL's date_trunc(); every moment is aware and in the district's time.
"""

import datetime as dt
import re

from django.db import models
from django.utils import timezone

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，－／：％　Ｑｑ＋", "0123456789.,-/:% QQ+")
_CHINESE = str.maketrans("一二三四", "1234")
_YEAR = re.compile(r"(\d{4})\s*年?(?:度|全年)?")
_QUARTER = re.compile(r"(\d{4})\s*(?:年|[-/.])?\s*(?:Q|第)?\s*([1-4])\s*(?:季度|季)?", re.IGNORECASE)
_MONTH = re.compile(r"(\d{4})\s*[年./-]\s*(\d{1,2})\s*月?")
_COMPACT_MONTH = re.compile(r"(\d{4})(\d{2})")
_DAY = re.compile(r"(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?")
_COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
_CLOCK = re.compile(
    r"(?P<day>.*?[日\d])(?:\s+|T|(?<=日))(?P<hour>\d{1,2})(?::(?P<minute>\d{2})(?::\d{2})?|\s*[时点]整?)?"
)


class Period(models.TextChoices):
    HOUR = "hour", "小时"
    DAY = "day", "日"
    MONTH = "month", "月"
    QUARTER = "quarter", "季"
    YEAR = "year", "年"


ORDER = list(Period.values)
EXAMPLES = {
    Period.HOUR: "2026-03-05 14:00、2026年3月5日14时",
    Period.DAY: "2026-03-05、2026年3月5日、20260305",
    Period.MONTH: "2026-03、2026年3月、202603",
    Period.QUARTER: "2026Q1、2026年第一季度",
    Period.YEAR: "2026、2026年",
}


def plain(text: str) -> str:
    """Full-width digits and signs as the keyboard has them, without the space around."""
    return text.translate(_FULL_WIDTH).strip()


def local(day: dt.date, hour: int = 0) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour)))


def beginning(period: str, moment: dt.datetime) -> dt.datetime:
    """The first moment of the period that a moment lies in."""
    here = timezone.localtime(moment)
    if period == Period.HOUR:
        return local(here.date(), here.hour)
    month = {Period.YEAR: 1, Period.QUARTER: (here.month - 1) // 3 * 3 + 1}.get(Period(period), here.month)
    day = here.day if period == Period.DAY else 1
    return local(dt.date(here.year, month, day))


def following(period: str, start: dt.datetime) -> dt.datetime:
    """The beginning of the next period: where this one ends."""
    here = timezone.localtime(start)
    if period == Period.HOUR:
        return here + dt.timedelta(hours=1)
    if period == Period.DAY:
        return local(here.date() + dt.timedelta(days=1))
    months = {Period.MONTH: 1, Period.QUARTER: 3, Period.YEAR: 12}[Period(period)]
    count = here.year * 12 + here.month - 1 + months
    return local(dt.date(count // 12, count % 12 + 1, 1))


def year_before(start: dt.datetime) -> dt.datetime | None:
    """The same period a year before; 29 February has none."""
    here = timezone.localtime(start)
    try:
        return local(here.date().replace(year=here.year - 1), here.hour)
    except ValueError:
        return None


def label(period: str, start: dt.datetime) -> str:
    """As readers see it: 2026年, 2026年第1季度, 2026年3月, 2026年3月5日, 2026年3月5日14时."""
    here = timezone.localtime(start)
    if period == Period.YEAR:
        return f"{here.year}年"
    if period == Period.QUARTER:
        return f"{here.year}年第{(here.month + 2) // 3}季度"
    if period == Period.MONTH:
        return f"{here.year}年{here.month}月"
    day = f"{here.year}年{here.month}月{here.day}日"
    return day if period == Period.DAY else f"{day}{here.hour}时"


def code(period: str, start: dt.datetime) -> str:
    """As machines read it: 2026, 2026-Q1, 2026-03, 2026-03-05, 2026-03-05T14:00."""
    here = timezone.localtime(start)
    if period == Period.QUARTER:
        return f"{here.year}-Q{(here.month + 2) // 3}"
    return here.strftime({"year": "%Y", "month": "%Y-%m", "day": "%Y-%m-%d"}.get(period, "%Y-%m-%dT%H:00"))


def parsed(period: str, text: str) -> dt.datetime:
    """The beginning of the period that staff wrote; ValueError with a sentence for them.

    A month, quarter or year may be written as its first day: spreadsheet programs make dates of what looks like one.
    """
    written = plain(text)
    try:
        found = _read(Period(period), written)
    except ValueError:
        found = None
    if found is None:
        raise ValueError(f"“{text[:20]}”不是{Period(period).label}度时间，例：{EXAMPLES[Period(period)]}。")
    return found


def _read(period: Period, written: str) -> dt.datetime | None:
    if period == Period.HOUR:
        return _hour(written)
    if day := _day(written):
        return local(day) if beginning(period, local(day)) == local(day) else None
    if period == Period.YEAR and (match := _YEAR.fullmatch(written)):
        return local(dt.date(int(match[1]), 1, 1))
    if period == Period.QUARTER and (match := _QUARTER.fullmatch(written.translate(_CHINESE))):
        return local(dt.date(int(match[1]), int(match[2]) * 3 - 2, 1))
    if period == Period.MONTH and (match := _MONTH.fullmatch(written) or _COMPACT_MONTH.fullmatch(written)):
        return local(dt.date(int(match[1]), int(match[2]), 1))
    return None


def _day(written: str) -> dt.date | None:
    match = _DAY.fullmatch(written) or _COMPACT_DAY.fullmatch(written)
    return dt.date(*map(int, match.groups())) if match else None


def _hour(written: str) -> dt.datetime | None:
    """Whole hours; a bare day is its first hour, as spreadsheets write midnight."""
    if day := _day(written):
        return local(day)
    match = _CLOCK.fullmatch(written)
    day = _day(match["day"]) if match else None
    if match is None or day is None or int(match["minute"] or 0):
        return None
    return local(day, int(match["hour"])) if int(match["hour"]) < 24 else None
