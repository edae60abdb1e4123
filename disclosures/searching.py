"""What of an entry is searched and screened."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Max, QuerySet
from django.db.models.functions import Greatest

from disclosures.fact_kinds import shown
from disclosures.models import Alert, Entry, Placement
from disclosures.models.column import tree
from policies.item_passages import file_passages, item_passages
from portal.models.unit import units_now
from portal.screening import Mark, Passage
from portal.search.item import Passage as Searched
from portal.search.item import Searchable, SearchItem


def passages(item: Entry) -> Iterator[Passage]:
    """Every text that will be public, with the place as staff call it."""
    yield from item_passages(item, ["summary", "keywords", "source", "body"], [("facts", ["value"])])
    if item.pk:
        files = list(item.attachments.all())
        for file in files:
            yield Passage(f"name:{file.sha256}", f"{file.title}\n{file.name}", [Mark(0, f"附件《{file}》的名称")])
        yield from file_passages(files)


def alert_passages(item: Alert) -> Iterator[Passage]:
    yield from item_passages(item, ["area", "body", "advice"])


def alert_search_item(item: Alert) -> SearchItem:
    unit = units_now()[item.unit_id]
    return SearchItem(
        title=item.title,
        passages=[Searched(item.body), Searched(item.advice, "市民要做什么")],
        head=[item.get_kind_display(), item.get_level_display(), item.area, unit.name, unit.short_name],
        facets={"year": [str(item.published_at.year)] if item.published_at else []},
        day=item.published_at.date() if item.published_at else None,
        weight=0.8,
        facts=[item.get_level_display(), item.area],
    )


ALERTS = Searchable(item=alert_search_item)


def search_item(item: Entry) -> SearchItem:
    unit, held = units_now()[item.unit_id], tree()
    columns = [held.by_pk[each.column_id].name for each in item.placements.all() if each.column_id in held.by_pk]
    facts = [f"{each.fact.name}：{shown(each.fact.kind, each.value, each.fact.measure)}" for each in item.facts.all()]
    texts = [Searched("\n".join(facts), "要素")] if facts else []
    texts += [Searched(each.text) for each in passages(item) if each.source.endswith(":body")]
    texts += [
        Searched(file.text, f"附件《{file}》", file.get_absolute_url()) for file in item.attachments.all() if file.text
    ]
    return SearchItem(
        title=item.title,
        passages=texts,
        head=[item.summary, *item.keywords, *columns, unit.name, unit.short_name],
        facets={"year": [str(item.published_at.year)] if item.published_at else []},
        day=item.published_at.date() if item.published_at else None,
        weight=0.9,
        until=item.ends_at,
        facts=[f"公示至{item.publicity_until}" if item.publicity_until else "", *columns[:2]],
    )


SEARCH = Searchable(
    item=search_item, prefetch=lambda rows: rows.prefetch_related("attachments", "facts__fact", "placements")
)


def of_columns(columns: Sequence[int]) -> Sequence[Any]:
    rows = Entry.objects.published().in_columns(list(columns)).select_related("unit")
    return list(rows.order_by("-published_at", "-pk")[:20])


def rows_of(columns: Sequence[int]) -> QuerySet[Any]:
    rows = Entry.objects.published().in_columns(list(columns))
    return rows.annotate(changed_at=Greatest("published_at", "corrected_at"))


def updated(columns: Sequence[int]) -> dict[int, dt.datetime]:
    """The last publication or correction of an entry in each column."""
    rows = Placement.objects.filter(column__in=list(columns), entry__in=Entry.objects.published().values("pk"))
    counted = (
        rows.order_by()
        .values("column")
        .annotate(published=Max("entry__published_at"), corrected=Max("entry__corrected_at"))
    )
    return {line["column"]: max(filter(None, (line["published"], line["corrected"]))) for line in counted}
