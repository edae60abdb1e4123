"""Values of a row as they may come - of any type, with any characters - turned into what the database holds."""

import datetime as dt
import json
import math
import re
from typing import Any
from zoneinfo import ZoneInfo

from policies.body_lines import CONTROL

EARLIEST, LATEST = 1900, 2100  # years; 9999 and the like are ways to say that nobody knows
MAX_KEPT = 20_000  # characters of one raw value that are kept
_LOCAL = ZoneInfo("Asia/Shanghai")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_TIME = r"(?:[T ]\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
_DATE = re.compile(rf"(\d{{4}})\s*[-/.年]\s*(\d{{1,2}})\s*[-/.月]\s*(\d{{1,2}})\s*日?{_TIME}")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_ZONED = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}.*(?:Z|[+-]\d{2}:?\d{2})")


def line_of(text: str) -> str:
    """One line without control and invisible characters, each run of white space one blank."""
    return " ".join(_INVISIBLE.sub("", CONTROL.sub("", re.sub(r"[\t\r\n]", " ", text))).split())


def as_text(value: Any) -> tuple[str, bool]:
    """(text, whether the type was right); a number becomes its digits, anything else is no text."""
    if value is None or isinstance(value, str):
        return value or "", True
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value), False
    return "", False


def as_date(value: Any) -> dt.date | None:
    """A day written in full with the year first, in any of the usual spellings; None for everything else."""
    text = value.strip() if isinstance(value, str) else str(value) if type(value) is int else ""
    if _ZONED.fullmatch(text):
        return _zoned(text)
    match = _DATE.fullmatch(text) or _COMPACT.fullmatch(text)
    return _plausible(*map(int, match.groups())) if match else None


def _zoned(text: str) -> dt.date | None:
    try:
        day = dt.datetime.fromisoformat(text).astimezone(_LOCAL)
    except (ValueError, OverflowError):
        return None
    return _plausible(day.year, day.month, day.day)


def _plausible(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day) if EARLIEST <= year <= LATEST else None
    except ValueError:
        return None


def storable(value: Any) -> Any:
    """The same JSON value without what jsonb refuses; a very long one is kept as the beginning of its text."""
    text = json.dumps(value, ensure_ascii=False)
    if len(text) > MAX_KEPT:
        return _UNSTORABLE.sub("\ufffd", text[:MAX_KEPT]) + "……"
    return _storable(value)


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return _UNSTORABLE.sub("\ufffd", value)
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, list):
        return [_storable(each) for each in value]
    if isinstance(value, dict):
        return {_storable(key): _storable(each) for key, each in value.items()}
    return value
