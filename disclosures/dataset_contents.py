"""What of a dataset is searched and screened, and how it stands in its column."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.db.models.functions import Greatest

from disclosures.models import Dataset, DatasetVersion
from disclosures.models.column import tree
from disclosures.models.dataset_version import PUBLIC
from policies.item_passages import item_passages
from portal.models.unit import units_now
from portal.screening import Passage
from portal.search.item import Passage as Searched
from portal.search.item import Searchable, SearchItem

SHOWN = 20
CONFIRMED_AT = Max("versions__decided_at", filter=Q(versions__standing__in=PUBLIC))
"""The last public change of a dataset's rows."""


def passages(item: Dataset) -> Iterator[Passage]:
    """Every text that will be public; the rows are looked through when they are imported."""
    yield from item_passages(
        item, ["summary", "source", "rhythm", "note"], [("fields", ["name", "options", "description"])]
    )


def search_item(item: Dataset) -> SearchItem:
    """Found by its columns, not by its rows: those are searched on its page."""
    unit, column = units_now()[item.unit_id], tree().by_pk.get(item.column_id or 0)
    fields = [each for each in item.fields.all() if not each.private]
    columns = "\n".join(f"{each.heading}：{each.description}" for each in fields)
    return SearchItem(
        title=item.title,
        passages=[
            *([Searched(item.note, "说明")] if item.note else []),
            *([Searched(columns, "数据字典")] if columns else []),
        ],
        head=[
            item.summary, item.slug, item.source, unit.name, unit.short_name, *([column.name] if column else []),
            *(each.name for each in fields),
        ],
        facets={"year": [str(item.published_at.year)] if item.published_at else []},
        day=item.published_at.date() if item.published_at else None,
        weight=0.93,
        facts=["数据集", f"{len(fields)}个数据项"],
    )  # fmt: skip


SEARCH = Searchable(item=search_item, prefetch=lambda rows: rows.prefetch_related("fields"))


def cards(items: Sequence[Dataset]) -> list[dict[str, Any]]:
    """Each dataset with its current version; one query."""
    current = {each.dataset_id: each for each in DatasetVersion.objects.current().filter(dataset__in=items)}
    return [{"item": each, "version": current.get(each.pk)} for each in items]


def of_columns(columns: Sequence[int]) -> Sequence[dict[str, Any]]:
    rows = Dataset.objects.published().filter(column__in=list(columns)).select_related("unit").in_order()
    return cards(list(rows[:SHOWN]))


def rows_of(columns: Sequence[int]) -> QuerySet[Dataset]:
    rows = Dataset.objects.published().filter(column__in=list(columns))
    return rows.annotate(changed_at=Greatest("published_at", "corrected_at", CONFIRMED_AT))


def updated(columns: Sequence[int]) -> dict[int, dt.datetime]:
    """The last publication, correction or confirmed version of a dataset in each column."""
    rows = Dataset.objects.published().filter(column__in=list(columns)).order_by().values("column")
    counted = rows.annotate(published=Max("published_at"), corrected=Max("corrected_at"), rows_at=CONFIRMED_AT)
    return {
        line["column"]: max(filter(None, (line["published"], line["corrected"], line["rows_at"]))) for line in counted
    }
