"""One filtered list of policy documents: what is shown, what is hidden, and where every click leads."""

from functools import cached_property
from typing import Any
from urllib.parse import quote_plus, urlencode

from django.core.paginator import Page, Paginator
from django.db.models import F, Q
from django.http import QueryDict
from django.urls import reverse

from policies.filters import MAX_QUERY, ORDERINGS, SORTS, DocumentFilter, conditions, text_condition
from policies.models import Document, Issuer, TaggedDocument
from policies.reference import reference
from policies.validity import ENDED, Validity
from portal.facets import Counts, Facet, count_facets
from portal.list_links import Option
from portal.models import Unit

PER_PAGE = 20
DEEPEST = 10_000
"""Rows that can be reached by paging; further in, a filter is the way."""


class DocumentListing:
    """`fixed` are filters given by the address itself (a topic page, a tag page), which no chip removes."""

    def __init__(self, query: QueryDict, path: str, fixed: dict[str, str] | None = None) -> None:
        self.path = path
        self.fixed = fixed or {}
        self._kept: dict[tuple[str, ...], str] = {}
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
            Facet("topic", self.conditions.get("topic"), column="topic_id", key=int),
            Facet("category", self.conditions.get("category"), column="category"),
            Facet("genre", self.conditions.get("genre"), column="genre"),
            Facet("year", self.conditions.get("year"), column="year", key=int),
            Facet("validity", self.conditions.get("validity"), column="validity_state"),
            Facet("issuer", self.conditions.get("issuer"), through=(Issuer, "document", "unit"), key=int),
            Facet(
                "tag", self.conditions.get("tag"), through=(TaggedDocument, "content_object", "tag"), adds=True, key=int
            ),
        ]
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

    @cached_property
    def _parameters(self) -> dict[str, list[str]]:
        return {name: values for name, values in self.query.lists() if name != "page"}

    def url(self, drop: tuple[str, ...] = (), **changes: Any) -> str:
        """This list with other parameters, from the first page. Called hundreds of times a page, so no QueryDict."""
        away = (*drop, *changes)
        if away not in self._kept:
            kept = {name: values for name, values in self._parameters.items() if name not in away}
            self._kept[away] = urlencode(kept, doseq=True)
        added = [
            f"{name}={quote_plus(str(each))}"
            for name, value in changes.items()
            for each in (value if isinstance(value, list) else [value])
        ]
        query = "&".join(filter(None, [self._kept[away], *added]))
        return f"{self.path}?{query}" if query else self.path

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

    def without(self, name: str, value: Any = None) -> str:
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
                chips.append(Option(self._label(name, each), self.without(name, each)))
        if self.include_ended:
            chips.append(Option("含失效废止", self.url(drop=("all",))))
        return chips

    def drops(self) -> list[Option]:
        """For an empty list: what would be found without each filter."""
        found = []
        for name, count in self.counts.without.items():
            if count and name not in self.fixed:
                url = self.url(drop=("tag",)) if name == "tag" else self.without(name)
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
        if isinstance(value, list):
            return "、".join(tag.name for tag in value)
        return value.label if isinstance(value, Unit) else value.name


def everything() -> DocumentListing:
    """The list without any filter, which counts the standing documents of every tag and topic at once."""
    return DocumentListing(QueryDict(), reverse("policies:list"))


def topics_in_use(listing: DocumentListing) -> list[Option]:
    """First-level topics with the documents below them; none without a document."""
    counts, known = listing.counts.values["topic"], reference()
    totals = {
        topic: sum(counts.get(each.pk, 0) for each in [topic, *known.children(topic)]) for topic in known.top_topics
    }
    return [Option(topic.name, topic.get_absolute_url(), total) for topic, total in totals.items() if total]


def tags_in_use(listing: DocumentListing) -> dict[int, list[dict[str, Any]]]:
    """Dimension → its tags that have a document, the fullest first."""
    counts = listing.counts.values["tag"]
    groups: dict[int, list[dict[str, Any]]] = {}
    tags = [tag for tag in reference().tags.values() if counts.get(tag.pk) and not tag.retired]
    for tag in sorted(tags, key=lambda tag: -counts[tag.pk]):
        entry = {"name": tag.name, "url": tag.get_absolute_url(), "count": counts[tag.pk], "synonyms": tag.synonyms}
        groups.setdefault(tag.dimension_id, []).append(entry)
    return groups
