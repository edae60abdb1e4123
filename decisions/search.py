"""How decisions and their parts are found."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from decisions.models import Consultation, Decision, StageRecord
from decisions.passages import passages
from portal.models.unit import units_now
from portal.search.item import Passage, Phase, Searchable, SearchItem

STATES = {
    "soon": ("即将征求意见", "wait", 0.95),
    "open": ("正在征求意见", "ok", 1.0),
    "closed": ("征求意见已截止", "end", 0.9),
}


def item(row: Any) -> SearchItem:
    """Title, unit and every text that will be public; the texts are those that were screened."""
    unit = units_now()[row.unit_id]
    decision = row if isinstance(row, Decision) else row.decision
    texts = [Passage(each.text) for each in passages(row) if each.source != "title" and each.text]
    return SearchItem(
        title=row.title,
        passages=texts,
        head=[unit.name, unit.short_name, decision.title, f"{decision.year}年重大行政决策"],
        facets={"year": [str(decision.year)]},
        phases=_phases(row) if isinstance(row, Consultation) else [],
        day=row.published_at.date() if row.published_at else None,
        weight=0.95,
        facts=list(_facts(row, decision.year)),
    )


def _facts(row: Any, year: int) -> list[str]:
    if isinstance(row, Consultation) and row.closes_at:
        last = timezone.localdate(row.closes_at - dt.timedelta(minutes=1))
        return [f"意见提到{last:%Y-%m-%d}为止"]
    if isinstance(row, StageRecord):
        return [row.get_kind_display()]
    return [f"{year}年决策事项"]


def _phases(row: Consultation) -> list[Phase]:
    """By days: until the last day of the window it is open."""
    if not (row.opens_at and row.closes_at):
        return []
    last = timezone.localdate(row.closes_at - dt.timedelta(minutes=1))
    first = timezone.localdate(row.opens_at)
    return [Phase("soon"), Phase("open", first), Phase("closed", last + dt.timedelta(days=1))]


def _parts(rows: QuerySet) -> QuerySet:
    return rows.select_related("decision")


DECISION = Searchable(item=item)
CONSULTATION = Searchable(
    item=item, prefetch=lambda rows: _parts(rows).prefetch_related("drafts", "questions"), states=STATES
)
FEEDBACK = Searchable(item=item, prefetch=lambda rows: _parts(rows).prefetch_related("groups"))
RECORD = Searchable(item=item, prefetch=lambda rows: _parts(rows).prefetch_related("attachments"))
