"""主动公开统计: what was made public, by month, kind, unit and whatever else an app registers. Read by the office and units,
and by the yearly report (《政府信息公开条例》第五十条). Staff figures: what was withdrawn since is counted, and said.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, Value
from django.db.models.functions import TruncMonth
from django.utils import timezone

from portal.models import Unit
from portal.publication_states import Audience, State
from portal.registry import public_types

MOST_MONTHS = 60


@dataclass(frozen=True)
class Span:
    """Whole months: from the first day of one to the last of another."""

    first: dt.date
    last: dt.date
    """First day of the last month."""

    @property
    def months(self) -> list[dt.date]:
        count = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
        return [later(self.first, each) for each in range(max(count, 0))]

    @property
    def moments(self) -> tuple[dt.datetime, dt.datetime]:
        """From the first moment to the one behind the last."""
        return _midnight(self.first), _midnight(later(self.last, 1))


def later(month: dt.date, count: int) -> dt.date:
    """The first day of the month so many months later."""
    year, index = divmod(month.year * 12 + month.month - 1 + count, 12)
    return dt.date(year, index + 1, 1)


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


@dataclass(frozen=True)
class Breakdown:
    """One more way to divide the figures. `count` takes the span and primary keys of units (None: all)."""

    key: str
    label: str
    note: str
    count: Callable[[Span, Sequence[int] | None], Iterable[tuple[str, int]]]


_breakdowns: dict[str, Breakdown] = {}


def register_breakdown(breakdown: Breakdown) -> None:
    """A second registration of a key is a programming error."""
    if breakdown.key in _breakdowns:
        raise ValueError(f"breakdown {breakdown.key!r} is registered twice")
    _breakdowns[breakdown.key] = breakdown


@dataclass
class Statistics:
    """`by_unit` and `by_kind` are in falling order; `by_month` has every month, the empty ones too."""

    total: int = 0
    withdrawn: int = 0
    by_month: dict[dt.date, int] = field(default_factory=dict)
    by_kind: list[tuple[str, int]] = field(default_factory=list)
    by_unit: list[tuple[str, int]] = field(default_factory=list)
    other: list[tuple[Breakdown, list[tuple[str, int]]]] = field(default_factory=list)


def statistics(span: Span, units: Sequence[int] | None = None, kind: str = "") -> Statistics:
    """What was made public to everybody within the span. Two queries, and those of the breakdowns when no kind is chosen."""
    kinds = {each.key: each for each in public_types() if not kind or each.key == kind}
    found = Statistics(by_month=dict.fromkeys(span.months, 0))
    by_kind: Counter[str] = Counter()
    by_unit: Counter[int] = Counter()
    for key, unit, month, count, withdrawn in _rows(kinds, span, units):
        found.total += count
        found.withdrawn += withdrawn
        by_kind[kinds[key].label] += count
        by_unit[unit] += count
        found.by_month[timezone.localtime(month).date()] += count
    names = dict(Unit.objects.filter(pk__in=by_unit).values_list("pk", "name"))
    found.by_kind = by_kind.most_common()
    found.by_unit = sorted(((names[pk], count) for pk, count in by_unit.items()), key=lambda line: (-line[1], line[0]))
    if not kind:
        found.other = [(each, _falling(each.count(span, units))) for each in _breakdowns.values()]
    return found


def _falling(lines: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    return sorted((line for line in lines if line[1]), key=lambda line: (-line[1], line[0]))


def made_public(span: Span, units: Sequence[int] | None, prefix: str = "") -> Q:
    """Condition on rows of a kind, or with a prefix on rows that point to them."""
    start, end = span.moments
    wanted = {"published_at__gte": start, "published_at__lt": end, "audience": Audience.EVERYONE}
    wanted["state__in"] = [State.PUBLISHED, State.WITHDRAWN]
    if units is not None:
        wanted["unit__in"] = list(units)
    return Q(**{prefix + name: value for name, value in wanted.items()})


def _rows(
    kinds: Iterable[str], span: Span, units: Sequence[int] | None
) -> Iterable[tuple[str, int, dt.datetime, int, int]]:
    parts: list[Any] = [
        each.model._default_manager.filter(made_public(span, units))
        .order_by()
        .annotate(type_key=Value(each.key), in_month=TruncMonth("published_at"))
        .values("type_key", "unit", "in_month")
        .annotate(made=Count("pk"), gone=Count("pk", filter=Q(state=State.WITHDRAWN)))
        .values_list("type_key", "unit", "in_month", "made", "gone")
        for each in public_types()
        if each.key in kinds
    ]
    return parts[0].union(*parts[1:], all=True) if parts else []
