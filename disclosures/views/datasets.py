"""数据集: the list, and one of them as a table that is searched, sorted and paged, with dictionary, versions and downloads."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from disclosures import dataset_export
from disclosures.dataset_contents import cards
from disclosures.models import Dataset, DatasetVersion
from disclosures.models.column import tree
from disclosures.models.dataset import DICTIONARY
from disclosures.shown_table import ShownTable
from disclosures.views.columns import column_crumbs
from policies.sentences import chinese_date
from policies.views.detail import correction_notice
from policies.views.listing import crumbs
from portal.context import article_meta, column_meta
from portal.door import behind_the_door
from portal.list_links import page_links

NAME, PER_PAGE = "数据集", 60
META = column_meta(
    NAME, "预算、债务、补贴、招生、待遇标准等成表的数据，可以检索、排序和下载。", "数据集,下载,数据字典", "数据开放"
)
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


@require_safe
def dataset_list(request: HttpRequest) -> HttpResponse:
    rows = Dataset.objects.published().select_related("unit", "column").in_order()
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    base = reverse("disclosures:datasets")
    return render(request, "disclosures/dataset_list.html", {
        "heading": NAME,
        "cards": cards(list(page)),
        "page_obj": page,
        "page_links": page_links(lambda page: f"{base}?{urlencode({'page': page})}", page),
        "crumbs": crumbs((NAME, None)),
        "feed_url": reverse("disclosures:dataset-feed"),
        "meta": META,
    })  # fmt: skip


def public_dataset(slug: str) -> Dataset:
    rows = Dataset.objects.filter(slug=slug)
    public = rows.published().select_related("unit")
    return behind_the_door(public, rows.withdrawn(), "没有这个数据集，或者它没有公开。")


def public_version(item: Dataset, asked: str) -> DatasetVersion | None:
    """The current one, or an older one by its number; Http404 for what is no public version."""
    rows = item.versions.public()
    if not asked:
        return rows.current().first()
    if not (asked.isascii() and asked.isdigit() and len(asked) < 9):
        raise Http404("没有这个版本。")
    found = rows.filter(number=int(asked)).first()
    if found is None:
        raise Http404("没有这个版本，或者它没有公开。")
    return found


@require_safe
def dataset_detail(request: HttpRequest, slug: str) -> HttpResponse:
    item = public_dataset(slug)
    version = public_version(item, request.GET.get("version", ""))
    return render(request, "disclosures/dataset.html", dataset_context(item, version, request.GET.dict()))


def dataset_context(
    item: Dataset, version: DatasetVersion | None = None, query: dict[str, str] | None = None
) -> dict[str, Any]:
    """Everything the page shows; the staff preview renders the same, with the version that is public."""
    if version is None and query is None:
        version = item.versions.current().first()
    shown = ShownTable(item, version, query or {})
    versions = list(item.versions.public().order_by("-number")[:50])
    column = tree().by_pk.get(item.column_id or 0)
    above = reverse("disclosures:datasets")
    published = timezone.localtime(item.published_at or timezone.now())
    return {
        "item": item,
        "shown": shown,
        "version": version,
        "elements": _elements(item, version),
        "versions": versions,
        "notices": correction_notice(item),
        "dictionary_columns": DICTIONARY,
        "dictionary_url": reverse("disclosures:dataset-dictionary", args=[item.slug]),
        "crumbs": column_crumbs(column, item.title) if column else crumbs((NAME, above), (item.title, None)),
        "meta": [
            *(column_meta(column.name, column.description or column.name, column.name, column.kind) if column else []),
            *article_meta(item.title, f"{published:%Y-%m-%d %H:%M}", item.source or item.unit.name),
            {"name": "Keywords", "content": f"{item.title},数据集"},
            {"name": "Description", "content": item.summary or item.title},
        ],
    }


def _elements(item: Dataset, version: DatasetVersion | None) -> list[dict[str, Any]]:
    on = chinese_date(timezone.localtime(version.decided_at).date()) if version and version.decided_at else ""
    rows: list[tuple[str, str, str | None]] = [
        ("公开单位", item.unit.name, item.unit.get_absolute_url()),
        ("数据来源", item.source, None),
        ("更新频率", item.rhythm, None),
        ("版本", f"第{version.number}版，{version.size}" if version else "", None),
        ("本版公布", on, None),
    ]
    return [{"label": name, "value": value, "url": url} for name, value, url in rows if value]


@require_safe
def dataset_rows(request: HttpRequest, slug: str, kind: str) -> HttpResponseBase:
    """The rows of the page, by the same search and order, all of them: kind is csv, xlsx or json."""
    item = public_dataset(slug)
    version = public_version(item, request.GET.get("version", ""))
    if version is None or kind not in CONTENT_TYPES:
        raise Http404("没有可以下载的数据。")
    shown = ShownTable(item, version, request.GET.dict())
    export = dataset_export.Export(version, shown.fields, shown.numbers)
    pieces = export.json(item) if kind == "json" else getattr(export, kind)()
    response = StreamingHttpResponse(pieces, content_type=CONTENT_TYPES[kind])
    name = f"{item.slug}-{version.number}{'-found' if shown.query else ''}"
    return _saved_as(response, f"{name}.{kind}")


@require_safe
def dataset_dictionary(request: HttpRequest, slug: str) -> HttpResponseBase:
    item = public_dataset(slug)
    content = dataset_export.dictionary_csv([each for each in item.fields.all() if not each.private])
    return _saved_as(HttpResponse(content, content_type="text/csv; charset=utf-8"), f"{item.slug}-dictionary.csv")


def _saved_as(response: HttpResponseBase, name: str) -> HttpResponseBase:
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers.setdefault("Cache-Control", "no-cache")
    return response
