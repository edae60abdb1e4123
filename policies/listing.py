"""One filtered list of policy documents: what is shown, what is hidden, and where every click leads."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, Q
from django.http import QueryDict
from django.urls import reverse

from policies.filters import MAX_QUERY, ORDERINGS, SORTS, DocumentFilter, conditions, text_condition
from policies.models import Document, Issuer, Tag, TagDimension, TaggedDocument, Topic
from policies.validity import ENDED, Validity
from portal.facets import Counts, Facet, count_facets
from portal.models import Unit

PER_PAGE = 20
OPTIONS = 8
"""Options of a facet before 更多."""
DEEPEST = 10_000
"""Rows that can be reached by paging; further in, a filter is the way."""


@dataclass(frozen=True)
class Option:
    label: str
    url: str
    count: int | None = None
    selected: bool = False


@dataclass(frozen=True)
class FacetView:
    name: str
    label: str
    options: list[Option]
    more: list[Option]


class DocumentListing:
    """`fixed` are filters given by the address itself (a topic page, a tag page), which no chip removes."""

    def __init__(self, query: QueryDict, path: str, fixed: dict[str, str] | None = None) -> None:
        self.path = path
        self.fixed = fixed or {}
        self.query = query
        merged = query.copy()
        for name, value in self.fixed.items():
            merged.appendlist(name, value) if name == "tag" else merged.__setitem__(name, value)
        self.filter = DocumentFilter(merged, queryset=Document.objects.none())
        self.chosen = self.filter.chosen()
        self.q = query.get("q", "").replace("\x00", "").strip()[:MAX_QUERY]
        self.include_ended = query.get("all") == "1"
        self.sort = query.get("sort", "") if query.get("sort", "") in SORTS else ""

    # -- rows ---------------------------------------------------------------------------------------------------------

    @cached_property
    def conditions(self) -> dict[str, Q]:
        return conditions(self.chosen, self.include_ended)

    @cached_property
    def base(self) -> Any:
        """Public documents that match the words; every facet is a condition on top."""
        rows = Document.objects.published().with_validity()
        return rows.filter(text_condition(self.q)) if self.q else rows

    def rows(self) -> Any:
        """The documents of the list in its order."""
        ordering = [
            F(name.lstrip("-")).desc(nulls_last=True) if name.startswith("-") else F(name).asc()
            for name in ORDERINGS[self.sort]
        ]
        return self.base.filter(*self.conditions.values()).order_by(*ordering, "-id")

    @cached_property
    def counts(self) -> Counts:
        facets = [
            Facet("topic", self.conditions.get("topic"), column="topic_id"),
            Facet("category", self.conditions.get("category"), column="category"),
            Facet("genre", self.conditions.get("genre"), column="genre"),
            Facet("year", self.conditions.get("year"), column="year"),
            Facet("validity", self.conditions.get("validity"), column=F("validity_state")),
            Facet("issuer", self.conditions.get("issuer"), through=(Issuer.objects.all(), "document", "unit")),
            Facet("tag", self.conditions.get("tag"), through=(TaggedDocument.objects.all(), "content_object", "tag"), adds=True),
        ]  # fmt: skip
        return count_facets(self.base, facets)

    @property
    def total(self) -> int:
        return self.counts.total

    @property
    def hidden_total(self) -> int:
        """Repealed and expired ones that the default view leaves out."""
        if self.include_ended or "validity" in self.chosen:
            return 0
        return sum(self.counts.values["validity"].get(state, 0) for state in ENDED)

    def page(self) -> Page:
        """Any page number gives a page; the counted total spares the paginator its own count."""
        paginator = Paginator(self.rows().for_list(), PER_PAGE)
        paginator.count = min(self.total, DEEPEST)
        return paginator.get_page(self.query.get("page"))

    # -- addresses ----------------------------------------------------------------------------------------------------

    def url(self, drop: tuple[str, ...] = (), **changes: Any) -> str:
        """This list with other parameters; always from the first page."""
        query = self.query.copy()
        for name in ("page", *drop):
            query.pop(name, None)
        for name, value in changes.items():
            query.setlist(name, value if isinstance(value, list) else [str(value)])
        return f"{self.path}?{query.urlencode()}" if query else self.path

    @property
    def hidden_url(self) -> str | None:
        return self.url(all=1) if self.hidden_total else None

    @property
    def feed_url(self) -> str:
        query = self.query.copy()
        for name, value in self.fixed.items():
            query.appendlist(name, value)
        for name in ("page", "sort"):
            query.pop(name, None)
        address = reverse("policies:feed")
        return f"{address}?{query.urlencode()}" if query else address

    def sorts(self) -> list[Option]:
        return [
            Option(label, self.url(sort=name) if name else self.url(drop=("sort",)), selected=name == self.sort)
            for name, label in SORTS.items()
        ]

    def _without(self, name: str, value: Any = None) -> str:
        if name == "tag":
            kept = [slug for slug in self.query.getlist("tag") if slug != value.slug]
            return self.url(tag=kept) if kept else self.url(drop=("tag",))
        return self.url(drop=(name,))

    def chips(self) -> list[Option]:
        """One for each filter in use, its address without it."""
        chips = [Option(f"“{self.q}”", self.url(drop=("q",)))] if self.q else []
        for name, value in self.chosen.items():
            if name in self.fixed and name != "tag":
                continue
            for each in value if name == "tag" else [value]:
                if name == "tag" and each.slug == self.fixed.get("tag"):
                    continue
                chips.append(Option(self._label(name, each), self._without(name, each)))
        if self.include_ended:
            chips.append(Option("含失效废止", self.url(drop=("all",))))
        return chips

    def drops(self) -> list[Option]:
        """For an empty list: what would be found without each filter."""
        found = []
        for name, count in self.counts.without.items():
            if count and name not in self.fixed:
                url = self.url(drop=("tag",)) if name == "tag" else self._without(name)
                url = self.url(all=1) if name == "validity" and "validity" not in self.chosen else url
                label = self._label(name, self.chosen[name]) if name in self.chosen else "现行有效"
                found.append(Option(label, url, count))
        return found

    def _label(self, name: str, value: Any) -> str:
        if name == "year":
            return f"{value}年"
        if name in ("category", "genre", "validity"):
            choices = {"category": Document.Category, "genre": Document.Genre, "validity": Validity}[name]
            return str(choices(value).label)
        if name == "tag" and not isinstance(value, Tag):
            return "、".join(tag.name for tag in value)
        return value.short_name or value.name if isinstance(value, Unit) else value.name

    # -- facets -------------------------------------------------------------------------------------------------------

    def facets(self) -> list[FacetView]:
        """In the order of the page: who you are first, then what the document is."""
        return [
            *self._tag_facets(),
            self._topic_facet(),
            self._facet("validity", "有效性", {state: state.label for state in Validity}, ordered=True),
            self._facet("issuer", "发文机关", self._unit_names()),
            self._facet("category", "文件类别", dict(Document.Category.choices), ordered=True),
            self._facet("genre", "公文种类", dict(Document.Genre.choices)),
            self._facet(
                "year", "年份", {year: str(year) for year in sorted(self._years(), reverse=True)}, ordered=True
            ),
        ]

    def _years(self) -> list[int]:
        return [year for year in self.counts.values["year"] if year]

    def _unit_names(self) -> dict[int, str]:
        units = Unit.objects.filter(pk__in=list(self.counts.values["issuer"])).only("name", "short_name")
        return {unit.pk: unit.label for unit in units}

    def _view(self, name: str, label: str, options: list[Option]) -> FacetView:
        shown = [o for o in options if o.selected] + [o for o in options if not o.selected]
        return FacetView(name, label, shown[:OPTIONS], shown[OPTIONS:])

    def _facet(self, name: str, label: str, labels: dict[Any, str], ordered: bool = False) -> FacetView:
        counts = self.counts.values[name]
        keys = [key for key in labels if counts.get(key)]
        if not ordered:
            keys.sort(key=lambda key: (-counts[key], labels[key]))
        chosen = self.chosen.get(name)
        chosen = chosen.pk if isinstance(chosen, Unit) else chosen
        return self._view(name, label, [
            Option(labels[key], self.url(drop=(name,)) if key == chosen else self.url(**{name: key}), counts[key], key == chosen)
            for key in keys
        ])  # fmt: skip

    def _topic_facet(self) -> FacetView:
        """First level, each with the documents below it; inside a chosen topic its second level."""
        counts = self.counts.values["topic"]
        chosen: Topic | None = self.chosen.get("topic")
        topics = list(Topic.objects.filter(parent=None).prefetch_related("children")) if counts else []
        options = []
        for topic in topics:
            total = sum(counts.get(each.pk, 0) for each in [topic, *topic.children.all()])
            if total:
                selected = chosen == topic
                options.append(
                    Option(
                        topic.name,
                        self.url(drop=("topic",)) if selected else self.url(topic=topic.code),
                        total,
                        selected,
                    )
                )
            if chosen and topic in (chosen, chosen.parent):
                options += [
                    Option(f"　{child.name}", self.url(topic=child.code), counts[child.pk], chosen == child)
                    for child in topic.children.all()
                    if counts.get(child.pk)
                ]
        return self._view("topic", "主题分类", options)

    def _tag_facets(self) -> list[FacetView]:
        """One for each dimension of the catalogue."""
        counts = self.counts.values["tag"]
        chosen = {tag.pk for tag in self.chosen.get("tag", [])}
        groups: dict[TagDimension, list[Option]] = {}
        tags = Tag.objects.in_use().filter(pk__in=list(counts)).select_related("dimension") if counts else []
        for tag in sorted(tags, key=lambda tag: (tag.dimension.position, -counts[tag.pk], tag.name)):
            selected = tag.pk in chosen
            url = self._without("tag", tag) if selected else self.url(tag=[*self.query.getlist("tag"), tag.slug])
            groups.setdefault(tag.dimension, []).append(Option(tag.name, url, counts[tag.pk], selected))
        return [self._view(f"tag-{dimension.code}", dimension.name, options) for dimension, options in groups.items()]
