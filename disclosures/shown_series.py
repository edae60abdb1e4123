"""What the pages of indicators show of their series: cards, and one series by the period and span that an address asks for."""

import datetime as dt
import re
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import Max, Min
from django.urls import reverse
from django.utils import timezone

from disclosures.chart import Chart, draw, spark
from disclosures.models import Indicator, Observation
from disclosures.periods import Period, code, following, label, local
from disclosures.series import Point, headlines, series

SPARKED = 24
_SPANS = {Period.DAY: Period.YEAR, Period.HOUR: Period.MONTH}
"""Periods too short to show all at once, and how much of them a page shows."""


def target_words(item: Indicator) -> str:
    if item.target is None:
        return ""
    bound = "不低于" if item.direction == Indicator.Direction.UP else "不高于"
    return f"{f'{item.target_year}年' if item.target_year else ''}{bound}{item.shown(item.target)}{item.measure}"


def verdict(item: Indicator, point: Point | None) -> str:
    """目标达到没有, in words; empty without a target."""
    reached = item.reaches(point.value) if point else None
    if reached is None:
        return ""
    return f"{'已达到' if reached else '未达到'}目标（{target_words(item)}）"


def main_point(points: Sequence[Point]) -> Point | None:
    """The last period that is whole; of an indicator too young for one, the last."""
    return next((each for each in reversed(points) if each.whole), points[-1] if points else None)


def cards(items: Sequence[Indicator]) -> list[dict[str, Any]]:
    """Each indicator with its latest value in words and a small picture; at most two queries for all of them."""
    found = headlines(items)
    result = []
    for item in items:
        points = [each for each in found[item.pk] if each.whole]
        point = main_point(found[item.pk])
        result.append(
            {
                "item": item,
                "point": point,
                "name": label(item.headline, point.at) if point else "",
                "value": item.shown(point.value) if point else "",
                "change": point.change if point else None,
                "verdict": verdict(item, point),
                "reached": item.reaches(point.value) if point else None,
                "spark": spark([each.value for each in points[-SPARKED:]]),
            }
        )
    return result


class Shown:
    """The series of an indicator page. Anything unreadable in the address is the default: the main period, the last span."""

    def __init__(self, item: Indicator, query: dict[str, str]) -> None:
        self.item = item
        asked = query.get("period", "")
        self.period = Period(asked if asked in item.periods else item.headline)
        bounds = Observation.objects.current().filter(indicator=item).aggregate(first=Min("at"), last=Max("at"))
        self.first: dt.datetime | None = bounds["first"]
        self.last: dt.datetime | None = bounds["last"]
        self.span = self._span(query.get("span", ""))

    @cached_property
    def spans(self) -> list[str]:
        """The spans that have values, the newest first: years of days, months of hours."""
        within = _SPANS.get(self.period)
        if within is None or self.first is None or self.last is None:
            return []
        first, last = timezone.localtime(self.first), timezone.localtime(self.last)
        if within == Period.YEAR:
            return [str(year) for year in range(last.year, first.year - 1, -1)]
        months = range(last.year * 12 + last.month - 1, first.year * 12 + first.month - 2, -1)
        return [f"{each // 12}-{each % 12 + 1:02}" for each in months]

    def _span(self, asked: str) -> str:
        return asked if asked in self.spans else self.spans[0] if self.spans else ""

    @cached_property
    def points(self) -> list[Point]:
        """In the order of time; one query, two for indicators of end values."""
        if not self.span:
            return series(self.item, self.period)
        since, until = self._limits(self.span)
        year, _, rest = self.span.partition("-")
        before = self._limits("-".join(filter(None, (str(int(year) - 1), rest))))
        found = series(self.item, self.period, [before, (since, until)])
        return [each for each in found if each.at >= since]

    @staticmethod
    def _limits(span: str) -> tuple[dt.datetime, dt.datetime]:
        """The first moment of a year or month, and that of the next."""
        year, *month = map(int, re.findall(r"\d+", span))
        start = local(dt.date(year, month[0] if month else 1, 1))
        return start, following(Period.MONTH if month else Period.YEAR, start)

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Of the table, the newest first."""
        return [
            {"point": each, "name": label(self.period, each.at), "code": code(self.period, each.at),
             "value": self.item.shown(each.value)}
            for each in reversed(self.points)
        ]  # fmt: skip

    @cached_property
    def latest(self) -> Point | None:
        return main_point(self.points)

    @property
    def latest_name(self) -> str:
        return label(self.period, self.latest.at) if self.latest else ""

    @property
    def latest_value(self) -> str:
        return self.item.shown(self.latest.value) if self.latest else ""

    @property
    def has_target(self) -> bool:
        """A yearly sum is no target of a month."""
        return self.item.target is not None and (
            self.period == self.item.headline or self.item.method != Indicator.Method.SUM
        )

    @property
    def target_words(self) -> str:
        return target_words(self.item)

    @property
    def verdict(self) -> str:
        return verdict(self.item, self.latest) if self.period == self.item.headline else ""

    @property
    def reached(self) -> bool | None:
        return self.item.reaches(self.latest.value) if self.latest else None

    @cached_property
    def chart(self) -> Chart | None:
        """Of whole periods; a part of one beside them would mislead, and is in the table only."""
        points = [each for each in self.points if each.whole]
        gaps = [
            index > 0 and following(self.period, points[index - 1].at) != each.at for index, each in enumerate(points)
        ]
        names = [label(self.period, each.at) for each in points]
        return draw([each.value for each in points], names, gaps, self.item.target if self.has_target else None)

    @property
    def sentence(self) -> str:
        """What the picture shows, for who does not see it."""
        if not self.points:
            return "暂无数据。"
        low, high = min(self.points, key=lambda each: each.value), max(self.points, key=lambda each: each.value)
        named = [
            f"{word}是{label(self.period, each.at)}的{self.item.shown(each.value)}"
            for word, each in (("最低", low), ("最高", high), ("最近", self.points[-1]))
        ]
        target = f"；目标线为{target_words(self.item)}" if self.has_target else ""
        return f"共{len(self.points)}个数据，单位{self.item.measure}；{'，'.join(named)}{target}。全部数值见下表。"

    def url(self, name: str = "disclosures:indicator", *more: str, **changes: str) -> str:
        query = {"period": "" if self.period == self.item.headline else str(self.period), "span": self.span} | changes
        query = {key: value for key, value in query.items() if value}
        return reverse(name, args=[self.item.code, *more], query=query)

    @property
    def period_links(self) -> list[dict[str, Any]]:
        return [
            {"label": f"按{each.label}", "url": self.url(period=str(each), span=""), "current": each == self.period}
            for each in reversed(self.item.periods)
        ]

    @property
    def span_links(self) -> list[dict[str, Any]]:
        """Years; of hours the months of the year that is shown, and the years by their last month."""
        links = []
        for each in self.spans:
            year, _, month = each.partition("-")
            if month and not (each.startswith(self.span[:4]) or each == next(s for s in self.spans if s[:4] == year)):
                continue
            name = f"{year}年{f'{int(month)}月' if month else ''}"
            links.append({"label": name, "url": self.url(span=each), "current": each == self.span})
        return links
