"""Staff screens of the datasets, with the import of their rows: upload, preview with every trouble by its cell, import."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html

from disclosures import kept_uploads, ready_made
from disclosures.admin.indicators import TableForm, may_import
from disclosures.dataset_contents import passages
from disclosures.dataset_import import Spoilt, preview, take
from disclosures.models import Dataset, DatasetField, VersionStanding
from disclosures.settlements import LEAST, SHOWN, missing
from disclosures.table_files import MAX_BYTES, MAX_ROWS
from disclosures.views.datasets import dataset_context
from policies.admin.items import PUBLICITY, ItemAdmin, OwnedRows
from portal import roles
from portal.files import FileRejected, human_size
from portal.models import User
from portal.publication_states import Refused
from portal.publishable_admin import PublishableAdmin
from portal.screening import Passage

SALT = "disclosures.dataset-import"
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
class DatasetAdmin(ItemAdmin):
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
        guarded = self.admin_site.admin_view
        return [
            path("<int:pk>/import-rows/", guarded(self.import_view), name="disclosures_dataset_import_rows"),
            path("missing-settlements/", guarded(self.missing_view), name="disclosures_dataset_missing_settlements"),
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
        waiting = obj.versions.filter(standing=VersionStanding.WAITING).exists()
        return format_html(
            '{}{}。<a href="{}">导入数据</a>　<a href="{}?dataset__id__exact={}">数据版本</a>',
            f"现行第{current.number}版，{current.rows:,}行" if current else "还没有确认的数据",
            "；有1版待确认" if waiting else "",
            reverse("admin:disclosures_dataset_import_rows", args=[obj.pk]),
            reverse("admin:disclosures_datasetversion_changelist"), obj.pk,
        )  # fmt: skip

    def missing_view(self, request: HttpRequest) -> HttpResponse:
        """Large projects whose settlement is not public."""
        user: Any = request.user
        if not self.has_view_permission(request):
            raise PermissionDenied
        units = None if roles.sees_everything(user) else list(roles.visible_units(user).values_list("pk", flat=True))
        rows, count, amount = missing(units)
        today = timezone.localdate()
        return render(request, "admin/disclosures/missing_settlements.html", {
            **self.admin_site.each_context(request),
            "title": "应公开而没有决算的项目",
            "rows": [{"row": each, "late": each.late(today)} for each in rows],
            "count": count, "amount": amount, "more": max(0, count - SHOWN), "least": LEAST,
        })  # fmt: skip

    def import_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        item = self.get_object(request, str(pk))
        if item is None:
            raise Http404("没有这个数据集。")
        if not may_import(request.user, item):  # type: ignore[arg-type]
            raise PermissionDenied("只有本单位的起草人和政务公开办可以导入数据。")
        context = {**self.admin_site.each_context(request), "title": f"导入数据：{item.title}", "item": item}
        context |= {"form": TableForm(), "max_rows": MAX_ROWS, "max_size": human_size(MAX_BYTES)}
        context["fields"] = list(item.fields.all())
        if request.method == "POST" and "token" in request.POST:
            return self._take(request, item, context)
        if request.method == "POST":
            form = TableForm(request.POST, request.FILES)
            if form.is_valid():
                return self._preview(request, item, context, form.cleaned_data["file"])
            context["form"] = form
        return self._page(request, context)

    @staticmethod
    def _page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
        return render(request, "admin/disclosures/import_rows.html", context)

    def _preview(self, request: HttpRequest, item: Dataset, context: dict[str, Any], file: Any) -> HttpResponse:
        """What the table holds; a good one is kept for half an hour, named by a signed token."""
        try:
            seen = preview(item, file, file.name)
        except FileRejected as refusal:
            return self._page(request, context | {"refusal": str(refusal)})
        troubles = seen.reading.troubles
        context |= {
            "name": file.name,
            "seen": seen,
            "troubles": troubles,
            "lines": _lines(context["fields"], seen.first),
        }
        if not troubles.count:
            held = {"user": request.user.pk, "item": item.pk, "name": file.name, "kept": kept_uploads.keep(file)}
            context["token"] = signing.dumps(held, salt=SALT)
        return self._page(request, context)

    def _take(self, request: HttpRequest, item: Dataset, context: dict[str, Any]) -> HttpResponse:
        """Judges the file again and takes in all of it or nothing."""
        user: User = request.user  # type: ignore[assignment]
        try:
            held = signing.loads(request.POST["token"], salt=SALT, max_age=kept_uploads.VALID_SECONDS)
            if (held["user"], held["item"]) != (user.pk, item.pk):
                raise signing.BadSignature
        except signing.BadSignature:
            held = {"kept": ""}
        file = kept_uploads.opened(held["kept"]) if held["kept"] else None
        if file is None:
            return self._page(request, context | {"refusal": "预览已过期（30 分钟），什么都没有导入。请重新选择表格。"})
        with file:
            try:
                version = take(item, file, held["name"], user, note=request.POST.get("note", ""))  # type: ignore[arg-type]
            except Spoilt as spoilt:
                return self._page(request, context | {"name": held["name"], "troubles": spoilt.troubles})
            except (FileRejected, Refused) as refusal:
                return self._page(request, context | {"refusal": str(refusal)})
            finally:
                kept_uploads.forget(held["kept"])
        messages.success(request, f"已导入{version.rows:,}行，成为第{version.number}版，须由另一人确认后才公开。")
        return HttpResponseRedirect(reverse("admin:disclosures_datasetversion_decide", args=[version.pk]))


def _lines(fields: list[DatasetField], rows: Iterable[Any]) -> list[dict[str, Any]]:
    return [
        {
            "number": each.line,
            "cells": [(each.hidden if one.private else each.cells).get(one.key, "") for one in fields],
        }
        for each in rows
    ]
