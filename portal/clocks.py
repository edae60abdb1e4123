"""Deadlines in working days: started, paused with a reason, transferred, finished, recounted when the calendar changes.

    clock = clocks.start(question, "question", "留言：…", unit=unit, workdays=5, received_on=day)
    clocks.pause(clock, by, "等待申请人补充材料"); clocks.resume(clock, by); clocks.finish(clock)

Any model can be clocked; its rows need nothing for it. Overdue and due-soon clocks of all kinds are one list on the staff
desk, one mail each. A year whose holidays are not loaded leaves the due day empty and says so to the office: what the
public handed in is never refused for it, and no day is guessed.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from portal import notices
from portal.models import Clock, ClockNote, ClockPause, Unit, User
from portal.models.user import AUTHOR
from portal.publication_states import Refused
from portal.workday_table import load_calendar
from portal.workdays import Calendar, UnloadedYear

SOON = 2
"""Calendar days before the due day on which the unit is reminded."""
SILENT = dt.timedelta(days=92)
"""Over three months without an answer: a veto of the site inspection (standards.md 8)."""
_kinds: dict[str, str] = {}


def soon() -> dt.date:
    """The last day that counts as due soon."""
    return timezone.localdate() + dt.timedelta(days=SOON)


def silent() -> dt.date:
    """What was received before this day has waited more than three months."""
    return timezone.localdate() - SILENT


def register_kind(key: str, label: str) -> None:
    """The Chinese name of a kind of deadline; called in AppConfig.ready()."""
    _kinds[key] = label


def kinds() -> dict[str, str]:
    return dict(_kinds)


def start(
    item: models.Model, kind: str, subject: str, *, unit: Unit, workdays: int, received_on: dt.date | None = None
) -> Clock:
    """Starts the deadline of an item; the day after `received_on` is its first working day."""
    day = received_on or timezone.localdate()
    clock = Clock(
        item=item, kind=kind, subject=subject[:200], unit=unit, workdays=workdays, received_on=day, started_on=day
    )
    clock.due_on = _due(clock, load_calendar(), [])
    clock.save()
    if clock.due_on is None:
        _note(clock, f"{day.year + 1}年的放假安排尚未导入，到期日待导入后计算。")
    return clock


def of(item: models.Model, kind: str) -> Clock | None:
    """The deadline of that kind that hangs on an item, if there is one."""
    held = ContentType.objects.get_for_model(item)
    return Clock.objects.filter(content_type=held, object_id=item.pk, kind=kind).first()


def pause(clock: Clock, by: User | None, reason: str, on: dt.date | None = None) -> None:
    """暂停计时, with the reason that is on record."""
    if not reason.strip():
        raise Refused("暂停计时必须写明原因。")
    with _held(clock):
        if clock.finished_on or clock.is_paused:
            raise Refused("这件已经办结，或者已经在暂停中。")
        ClockPause.objects.create(clock=clock, since=on or timezone.localdate(), reason=reason.strip()[:200], by=by)
        _recount(clock)
        _note(clock, f"暂停计时：{reason.strip()}", by)


def resume(clock: Clock, by: User | None, on: dt.date | None = None) -> None:
    """恢复计时."""
    with _held(clock):
        open_pause = clock.pauses.filter(until=None).first()
        if open_pause is None:
            raise Refused("这件没有在暂停中。")
        open_pause.until = max(on or timezone.localdate(), open_pause.since)
        open_pause.save(update_fields=["until"])
        _recount(clock)
        _note(clock, "恢复计时。", by)


def change(clock: Clock, by: User, reason: str, *, unit: Unit | None = None, workdays: int | None = None) -> None:
    """Another unit, or another number of days: the clock runs on from the same day, and it is on record."""
    with _held(clock):
        if clock.finished_on:
            raise Refused("这件已经办结。")
        said = []
        if unit and unit.pk != clock.unit_id:
            said.append(f"由{clock.unit.label}转{unit.label}")
            clock.unit, clock.warned_at = unit, None
        if workdays and workdays != clock.workdays:
            said.append(f"期限由{clock.workdays}个工作日改为{workdays}个工作日")
            clock.workdays = workdays
        if said:
            _recount(clock, "unit", "workdays", "warned_at")
            _note(clock, f"{'，'.join(said)}：{reason}", by)


def finish(clock: Clock, on: dt.date | None = None) -> None:
    """办结; counts the working days that it took."""
    day = on or timezone.localdate()
    with _held(clock):
        if clock.finished_on:
            return
        clock.pauses.filter(until=None).update(until=day)
        spans = _spans(clock)
        clock.finished_on = max(day, clock.received_on)
        try:
            clock.used = load_calendar().elapsed(clock.started_on, clock.finished_on, spans)
        except UnloadedYear:
            clock.used = None
        clock.due_on = _due(clock, load_calendar(), spans) or clock.due_on
        clock.save(update_fields=["finished_on", "used", "due_on"])


def reopen(clock: Clock, by: User | None, reason: str) -> None:
    """An answer that was sent back: the same clock runs on."""
    with _held(clock):
        clock.finished_on = clock.used = None
        _recount(clock, "finished_on", "used")
        _note(clock, f"重新办理：{reason}", by)


def recount(reason: str = "工作日历有更新") -> int:
    """Counts every open deadline anew; each one that moved says why. Run after the calendar changed and each hour."""
    calendar, moved = load_calendar(), 0
    for pk in Clock.objects.running().order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            clock = Clock.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=pk).first()
            if clock is None:
                continue
            due = _due(clock, calendar, _spans(clock))
            if due == clock.due_on:
                continue
            _note(clock, f"{reason}，到期日由{_said(clock.due_on)}改为{_said(due)}。")
            clock.due_on = due
            clock.save(update_fields=["due_on"])
            moved += 1
    return moved


def remind(now: dt.datetime | None = None) -> int:
    """Tells the unit what is due soon, and the office what is overdue or silent for three months; each once."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    told = _tell_each(Clock.objects.due_within(SOON, today).filter(warned_at=None), "warned_at", _due_soon, now)
    told += _tell_each(Clock.objects.overdue(today).filter(escalated_at=None), "escalated_at", _overdue, now)
    silent = Clock.objects.silent_since(today - SILENT).filter(silent_told_at=None)
    return told + _tell_each(silent, "silent_told_at", _silent, now)


def _tell_each(rows: models.QuerySet[Clock], stamp: str, tell: Callable[[Clock], Any], now: dt.datetime) -> int:
    count = 0
    for pk in rows.values_list("pk", flat=True):
        with transaction.atomic():
            held = rows.select_for_update(skip_locked=True, of=("self",)).select_related("unit").filter(pk=pk).first()
            if held is None:
                continue
            tell(held)
            Clock.objects.filter(pk=pk).update(**{stamp: now})
            count += 1
    return count


def staff_of(unit: Unit) -> models.QuerySet[User]:
    """Authors of a unit, who answer in its name."""
    return User.objects.filter(is_active=True, is_staff=True, unit=unit, groups__name=AUTHOR).distinct()


def _due_soon(clock: Clock) -> None:
    notices.tell(staff_of(clock.unit), f"{clock.due_on:%m月%d日}到期：{clock.subject}", staff_url(clock))


def _overdue(clock: Clock) -> None:
    people = notices.office() | staff_of(clock.unit)
    notices.tell(
        people,
        f"已逾期（应于{clock.due_on:%m月%d日}办结，{clock.unit.label}）：{clock.subject}",
        staff_url(clock),
    )


def _silent(clock: Clock) -> None:
    people = notices.office() | staff_of(clock.unit)
    notices.tell(people, f"超过三个月未办结（单项否决）：{clock.subject}（{clock.unit.label}）", staff_url(clock))


def staff_url(clock: Clock) -> str:
    """The staff page of what the deadline hangs on, without reading it."""
    kind = ContentType.objects.get_for_id(clock.content_type_id)
    try:
        return reverse(f"admin:{kind.app_label}_{kind.model}_change", args=[clock.object_id])
    except NoReverseMatch:
        return reverse("admin:portal_clock_change", args=[clock.pk])


@contextmanager
def _held(clock: Clock) -> Iterator[None]:
    """A transaction that holds the row, freshly read, so that two people cannot stop one clock twice."""
    with transaction.atomic():
        clock.refresh_from_db(from_queryset=Clock.objects.select_for_update(of=("self",)))
        yield


def _spans(clock: Clock) -> list[tuple[dt.date, dt.date | None]]:
    return list(ClockPause.objects.filter(clock=clock).values_list("since", "until"))


def _recount(clock: Clock, *fields: str) -> None:
    clock.due_on = _due(clock, load_calendar(), _spans(clock))
    clock.save(update_fields=["due_on", *fields])


def _due(clock: Clock, calendar: Calendar, spans: list[tuple[dt.date, dt.date | None]]) -> dt.date | None:
    try:
        return calendar.due(clock.started_on, clock.workdays, spans)
    except UnloadedYear:
        return None


def _said(day: dt.date | None) -> str:
    return f"{day:%Y年%m月%d日}" if day else "未定"


def _note(clock: Clock, text: str, by: User | None = None) -> None:
    ClockNote.objects.create(clock=clock, text=text[:300], by=by)
