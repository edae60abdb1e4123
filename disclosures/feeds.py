"""An Atom feed of every column, with what stands below it, one of the indicators and one of the datasets by their last values."""

import datetime as dt
from typing import Any

from django.db.models import Max, Q
from django.http import HttpRequest
from django.urls import reverse

from disclosures.models import Column, Dataset, Entry, Indicator, Standing
from disclosures.models.column import tree
from disclosures.models.dataset_version import PUBLIC
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


class IndicatorFeed(ItemFeed):
    title, subtitle = "重点指标", "指标的公开和每次数据更新"

    def link(self) -> str:
        return reverse("disclosures:indicators")

    def items(self) -> list[Indicator]:
        confirmed = Max("batches__decided_at", filter=Q(batches__standing=Standing.CONFIRMED))
        rows = Indicator.objects.published().select_related("unit").annotate(values_at=confirmed)
        return list(rows.order_by("-values_at", "-pk")[:ENTRIES])

    def item_updateddate(self, item: Any) -> dt.datetime:
        return max(filter(None, (item.published_at, item.corrected_at, item.values_at)))


class DatasetFeed(ItemFeed):
    title, subtitle = "数据集", "数据集的公开和每次更新"

    def link(self) -> str:
        return reverse("disclosures:datasets")

    def items(self) -> list[Dataset]:
        confirmed = Max("versions__decided_at", filter=Q(versions__standing__in=PUBLIC))
        rows = Dataset.objects.published().select_related("unit").annotate(rows_at=confirmed)
        return list(rows.order_by("-rows_at", "-pk")[:ENTRIES])

    def item_updateddate(self, item: Any) -> dt.datetime:
        return max(filter(None, (item.published_at, item.corrected_at, item.rows_at)))
