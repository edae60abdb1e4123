"""Importing the tag catalogue in the admin: upload, preview of every change, confirmation.

Nothing is kept on the server between the steps: the confirmation page carries the file itself, signed for this person
and half an hour, together with the digest of the database that the preview was made for. A lost session loses nothing,
several windows do not mix, and a second press of the button finds the version in place.
"""

import io
from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from policies import tag_catalogue
from policies.models import CatalogueVersion
from policies.tag_catalogue import Catalogue, CatalogueRejected, Plan, Problem
from portal.files import human_size
from portal.previewed_file import PreviewedFile, opened, seal
from portal.publishing import Refused
from portal.spreadsheet import MAX_BYTES, MAX_ROWS

PURPOSE = "tags"
SHOWN_PROBLEMS = 200


class CatalogueForm(forms.Form):
    file = forms.FileField(
        label="目录文件",
        allow_empty_file=True,  # read() says so in its own words
        widget=forms.FileInput(
            attrs={"accept": ".xlsx,.csv", "class": "border border-base-200 rounded-default px-3 py-2 shadow-xs"}
        ),
        error_messages={"required": "请选择目录文件。"},
    )


def import_view(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """`context` is that of every admin page. GET asks for the file, POST previews it or, with a token, applies it."""
    context |= {"title": "导入标签目录", "opts": CatalogueVersion._meta, "columns": tag_catalogue.REQUIRED}
    context |= {"optional_columns": tag_catalogue.OPTIONAL, "max_rows": MAX_ROWS, "max_size": human_size(MAX_BYTES)}
    if request.method != "POST":
        return _ask(request, context, CatalogueForm())
    if "token" in request.POST:
        return _confirm(request, context)
    form = CatalogueForm(request.POST, request.FILES)
    if not form.is_valid():
        return _ask(request, context, form)
    return _preview_upload(request, context, form.cleaned_data["file"])


def _ask(
    request: HttpRequest, context: dict[str, Any], form: CatalogueForm, problems: list[Problem] | None = None
) -> HttpResponse:
    problems = problems or []
    hidden = max(0, len(problems) - SHOWN_PROBLEMS)
    context |= {"form": form, "problems": problems[:SHOWN_PROBLEMS], "problem_count": len(problems), "hidden": hidden}
    return render(request, "admin/policies/catalogueversion/import.html", context)


def _preview_upload(request: HttpRequest, context: dict[str, Any], file: UploadedFile) -> HttpResponse:
    name, size = file.name or "", file.size or 0
    if size > MAX_BYTES:
        problem = Problem(None, f"文件大小为 {human_size(size)}，超过上限 {human_size(MAX_BYTES)}。")
        return _ask(request, context | {"rejected_name": name}, CatalogueForm(), [problem])
    return _preview(request, context, name, file.read())


def _preview(request: HttpRequest, context: dict[str, Any], name: str, content: bytes) -> HttpResponse:
    try:
        plan = tag_catalogue.plan(_read(content, name))
    except CatalogueRejected as refusal:
        return _ask(request, context | {"rejected_name": name}, CatalogueForm(), refusal.problems)
    done, obstacle = None, ""
    try:
        done = tag_catalogue.existing(plan)
    except Refused as refusal:
        obstacle = str(refusal)
    token = seal(request, PURPOSE, PreviewedFile(plan.catalogue.file_name, content, plan.digest))
    context |= {"plan": plan, "catalogue": plan.catalogue, "sections": sections(plan), "done": done}
    context |= {"obstacle": obstacle, "token": token}
    return render(request, "admin/policies/catalogueversion/preview.html", context)


def _confirm(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    try:
        held = opened(request, PURPOSE)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _ask(request, context, CatalogueForm())
    try:
        plan = tag_catalogue.plan(_read(held.content, held.name))
        version = tag_catalogue.apply(replace(plan, digest=held.digest), request.user)  # type: ignore[arg-type]
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _preview(request, context, held.name, held.content)
    messages.success(request, f"标签目录 {version.version} 已导入。")
    return HttpResponseRedirect(reverse("admin:policies_catalogueversion_changelist"))


def _read(content: bytes, name: str) -> Catalogue:
    return tag_catalogue.read(io.BytesIO(content), name)


def sections(plan: Plan) -> list[dict[str, Any]]:
    """The tables of the preview that have rows: title, note and `table` as the theme's table component takes it."""
    found = [
        _section("更名", "代码不变，网址和文件都保留。", ["代码", "原名称", "新名称"],
                 [[each.code, each.before, each.after] for each in plan.renamed]),
        _section("合并", "文件转到新标签，旧网址自动转到新网址。", ["代码", "标签", "并入", "转移的文件"],
                 [[each.code, each.name, f"{each.into_name}（{each.into}）", f"{each.documents} 件"]
                  for each in plan.merged]),
        _section("停用", "已有的文件保留这个标签，不能再选用。", ["代码", "标签", "保留的文件", "原因"],
                 [[each.code, each.name, f"{each.documents} 件", "文件中没有这个标签" if each.missing else "状态为停用"]
                  for each in plan.retired]),
        _section("恢复", "重新可以选用。并入时转走的文件不会转回。", ["代码", "标签"],
                 [[each.code, each.name] for each in plan.revived]),
        _section("修改", "", ["代码", "标签", "改动"], [[each.code, each.name, each.summary] for each in plan.changed]),
        _section("维度改动", "", ["代码", "维度", "改动"],
                 [[each.code, each.name, each.summary] for each in plan.changed_dimensions]),
        _section("文件中没有的维度", "维度保留，其中的标签全部停用，并取消必选。", ["代码", "维度"],
                 [[each.code, each.name] for each in plan.missing_dimensions]),
        _section("新维度", "", ["代码", "维度"], [[each.code, each.name] for each in plan.new_dimensions]),
        _section("新增", "", ["代码", "标签", "维度", "同义词", "状态"],
                 [[each.code, each.name, plan.catalogue.dimensions[each.dimension].name, "、".join(each.synonyms),
                   "停用" if each.retired else "启用"] for each in plan.added]),
    ]  # fmt: skip
    return [section for section in found if section["table"]["rows"]]


def _section(title: str, note: str, headers: list[str], rows: list[list[str]]) -> dict[str, Any]:
    return {"title": title, "note": note, "count": len(rows), "table": {"headers": headers, "rows": rows}}
