"""What of this column people can take part in, for the hub (portal/participation)."""

from collections.abc import Iterator
from typing import Any

from decisions.models import Attendance, Consultation, Decision
from portal.models.unit import units_now
from portal.participation.calls import Call, Source


def drafts() -> Iterator[Call]:
    return _consultations(questions=None)


def surveys() -> Iterator[Call]:
    """Consultations that ask questions with choices as well."""
    return _consultations(questions__isnull=False)


def _consultations(**which: Any) -> Iterator[Call]:
    rows = Consultation.objects.published().filter(decision__in=Decision.objects.published(), **which).distinct()
    for each in rows.select_related("decision", "feedback").defer("body", "feedback__body"):
        outcome = each.outcome
        told = f"共收到 {outcome.received} 条意见，采纳情况已经公开。" if outcome else ""
        yield Call(
            f"consultation-{each.pk}", each.title, each.get_absolute_url(), units_now()[each.unit_id], each.window,
            each.decision.summary, told, outcome.get_absolute_url() if outcome else "", each.published_at,
        )  # fmt: skip


def attendances() -> Iterator[Call]:
    rows = Attendance.objects.published().filter(decision__in=Decision.objects.published())
    for each in rows.select_related("decision", "result").defer("body", "result__body"):
        outcome = each.outcome
        told = f"{outcome.registered} 人报名，列席名单和发言已经公开。" if outcome else ""
        yield Call(
            f"attendance-{each.pk}", each.title, each.get_absolute_url(), units_now()[each.unit_id], each.window,
            each.decision.summary, told, f"{outcome.get_absolute_url()}#chosen" if outcome else "", each.published_at,
        )  # fmt: skip


SOURCES = [
    Source("draft", "征求意见", drafts),
    Source("survey", "征求意见和问卷", surveys),
    Source("attendance", "报名列席", attendances),
]
