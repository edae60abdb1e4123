"""How many rows point to a row, as a subquery: unlike a join it is dropped from the COUNT of a list's pages."""

from typing import Any

from django.db.models import Count, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce


def rows_pointing(rows: QuerySet | type[Model], column: str, to: str = "pk") -> Any:
    """Number of `rows` whose `column` equals the outer row's `to`; 0 where there is none."""
    found = rows if isinstance(rows, QuerySet) else rows._default_manager.all()
    counted = found.filter(**{column: OuterRef(to)}).order_by().values(column).annotate(rows=Count("pk")).values("rows")
    return Coalesce(Subquery(counted), 0)
