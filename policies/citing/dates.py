"""Days as sentences state them: 2024年5月1日, 二〇二四年五月一日, 自公布之日起30日后; spans such as 五年."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from policies.numerals import YEAR, serial_number, year_number

_NUMERAL = "[0-9〇零一二两三四五六七八九十百]{1,4}"
DAY = rf"(?:{YEAR})年{_NUMERAL}月{_NUMERAL}日"
SINCE = (
    rf"(?:{DAY}|(?:印发|公布|发布|颁布|下发|发文|签发)之日)"
    rf"(?:起?(?:满)?{_NUMERAL}(?:个)?(?:工作)?(?:日|天)(?:之)?后|起满{_NUMERAL}日(?:之日)?)?"
)
SPAN = rf"({_NUMERAL})(个月|月|年)"
_DAY = re.compile(rf"({YEAR})年({_NUMERAL})月({_NUMERAL})日")
_RELATIVE = re.compile(rf"(印发|公布|发布|颁布|下发|发文|签发)之日(?:起)?(满)?(?:({_NUMERAL})(?:日|天))?(之日|之?后)?")
_SPAN = re.compile(SPAN)


@dataclass(frozen=True)
class Known:
    """The days of the document itself, where they are known."""

    written_on: dt.date | None = None
    printed_on: dt.date | None = None
    published_on: dt.date | None = None
    effective_on: dt.date | None = None


def exact_day(text: str) -> dt.date | None:
    """The day that is written out in `text`; None for an impossible one."""
    match = _DAY.search(text)
    if not match:
        return None
    month, day = serial_number(match[2]), serial_number(match[3])
    try:
        return dt.date(year_number(match[1]), month or 0, day or 0)
    except ValueError:
        return None


def first_day(text: str, known: Known) -> dt.date | None:
    """The day that `text` (SINCE) means; None while the day it counts from is unknown.

    Days of a period run from the next one (Civil Code art. 201): 公布之日起30日后 is the 31st day after.
    """
    if day := exact_day(text):
        return day
    match = _RELATIVE.search(text)
    if not match or "工作" in text:
        return None
    printed = match[1] in ("印发", "下发", "发文", "签发")
    start = (known.printed_on or known.written_on) if printed else known.published_on
    if start is None or not match[3]:
        return start
    count = serial_number(match[3]) or 0
    return start + dt.timedelta(days=count if match[2] and match[4] == "之日" else count + 1)


def last_day(first: dt.date, span: str) -> dt.date | None:
    """Last day of a span that begins on `first`: N years and minus one day; None for an unreadable span."""
    match = _SPAN.search(span)
    count = serial_number(match[1].replace("两", "二")) if match else None
    if not match or not count or count > 100:
        return None
    months = count * 12 if match[2] == "年" else count
    year, month = divmod(first.month - 1 + months, 12)
    year, month = first.year + year, month + 1
    length = calendar.monthrange(year, month)[1]
    if first.day > length:
        return dt.date(year, month, length)
    return dt.date(year, month, first.day) - dt.timedelta(days=1)
