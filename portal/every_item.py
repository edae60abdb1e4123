"""What is under way of every published kind as one table, for the desk: one query instead of one for each kind.

The table is written as a common table expression in front of a statement, so that no database object has to follow the
tables as they change.
"""

import json
from functools import cache
from typing import Any

from django.conf import settings
from django.db import connection, models
from django.db.models import QuerySet

from portal.models import Unit
from portal.publication_states import State
from portal.registry import public_types


def _person() -> Any:
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.DO_NOTHING, related_name="+", null=True)


class EveryItem(models.Model):
    """Not a table: the fields that the piles ask for, of what waits for somebody. Read through rows_of() alone, by .values()."""

    item = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=40)
    unit = models.ForeignKey(Unit, on_delete=models.DO_NOTHING, related_name="+")
    title = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=State)
    sent_back_reason = models.TextField()
    urgent_reason = models.TextField()
    created_by, edited_by, submitted_by = _person(), _person(), _person()
    created_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)
    cleared_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    publish_at = models.DateTimeField(null=True)
    scheduled_at = models.DateTimeField(null=True)
    signed_at = models.DateTimeField(null=True)

    class Meta:
        managed = False
        db_table = "every_item"
        verbose_name = verbose_name_plural = "全部内容"

    def __str__(self) -> str:
        return self.title


UNDER_WAY = (
    "state IN ('draft', 'submitted', 'cleared') OR (state = 'published' AND urgent_reason <> '' AND signed_at IS NULL)"
)
"""All that a general pile can hold: most of what a district keeps was published in the ordinary way."""


@cache
def _tables(condition: str) -> str:
    columns = [field.column for field in EveryItem._meta.concrete_fields if field.name not in {"item", "kind"}]
    quoted = ", ".join(connection.ops.quote_name(str(column)) for column in columns)
    return " UNION ALL ".join(
        f"SELECT id AS item, '{each.key}' AS kind, {quoted}"  # noqa: S608 - names of our own
        f" FROM {connection.ops.quote_name(each.model._meta.db_table)} WHERE {condition}"
        for each in public_types()
    )


def rows_of(*asked: QuerySet, units: list[int] | None) -> list[list[dict[str, Any]]]:
    """The rows of each `.values()` query on EveryItem, over all units (None) or some; every table is read once for all.

    Moments are text in ISO 8601.
    """
    if units == []:
        return [[] for _ in asked]
    built = [each.query.sql_with_params() for each in asked]
    condition = UNDER_WAY if units is None else f"({UNDER_WAY}) AND unit_id = ANY(%s)"
    given = [] if units is None else [units for _ in public_types()]
    parts = ", ".join(f"(SELECT json_agg(part) FROM ({statement}) part)::text" for statement, _ in built)  # noqa: S608
    with connection.cursor() as cursor:
        # Begins with SELECT: the history is not asked to prepare a context for it.
        cursor.execute(
            f"SELECT * FROM (WITH {EveryItem._meta.db_table} AS MATERIALIZED ({_tables(condition)}) SELECT {parts}) found",  # noqa: S608
            [*given, *(each for _, parameters in built for each in parameters)],
        )
        return [json.loads(found or "[]") for found in cursor.fetchone()]
