"""What is under way of every published kind as one table, for the desk: one query instead of one for each kind.

The table is written as a common table expression in front of a statement, so that no database object has to follow the
tables as they change; PostgreSQL pushes the conditions down into each of them.
"""

from functools import cache
from typing import Any

from django.conf import settings
from django.core.exceptions import EmptyResultSet
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
def _tables() -> str:
    columns = [field.column for field in EveryItem._meta.concrete_fields if field.name not in {"item", "kind"}]
    quoted = ", ".join(connection.ops.quote_name(str(column)) for column in columns)
    return " UNION ALL ".join(
        f"SELECT id AS item, '{each.key}' AS kind, {quoted}"  # noqa: S608 - names of our own
        f" FROM {connection.ops.quote_name(each.model._meta.db_table)} WHERE {UNDER_WAY}"
        for each in public_types()
    )


def rows_of(items: QuerySet) -> list[dict[str, Any]]:
    """The rows of a `.values()` query on EveryItem."""
    try:
        statement, parameters = items.query.sql_with_params()
    except EmptyResultSet:  # a person without a unit
        return []
    with connection.cursor() as cursor:
        # Begins with SELECT: the history is not asked to prepare a context for it.
        cursor.execute(
            f"SELECT * FROM (WITH {EveryItem._meta.db_table} AS ({_tables()}) {statement}) counted",  # noqa: S608
            parameters,
        )
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
