"""Counts beside every filter of a list, each equal to what its click returns, in one pass over the rows.

A facet that has a value chosen is counted without its own condition (a click replaces the value); all others are counted
with every condition. `without` says how many rows there would be if one filter were dropped.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db import connections
from django.db.models import BooleanField, Case, Expression, F, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable


@dataclass(frozen=True)
class Facet:
    """One way of filtering. Exactly one of `column` and `through` says where its values stand."""

    name: str
    condition: Q | None = None
    """What the chosen value demands; None when nothing is chosen."""
    column: str | Combinable | None = None
    """A column (or expression) of the row itself."""
    through: tuple[QuerySet, str, str] | None = None
    """A many-to-many table: queryset, its column naming the row, its column naming the value."""
    adds: bool = False
    """A further value narrows instead of replacing (tags): counted with its own condition too."""


@dataclass
class Counts:
    total: int = 0
    values: dict[str, dict[Any, int]] = field(default_factory=lambda: defaultdict(dict))
    """facet name → value → rows that the click returns"""
    without: dict[str, int] = field(default_factory=dict)
    """facet name → rows if its filter were dropped; only for facets in use"""


def _flag(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


def _all(names: list[str]) -> str:
    return " AND ".join(f'"on_{name}"' for name in names) or "TRUE"


def count_facets(base: QuerySet, facets: list[Facet]) -> Counts:
    """One query for all columns and totals, one more for each `through` facet. `base` is public and not filtered by facets."""
    used = [facet for facet in facets if facet.condition is not None]
    columns = [facet for facet in facets if facet.column is not None]
    flags = {f"on_{facet.name}": _flag(facet.condition) for facet in used if facet.condition is not None}
    aliases: dict[str, Expression | F] = {
        f"by_{facet.name}": F(facet.column) if isinstance(facet.column, str) else facet.column  # type: ignore[misc]
        for facet in columns
    }
    rows = base.order_by().annotate(**flags, **aliases).values(*flags, *aliases)
    inner, params = rows.query.sql_with_params()

    def others(facet: Facet) -> str:
        return _all([other.name for other in used if other.name != facet.name])

    whole = _all([facet.name for facet in used])
    selects = ["GROUPING(" + ", ".join(f'"{alias}"' for alias in aliases) + ")", *[f'"{alias}"' for alias in aliases]]
    selects += [f"count(*) FILTER (WHERE {others(facet)})" for facet in columns]
    selects += [f"count(*) FILTER (WHERE {whole})"]
    selects += [f"count(*) FILTER (WHERE {others(facet)})" for facet in used]
    sets = ", ".join(["()", *[f'("{alias}")' for alias in aliases]])
    sql = f"SELECT {', '.join(selects)} FROM ({inner}) AS rows GROUP BY GROUPING SETS ({sets})"  # noqa: S608 - own names
    with connections[base.db].cursor() as cursor:
        cursor.execute(sql, params)
        counts = _read(cursor.fetchall(), columns, used)
    for facet in facets:
        if facet.through is not None:
            counts.values[facet.name] = _count_through(base, facet, used)
    return counts


def _read(records: list[tuple], columns: list[Facet], used: list[Facet]) -> Counts:
    counts, width = Counts(), len(columns)
    everything = (1 << width) - 1
    for mask, *rest in records:
        if mask == everything:
            counts.total = rest[2 * width]
            counts.without = {facet.name: rest[2 * width + 1 + i] for i, facet in enumerate(used)}
            continue
        i = next(i for i in range(width) if not mask >> (width - 1 - i) & 1)
        if number := rest[width + i]:
            counts.values[columns[i].name][rest[i]] = number
    return counts


def _count_through(base: QuerySet, facet: Facet, used: list[Facet]) -> dict[Any, int]:
    assert facet.through is not None
    through, row, value = facet.through
    conditions = [each.condition for each in used if facet.adds or each.name != facet.name]
    rows = base.order_by().filter(*conditions).values("pk")
    pairs = through.filter(**{f"{row}__in": rows}).order_by().values_list(value)
    from_sql, params = pairs.query.sql_with_params()
    sql = f"SELECT value, count(*) FROM ({from_sql}) AS pairs(value) GROUP BY value"  # noqa: S608 - own names
    with connections[base.db].cursor() as cursor:
        cursor.execute(sql, params)
        return dict(cursor.fetchall())
