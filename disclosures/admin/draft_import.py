"""Staff screen that makes drafts from a table, beside the list of their kind."""

import io
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from disclosures.draft_import import DraftKind, DraftPlan, plan, take
from portal.files import FileRejected, human_size
from portal.previewed_file import PreviewedFile, opened, seal
from portal.publication_states import Refused
from portal.spreadsheet import MAX_BYTES, MAX_ROWS

SHOWN = 200


class DraftsForm(forms.Form):
    file = forms.FileField(
        label="表格（XLSX 或 CSV）",
        error_messages={"required": "请选择表格。", "empty": "这个文件是空的。"},
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )


class DraftImport:
    """Mixin of the admin of a publishable kind; `drafts` says what a table may bring."""

    drafts: DraftKind
    change_list_template = "admin/disclosures/draft_list.html"

    def get_urls(self: Any) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.import_drafts_view)
        return [path("import-drafts/", view, name=self._import_name()), *super().get_urls()]  # type: ignore[misc]

    def _import_name(self: Any) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_import_drafts"

    def changelist_view(self: Any, request: HttpRequest, extra_context: Any = None) -> Any:
        url = reverse(f"admin:{self._import_name()}") if self.has_add_permission(request) else ""
        return super().changelist_view(request, {**(extra_context or {}), "import_url": url})  # type: ignore[misc]

    def import_drafts_view(self: Any, request: HttpRequest) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied("只有起草人和政务公开办可以导入草稿。")
        context = {**self.admin_site.each_context(request), "opts": self.opts, "form": DraftsForm()}
        context |= {"title": f"从表格导入{self.opts.verbose_name}", "header": self.drafts.shown}
        context |= {"max_rows": MAX_ROWS, "max_size": human_size(MAX_BYTES), "parts": list(self.drafts.parts)}
        if request.method == "POST" and "token" in request.POST:
            return self._take_drafts(request, context)
        if request.method == "POST":
            form = DraftsForm(request.POST, request.FILES)
            if form.is_valid():
                file = form.cleaned_data["file"]
                return self._preview_drafts(request, context, PreviewedFile(file.name, file.read(MAX_BYTES + 1)))
            context["form"] = form
        return _page(request, context)

    def _preview_drafts(self: Any, request: HttpRequest, context: dict[str, Any], file: PreviewedFile) -> HttpResponse:
        try:
            made = plan(self.drafts, io.BytesIO(file.content), file.name, request.user)  # type: ignore[arg-type]
        except FileRejected as refusal:
            return _page(request, context | {"refusal": str(refusal)})
        context |= {"plan": made, "file_name": file.name, "troubles": made.troubles[:SHOWN]}
        context |= {"trouble_count": len(made.troubles), "sections": _sections(made)}
        if made.drafts and not made.troubles:
            context["token"] = seal(request, self._import_name(), file)
        return _page(request, context)

    def _take_drafts(self: Any, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
        try:
            file = opened(request, self._import_name())
        except Refused as refusal:
            return _page(request, context | {"refusal": str(refusal)})
        try:
            made = take(self.drafts, io.BytesIO(file.content), file.name, request.user)  # type: ignore[arg-type]
        except (FileRejected, Refused) as refusal:
            messages.error(request, str(refusal))
            return self._preview_drafts(request, context, file)
        messages.success(request, f"已导入{len(made)}件草稿，补齐要素后送审。")
        url = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        return HttpResponseRedirect(f"{url}?state__exact=draft")


def _sections(made: DraftPlan) -> list[tuple[str, list[tuple[str, str]]]]:
    return [("新的草稿", [(item.title, str(item.unit)) for item, _ in made.drafts])]


def _page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    return render(request, "admin/disclosures/import_drafts.html", context)
