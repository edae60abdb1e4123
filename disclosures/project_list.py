"""The list of projects: filters with true counts, the summary of the towns and their map."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator

from disclosures.models import Project
from disclosures.models.place import HEIGHT, WIDTH, categories_now, shapes_now, towns_now
from disclosures.project_lines import WHOLE_DISTRICT, Line, cards_of, counted, lines
from disclosures.project_state import ProjectState, money
from disclosures.shown_projects import DISTRICT
from portal.list_links import FacetView, Option, page_links

PER_PAGE = 20
LABELS = {"state": "进度", "category": "类别", "town": "乡镇街道"}
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
    """Two queries, however many projects, towns and kinds there are."""

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
        self.lines = lines(Project.objects.published())
        found = self.matching(self.chosen)
        self.total = len(found)
        self.page: Page[Line] = Paginator(found, PER_PAGE).get_page(asked.get("page"))

    def matching(self, wanted: dict[str, str]) -> list[Line]:
        return [line for line in self.lines if all(getattr(line, name) == value for name, value in wanted.items())]

    def url(self, **changes: Any) -> str:
        query = self.chosen | {name: "" if value is None else str(value) for name, value in changes.items()}
        query = {name: value for name, value in query.items() if value}
        return self.path + (f"?{urlencode(query)}" if query else "")

    @property
    def cards(self) -> list[dict[str, Any]]:
        return cards_of(list(self.page))

    @property
    def page_links(self) -> list[dict[str, Any]]:
        return page_links(self.url, self.page)

    @property
    def facets(self) -> list[FacetView]:
        """Values that lead somewhere, and the chosen one, whose link takes it back."""
        found = []
        for name, label in LABELS.items():
            counts = counted(self.matching({other: each for other, each in self.chosen.items() if other != name}), name)
            options = [
                Option(title, self.url(**{name: None if chosen else value}), counts.get(value, 0), chosen)
                for value, title in self.names[name].items()
                if (chosen := self.chosen.get(name) == value) or counts.get(value)
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
        """Every town and the whole district, of the chosen kind of projects or of all."""
        places = {
            pk: TownLine(int(pk), name, self.url(town=pk, state=None) + LIST, current=self.chosen.get("town") == pk)
            for pk, name in self.names["town"].items()
        }
        for line in self.matching({name: value for name, value in self.chosen.items() if name == "category"}):
            if place := places.get(line.town):
                place.states[line.state] = place.states.get(line.state, 0) + 1
                place.budget += line.budget or 0
        for place in places.values():
            place.cells = [
                {"count": place.states.get(state, 0), "url": self.url(town=place.pk, state=state) + LIST}
                for state in ProjectState.values
            ]
        return [place for place in places.values() if place.total or place.pk != WHOLE_DISTRICT]

    @property
    def map(self) -> dict[str, Any]:
        """Towns that have a shape, the chosen one last, so that its outline lies above its neighbours'."""
        shapes = shapes_now()
        drawn = [{"line": each, "shape": shapes[each.pk]} for each in self.towns if each.pk in shapes]
        return {"towns": sorted(drawn, key=lambda each: each["line"].current), "width": WIDTH, "height": HEIGHT}
