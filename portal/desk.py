"""The staff desk: piles of work over every registered type, each a number that opens its list."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db.models import Case, CharField, Count, Q, QuerySet, Value, When
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from portal import clocks, notices, roles
from portal.models import Clock, Notice, Unit, User
from portal.publication_queries import LATE_AFTER
from portal.publication_states import State
from portal.registry import PublicType, public_types
from portal.workday_table import load_calendar
from portal.workdays import UnloadedYear

SHOWN = 12
"""Items named on the desk itself; the rest is behind the numbers."""


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


def _kinds() -> list[PublicType | Worked]:
    return [*public_types(), *_worked]


def register_piles(model: type, *piles: Pile) -> None:
    """A content type's own piles (expiring documents, overdue clocks); called in AppConfig.ready()."""
    _extra.setdefault(model._meta.label, []).extend(piles)  # type: ignore[attr-defined]


def piles_of(model: type, user: User) -> list[Pile]:
    """The piles that concern this person's roles, in the order of the desk."""
    held = roles.roles(user)
    if model is Clock:
        return DEADLINES
    general = [] if any(each.model is model for each in _worked) else PILES
    return [pile for pile in [*general, *_extra.get(model._meta.label, [])] if pile.roles & held]  # type: ignore[attr-defined]


class DeskFilter(admin.SimpleListFilter):
    """The list behind a number: exactly the rows that were counted."""

    title, parameter_name = "工作台", "desk"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(pile.key, pile.label) for pile in piles_of(model_admin.model, request.user)]  # type: ignore[arg-type]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        pile = next((each for each in piles_of(queryset.model, request.user) if each.key == self.value()), None)  # type: ignore[arg-type]
        return queryset.filter(pile.where(request.user)) if pile else queryset  # type: ignore[arg-type]


@dataclass(frozen=True)
class Heap:
    """A pile as the desk shows it: over all types, or opened by type."""

    pile: Pile
    count: int
    links: list[tuple[str, int, str]]
    """(name of the type, count, address of the list)."""

    @property
    def url(self) -> str:
        return self.links[0][2]


def dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Adds the desk to the admin home (setting UNFOLD["DASHBOARD_CALLBACK"])."""
    user: User = request.user  # type: ignore[assignment]
    if not roles.roles(user):
        return context
    everywhere = roles.sees_everything(user)
    chosen = request.GET.get("unit", "")
    unit = Unit.objects.filter(pk=chosen).first() if everywhere and chosen.isdecimal() else None
    where = _Asked(user)
    heaps = _heaps(user, unit, where)
    groups = {
        name: [heap for heap in heaps if heap.pile.group == name] for name in dict.fromkeys(h.pile.group for h in heaps)
    }
    groups |= {"时限": _deadlines(user, unit)}
    unread = Notice.objects.unread(user)
    return context | {
        "title": "工作台",
        "groups": groups,
        "work": _work(user, unit, where, heaps),
        "units": Unit.objects.own().only("name") if everywhere else [],
        "unit": unit,
        "own_unit": user.unit,
        "notices": list(unread[:6]),
        "unread": unread.count(),
        "notices_url": reverse("admin:portal_notice_changelist"),
    }  # fmt: skip


class _Asked(dict[Pile, Q]):
    """The condition of each pile, made once for all types that have it: some of them read the calendar."""

    def __init__(self, user: User) -> None:
        super().__init__()
        self.user = user

    def __missing__(self, pile: Pile) -> Q:
        self[pile] = pile.where(self.user)
        return self[pile]


def _items(kind: PublicType | Worked, user: User, unit: Unit | None) -> QuerySet:
    items = roles.visible_items(user, kind.model._default_manager.all())  # type: ignore[attr-defined]
    return items.filter(unit=unit) if unit else items


def _heaps(user: User, unit: Unit | None, where: _Asked) -> list[Heap]:
    """One counting query for each type."""
    found: dict[str, Heap] = {}
    for each in _kinds():
        piles = piles_of(each.model, user)
        numbers = _items(each, user, unit).aggregate(**{pile.key: Count("pk", filter=where[pile]) for pile in piles})
        for pile in piles:
            link = (each.label, numbers[pile.key], _list_url(each, pile, unit))
            held = found.get(pile.key)
            links = [*held.links, link] if held else [link]
            found[pile.key] = Heap(pile, sum(count for _, count, _ in links), links)
    return list(found.values())


def _deadlines(user: User, unit: Unit | None) -> list[Heap]:
    """Clocks of every kind, in one counting query."""
    running = roles.visible_items(user, Clock.objects.order_by())
    running = running.filter(unit=unit) if unit else running
    numbers = running.aggregate(**{pile.key: Count("pk", filter=pile.where(user)) for pile in DEADLINES})
    query = {"unit__id__exact": unit.pk} if unit else {}
    base = "admin:portal_clock_changelist"
    return [
        Heap(pile, numbers[pile.key], [("时限", numbers[pile.key], reverse(base, query={"desk": pile.key} | query))])
        for pile in DEADLINES
    ]


def _list_url(kind: PublicType | Worked, pile: Pile, unit: Unit | None) -> str:
    meta: Any = kind.model._meta  # type: ignore[attr-defined]
    query = {"desk": pile.key} | ({"unit__id__exact": unit.pk} if unit else {})
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist", query=query)


_ON_THE_DESK = ["title", "unit__name", "unit__short_name", "created_at", "edited_at", "submitted_at", "cleared_at"]


def _work(user: User, unit: Unit | None, where: _Asked, heaps: list[Heap]) -> list[dict[str, Any]]:
    """The items that call for this person, the oldest first; one query for each type of which one does."""
    rows: list[dict[str, Any]] = []
    waiting = {label for heap in heaps if heap.pile.calls for label, count, _ in heap.links if count}
    for each in public_types():
        if each.label not in waiting:
            continue
        items, labels = _calling(each, user, unit, where)
        for item in items.select_related("unit").only(*_ON_THE_DESK)[:SHOWN]:
            since = item.cleared_at or item.submitted_at or item.edited_at or item.created_at
            rows.append({"item": item, "pile": labels[item.why], "since": since, "url": notices.admin_url(item)})
    for kind in _worked:
        if kind.label in waiting:
            rows += _waiting(kind, user, unit, where)
    rows += _due(user, unit)
    return sorted(rows, key=lambda row: (not row["pile"].alarm, row["since"]))[:SHOWN]


def _calling(
    kind: PublicType | Worked, user: User, unit: Unit | None, where: _Asked
) -> tuple[QuerySet, dict[str, Pile]]:
    """Items with the key of the pile that calls for this person, and those piles by key."""
    calling = [pile for pile in piles_of(kind.model, user) if pile.calls]
    why = Case(*(When(where[pile], then=Value(pile.key)) for pile in _urgent_first(calling)), output_field=CharField())
    items = _items(kind, user, unit).annotate(why=why).filter(why__isnull=False)
    return items.order_by("pk"), {pile.key: pile for pile in calling}


def _waiting(kind: Worked, user: User, unit: Unit | None, where: _Asked) -> list[dict[str, Any]]:
    items, labels = _calling(kind, user, unit, where)
    return [
        {
            "item": {"title": kind.named(item), "unit": item.unit},
            "pile": labels[item.why],
            "since": kind.since(item),
            "url": notices.admin_url(item),
        }
        for item in items.select_related(*kind.related)[:SHOWN]
    ]


def _due(user: User, unit: Unit | None) -> list[dict[str, Any]]:
    """Deadlines that are over or nearly so, of one's own units; one query."""
    running = roles.visible_items(user, Clock.objects.running().filter(due_on__lte=clocks.soon()))
    running = running.filter(unit=unit) if unit else running
    today = timezone.localdate()
    return [
        {
            "item": {"title": clock.subject, "unit": clock.unit},
            "pile": DEADLINES[0] if clock.is_overdue(today) else DEADLINES[1],
            "since": timezone.make_aware(dt.datetime.combine(clock.received_on, dt.time())),
            "url": clocks.staff_url(clock),
        }
        for clock in running.select_related("unit")[:SHOWN]
    ]


def _urgent_first(piles: Iterable[Pile]) -> list[Pile]:
    return sorted(piles, key=lambda pile: not pile.alarm)
