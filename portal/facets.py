"""Counts beside every filter of a list, each equal to what its click returns, in one query and one pass over the rows.

A facet that has a value chosen is counted without its own condition (a click replaces the value); all others are counted
with every condition. `without` says how many rows there would be if one filter were dropped.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import connections
from django.db.models import BooleanField, Case, F, Model, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable


@dataclass(frozen=True)
class Facet:
    """One way of filtering. Exactly one of `column` and `through` says where its values stand."""

    name: str
    condition: Q | None = None
    """What the chosen value demands; None when nothing is chosen."""
    column: str | Combinable | None = None
    """A column (or expression) of the row itself."""
    through: tuple[type[Model], str, str] | None = None
    """A many-to-many table: model, its foreign key to the row, its foreign key to the value."""
    adds: bool = False
    """A further value narrows instead of replacing (tags): counted with its own condition too."""
    key: Callable[[str], Any] = str
    """Reads a value back from its text."""


@dataclass
class Counts:
    total: int = 0
    values: dict[str, dict[Any, int]] = field(default_factory=lambda: defaultdict(dict))
    """facet name → value → rows that the click returns"""
    without: dict[str, int] = field(default_factory=dict)
    """facet name → rows if its filter were dropped; only for facets in use"""


def count_facets(base: QuerySet, facets: list[Facet]) -> Counts:
    """`base` is public and filtered by words only; the facets are conditions on top of it."""
    used = [facet for facet in facets if facet.condition is not None]
    columns = [facet for facet in facets if facet.column is not None]
    flags = {f"on_{facet.name}": _flag(facet.condition) for facet in used if facet.condition is not None}
    keys: dict[str, Any] = {
        f"by_{facet.name}": F(facet.column) if isinstance(facet.column, str) else facet.column for facet in columns
    }
    rows = base.order_by().annotate(**flags, **keys).values("pk", *flags, *keys)
    inner, params = rows.query.sql_with_params()
    parts = [_columns_part(columns, used)]
    parts += [_through_part(facet, columns, used) for facet in facets if facet.through is not None]
    sql = f"WITH rows(id, {_names([*flags, *keys])}) AS MATERIALIZED ({inner}) " + " UNION ALL ".join(parts)
    with connections[base.db].cursor() as cursor:
        cursor.execute(sql, params)
        return _read(cursor.fetchall(), facets, columns, used)


def _flag(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


def _names(columns: list[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def _others(facet: Facet, used: list[Facet]) -> str:
    names = [other.name for other in used if other.name != facet.name or facet.adds]
    return " AND ".join(f'"on_{name}"' for name in names) or "TRUE"


def _columns_part(columns: list[Facet], used: list[Facet]) -> str:
    """(which, key, counts of every column facet, total, totals without each used one); `which` is GROUPING()'s mask."""
    keys = [f"by_{facet.name}" for facet in columns]
    whole = " AND ".join(f'"on_{facet.name}"' for facet in used) or "TRUE"
    counts = [_others(facet, used) for facet in columns] + [whole] + [_others(facet, used) for facet in used]
    key = ", ".join(f'"{each}"::text' for each in keys)
    sets = ", ".join(["()", *[f'("{each}")' for each in keys]])
    return (
        f"SELECT GROUPING({_names(keys)})::text, coalesce({key}), "  # noqa: S608 - our own names
        + ", ".join(f"count(*) FILTER (WHERE {condition})" for condition in counts)
        + f" FROM rows GROUP BY GROUPING SETS ({sets})"
    )


def _through_part(facet: Facet, columns: list[Facet], used: list[Facet]) -> str:
    assert facet.through is not None
    model, row, value = facet.through
    row_column, value_column = (getattr(model._meta.get_field(name), "column") for name in (row, value))  # noqa: B009
    padding = ", 0" * (len(columns) + len(used))
    return (
        f"SELECT '{facet.name}', t.\"{value_column}\"::text, count(*){padding} FROM rows "  # noqa: S608 - our own names
        f'JOIN "{model._meta.db_table}" t ON t."{row_column}" = rows.id '
        f'WHERE {_others(facet, used)} GROUP BY t."{value_column}"'
    )


def _read(records: list[tuple], facets: list[Facet], columns: list[Facet], used: list[Facet]) -> Counts:
    counts, width = Counts(), len(columns)
    by_name = {facet.name: facet for facet in facets}
    by_mask = {str((1 << width) - 1 & ~(1 << width - 1 - place)): place for place in range(width)}
    for which, key, *numbers in records:
        if which in by_name:
            counts.values[which][by_name[which].key(key)] = numbers[0]
        elif which in by_mask:
            place = by_mask[which]
            if numbers[place] and key is not None:
                counts.values[columns[place].name][columns[place].key(key)] = numbers[place]
        else:
            counts.total = numbers[width]
            counts.without = {facet.name: number for facet, number in zip(used, numbers[width + 1 :], strict=True)}
    return counts
