"""完整性报告 〔15〕: gaps in number series and documents with defects, filtered, page by page, and as a workbook."""

import io
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from openpyxl import Workbook

from policies import completeness
from policies.completeness import BY_KEY, DEFECTS, Defect, Sequence
from policies.flags import labels
from policies.models import Document
from portal import roles
from portal.models import Unit
from portal.spreadsheet import as_text

PER_PAGE = 50
EXPORTED = 20_000
"""Documents in one workbook; more are said to be left out."""
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_COLUMNS = ["标题", "发文字号", "发文机关", "公开主体", "成文日期", "发布日期", "问题", "网址"]
_SHORT = ("title", "number", "unit", "genre", "topic", "category", "written_on", "published_on", "published_at",
          "created_at", "flags", "state")  # fmt: skip


class CompletenessFilter(forms.Form):
    issuer = forms.ModelChoiceField(label="发文机关", queryset=Unit.objects.none(), required=False, empty_label="全部")
    prefix = forms.CharField(label="机关代字", required=False, max_length=60)  # type: ignore[assignment]
    year = forms.IntegerField(label="年份", required=False, min_value=1949, max_value=2200)

    def __init__(self, data: Any, units: Any) -> None:
        super().__init__(data)
        self.fields["issuer"].queryset = units.order_by("name")  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.widget.attrs["class"] = "staff-input"

    @property
    def chosen(self) -> dict[str, Any]:
        """What to filter by; a value that cannot be understood filters nothing and is said on the form."""
        values = getattr(self, "cleaned_data", {})
        found = {"prefix": values.get("prefix", ""), "year": values.get("year")}
        return found | {"issuer": values["issuer"].pk if values.get("issuer") else None}


class Completeness:
    """Mixin of the documents' ModelAdmin."""

    admin_site: Any
    opts: Any

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.completeness_view)
        return [path("completeness/", view, name="policies_document_completeness"), *super().get_urls()]  # type: ignore[misc]

    def completeness_view(self, request: HttpRequest) -> HttpResponse:
        """Series with gaps, or with `show=<defect>` the documents that have it; `format=xlsx` gives all of it."""
        if not roles.roles(request.user):  # type: ignore[arg-type]
            return HttpResponse("没有权限。", status=403)
        units = roles.visible_units(request.user)  # type: ignore[arg-type]
        form = CompletenessFilter(request.GET, units)
        form.is_valid()
        series = completeness.sequences(units, **form.chosen)
        documents = completeness.published(units, **form.chosen)
        if request.GET.get("format") == "xlsx":
            return _workbook(series, documents)
        defect = BY_KEY.get(request.GET.get("show", ""))
        incomplete = [each for each in series if each.gaps]
        context = {
            **self.admin_site.each_context(request),
            "title": "完整性报告",
            "opts": self.opts,
            "form": form,
            "series_count": len(series),
            "missing": sum(each.missing for each in incomplete if not each.is_odd),
            "gap_count": len(incomplete),
            "counts": completeness.counts(documents),
            "defect": defect,
            "page": _page(request, defect, documents, incomplete),
            "query": _query(request, "page"),
            "filters": _query(request, "page", "show"),
        }
        return render(request, "admin/policies/document/completeness.html", context)


def _page(request: HttpRequest, defect: Defect | None, documents: Any, incomplete: list[Sequence]) -> Any:
    rows: Any = incomplete
    if defect:
        rows = completeness.with_defect(documents, defect).order_by("number_key", "-published_on", "pk")
        rows = rows.only(*_SHORT).select_related("unit").prefetch_related("issues__unit")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    if defect:
        page.object_list = [
            {
                "document": each,
                "why": _why(defect, each),
                "url": reverse("admin:policies_document_change", args=[each.pk]),
            }
            for each in page.object_list
        ]
    return page


def _why(defect: Defect, document: Document) -> str:
    return "、".join(labels(document.flags)) if defect.key == "flags" else defect.label


def _query(request: HttpRequest, *without: str) -> str:
    """The query string without some parameters, ready for another one behind it."""
    kept = request.GET.copy()
    for name in without:
        kept.pop(name, None)
    return f"{kept.urlencode()}&" if kept else ""


def _workbook(series: list[Sequence], documents: Any) -> HttpResponse:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("缺号")
    sheet.append(["发文机关", "机关代字", "年份", "已公开", "最大序号", "缺号个数", "缺号"])
    for each in series:
        sheet.append(
            [*map(as_text, (each.issuer, each.prefix)), each.year, each.public, each.last, each.missing, each.gap_text]
        )
    sheet = book.create_sheet("要素和格式")
    sheet.append(_COLUMNS)
    room = EXPORTED
    for defect in DEFECTS:
        found = completeness.with_defect(documents, defect).order_by("number_key", "pk").only(*_SHORT)
        for document in found.select_related("unit").prefetch_related("issues__unit")[: max(room, 0)]:
            sheet.append(_row(defect, document))
            room -= 1
    if room <= 0:
        sheet.append([f"超过 {EXPORTED} 行，其余未列出，请按发文机关或年份分别导出。"])
    file = io.BytesIO()
    book.save(file)
    response = HttpResponse(file.getvalue(), content_type=_XLSX)
    name = f"completeness-{timezone.localdate():%Y%m%d}.xlsx"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _row(defect: Defect, document: Document) -> list[Any]:
    issuers = "、".join(issue.unit.name for issue in document.issues.all())
    texts = [document.title, document.number, issuers, document.unit.name]
    return [
        *map(as_text, texts), document.written_on, document.published_on, _why(defect, document), document.get_absolute_url()
    ]  # fmt: skip
