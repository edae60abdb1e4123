"""What of an indicator is searched and screened, and how it stands in its column."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.db.models.functions import Greatest

from disclosures.models import Indicator, Standing
from disclosures.models.column import tree
from disclosures.shown_series import cards, target_words
from policies.item_passages import item_passages
from portal.models.unit import units_now
from portal.screening import Passage
from portal.search.item import Passage as Searched
from portal.search.item import Searchable, SearchItem

SHOWN = 20
CONFIRMED_AT = Max("batches__decided_at", filter=Q(batches__standing=Standing.CONFIRMED))
"""The last public change of an indicator's values."""


def passages(item: Indicator) -> Iterator[Passage]:
    """Every text that will be public; the values are screened by the person who confirms them."""
    yield from item_passages(item, ["summary", "source", "note"])


def search_item(item: Indicator) -> SearchItem:
    unit, column = units_now()[item.unit_id], tree().by_pk.get(item.column_id or 0)
    return SearchItem(
        title=item.title,
        passages=[Searched(item.note, "统计口径")] if item.note else [],
        head=[
            item.summary, item.code, item.get_theme_display(), item.source, unit.name, unit.short_name,
            *([column.name] if column else []),
        ],
        facets={"year": [str(item.published_at.year)] if item.published_at else []},
        day=item.published_at.date() if item.published_at else None,
        weight=0.93,
        facts=[f"目标：{target_words(item)}" if item.target is not None else "", item.get_theme_display()],
    )  # fmt: skip


SEARCH = Searchable(item=search_item)


def of_columns(columns: Sequence[int]) -> Sequence[dict[str, Any]]:
    """Cards; at most three queries."""
    rows = Indicator.objects.published().filter(column__in=list(columns)).in_order()
    return cards(list(rows[:SHOWN]))


def rows_of(columns: Sequence[int]) -> QuerySet[Indicator]:
    rows = Indicator.objects.published().filter(column__in=list(columns))
    return rows.annotate(changed_at=Greatest("published_at", "corrected_at", CONFIRMED_AT))


def updated(columns: Sequence[int]) -> dict[int, dt.datetime]:
    """The last publication, correction or confirmed batch of an indicator in each column."""
    rows = Indicator.objects.published().filter(column__in=list(columns)).order_by().values("column")
    counted = rows.annotate(published=Max("published_at"), corrected=Max("corrected_at"), values_at=CONFIRMED_AT)
    return {
        line["column"]: max(filter(None, (line["published"], line["corrected"], line["values_at"]))) for line in counted
    }
