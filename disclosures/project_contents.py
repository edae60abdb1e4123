"""What of projects and their updates is searched and screened, and how projects stand in their column."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Max, Prefetch, Q, QuerySet
from django.db.models.functions import Greatest

from disclosures.models import Milestone, Project, ProjectUpdate
from disclosures.models.column import tree
from disclosures.project_state import TONES, ProjectState, money, phases, progress_words, with_reached, with_state
from disclosures.shown_projects import card, town_name
from policies.item_passages import file_passages, item_passages
from portal.models.unit import units_now
from portal.publication_states import State
from portal.screening import Mark, Passage
from portal.search.item import Passage as Searched
from portal.search.item import Searchable, SearchItem

SHOWN = 20
STATES = {state.value: (state.label, TONES[state], 1.0) for state in ProjectState}


def passages(item: Project) -> Iterator[Passage]:
    """Every text that will be public, with the place as staff call it."""
    columns = ["place", "summary", "content", "funding", "builder"]
    yield from item_passages(item, columns, [("milestones", ["name", "note"])])


def update_passages(item: ProjectUpdate) -> Iterator[Passage]:
    yield from item_passages(item, ["text"])
    if item.pk:
        files = list(item.attachments.all())
        for file in files:
            yield Passage(
                f"name:{file.sha256}",
                f"{file.title}\n{file.name}\n{file.alt}",
                [Mark(0, f"图片《{file}》的名称和说明")],
            )
        yield from file_passages(files)


def _read(rows: QuerySet[Project]) -> QuerySet[Any]:
    points = Prefetch("milestones", queryset=with_reached(Milestone.objects.all()))
    return with_state(rows).select_related("category").prefetch_related(points)


def search_item(item: Any) -> SearchItem:
    unit, column = units_now()[item.unit_id], tree().by_pk.get(item.column_id or 0)
    points = [(each.planned_on, each.reached_on) for each in item.milestones.all()]
    names = "\n".join(each.name for each in item.milestones.all())
    return SearchItem(
        title=item.title,
        passages=[*([Searched(item.content, "建设内容")] if item.content else []), Searched(names, "节点")],
        head=[
            item.summary, item.category.name, town_name(item), item.place, item.builder, unit.name, unit.short_name,
            *([column.name] if column else []),
        ],
        facets={"year": [str(item.published_at.year)] if item.published_at else []},
        phases=phases(item.starts_on, item.ends_on, item.finished_now, points),
        day=item.published_at.date() if item.published_at else None,
        weight=0.88,
        facts=[progress_words(item, item.progress_now), f"预算{money(item.budget)}", town_name(item)],
    )  # fmt: skip


def update_search_item(item: ProjectUpdate) -> SearchItem:
    unit = units_now()[item.unit_id]
    alts = "\n".join(each.alt for each in item.attachments.all())
    return SearchItem(
        title=item.title,
        passages=[Searched(item.text), *([Searched(alts, "图片")] if alts else [])],
        head=[item.project.title, item.project.category.name, unit.name, unit.short_name],
        facets={"year": [str(item.on.year)]},
        day=item.on,
        weight=0.85,
        facts=[item.project.title],
    )


SEARCH = Searchable(item=search_item, prefetch=_read, states=STATES)
UPDATES = Searchable(
    item=update_search_item,
    prefetch=lambda rows: rows.select_related("project__category").prefetch_related("attachments"),
    touched=lambda row: [row.project],
)


def of_columns(columns: Sequence[int]) -> Sequence[dict[str, Any]]:
    """Cards, the newest first; one query."""
    rows = with_state(Project.objects.published().filter(column__in=list(columns)))
    return [card(each) for each in rows.order_by("-published_at", "-pk")[:SHOWN]]


def _news() -> dict[str, Max]:
    """The last publication and correction of a project's news."""
    out = Q(updates__state=State.PUBLISHED, updates__in=ProjectUpdate.objects.published().values("pk"))
    return {
        "news": Max("updates__published_at", filter=out),
        "news_corrected": Max("updates__corrected_at", filter=out),
    }


def rows_of(columns: Sequence[int]) -> QuerySet[Project]:
    rows = Project.objects.published().filter(column__in=list(columns)).annotate(**_news())
    return rows.annotate(changed_at=Greatest("published_at", "corrected_at", "news", "news_corrected"))


def updated(columns: Sequence[int]) -> dict[int, dt.datetime]:
    """The last publication or correction of a project or of its news in each column."""
    rows: Any = Project.objects.published().filter(column__in=list(columns)).order_by().values("column")
    counted = rows.annotate(published=Max("published_at"), corrected=Max("corrected_at"), **_news())
    names = ("published", "corrected", "news", "news_corrected")
    return {line["column"]: max(filter(None, (line[name] for name in names))) for line in counted}
