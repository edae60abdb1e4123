"""The import of a dataset's rows: upload, preview with every trouble by its cell, import; large tables go to the worker."""

import io
from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from disclosures import waiting_imports
from disclosures.admin.indicators import may_import
from disclosures.cell_values import shown
from disclosures.dataset_import import WAITS, Spoilt, preview, take
from disclosures.models import Dataset, DatasetField, DatasetUpload, VersionStanding
from disclosures.table_files import MAX_BYTES, MAX_ROWS, weight
from disclosures.tasks import import_soon
from portal.files import FileRejected, human_size
from portal.import_screen import TableForm
from portal.models import User
from portal.previewed_file import PreviewedFile, opened, seal
from portal.publication_states import Refused

HEAVY = 1_500_000
"""Bytes of a table, unpacked, beyond which it is not read in the request: a few seconds, on a slow machine."""
ASKED_AGAIN = 5
"""Seconds after which the page looks whether the worker is done."""


class RowsForm(TableForm):
    """The note is no one-line field: the staff site's script writes the name of a chosen file into the next of those."""

    note = forms.CharField(
        label="更新说明（向公众显示，可不填）", max_length=300, required=False,
        widget=forms.Textarea(attrs={"class": "staff-input", "rows": 2}),
    )  # fmt: skip


class RowsImport:
    """Mixin of the datasets' ModelAdmin."""

    admin_site: Any

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.import_view)
        return [
            path("<int:pk>/import-rows/", view, name="disclosures_dataset_import_rows"),
            *super().get_urls(),  # type: ignore[misc]
        ]

    def import_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        item = self.get_object(request, str(pk))  # type: ignore[attr-defined]
        if item is None:
            raise Http404("没有这个数据集。")
        if not may_import(request.user, item):  # type: ignore[arg-type]
            raise PermissionDenied("只有本单位的起草人和政务公开办可以导入数据。")
        context = {**self.admin_site.each_context(request), "title": f"导入数据：{item.title}", "item": item}
        context |= {"form": RowsForm(), "max_rows": MAX_ROWS, "max_size": human_size(MAX_BYTES)}
        context["fields"] = list(item.fields.all())
        if request.method == "POST" and "token" in request.POST:
            return self._take(request, item, context)
        if request.method == "POST":
            form = RowsForm(request.POST, request.FILES)
            if form.is_valid():
                return self._uploaded(request, item, context, form.cleaned_data)
            context["form"] = form
        elif (upload := request.GET.get("upload", "")).isdecimal():
            return self._outcome(request, item, context, upload)
        elif waiting := item.uploads.filter(done_at=None).first():
            return HttpResponseRedirect(_address(waiting))
        context["waits"] = item.versions.filter(standing=VersionStanding.WAITING).first()
        return self._page(request, context)

    @staticmethod
    def _page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
        return render(request, "admin/disclosures/import_rows.html", context)

    def _uploaded(
        self, request: HttpRequest, item: Dataset, context: dict[str, Any], sent: dict[str, Any]
    ) -> HttpResponse:
        """A small table is previewed, a large one waits for the worker."""
        file, note, user = sent["file"], sent["note"], request.user
        if item.versions.filter(standing=VersionStanding.WAITING).exists():
            return self._page(request, context | {"refusal": WAITS})
        if file.size > MAX_BYTES or weight(file) <= HEAVY:
            return self._preview(request, item, context, file, note)
        try:
            upload = waiting_imports.queue(item, file, file.name, user, note)  # type: ignore[arg-type]
        except Refused as refusal:
            return self._page(request, context | {"refusal": str(refusal)})
        import_soon()
        return HttpResponseRedirect(_address(upload))

    def _outcome(self, request: HttpRequest, item: Dataset, context: dict[str, Any], upload: str) -> HttpResponse:
        """Whether the worker has read a table, and what came of it."""
        found = item.uploads.filter(pk=int(upload)).first() if len(upload) < 18 else None
        if found is None:
            raise Http404("没有这张表，或者记录已经删除。")
        if found.version_id:
            messages.success(request, "已导入，须由另一人确认后才公开。请核对。")
            return HttpResponseRedirect(reverse("admin:disclosures_datasetversion_decide", args=[found.version_id]))
        if found.done_at is None:
            response = self._page(request, context | {"reads": found})
            response.headers["Refresh"] = str(ASKED_AGAIN)
            return response
        rest = found.troubles_count - len(found.troubles)
        troubles = {"shown": found.troubles, "count": found.troubles_count, "rest": rest}
        return self._page(request, context | {"name": found.file_name, "refusal": found.refusal, "troubles": troubles})

    def _preview(
        self, request: HttpRequest, item: Dataset, context: dict[str, Any], file: Any, note: str
    ) -> HttpResponse:
        """What the table holds; a good one goes along with the button, signed."""
        try:
            seen = preview(item, file, file.name)
        except FileRejected as refusal:
            return self._page(request, context | {"refusal": str(refusal)})
        troubles, lines = seen.reading.troubles, _lines(context["fields"], seen.first)
        context |= {"name": file.name, "seen": seen, "troubles": troubles, "lines": lines, "note": note}
        if not troubles.count:
            file.seek(0)
            context["token"] = seal(request, f"rows-{item.pk}", PreviewedFile(file.name, file.read()))
        return self._page(request, context)

    def _take(self, request: HttpRequest, item: Dataset, context: dict[str, Any]) -> HttpResponse:
        """Judges the file again and takes in all of it or nothing."""
        user: User = request.user  # type: ignore[assignment]
        try:
            held = opened(request, f"rows-{item.pk}")
            version = take(item, io.BytesIO(held.content), held.name, user, note=request.POST.get("note", ""))
        except Spoilt as spoilt:
            return self._page(request, context | {"troubles": spoilt.troubles})
        except (FileRejected, Refused) as refusal:
            return self._page(request, context | {"refusal": str(refusal)})
        messages.success(request, f"已导入{version.size}，成为第{version.number}版，须由另一人确认后才公开。")
        return HttpResponseRedirect(reverse("admin:disclosures_datasetversion_decide", args=[version.pk]))


def _address(upload: DatasetUpload) -> str:
    return reverse("admin:disclosures_dataset_import_rows", args=[upload.dataset_id], query={"upload": upload.pk})


def _lines(fields: list[DatasetField], rows: Iterable[Any]) -> list[dict[str, Any]]:
    return [
        {
            "number": each.line,
            "cells": [(one, shown(one, (each.hidden if one.private else each.cells).get(one.key))) for one in fields],
        }
        for each in rows
    ]
