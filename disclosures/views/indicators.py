"""指标: the page of key indicators, and the page of one with its chart, its table and its exports."""

import csv
import io
from decimal import Decimal
from typing import Any

from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from openpyxl import Workbook

from disclosures.models import Indicator, Observation, Standing
from disclosures.models.column import tree
from disclosures.periods import label
from disclosures.series import COLUMNS, line_of
from disclosures.shown_series import Shown, cards, target_words
from disclosures.views.columns import column_crumbs
from policies.sentences import chinese_date
from policies.views.detail import correction_notice
from policies.views.listing import crumbs
from portal.context import article_meta, column_meta
from portal.door import behind_the_door

NAME, KIND, REVISIONS = "生态岛重点指标", "数据发布", 60
KEYWORDS = "生态岛,空气质量,地表水,森林覆盖率,绿色农产品"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
META = column_meta(NAME, "空气、水、森林、绿色农产品等重点指标的最新值、变化和目标。", KEYWORDS, KIND)


@require_safe
def indicator_list(request: HttpRequest) -> HttpResponse:
    rows = Indicator.objects.published().filter(key=True).select_related("unit").in_order()
    themes: dict[str, list[dict[str, Any]]] = {}
    for card in cards(list(rows)):
        themes.setdefault(card["item"].get_theme_display(), []).append(card)
    return render(request, "disclosures/indicator_list.html", {
        "heading": NAME,
        "themes": themes,
        "crumbs": crumbs((NAME, None)),
        "feed_url": reverse("disclosures:indicator-feed"),
        "meta": META,
    })  # fmt: skip


def public_indicator(code: str) -> Indicator:
    rows = Indicator.objects.filter(code=code)
    return behind_the_door(rows.published().select_related("unit"), rows.withdrawn(), "没有这个指标，或者它没有公开。")


@require_safe
def indicator_detail(request: HttpRequest, code: str) -> HttpResponse:
    return render(request, "disclosures/indicator.html", indicator_context(public_indicator(code), request.GET.dict()))


def indicator_context(item: Indicator, query: dict[str, str] | None = None) -> dict[str, Any]:
    """Everything the page shows; the staff preview renders the same. Unconfirmed values are in none of it."""
    shown = Shown(item, query or {})
    published = timezone.localtime(item.published_at or timezone.now())
    column = tree().by_pk.get(item.column_id or 0)
    return {
        "item": item,
        "shown": shown,
        "elements": _elements(item, shown),
        "revisions": revisions(item),
        "notices": correction_notice(item),
        "exports": [
            (kind.upper(), shown.url("disclosures:indicator-values", kind)) for kind in ("csv", "xlsx", "json")
        ],
        "crumbs": column_crumbs(column, item.title) if column else crumbs((NAME, reverse("disclosures:indicators"))),
        "meta": [
            *(column_meta(column.name, column.description or column.name, column.name, column.kind) if column else []),
            *article_meta(item.title, f"{published:%Y-%m-%d %H:%M}", item.source or item.unit.name),
            {"name": "Keywords", "content": f"{item.title},{item.get_theme_display()}"},
            {"name": "Description", "content": item.summary or item.title},
        ],
    }


def _elements(item: Indicator, shown: Shown) -> list[dict[str, Any]]:
    last = item.batches.filter(standing=Standing.CONFIRMED).aggregate(last=Max("decided_at"))["last"]
    due = item.next_update(shown.last)
    late = "，已超期" if due and due < timezone.localdate() else ""
    how = f"{item.get_period_display()}；较长周期{item.get_method_display()}"
    rows: list[tuple[str, str, str | None]] = [
        ("公开单位", item.unit.name, item.unit.get_absolute_url()),
        ("数据来源", item.source, None),
        ("计量单位", item.measure, None),
        ("数据周期", how, None),
        ("方向", item.get_direction_display(), None),
        ("目标", target_words(item), None),
        ("最近更新", chinese_date(timezone.localtime(last).date()) if last else "", None),
        ("下次更新", f"{chinese_date(due)}前{late}" if due else "", None),
    ]
    return [{"label": name, "value": value, "url": url} for name, value, url in rows if value]


def revisions(item: Indicator) -> list[dict[str, Any]]:
    """修订记录: what was published before, what it became, why and when; the newest periods first, one query."""
    rows = Observation.objects.revised().filter(indicator=item).select_related("batch")
    found: list[dict[str, Any]] = []
    before: Observation | None = None
    for each in reversed(rows.order_by("-at", "-revision")[:REVISIONS]):
        if before is not None and before.at == each.at:
            found.append(
                {
                    "name": label(item.period, each.at),
                    "before": item.shown(before.value),
                    "after": item.shown(each.value),
                    "reason": each.reason,
                    "on": each.batch.decided_at,
                }
            )
        before = each
    return found[::-1]


@require_safe
def indicator_values(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """The table of the page, by the same period and span: kind is csv, xlsx or json."""
    item = public_indicator(code)
    shown = Shown(item, request.GET.dict())
    lines = [line_of(item, shown.period, each) for each in shown.points]
    if kind == "json":
        response: HttpResponse = JsonResponse(_described(item, shown, lines), json_dumps_params={"ensure_ascii": False})
    elif kind == "csv":
        text = io.StringIO()
        csv.writer(text).writerows([COLUMNS, *lines])  # our own figures and names: nothing in them is a formula
        response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    elif kind == "xlsx":
        response = HttpResponse(_workbook(lines), content_type=XLSX)
    else:
        raise Http404("没有这种格式。")
    name = "-".join(filter(None, (item.code, shown.period, shown.span)))
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


def _described(item: Indicator, shown: Shown, lines: list[list[str]]) -> dict[str, Any]:
    return {
        "指标": item.title,
        "代码": item.code,
        "计量单位": item.measure,
        "周期": shown.period.label,
        "数据来源": item.source,
        "统计口径": item.note,
        "公开单位": item.unit.name,
        "数据": [dict(zip(COLUMNS, line, strict=True)) for line in lines],
    }


def _workbook(lines: list[list[str]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("数据")
    sheet.append(COLUMNS)
    for name, value, change, count, *more in lines:
        sheet.append([name, Decimal(value), change, int(count), *more])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
