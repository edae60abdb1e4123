"""标准目录 for the public: the fields, and the table of one with the columns where each item is to be found."""

import csv
import io
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from disclosures.coverage import Covered, covered
from disclosures.models import StandardField, StandardItem
from disclosures.updates import is_shown
from policies.views.listing import crumbs
from portal.context import column_meta
from portal.spreadsheet import as_text

NAME, KIND = "基层政务公开标准目录", "信息公开目录"
HEADER = [
    "序号", "一级事项", "二级事项", "公开内容（要素）", "公开依据", "公开时限", "公开主体", "公开渠道和载体", "全社会",
    "特定群众", "主动", "依申请公开", "县级", "乡、村级", "对应栏目",
]  # fmt: skip
"""Of the export; the import reads the same."""


def current() -> Any:
    return (
        StandardItem.objects.filter(dropped=False).select_related("field").order_by("field__position", "position", "pk")
    )


@require_safe
def standard_list(request: HttpRequest) -> HttpResponse:
    fields: dict[int, dict[str, Any]] = {}
    for row in covered(current()):
        line = fields.setdefault(row.item.field_id, {"field": row.item.field, "items": 0, "found": 0})
        line["items"] += 1
        line["found"] += row.last is not None
    return render(request, "disclosures/standard_list.html", {
        "heading": NAME,
        "fields": list(fields.values()),
        "crumbs": crumbs((NAME, None)),
        "meta": column_meta(NAME, "各领域应当公开的事项、内容、依据、时限和渠道。", "标准目录,政务公开,试点领域", KIND),
    })  # fmt: skip


@require_safe
def standard_detail(request: HttpRequest, slug: str) -> HttpResponse:
    field = _field(slug)
    rows = covered(current().filter(field=field))
    version = field.versions.first()
    return render(request, "disclosures/standard.html", {
        "field": field,
        "heading": f"{field.name}领域{NAME}",
        "version": version,
        "rows": [{"covered": row, "columns": [each for each in row.columns if is_shown(each)]} for row in rows],
        "csv_url": reverse("disclosures:standard-csv", args=[field.slug]),
        "crumbs": crumbs((NAME, reverse("disclosures:standards")), (field.name, None)),
        "meta": column_meta(field.name, f"{field.name}领域应当公开的事项。", f"{field.name},标准目录", KIND),
    })  # fmt: skip


@require_safe
def standard_csv(request: HttpRequest, slug: str) -> HttpResponse:
    field = _field(slug)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADER)
    for row in covered(current().filter(field=field)):
        writer.writerow([as_text(cell) for cell in _cells(row)])
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="standard-{field.slug}.csv"'
    return response


def _cells(row: Covered) -> list[str]:
    item = row.item
    marks = (item.proactive, item.on_request, item.county, item.township)
    return [
        str(item.position), item.first, item.second, item.content, item.basis, item.time_limit, item.body,
        "、".join(item.channel_names), "√" if item.for_all else "", item.for_some,
        *("√" if each else "" for each in marks), "、".join(each.name for each in row.columns if is_shown(each)),
    ]  # fmt: skip


def _field(slug: str) -> StandardField:
    """Only a field with items has a page."""
    return get_object_or_404(StandardField.objects.filter(items__dropped=False).distinct(), slug=slug)
