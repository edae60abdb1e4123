"""The list of projects: filters with true counts, the summary of the towns and their map."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, F, IntegerField, Q, Sum, Value, When
from django.db.models.functions import Coalesce

from disclosures.models import Project
from disclosures.models.place import HEIGHT, WIDTH, categories_now, shapes_now, towns_now
from disclosures.project_state import ProjectState, money, with_state
from disclosures.shown_projects import DISTRICT, card
from portal.facets import Facet, count_facets
from portal.list_links import FacetView, Option, page_links

PER_PAGE, WHOLE_DISTRICT = 20, 0
LABELS = {"state": "进度", "category": "类别", "town": "乡镇街道"}
TOWN_OR_DISTRICT = Coalesce(F("town_id"), Value(WHOLE_DISTRICT))
LATE_FIRST = Case(
    *(When(state_now=state, then=Value(place)) for place, state in enumerate(ProjectState.values)),
    output_field=IntegerField(),
)
LIST = "#projects"
"""Where the list begins, below the map."""
STEPS = (1, 3, 6)
"""From how many projects on a town is drawn darker."""


@dataclass
class TownLine:
    """A town, or the whole district, in the summary and on the map."""

    pk: int
    name: str
    url: str
    current: bool
    states: dict[str, int] = field(default_factory=dict)
    budget: Any = 0
    cells: list[dict[str, Any]] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(self.states.values())

    @property
    def money(self) -> str:
        return money(self.budget) if self.budget else ""

    @property
    def tint(self) -> int:
        return sum(self.total >= step for step in STEPS)


class ProjectList:
    """At most five queries, however many projects, towns and kinds there are."""

    def __init__(self, asked: Any, path: str) -> None:
        self.path = path
        self.names: dict[str, dict[str, str]] = {
            "state": dict(ProjectState.choices),
            "category": {each.slug: each.name for each in categories_now()},
            "town": {str(each.pk): each.label for each in towns_now()} | {str(WHOLE_DISTRICT): DISTRICT},
        }
        given = {name: value for name in self.names if (value := asked.get(name, ""))}
        self.chosen = {name: value for name, value in given.items() if value in self.names[name]}
        self.notes = [f"没有这个{LABELS[name]}，已忽略这项筛选。" for name in given if name not in self.chosen]
        self.rows = with_state(Project.objects.published())
        facets = [
            Facet("state", self._condition("state"), "state_now"),
            Facet("category", self._condition("category"), "category__slug"),
            Facet("town", self._condition("town"), TOWN_OR_DISTRICT),
        ]
        self.counts = count_facets(self.rows, facets)
        self.total = self.counts.total
        self.page = self._page(asked.get("page"))

    def _condition(self, name: str) -> Q | None:
        value = self.chosen.get(name)
        if value is None:
            return None
        if name == "state":
            return Q(state_now=value)
        if name == "category":
            return Q(category__slug=value)
        return Q(town=int(value)) if int(value) != WHOLE_DISTRICT else Q(town__isnull=True)

    def _page(self, asked: Any) -> Page:
        rows = self.rows
        for name in self.chosen:
            rows = rows.filter(self._condition(name))
        paginator = Paginator(rows.order_by(LATE_FIRST, "ends_on", "pk"), PER_PAGE)
        paginator.count = self.total  # counted already
        return paginator.get_page(asked)

    def url(self, **changes: Any) -> str:
        query = self.chosen | {name: "" if value is None else str(value) for name, value in changes.items()}
        query = {name: value for name, value in query.items() if value}
        return self.path + (f"?{urlencode(query)}" if query else "")

    @property
    def cards(self) -> list[dict[str, Any]]:
        return [card(each) for each in self.page]

    @property
    def page_links(self) -> list[dict[str, Any]]:
        return page_links(self.url, self.page)

    @property
    def facets(self) -> list[FacetView]:
        """Values that lead somewhere, and the chosen one, whose link takes it back."""
        found = []
        for name, label in LABELS.items():
            counted = self.counts.values.get(name, {})
            options = [
                Option(title, self.url(**{name: None if chosen else value}), counted.get(value, 0), chosen)
                for value, title in self.names[name].items()
                if (chosen := self.chosen.get(name) == value) or counted.get(value)
            ]
            found.append(FacetView(name, label, options, []))
        return found

    @property
    def chips(self) -> list[dict[str, str]]:
        return [
            {"label": f"{LABELS[name]}：{self.names[name][value]}", "url": self.url(**{name: None})}
            for name, value in self.chosen.items()
        ]

    @cached_property
    def towns(self) -> list[TownLine]:
        """Every town and the whole district, of the chosen kind of projects or of all; one query."""
        rows = self.rows
        if (condition := self._condition("category")) is not None:
            rows = rows.filter(condition)
        lines = {
            int(pk): TownLine(int(pk), name, self.url(town=pk, state=None) + LIST, self.chosen.get("town") == pk)
            for pk, name in self.names["town"].items()
        }
        grouped = rows.order_by().annotate(of=TOWN_OR_DISTRICT).values("of", "state_now")
        for group in grouped.annotate(count=Count("pk"), sum=Sum("budget")):
            if line := lines.get(group["of"]):
                line.states[group["state_now"]] = group["count"]
                line.budget += group["sum"] or 0
        for line in lines.values():
            line.cells = [
                {"count": line.states.get(state, 0), "url": self.url(town=line.pk, state=state) + LIST}
                for state in ProjectState.values
            ]
        return [line for line in lines.values() if line.total or line.pk != WHOLE_DISTRICT]

    @property
    def map(self) -> dict[str, Any]:
        """Towns that have a shape, the chosen one last, so that its outline lies above its neighbours'."""
        shapes = shapes_now()
        drawn = [{"line": each, "shape": shapes[each.pk]} for each in self.towns if each.pk in shapes]
        return {"towns": sorted(drawn, key=lambda each: each["line"].current), "width": WIDTH, "height": HEIGHT}
