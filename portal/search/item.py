"""What a content type tells the search about itself and about one of its rows."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of the text that a result can lead to: an article, a section, a page of an attachment."""

    text: str
    label: str = ""
    """第十二条, or 附件《…》第3页; empty for running text."""
    target: str = ""
    """Fragment of the page (#a12) or the address of the attachment."""


@dataclass(frozen=True, slots=True)
class Phase:
    """A state and the day it begins; None: from the beginning."""

    state: str
    since: dt.date | None = None


@dataclass(frozen=True, slots=True)
class SearchItem:
    title: str
    passages: Sequence[Passage] = ()
    head: Sequence[str] = ()
    """What else names the item: number, issuers, tags, keywords, summary."""
    keys: Sequence[str] = ()
    """Folded identities for a direct hit: search keys of its numbers."""
    facets: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """facet name → values"""
    phases: Sequence[Phase] = ()
    """States in time, oldest first; only those that have begun or will begin."""
    day: dt.date | None = None
    weight: float = 1.0
    """Legal rank as a factor of the score, 0.5 to 1."""
    until: dt.datetime | None = None
    """The moment at which the item ends by the clock and is found no more; None: never."""
    number: str = ""
    """文号 as its line in the results shows it."""
    unit: int | None = None
    """Key of the unit that its line names; None: the unit that publishes it."""
    facts: Sequence[str] = ()
    """What else its line says of its kind: 征求意见至2026-03-01, 依据《…》."""


@dataclass(frozen=True)
class FacetKind:
    """A way of filtering results. `labels` gives the names of values, in the order of display when `ordered`."""

    name: str
    label: str
    labels: Callable[[list[str]], dict[str, str]]
    ordered: bool = False
    adds: bool = False
    """A further value narrows instead of replacing (tags)."""
    group: Callable[[list[str]], dict[str, tuple[str, str]]] | None = None
    """value → (code, label) of the group it is shown under: one facet for each tag dimension."""
    parent: Callable[[list[str]], dict[str, str]] | None = None
    """value → the value it stands below; rows carry both. Shown once the upper one, or one beside it, is chosen."""
    long_names: Callable[[list[str]], dict[str, str]] | None = None
    """Full names where labels are short, for 发文机关:全名."""


@dataclass(frozen=True)
class Hit:
    """An object that a query names, and the sentence that says why."""

    pk: int
    reason: str


@dataclass(frozen=True)
class Searchable:
    """How the rows of a public model are searched; part of its registration."""

    item: Callable[[Any], SearchItem]
    prefetch: Callable[[Any], Any] = lambda rows: rows
    """What `item` needs of many rows, in few queries."""
    facets: Sequence[FacetKind] = ()
    states: Mapping[str, tuple[str, str, float]] = field(default_factory=dict)
    """state → (label, tone, factor of the score)"""
    find: Callable[[str], list[Hit]] = lambda query: []
    """Direct hits of a query: numbers in any spelling, index numbers."""
    touched: Callable[[Any], Iterable[Any]] = lambda row: ()
    """Other rows whose state or facets change when this row is published, withdrawn or corrected."""
    synonyms: Callable[[], Iterable[Sequence[str]]] = lambda: ()
    """A name and the words that mean it (a tag and its synonyms)."""
    names: Callable[[], Iterable[tuple[str, str, str]]] = lambda: ()
    """(kind, name, address) of what suggestions offer beside titles: units, tags, topics."""
