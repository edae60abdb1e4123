"""What can stand in a column: each kind of content registers how its public rows are found, shown and dated."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from portal.publication_statistics import Span, made_public


@dataclass(frozen=True)
class ColumnContent:
    """One kind of content of columns. The callables take primary keys of columns and use a bounded number of queries."""

    key: str
    label: str
    template: str
    """Section of the column page; its context: `items`, `label`, `column`. Empty for entries, which the page lists itself."""
    items: Callable[[Sequence[int]], Sequence[Any]]
    """Public rows that stand in any of these columns, in the order they are shown, at most 20."""
    rows: Callable[[Sequence[int]], models.QuerySet]
    """The same rows for the column's feed, all of them, each with `changed_at`: its last public change."""
    updated: Callable[[Sequence[int]], dict[int, dt.datetime]]
    """The last public change in each column; columns without such content are absent."""
    published: Callable[[Span, Sequence[int] | None], Iterable[tuple[int, int]]]
    """(column, rows made public within the span by these units); `counted()` makes it."""
    position: int = 100
    styles: tuple[str, ...] = ()
    """Style sheets of components that its template uses."""


_contents: dict[str, ColumnContent] = {}


def register(content: ColumnContent) -> None:
    """Called once per kind in `AppConfig.ready()`; a second registration of a key is a programming error."""
    if content.key in _contents:
        raise ValueError(f"column content {content.key!r} is registered twice")
    _contents[content.key] = content


def column_contents() -> Iterator[ColumnContent]:
    """All kinds in the order of the column page."""
    yield from sorted(_contents.values(), key=lambda each: (each.position, each.key))


def last_updates(columns: Sequence[int]) -> dict[int, dt.datetime]:
    """The last public change of any content, per column."""
    found: dict[int, dt.datetime] = {}
    for content in column_contents():
        for pk, moment in content.updated(columns).items():
            found[pk] = max(moment, found.get(pk, moment))
    return found


def counted(
    model: type[models.Model], prefix: str = ""
) -> Callable[[Span, Sequence[int] | None], Iterable[tuple[int, int]]]:
    """For rows with a `column`; the prefix leads from them to what was made public."""

    def published(span: Span, units: Sequence[int] | None) -> Iterable[tuple[int, int]]:
        rows = model._default_manager.filter(made_public(span, units, prefix), column__isnull=False)
        return rows.order_by().values_list("column").annotate(models.Count("pk"))

    return published


def published_by_column(span: Span, units: Sequence[int] | None) -> dict[int, int]:
    """Column → rows made public. A row that stands in two columns counts in both."""
    found: Counter[int] = Counter()
    for content in column_contents():
        for column, count in content.published(span, units):
            found[column] += count
    return found
