"""How decisions and their parts are found."""

from typing import Any

from django.db.models import QuerySet

from decisions.models import Decision
from decisions.passages import passages
from portal.models.unit import units_now
from portal.search.item import Passage, Searchable, SearchItem


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
        day=row.published_at.date() if row.published_at else None,
        weight=0.95,
    )


def _parts(rows: QuerySet) -> QuerySet:
    return rows.select_related("decision")


DECISION = Searchable(item=item)
CONSULTATION = Searchable(item=item, prefetch=lambda rows: _parts(rows).prefetch_related("drafts", "questions"))
FEEDBACK = Searchable(item=item, prefetch=lambda rows: _parts(rows).prefetch_related("groups"))
RECORD = Searchable(item=item, prefetch=lambda rows: _parts(rows).prefetch_related("attachments"))
