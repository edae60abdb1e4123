"""从表格导入要素: upload, preview row by row, confirm. Nothing is kept between the steps but the signed file itself."""

import io
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from policies.element_import import COLUMNS, REQUIRED, ElementsResource, dataset
from portal.files import FileRejected, human_size
from portal.import_screen import TableForm
from portal.previewed_file import PreviewedFile, opened, seal
from portal.publication_states import Refused
from portal.spreadsheet import MAX_BYTES, MAX_ROWS, Table, read_table

PURPOSE = "elements"
SHOWN = 300
_KINDS = {"new": "新建草稿", "update": "修改草稿", "skip": "没有改动"}


class ElementImport:
    """Mixin of the documents' ModelAdmin."""

    admin_site: Any
    opts: Any

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.element_import_view)
        return [path("import-elements/", view, name="policies_document_import_elements"), *super().get_urls()]  # type: ignore[misc]

    def element_import_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_add_permission(request):  # type: ignore[attr-defined]
            messages.error(request, "只有起草人可以导入。")
            return HttpResponseRedirect(reverse("admin:policies_document_changelist"))
        context = {**self.admin_site.each_context(request), "title": "从表格导入要素", "opts": self.opts}
        context |= {"form": TableForm(), "columns": COLUMNS, "required": REQUIRED, "max_rows": MAX_ROWS}
        context |= {"max_size": human_size(MAX_BYTES)}
        if request.method == "POST" and "token" in request.POST:
            return self._confirm(request, context)
        if request.method == "POST":
            form = TableForm(request.POST, request.FILES)
            if form.is_valid():
                file = form.cleaned_data["file"]
                return self._judge(request, context, file.name, file.read(MAX_BYTES + 1))
            context["form"] = form
        return self._page(request, context)

    def _page(self, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
        return render(request, "admin/policies/document/import_elements.html", context)

    def _judge(self, request: HttpRequest, context: dict[str, Any], name: str, content: bytes) -> HttpResponse:
        """The preview: what every row would do, tried out and rolled back."""
        try:
            table = read_table(io.BytesIO(content), name)
            if absent := [column for column in REQUIRED if column not in table.columns]:
                raise FileRejected(f"表头缺少：{'、'.join(absent)}。")
        except FileRejected as refusal:
            return self._page(request, context | {"refusal": str(refusal)})
        result = ElementsResource(request.user).import_data(dataset(table), dry_run=True)  # type: ignore[arg-type]
        rows = _rows(table, result)
        troubles = [{"number": number, "text": text} for number, text in table.troubles]
        troubles += [{"number": row["number"], "text": row["error"]} for row in rows if row["error"]]
        context |= {"name": name, "troubles": troubles[:SHOWN], "trouble_count": len(troubles), "rows": rows[:SHOWN]}
        context |= {"ignored": [column for column in table.columns if column and column not in COLUMNS]}
        context["counts"] = [(label, sum(row["kind"] == label for row in rows)) for label in _KINDS.values()]
        if not troubles:
            context["token"] = seal(request, PURPOSE, PreviewedFile(name, content))
        return self._page(request, context | {"previewed": True})

    def _confirm(self, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
        """Judges the file again and writes all of it or nothing."""
        try:
            held = opened(request, PURPOSE)
        except Refused as refusal:
            return self._page(request, context | {"refusal": str(refusal)})
        table = read_table(io.BytesIO(held.content), held.name)
        result = ElementsResource(request.user).import_data(dataset(table), rollback_on_validation_errors=True)  # type: ignore[arg-type]
        if result.has_errors() or result.has_validation_errors():
            messages.error(request, "预览之后数据有了变化，什么都没有导入。请看下面的问题。")
            return self._judge(request, context, held.name, held.content)
        made, changed = result.totals["new"], result.totals["update"]
        messages.success(request, f"新建草稿 {made} 件，修改草稿 {changed} 件。")
        return HttpResponseRedirect(reverse("admin:policies_document_changelist") + "?state__exact=draft")


def _rows(table: Table, result: Any) -> list[dict[str, Any]]:
    """Each row of the table with what would happen to it, or why it cannot."""
    invalid = {each.number: each for each in result.invalid_rows}
    found = []
    for index, (row, outcome) in enumerate(zip(table.rows, result.rows, strict=False), start=1):
        error = "；".join(str(each.error).strip("[]'") for each in outcome.errors)
        if index in invalid:
            error = "；".join(_sentences(invalid[index].error))
        kind = "" if error else _KINDS.get(outcome.import_type, "")
        found.append(
            {"number": row.number, "title": row.cells.get("标题", ""), "cells": row.cells, "kind": kind, "error": error}
        )
    return found


def _sentences(error: Any) -> list[str]:
    if not hasattr(error, "message_dict"):
        return list(error.messages)
    return [message for messages_of in error.message_dict.values() for message in messages_of]
