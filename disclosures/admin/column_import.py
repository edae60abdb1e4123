"""Staff screen that takes columns in from a table: a preview with errors by cell, then everything or nothing."""

import io
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from disclosures.column_import import HEADER, ColumnPlan, plan, take
from disclosures.models.column import tree
from portal.files import FileRejected, human_size
from portal.previewed_file import PreviewedFile, opened, seal
from portal.publication_states import Refused
from portal.spreadsheet import MAX_BYTES, MAX_ROWS

PURPOSE = "columns"
SHOWN = 200


class ColumnsForm(forms.Form):
    file = forms.FileField(
        label="栏目（XLSX 或 CSV）",
        error_messages={"required": "请选择表格。", "empty": "这个文件是空的。"},
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )


def import_columns(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """Choose, preview, confirm. Who may is asked by the caller."""
    context |= {"title": "导入栏目", "form": ColumnsForm(), "header": HEADER}
    context |= {"max_rows": MAX_ROWS, "max_size": human_size(MAX_BYTES)}
    if request.method == "POST" and "token" in request.POST:
        return _take(request, context)
    if request.method == "POST":
        form = ColumnsForm(request.POST, request.FILES)
        if form.is_valid():
            file = form.cleaned_data["file"]
            return _preview(request, context, file.name, file.read(MAX_BYTES + 1))
        context["form"] = form
    return _page(request, context)


def _preview(request: HttpRequest, context: dict[str, Any], name: str, content: bytes) -> HttpResponse:
    try:
        made = plan(io.BytesIO(content), name)
    except FileRejected as refusal:
        return _page(request, context | {"refusal": str(refusal)})
    context |= {"plan": made, "file_name": name, "troubles": made.troubles[:SHOWN]}
    context |= {"trouble_count": len(made.troubles), "sections": _sections(made)}
    if not made.troubles and not made.changes_nothing:
        context["token"] = seal(request, PURPOSE, PreviewedFile(name, content, made.digest))
    return _page(request, context)


def _sections(made: ColumnPlan) -> list[tuple[str, list[tuple[str, str]]]]:
    names = {each.slug: each.name for each in tree().columns}
    names |= {line.values["slug"]: line.values["name"] for line in made.added}
    places = [f"放在“{names[line.parent]}”之下" if line.parent else "一级栏目" for line in made.added]
    return [
        ("新增", [(line.values["name"], place) for line, place in zip(made.added, places, strict=True)]),
        ("修改", [(column.name, "、".join(differs)) for column, _, differs in made.changed]),
    ]


def _take(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    try:
        file = opened(request, PURPOSE)
    except Refused as refusal:
        return _page(request, context | {"refusal": str(refusal)})
    try:
        made = take(io.BytesIO(file.content), file.name, request.user, file.digest)  # type: ignore[arg-type]
    except (FileRejected, Refused) as refusal:
        messages.error(request, str(refusal))
        return _preview(request, context, file.name, file.content)
    messages.success(request, f"栏目已导入：新增{len(made.added)}个，修改{len(made.changed)}个。")
    return HttpResponseRedirect(reverse("admin:disclosures_column_changelist"))


def _page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    return render(request, "admin/disclosures/import_columns.html", context)
