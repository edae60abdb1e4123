"""The phase of anything that opens and closes by the clock: one pure function and its SQL twin. Never a stored state."""

import datetime as dt
from dataclasses import dataclass

from django.db import models
from django.db.models import Case, CharField, Value, When
from django.utils import timezone

from portal.workdays import Calendar, UnloadedYear


class Phase(models.TextChoices):
    UPCOMING = "upcoming", "即将开始"
    OPEN = "open", "正在征集"
    CLOSED = "closed", "已截止，正在研究"
    ANSWERED = "answered", "已反馈"

    @property
    def tone(self) -> str:
        return {"upcoming": "wait", "open": "ok", "closed": "warn", "answered": "ok"}[self.value]


@dataclass(frozen=True)
class Window:
    """opens_at is within the window, closes_at is not. answered_at: when the outcome became public."""

    opens_at: dt.datetime
    closes_at: dt.datetime
    answered_at: dt.datetime | None = None


def phase(window: Window, now: dt.datetime) -> Phase:
    """An outcome counts only after the end: nothing is answered while people may still write."""
    if now < window.opens_at:
        return Phase.UPCOMING
    if now < window.closes_at:
        return Phase.OPEN
    if window.answered_at and window.answered_at <= now:
        return Phase.ANSWERED
    return Phase.CLOSED


def phase_expression(
    now: dt.datetime | None = None, opens: str = "opens_at", closes: str = "closes_at", answered: str = ""
) -> Case:
    """The same in SQL. `answered` names the moment at which a public outcome was published."""
    now = now or timezone.now()
    whens = [
        When(**{f"{opens}__gt": now}, then=Value(Phase.UPCOMING.value)),
        When(**{f"{closes}__gt": now}, then=Value(Phase.OPEN.value)),
    ]
    if answered:
        whens.append(When(**{f"{answered}__lte": now}, then=Value(Phase.ANSWERED.value)))
    return Case(*whens, default=Value(Phase.CLOSED.value), output_field=CharField())


def time_left(closes_at: dt.datetime, now: dt.datetime, calendar: Calendar) -> str:
    """还剩 3 个工作日, of an open window; the last day says its hour."""
    today, last = timezone.localdate(now), last_day(closes_at)
    if today == last:
        return f"今天{hour(closes_at)}截止"
    try:
        left, unit = calendar.remaining(today, last), "个工作日"
    except UnloadedYear:
        left, unit = (last - today).days, "天"
    return f"还剩 {left} {unit}" if left else f"{said(closes_at)}截止"


def last_day(closes_at: dt.datetime) -> dt.date:
    """The last day on which one can answer: midnight belongs to the day before."""
    return timezone.localdate(closes_at - dt.timedelta(microseconds=1))


def hour(moment: dt.datetime) -> str:
    """17时, 17时30分, and 24时 for the midnight that ends a day."""
    local = timezone.localtime(moment)
    if (local.hour, local.minute) == (0, 0):
        return "24时"
    return f"{local.hour}时" + (f"{local.minute}分" if local.minute else "")


def said(closes_at: dt.datetime) -> str:
    """6月14日24时."""
    day = last_day(closes_at)
    return f"{day.month}月{day.day}日{hour(closes_at)}"


def said_with_year(closes_at: dt.datetime) -> str:
    return f"{last_day(closes_at).year}年{said(closes_at)}"


def said_opening(opens_at: dt.datetime) -> str:
    """2026年5月15日9时; a whole day has no hour ("0时" is said by nobody)."""
    local = timezone.localtime(opens_at)
    hours = "" if (local.hour, local.minute) == (0, 0) else hour(opens_at)
    return f"{local.year}年{local.month}月{local.day}日{hours}"
