"""Series of confirmed values: brought to longer periods in SQL, compared with the year before in words.

Every function starts from `Observation.objects.current()`: what nobody has confirmed is in no figure.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Avg, Count, DateTimeField, F, Func, Max, Q, QuerySet, Sum, Value
from django.db.models.expressions import Expression
from django.utils import timezone

from disclosures.models import Indicator, Observation
from disclosures.periods import Period, code, following, label, year_before


@dataclass(frozen=True)
class Change:
    """A value against that of the same period a year before. `amount`: per cent of it, or percentage points of a rate."""

    amount: Decimal
    in_points: bool
    better: bool | None
    """Whether the change goes the wished way; None when nothing moved or nothing is wished."""

    @property
    def arrow(self) -> str:
        return "→" if not self.amount else "↑" if self.amount > 0 else "↓"

    @property
    def words(self) -> str:
        if not self.amount:
            return "持平"
        return f"{'上升' if self.amount > 0 else '下降'}{abs(self.amount):,}{'个百分点' if self.in_points else '%'}"

    @property
    def verdict(self) -> str:
        return "" if self.better is None else "好转" if self.better else "变差"

    @property
    def signed(self) -> str:
        return f"{self.amount:+,}{'个百分点' if self.in_points else '%'}" if self.amount else "持平"


@dataclass(frozen=True)
class Point:
    """One period. `value` is rounded as it is shown; `whole`: its last value is that of its end; `count` of the values in it."""

    at: dt.datetime
    value: Decimal
    count: int
    whole: bool
    revised: bool
    change: Change | None = field(default=None)


def change(indicator: Indicator, now: Decimal, before: Decimal | None) -> Change | None:
    """None where there is nothing to compare with, or a percentage of nothing."""
    in_points = indicator.measure.strip() in ("%", "％", "百分比")
    if before is None or (not in_points and before <= 0):
        return None
    amount = round(now - before, indicator.precision) if in_points else round((now - before) / before * 100, 1)
    wished = {Indicator.Direction.UP: 1, Indicator.Direction.DOWN: -1}.get(Indicator.Direction(indicator.direction), 0)
    return Change(amount, in_points, amount * wished > 0 if amount and wished else None)


def _truncated(period: Expression | F) -> Func:
    """The beginning of the period in the district's time, without its zone.

    China has kept UTC+8 without summer time since 1992; adding it costs half of asking for the zone by name.
    """
    eastern = "date_trunc(%(expressions)s AT TIME ZONE 'UTC' + INTERVAL '8 hours')"
    return Func(period, F("at"), template=eastern, output_field=DateTimeField())


def _grouped(rows: QuerySet, period: Expression | F) -> QuerySet:
    """One line per indicator and period: value, count, last moment, whether anything in it was revised."""
    return (
        rows.annotate(of=_truncated(period))
        .values("indicator", "of")
        .annotate(
            mean=Avg("value"),
            total=Sum("value"),
            count=Count("*"),
            last=Max("at"),
            revised=Max("revision"),
        )
        .order_by()
    )


def _ends(rows: QuerySet, period: Expression | F) -> dict[tuple[int, dt.datetime], Decimal]:
    """The last value in each period, of the indicators that are shown by it."""
    lasts = rows.filter(indicator__method=Indicator.Method.LAST).annotate(of=_truncated(period))
    lines = lasts.order_by("indicator", "of", "-at").distinct("indicator", "of").values_list("indicator", "of", "value")
    return {(indicator, of): value for indicator, of, value in lines}


def _points(indicators: dict[int, Indicator], rows: QuerySet, period: Period | None) -> dict[int, list[Point]]:
    """Each indicator's points by `period`, or by its own main one; one query, a second one for values at the end."""
    unit: Expression | F = Value(str(period)) if period else F("indicator__headline")
    lasting = any(each.method == Indicator.Method.LAST for each in indicators.values())
    ends = _ends(rows, unit) if lasting else {}
    found: dict[int, list[Point]] = {pk: [] for pk in indicators}
    for line in _grouped(rows, unit):
        item = indicators[line["indicator"]]
        shown = period or Period(item.headline)
        raw = line["total"] if item.method == Indicator.Method.SUM else line["mean"]
        value = round(ends.get((item.pk, line["of"]), raw), item.precision)
        start = timezone.make_aware(line["of"])
        whole = following(item.period, line["last"]) >= following(shown, start)
        found[item.pk].append(Point(start, value, line["count"], whole, line["revised"] > 0))
    # Sorted here: the database would sort all values before it groups them.
    for points in found.values():
        points.sort(key=lambda each: each.at)
    return {pk: compared(indicators[pk], points) for pk, points in found.items()}


def compared(indicator: Indicator, points: Sequence[Point]) -> list[Point]:
    """The points with 同比; a sum over a period that has not ended is compared with nothing."""
    held = {each.at: each for each in points}
    result = []
    for each in points:
        start = year_before(each.at)
        before = held.get(start) if start else None
        fair = before is not None and each.whole and before.whole
        moved = change(indicator, each.value, before.value) if before and fair else None
        result.append(Point(each.at, each.value, each.count, each.whole, each.revised, moved))
    return result


def headlines(indicators: Iterable[Indicator]) -> dict[int, list[Point]]:
    """Each indicator's whole series by its main period; at most two queries for any number of them."""
    held = {each.pk: each for each in indicators}
    rows = Observation.objects.current().filter(indicator__in=held) if held else Observation.objects.none()
    return _points(held, rows, None)


def series(indicator: Indicator, period: Period, spans: Sequence[tuple[dt.datetime, dt.datetime]] = ()) -> list[Point]:
    """The points of one indicator by a period, within the spans (from, until) or all; one or two queries."""
    rows = Observation.objects.current().filter(indicator=indicator)
    within = Q()
    for since, until in spans:
        within |= Q(at__gte=since, at__lt=until)
    return _points({indicator.pk: indicator}, rows.filter(within), period)[indicator.pk]


def line_of(indicator: Indicator, period: Period, point: Point) -> list[str]:
    """A point as the table and every export have it (columns: COLUMNS)."""
    marks = [*(["修订"] if point.revised else []), *([] if point.whole else ["未满一期"])]
    return [
        label(period, point.at),
        f"{point.value:.{indicator.precision}f}",
        point.change.signed if point.change else "",
        str(point.count),
        "、".join(marks),
        code(period, point.at),
    ]


COLUMNS = ["时期", "数值", "同比", "数据个数", "标注", "时期代码"]
