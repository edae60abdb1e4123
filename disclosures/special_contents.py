"""What specials are composed of, and what of them is searched and screened. A further kind is one line in KINDS."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from disclosures import dataset_contents
from disclosures.models import Column, Dataset, Entry, Indicator, Placement, Project, ProjectCategory, Special
from disclosures.models.column import tree
from disclosures.models.place import categories_now
from disclosures.models.special import Stage
from disclosures.project_lines import cards_of, counted, lines
from disclosures.project_state import ProjectState
from disclosures.shown_series import cards
from disclosures.special_parts import PartKind, Shown
from disclosures.updates import is_shown
from policies.item_passages import item_passages
from policies.models import Bundle
from policies.sentences import chinese_date
from portal.models.unit import units_now
from portal.screening import Passage
from portal.search.item import Passage as Searched
from portal.search.item import Phase, Searchable, SearchItem

FEW = 5
"""Rows that one part shows; the rest is behind its link."""
Until = dt.datetime | None
STATES = {
    Stage.SOON.value: (Stage.SOON.label, "wait", 1.0),
    Stage.OPEN.value: (Stage.OPEN.label, "ok", 1.0),
    Stage.ARCHIVED.value: (Stage.ARCHIVED.label, "end", 0.8),
}


def _by_then(rows: Any, until: Until) -> Any:
    return rows.filter(published_at__lt=until) if until else rows


def _column_options() -> Iterable[tuple[str, str]]:
    return [(each.slug, f"{'　' * (each.depth - 1)}{each.name}") for each in tree().columns if each.active]


def _columns(slugs: Sequence[str], until: Until) -> Mapping[str, Shown]:
    """Columns with the last entries in or below each: two queries for all of them."""
    found = [held for slug in slugs if (held := tree().by_slug.get(slug)) and is_shown(held)]
    entries = _newest_entries(found, until)
    shown = {}
    for column in found:
        lines = [entry for each in tree().below(column) for entry in entries.get(each.pk, [])]
        newest = sorted({each.pk: each for each in lines}.values(), key=lambda each: (each.published_at, each.pk))
        shown[column.slug] = Shown(column.name, column.get_absolute_url(), newest[::-1][:FEW])
    return shown


def _newest_entries(columns: Sequence[Column], until: Until) -> dict[int, list[Entry]]:
    """Column → its own newest entries."""
    below = {each.pk for column in columns for each in tree().below(column)}
    public = _by_then(Entry.objects.published(), until)
    order = [F("entry__published_at").desc(), F("entry_id").desc()]
    rank = Window(RowNumber(), partition_by=F("column_id"), order_by=order)
    placed = Placement.objects.filter(column__in=below, entry__in=public.order_by().values("pk")).annotate(rank=rank)
    pairs = list(placed.filter(rank__lte=FEW).order_by("column_id", "rank").values_list("column_id", "entry_id"))
    rows = public.select_related("unit").in_bulk({entry for _, entry in pairs})
    found: dict[int, list[Entry]] = {}
    for column, entry in pairs:
        if entry in rows:
            found.setdefault(column, []).append(rows[entry])
    return found


def _bundle_options() -> Iterable[tuple[str, str]]:
    return Bundle.objects.published().order_by("title").values_list("slug", "title")


def _bundles(slugs: Sequence[str], until: Until) -> Mapping[str, Shown]:
    rows = _by_then(Bundle.objects.published().filter(slug__in=slugs), until)
    return {each.slug: Shown(each.title, each.get_absolute_url(), each) for each in rows}


def _indicator_options() -> Iterable[tuple[str, str]]:
    return Indicator.objects.published().in_order().values_list("code", "title")


def _indicators(codes: Sequence[str], until: Until) -> Mapping[str, Shown]:
    """Cards; at most three queries. An indicator keeps its last value also in an archived special."""
    rows = _by_then(Indicator.objects.published().filter(code__in=codes), until)
    return {
        each["item"].code: Shown(each["item"].title, each["item"].get_absolute_url(), each)
        for each in cards(list(rows.in_order()))
    }


def _dataset_options() -> Iterable[tuple[str, str]]:
    return Dataset.objects.published().in_order().values_list("slug", "title")


def _datasets(slugs: Sequence[str], until: Until) -> Mapping[str, Shown]:
    """Cards with the current rows' number; two queries. A dataset keeps its last version also in an archived special."""
    rows = _by_then(Dataset.objects.published().filter(slug__in=slugs), until).select_related("unit")
    return {
        each["item"].slug: Shown(each["item"].title, each["item"].get_absolute_url(), each)
        for each in dataset_contents.cards(list(rows.in_order()))
    }


def _category_options() -> Iterable[tuple[str, str]]:
    return ProjectCategory.objects.values_list("slug", "name")


def _categories(slugs: Sequence[str], until: Until) -> Mapping[str, Shown]:
    """Kinds of projects with their counts and the first projects of each, late ones first: two queries for all."""
    wanted = {each.slug: each for each in categories_now() if each.slug in set(slugs)}
    found = lines(_by_then(Project.objects.published().filter(category__slug__in=wanted), until))
    of_kind = {slug: [each for each in found if each.category == slug] for slug in wanted}
    first = {each["item"].pk: each for each in cards_of([line for part in of_kind.values() for line in part[:FEW]])}
    return {
        slug: Shown(
            f"{wanted[slug].name}项目",
            wanted[slug].get_absolute_url(),
            {
                "cards": [first[line.pk] for line in part[:FEW] if line.pk in first],
                "total": len(part),
                "states": [(state.label, n) for state in ProjectState if (n := counted(part, "state").get(state))],
            },
        )
        for slug, part in of_kind.items()
        if part
    }


KINDS = [
    PartKind("column", "栏目", "disclosures/_part_column.html", _column_options, _columns, 10),
    PartKind("bundle", "政策集成", "disclosures/_part_bundle.html", _bundle_options, _bundles, 20),
    PartKind("indicator", "指标", "disclosures/_part_indicator.html", _indicator_options, _indicators, 30, "figures"),
    PartKind("dataset", "数据集", "disclosures/_part_dataset.html", _dataset_options, _datasets, 35, "results"),
    PartKind("projects", "项目类别", "disclosures/_part_projects.html", _category_options, _categories, 40),
]


def moments() -> Iterator[dt.datetime]:
    """The midnights at which specials are archived."""
    for each in Special.objects.published().current().exclude(ends_on=None):
        if each.closed_at:
            yield each.closed_at


def passages(item: Special) -> Iterator[Passage]:
    """Its own words; what it shows of others was screened with them."""
    yield from item_passages(item, ["summary", "words"], [("parts", ["title", "words"])])


def phases(item: Special) -> list[Phase]:
    found = [Phase(Stage.SOON), Phase(Stage.OPEN, item.starts_on)] if item.starts_on else [Phase(Stage.OPEN)]
    return [*found, Phase(Stage.ARCHIVED, item.ends_on + dt.timedelta(days=1))] if item.ends_on else found


def search_item(item: Special) -> SearchItem:
    """Its own words. Those of a part go with what they introduce, which may leave the public at any moment: on the page only."""
    unit = units_now()[item.unit_id]
    return SearchItem(
        title=item.title,
        passages=[Searched(item.words)] if item.words else [],
        head=[item.summary, "专题", unit.name, unit.short_name],
        facets={"year": [str(item.published_at.year)] if item.published_at else []},
        phases=phases(item),
        day=item.published_at.date() if item.published_at else None,
        weight=0.9,
        facts=[f"至{chinese_date(item.ends_on)}" if item.ends_on else ""],
    )


SEARCH = Searchable(item=search_item, states=STATES)
