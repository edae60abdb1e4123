"""Staff screens of the datasets: what they declare, and the large projects whose settlement is missing."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from disclosures import ready_made
from disclosures.admin.dataset_imports import RowsImport
from disclosures.dataset_contents import passages
from disclosures.models import Dataset, DatasetField, VersionStanding
from disclosures.settlements import SHOWN, missing
from disclosures.views.datasets import dataset_context
from policies.admin.items import PUBLICITY, ItemAdmin, OwnedRows
from portal import roles
from portal.publishable_admin import PublishableAdmin
from portal.screening import Passage

SHAPE = ("key", "kind", "measure", "private")
"""What a column with rows keeps; the database says so too."""


class FieldInline(OwnedRows):
    model = DatasetField
    fields = ["position", "key", "name", "kind", "measure", "options", "required", "private", "total", "description"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [*super().get_readonly_fields(request, obj), *(SHAPE if _has_rows(obj) else ())]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request, obj) and not _has_rows(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not _has_rows(obj)


def _has_rows(item: Any) -> bool:
    if item is None or item.pk is None:
        return False
    gone = [VersionStanding.REJECTED, VersionStanding.WITHDRAWN]
    return item.versions.exclude(standing__in=gone).exists()


@admin.register(Dataset)
class DatasetAdmin(RowsImport, ItemAdmin):
    template = "disclosures/dataset.html"
    context = staticmethod(dataset_context)
    list_display = ["title", "slug", "purpose", "unit", "state_mark", "published_at"]
    list_filter = [*PublishableAdmin.list_filter, "purpose"]
    search_fields = ["title", "slug"]
    autocomplete_fields = ["unit", "column"]
    readonly_fields = [*ItemAdmin.readonly_fields, "rows_shown"]
    inlines = [FieldInline]
    fieldsets = [
        (None, {"fields": ["title", ("slug", "purpose"), ("unit", "column"), "summary", ("source", "rhythm"), "note"]}),
        ("数据", {"fields": ["rows_shown"]}),
        PUBLICITY,
    ]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.missing_view)
        return [
            path("missing-settlements/", view, name="disclosures_dataset_missing_settlements"),
            *super().get_urls(),
        ]

    def passages(self, obj: Any) -> Iterable[Passage]:
        return passages(obj)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """A new dataset of a ready-made kind gets its columns, unless some were entered."""
        super().save_related(request, form, formsets, change)
        if form.instance.state == "draft" and (count := ready_made.fill(form.instance)):
            messages.info(
                request, f"已按“{form.instance.get_purpose_display()}”填好{count}个数据项，请核对后再导入数据。"
            )

    @admin.display(description="已导入的数据")
    def rows_shown(self, obj: Any) -> str:
        if obj is None or obj.pk is None:
            return "保存并写好数据项以后，可以导入数据。"
        current = obj.versions.current().first()
        waiting = obj.versions.filter(standing=VersionStanding.WAITING).first()
        links = [
            ("导入数据", reverse("admin:disclosures_dataset_import_rows", args=[obj.pk])),
            ("全部版本", reverse("admin:disclosures_datasetversion_changelist", query={"dataset__id__exact": obj.pk})),
        ]
        if waiting:
            address = reverse("admin:disclosures_datasetversion_decide", args=[waiting.pk])
            links.insert(0, (f"核对待确认的第{waiting.number}版", address))
        return format_html(
            "{}。{}",
            f"现行第{current.number}版，{current.size}" if current else "还没有确认的数据",
            format_html_join("　", '<a class="text-primary-600 underline" href="{1}">{0}</a>', links),
        )

    def missing_view(self, request: HttpRequest) -> HttpResponse:
        """Large projects whose settlement is not public."""
        user: Any = request.user
        if not self.has_view_permission(request):
            raise PermissionDenied
        units = roles.visible_keys(user)
        today = timezone.localdate()
        rows, count, amount = missing(today, units)
        return render(request, "admin/disclosures/missing_settlements.html", {
            **self.admin_site.each_context(request),
            "title": "应公开而没有决算的项目",
            "rows": [{"row": each, "late": each.late(today), "amount": _ten_thousands(each.amount)} for each in rows],
            "count": count, "amount": _ten_thousands(amount), "more": max(0, count - SHOWN),
        })  # fmt: skip


def _ten_thousands(yuan: Decimal) -> str:
    return f"{yuan / 10_000:,.2f}"
