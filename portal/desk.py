"""The staff desk: piles of work over every registered type, each a number that opens its list."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.contrib import admin
from django.db.models import Case, CharField, Count, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from portal import clocks, notices, roles
from portal.every_item import EveryItem, rows_of
from portal.models import Clock, Notice, Unit, User
from portal.piles import DEADLINES, Pile, Worked, general_piles, own_piles, piles_of, worked
from portal.registry import PublicType, public_types

SHOWN = 12
"""Items named on the desk itself; the rest is behind the numbers."""


class DeskFilter(admin.SimpleListFilter):
    """The list behind a number: exactly the rows that were counted."""

    title, parameter_name = "工作台", "desk"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(pile.key, pile.label) for pile in piles_of(model_admin.model, request.user)]  # type: ignore[arg-type]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        pile = next((each for each in piles_of(queryset.model, request.user) if each.key == self.value()), None)  # type: ignore[arg-type]
        return queryset.filter(pile.where(request.user)) if pile else queryset  # type: ignore[arg-type]


@dataclass(frozen=True)
class Part:
    """A pile's items of one type."""

    label: str
    count: int
    model: Any
    query: dict[str, Any]

    @property
    def url(self) -> str:
        """The list that shows exactly these items."""
        meta = self.model._meta
        return reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist", query=self.query)


@dataclass(frozen=True)
class Heap:
    """A pile as the desk shows it: over all types, or opened by type."""

    pile: Pile
    parts: list[Part] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(part.count for part in self.parts)

    @property
    def filled(self) -> list[Part]:
        return [part for part in self.parts if part.count]

    @property
    def url(self) -> str:
        return (self.filled or self.parts)[0].url


def dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Adds the desk to the admin home (setting UNFOLD["DASHBOARD_CALLBACK"])."""
    user: User = request.user  # type: ignore[assignment]
    if not roles.roles(user):
        return context
    everywhere = roles.sees_everything(user)
    chosen = request.GET.get("unit", "")
    unit = Unit.objects.filter(pk=chosen).first() if everywhere and chosen.isdecimal() else None
    where = _Asked(user)
    counted, named = _under_way(user, unit, where)
    heaps = _heaps(user, unit, where, counted)
    groups = {
        name: [heap for heap in heaps if heap.pile.group == name] for name in dict.fromkeys(h.pile.group for h in heaps)
    }
    groups |= {"时限": _deadlines(user, unit)}
    unread = Notice.objects.unread(user)
    return context | {
        "title": "工作台",
        "groups": groups,
        "work": _work(user, unit, where, heaps, named),
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


def _kinds() -> list[PublicType | Worked]:
    return [*public_types(), *worked()]


def _under_way(user: User, unit: Unit | None, where: _Asked) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Of everything that is published: how many of each kind are in each general pile, and the first that call; one query."""
    counts = {pile.key: Count("pk", filter=where[pile]) for pile in general_piles(user)}
    calling = [pile for pile in general_piles(user) if pile.calls]
    alarms = [pile.key for pile in calling if pile.alarm]
    items = (
        EveryItem.objects.annotate(
            why=_why(calling, where), since=Coalesce("cleared_at", "submitted_at", "edited_at", "created_at")
        )
        .filter(why__isnull=False)
        .order_by(Case(When(why__in=alarms, then=0), default=1), "since", "pk")
        .values("kind", "item", "title", "unit__name", "unit__short_name", "why", "since")
    )
    units = [unit.pk] if unit else roles.visible_keys(user)
    counted, named = rows_of(EveryItem.objects.values("kind").annotate(**counts), items[:SHOWN], units=units)
    return counted, named


def _heaps(user: User, unit: Unit | None, where: _Asked, counted: list[dict[str, Any]]) -> list[Heap]:
    """Beside what is counted already, one counting query for each type with piles of its own."""
    general = general_piles(user)
    numbers = {row["kind"]: row for row in counted}
    found: dict[str, Heap] = {}
    for kind in public_types():
        for pile in general:
            _add(found, kind, pile, numbers.get(kind.key, {}).get(pile.key, 0), unit)
    for each in _kinds():
        if own := own_piles(each.model, user):
            of_own = _items(each, user, unit).aggregate(**{pile.key: Count("pk", filter=where[pile]) for pile in own})
            for pile in own:
                _add(found, each, pile, of_own[pile.key], unit)
    return list(found.values())


def _add(found: dict[str, Heap], kind: PublicType | Worked, pile: Pile, count: int, unit: Unit | None) -> None:
    found.setdefault(pile.key, Heap(pile)).parts.append(Part(kind.label, count, kind.model, _query(pile, unit)))


def _query(pile: Pile, unit: Unit | None) -> dict[str, Any]:
    return {"desk": pile.key} | ({"unit__id__exact": unit.pk} if unit else {})


def _deadlines(user: User, unit: Unit | None) -> list[Heap]:
    """Clocks of every kind, in one counting query."""
    running = roles.visible_items(user, Clock.objects.order_by())
    running = running.filter(unit=unit) if unit else running
    numbers = running.aggregate(**{pile.key: Count("pk", filter=pile.where(user)) for pile in DEADLINES})
    return [Heap(pile, [Part("时限", numbers[pile.key], Clock, _query(pile, unit))]) for pile in DEADLINES]


def _work(
    user: User, unit: Unit | None, where: _Asked, heaps: list[Heap], named: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """The items that call for this person, alarms first, the oldest first; one query for each type that has a pile of
    its own in which something calls."""
    rows = _published_kinds(user, named)
    waiting = {(part.label, heap.pile) for heap in heaps if heap.pile.calls for part in heap.filled}
    for each in _kinds():
        calling = [pile for pile in own_piles(each.model, user) if (each.label, pile) in waiting]
        if calling:
            shown = {row["url"] for row in rows}
            rows += [row for row in _own(each, calling, user, unit, where) if row["url"] not in shown]
    rows += _due(user, unit)
    return sorted(rows, key=lambda row: (not row["pile"].alarm, row["since"]))[:SHOWN]


def _why(piles: list[Pile], where: _Asked) -> Case:
    """The key of the first pile that calls, alarms before others."""
    urgent_first = sorted(piles, key=lambda pile: not pile.alarm)
    return Case(*(When(where[pile], then=Value(pile.key)) for pile in urgent_first), output_field=CharField())


def _published_kinds(user: User, named: list[dict[str, Any]]) -> list[dict[str, Any]]:
    labels = {pile.key: pile for pile in general_piles(user)}
    models: dict[str, Any] = {each.key: each.model for each in public_types()}
    return [
        {
            "item": {"title": row["title"], "unit": Unit(name=row["unit__name"], short_name=row["unit__short_name"])},
            "pile": labels[row["why"]],
            "since": dt.datetime.fromisoformat(row["since"]),
            "url": notices.admin_url(models[row["kind"]](pk=row["item"])),
        }
        for row in named
    ]


def _own(
    kind: PublicType | Worked, calling: list[Pile], user: User, unit: Unit | None, where: _Asked
) -> list[dict[str, Any]]:
    labels = {pile.key: pile for pile in calling}
    items, (first, *others) = _items(kind, user, unit), calling
    items = items.annotate(why=_why(calling, where)).exclude(why=None) if others else items.filter(where[first])
    items = items.order_by("pk")
    if isinstance(kind, Worked):
        items = items.select_related(*kind.related)
    else:
        items = items.select_related("unit").only(
            "title", "unit__name", "unit__short_name", "created_at", "edited_at", "submitted_at", "cleared_at"
        )
    return [
        {
            "item": {"title": kind.named(item) if isinstance(kind, Worked) else item.title, "unit": item.unit},
            "pile": labels[getattr(item, "why", first.key)],
            "since": kind.since(item) if isinstance(kind, Worked) else _since(item),
            "url": notices.admin_url(item),
        }
        for item in items[:SHOWN]
    ]


def _since(item: Any) -> dt.datetime:
    return item.cleared_at or item.submitted_at or item.edited_at or item.created_at


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
