"""/policies/register/: the register of normative documents, to read, print and take along."""

import csv
import datetime as dt
import io
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from openpyxl import Workbook

from policies import register
from policies.models import Document, DocumentAttachment
from policies.views.detail import COLUMN as POLICIES
from policies.views.detail import validity_mark
from policies.views.listing import crumbs
from portal.context import column_meta
from portal.list_links import page_links
from portal.models.unit import units_now
from portal.spreadsheet import as_text

COLUMN, PER_PAGE = "行政规范性文件登记簿", 50
META = column_meta(COLUMN, "制发、废止、失效和现行有效的行政规范性文件。", "行政规范性文件,有效性,清理", "政策文件")
COLUMNS = [
    "发文字号",
    "标题",
    "制发机关",
    "成文日期",
    "施行日期",
    "有效期至",
    "有效性",
    "终止日期",
    "正式文本SHA-256",
    "网址",
]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Chosen:
    """What the address asks for: year, unit, kind; anything unreadable is the default."""

    def __init__(self, request: HttpRequest, today: dt.date) -> None:
        self.today = today
        self.everything, self.undated = register.entries(today)
        self.years = register.by_year(self.everything, today)
        year = request.GET.get("year", "")
        self.year = int(year) if year in {str(line.key) for line in self.years} else today.year
        unit = request.GET.get("unit", "")
        self.unit = int(unit) if unit.isdecimal() and len(unit) < 18 and int(unit) in units_now() else None
        kind = request.GET.get("kind", "")
        self.kind = kind if kind in register.KINDS else "standing"
        held = [each for each in self.everything if self.unit in (None, each.unit)]
        self.found = register.chosen(held, self.kind, self.year, today)[::-1]

    def url(self, name: str = "policies:register", **changes: Any) -> str:
        query = {"year": self.year, "unit": self.unit, "kind": self.kind} | changes
        return reverse(name, query={key: str(value) for key, value in query.items() if value})


@require_safe
def register_page(request: HttpRequest) -> HttpResponse:
    chosen = Chosen(request, timezone.localdate())
    page = Paginator(chosen.found, PER_PAGE).get_page(request.GET.get("page"))
    units = register.by_unit(chosen.everything, chosen.year, chosen.today)
    return render(request, "policies/register.html", {
        "heading": COLUMN,
        "year": chosen.year,
        "unit": units_now()[chosen.unit] if chosen.unit else None,
        "all_units_url": chosen.url(unit=None),
        "years": [(line, chosen.url(year=line.key), line.key == chosen.year) for line in chosen.years],
        "units": [(line, chosen.url(unit=line.key), line.key == chosen.unit) for line in units],
        "kinds": [(label, chosen.url(kind=kind), kind == chosen.kind) for kind, (label, _) in register.KINDS.items()],
        "kind": register.KINDS[chosen.kind][0],
        "undated": chosen.undated,
        "running": chosen.year == chosen.today.year,
        "today": chosen.today,
        "lines": lines(list(page.object_list), chosen.today),
        "total": page.paginator.count,
        "page_obj": page,
        "page_links": page_links(lambda page: chosen.url(page=page), page),
        "exports": [(kind.upper(), chosen.url(f"policies:register-{kind}")) for kind in ("xlsx", "csv", "json")],
        "crumbs": crumbs((POLICIES, reverse("policies:list")), (COLUMN, None)),
        "meta": META,
    })  # fmt: skip


def lines(found: list[register.Entry], today: dt.date) -> list[dict[str, Any]]:
    """What is shown of each document, in the order given; two queries."""
    keys = [each.pk for each in found]
    documents = {each.pk: each for each in Document.objects.published().filter(pk__in=keys).for_list()}
    texts = DocumentAttachment.objects.filter(document__in=keys, role=DocumentAttachment.Role.OFFICIAL)
    official = {each.document_id: each for each in texts.only("document", "name", "sha256", "kind")}
    return [
        {
            "entry": each,
            "document": documents[each.pk],
            "unit": units_now()[each.unit],
            "validity": validity_mark(documents[each.pk], today),
            "official": official.get(each.pk),
        }
        for each in found
        if each.pk in documents
    ]


@require_safe
def register_export(request: HttpRequest, kind: str) -> HttpResponse:
    """The same documents, all of them: kind is xlsx, csv or json."""
    chosen = Chosen(request, timezone.localdate())
    rows = [_row(request, each) for each in lines(chosen.found, chosen.today)]
    name = f"register-{chosen.year}.{kind}"
    if kind == "json":
        answer = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
        response: HttpResponse = JsonResponse(answer, safe=False, json_dumps_params={"ensure_ascii": False})
    elif kind == "csv":
        text = io.StringIO()
        csv.writer(text).writerows([COLUMNS, *([as_text(cell) for cell in row] for row in rows)])
        response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    elif kind == "xlsx":
        book = Workbook(write_only=True)
        sheet = book.create_sheet("登记簿")
        for row in [COLUMNS, *rows]:
            sheet.append([as_text(cell) for cell in row])
        file = io.BytesIO()
        book.save(file)
        response = HttpResponse(file.getvalue(), content_type=XLSX)
    else:
        raise Http404("没有这种格式。")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _row(request: HttpRequest, line: dict[str, Any]) -> list[str]:
    document, entry = line["document"], line["entry"]
    return [
        document.number,
        document.title,
        line["unit"].name,
        str(entry.issued_on),
        str(document.effective_on or ""),
        str(document.extended_to or document.expires_on or ""),
        line["validity"]["label"],
        str(entry.ended_on or ""),
        line["official"].sha256 if line["official"] else "",
        request.build_absolute_uri(document.get_absolute_url()),
    ]
