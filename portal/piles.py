"""Piles of work: what waits for whom, each a condition that defines both a number on the desk and the list behind it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from portal import clocks, roles
from portal.models import Clock, User
from portal.publication_queries import LATE_AFTER
from portal.publication_states import State
from portal.workday_table import load_calendar
from portal.workdays import UnloadedYear


@dataclass(frozen=True)
class Pile:
    """A set of items that waits for somebody. `where` defines both the number and the list behind it."""

    key: str
    label: str
    where: Callable[[User], Q]
    roles: frozenset[str] = frozenset({roles.AUTHOR, roles.REVIEWER, roles.OFFICE})
    alarm: bool = False
    calls: bool = True
    """Whether the person who looks has something to do with each item; such items are named on the desk."""
    group: str = "经办"


def _mine(user: User) -> Q:
    return Q(created_by=user) | Q(edited_by=user) | Q(submitted_by=user)


def _late(user: User) -> Q:
    return Q(state=State.CLEARED, scheduled_at__isnull=False, publish_at__lte=timezone.now() - LATE_AFTER)


def _unsigned(user: User) -> Q:
    return Q(state=State.PUBLISHED, signed_at=None) & ~Q(urgent_reason="")


def _overdue_signature(user: User) -> Q:
    day = unsigned_since(timezone.localdate())
    return _unsigned(user) & Q(published_at__lt=timezone.make_aware(dt.datetime.combine(day, dt.time())))


def unsigned_since(today: dt.date) -> dt.date:
    """Urgent publications before this day have passed the working days in which they must be signed.

    Without a loaded calendar every calendar day counts, which asks too early rather than too late.
    """
    day, left = today, settings.URGENT_SIGN_WORKDAYS
    try:
        days = load_calendar()
        while left:
            day -= dt.timedelta(days=1)
            left -= days.is_workday(day)
    except UnloadedYear:
        return today - dt.timedelta(days=settings.URGENT_SIGN_WORKDAYS)
    return day


def _known(user: User) -> Q:
    """As _mine, fit for negation: an unset person is somebody else."""
    edited = Q(edited_by__isnull=False, edited_by=user)
    return Q(created_by=user) | edited | Q(submitted_by__isnull=False, submitted_by=user)


def _scheduled(user: User) -> Q:
    return Q(state=State.CLEARED, scheduled_at__isnull=False) & ~_late(user)


_PUBLISHERS = frozenset({roles.OFFICE})
_REVIEWERS = frozenset({roles.REVIEWER, roles.OFFICE})
_UNDER_WAY = [State.SUBMITTED, State.CLEARED]
PILES = [
    Pile("returned", "退回给我的", lambda who: Q(state=State.DRAFT) & ~Q(sent_back_reason="") & _mine(who), alarm=True),
    Pile("drafts", "我的草稿", lambda who: Q(state=State.DRAFT, sent_back_reason="") & _mine(who)),
    Pile("review", "等待我审查", lambda who: Q(state=State.SUBMITTED) & ~_known(who), _REVIEWERS),
    Pile("waiting", "我送审的", lambda who: Q(state__in=_UNDER_WAY) & _mine(who), calls=False),
    Pile("publish", "等待发布", lambda who: Q(state=State.CLEARED, scheduled_at=None), _PUBLISHERS),
    Pile("late", "逾期未发", _late, alarm=True),
    Pile("scheduled", "已定时", _scheduled, calls=False),
    Pile("unsigned", "应急发布待补签", _unsigned, _REVIEWERS),
    Pile("unsigned-late", "补签已超期", _overdue_signature, _REVIEWERS, alarm=True, calls=False),
]
_OPEN = Q(finished_on=None)
DEADLINES = [
    Pile("overdue", "已逾期", lambda who: _OPEN & Q(due_on__lt=timezone.localdate()), alarm=True),
    Pile("due-soon", "即将到期", lambda who: _OPEN & Q(due_on__range=[timezone.localdate(), clocks.soon()])),
    Pile("paused", "暂停计时", lambda who: _OPEN & Q(due_on=None)),
    Pile("silent", "超三个月未办结", lambda who: _OPEN & Q(received_on__lt=clocks.silent()), alarm=True),
]
"""Deadlines of every kind (portal/clocks.py), whatever they hang on."""
_extra: dict[str, list[Pile]] = {}


@dataclass(frozen=True)
class Worked:
    """What waits for staff and is never published itself: a citizen's question. It has only the piles of its own."""

    model: type
    label: str
    named: Callable[[Any], str]
    """What the desk calls a row."""
    since: Callable[[Any], dt.datetime]
    related: tuple[str, ...] = ("unit",)


_worked: list[Worked] = []


def register_worked(worked: Worked, *piles: Pile) -> None:
    """Called in AppConfig.ready()."""
    _worked.append(worked)
    register_piles(worked.model, *piles)


def register_piles(model: type, *piles: Pile) -> None:
    """A content type's own piles (expiring documents, overdue clocks); called in AppConfig.ready()."""
    _extra.setdefault(model._meta.label, []).extend(piles)  # type: ignore[attr-defined]


def worked() -> list[Worked]:
    """Everything registered that is worked on and never published."""
    return list(_worked)


def own_piles(model: type, user: User) -> list[Pile]:
    """The piles that only this type has and that concern this person's roles."""
    return [pile for pile in _extra.get(model._meta.label, []) if pile.roles & roles.roles(user)]  # type: ignore[attr-defined]


def general_piles(user: User) -> list[Pile]:
    """The piles of everything that is published which concern this person's roles."""
    return [pile for pile in PILES if pile.roles & roles.roles(user)]


def piles_of(model: type, user: User) -> list[Pile]:
    """The piles that concern this person's roles, in the order of the desk."""
    if model is Clock:
        return DEADLINES
    general = [] if any(each.model is model for each in _worked) else general_piles(user)
    return [*general, *own_piles(model, user)]
