"""How questions are answered: received, answered, on time, median working days, satisfaction."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from django.db.models import Min
from django.utils import timezone

from interaction.models import Question
from portal.models import Unit

SATISFIED = 4
"""From this score on (满意)."""


@dataclass
class Line:
    """Figures of one group: a unit, a topic, a policy, a month, or all."""

    label: str
    url: str = ""
    received: int = 0
    ended: int = 0
    on_time: int = 0
    late_open: int = 0
    days: list[int] = field(default_factory=list)
    scores: list[int] = field(default_factory=list)

    @property
    def median_said(self) -> str:
        """The median of working days used; 0 is the day of receipt or the holiday after it."""
        if not self.days:
            return "—"
        middle = median(self.days)
        return f"{middle:g} 个工作日" if middle else "当日"

    @property
    def on_time_share(self) -> float | None:
        """Of what was due: answered in time over answered and overdue, in per cent."""
        due = self.ended + self.late_open
        return 100 * self.on_time / due if due else None

    @property
    def on_time_rate(self) -> str:
        return _percent(self.on_time_share)

    @property
    def satisfied_share(self) -> float | None:
        """Scores of 满意 and above over all scores, in per cent."""
        return 100 * sum(score >= SATISFIED for score in self.scores) / len(self.scores) if self.scores else None

    @property
    def satisfaction(self) -> str:
        return _percent(self.satisfied_share)

    @property
    def rated(self) -> int:
        return len(self.scores)

    def add(self, row: Mapping[str, Any], end: dt.date) -> None:
        self.received += 1
        ended_on, due = row["clock__finished_on"], row["clock__due_on"]
        if ended_on and ended_on < end:
            self.ended += 1
            self.on_time += bool(due and ended_on <= due)
            if row["clock__used"] is not None:
                self.days.append(row["clock__used"])
        elif due and due < end:
            self.late_open += 1
        if row["score"]:
            self.scores.append(row["score"])


def _percent(share: float | None) -> str:
    return "—" if share is None else f"{share:.1f}%"


@dataclass
class Figures:
    total: Line
    months: list[Line]
    units: list[Line]
    topics: list[Line]
    policies: list[Line]
    channels: list[Line]

    @property
    def most(self) -> int:
        """The longest bar of the months."""
        return max([1, *(line.received for line in self.months)])


_NEEDED = [
    "received_at", "unit_id", "channel__name", "document_id", "document__title", "document__topic__name", "document__state",
    "document__audience", "document__disclosure", "clock__finished_on", "clock__due_on", "clock__used", "score",
]  # fmt: skip


def figures(year: int, today: dt.date, units: Mapping[int, Unit]) -> Figures:
    """Questions received in a year, as they stood at the end of yesterday. One query."""
    begin = timezone.make_aware(dt.datetime(year, 1, 1))
    end_day = min(dt.date(year + 1, 1, 1), today)
    end = timezone.make_aware(dt.datetime.combine(end_day, dt.time()))
    months = {month: Line(f"{month}月") for month in range(1, (12 if year < today.year else today.month) + 1)}
    total = Line("合计")
    groups: dict[str, dict[Any, Line]] = {name: {} for name in ("unit", "topic", "policy", "channel")}
    rows = Question.objects.filter(received_at__gte=begin, received_at__lt=end).order_by().values(*_NEEDED)
    for row in rows.iterator():
        lines = [total, months[timezone.localtime(row["received_at"]).month]]
        unit = units[row["unit_id"]]
        lines.append(groups["unit"].setdefault(unit.pk, Line(unit.label, unit.get_absolute_url())))
        lines.append(groups["channel"].setdefault(row["channel__name"], Line(row["channel__name"])))
        if row["document_id"] and _is_public(row):
            lines.append(groups["policy"].setdefault(row["document_id"], Line(row["document__title"])))
            topic = row["document__topic__name"] or "未分类"
            lines.append(groups["topic"].setdefault(topic, Line(topic)))
        for line in lines:
            line.add(row, today)

    def ranked(name: str, limit: int = 100) -> list[Line]:
        return sorted(groups[name].values(), key=lambda line: (-line.received, line.label))[:limit]

    return Figures(
        total, list(months.values()), ranked("unit"), ranked("topic"), ranked("policy", 20), ranked("channel")
    )


def _is_public(row: Mapping[str, Any]) -> bool:
    return (row["document__state"], row["document__audience"], row["document__disclosure"]) == (
        "published",
        "everyone",
        "public",
    )


def years(today: dt.date) -> list[int]:
    """Years with questions, newest first."""
    first = Question.objects.aggregate(first=Min("received_at"))["first"]
    return list(range(today.year, (timezone.localtime(first).year if first else today.year) - 1, -1))
