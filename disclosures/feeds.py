"""An Atom feed of every column, with what stands below it."""

from typing import Any

from django.http import HttpRequest

from disclosures.models import Column, Entry
from disclosures.models.column import tree
from disclosures.views.columns import public_column
from portal.feeds import ENTRIES, ItemFeed


class ColumnFeed(ItemFeed):
    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Column:
        return public_column(kwargs["slug"])

    def title(self, column: Column) -> str:
        return column.name

    def subtitle(self, column: Column) -> str:
        return column.description or column.name

    def link(self, column: Column) -> str:
        return column.get_absolute_url()

    def items(self, column: Column) -> list[Entry]:
        below = [each.pk for each in tree().below(column)]
        rows = Entry.objects.published().in_columns(below).select_related("unit")
        return list(rows.order_by("-published_at", "-pk")[:ENTRIES])
