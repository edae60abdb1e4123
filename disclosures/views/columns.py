"""The tree of columns, and the page of one column."""

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.db.models.functions import ExtractYear
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from disclosures.contents import column_contents
from disclosures.models import Column, Entry
from disclosures.models.column import tree
from disclosures.updates import is_shown, last_update
from policies.views.listing import crumbs
from portal.context import column_meta
from portal.list_links import page_links

NAME, PER_PAGE, MONTH = "政府信息公开", 20, 30.44


def column_crumbs(column: Column, *more: str) -> list[dict[str, str | None]]:
    line = [(each.name, each.get_absolute_url()) for each in tree().line(column.pk)]
    links = [(NAME, reverse("disclosures:tree")), *line]
    return crumbs(*links, *((label, None) for label in more)) if more else crumbs(*links[:-1], (column.name, None))


def shown_children(column: Column | None = None) -> list[dict[str, Any]]:
    """Children that are shown, each with the day of its last update."""
    return [
        {"column": each, "last": last_update(each), "below": [down for down in tree().children(each) if is_shown(down)]}
        for each in tree().children(column)
        if is_shown(each)
    ]


@require_safe
def column_tree(request: HttpRequest) -> HttpResponse:
    context = {
        "roots": [line | {"children": shown_children(line["column"])} for line in shown_children()],
        "crumbs": crumbs((NAME, None)),
        "meta": column_meta(NAME, "主动公开的全部栏目。", "政府信息公开,栏目,目录", "信息公开目录"),
    }
    return render(request, "disclosures/column_tree.html", context)


def public_column(address: str) -> Column:
    """The column that the last part of an address names; Http404 when there is none to be seen."""
    column = tree().by_slug.get(address.rstrip("/").rpartition("/")[2])
    if column is None or not is_shown(column):
        raise Http404("没有这个栏目。")
    return column


@require_safe
def column_detail(request: HttpRequest, address: str) -> HttpResponse:
    column = public_column(address)
    if address != tree().address(column.pk):
        return HttpResponsePermanentRedirect(column.get_absolute_url())
    below = [each.pk for each in tree().below(column)]
    entries = ColumnEntries(column, below, request)
    last = last_update(column)
    return render(request, "disclosures/column_detail.html", {
        "column": column,
        "children": shown_children(column),
        "sections": [
            {"content": each, "items": items}
            for each in column_contents()
            if each.template and (items := each.items(below))
        ],
        "entries": entries,
        "last": last,
        "next_update": (due := column.next_update(timezone.localtime(last).date() if last else None)),
        "late": due is not None and due < timezone.localdate(),
        "crumbs": column_crumbs(column),
        "feed_url": reverse("disclosures:column-feed", args=[column.slug]),
        "meta": column_meta(
            column.name, column.description or column.name, ",".join(column.keywords) or column.name, column.kind
        ),
    })  # fmt: skip


class ColumnEntries:
    """The entries of a column page: of one year or all, those of today or 往期信息."""

    def __init__(self, column: Column, below: list[int], request: HttpRequest) -> None:
        self.column = column
        rows = Entry.objects.published().in_columns(below)
        self.archived = "archive" in request.GET and column.archive_after is not None
        if (months := column.archive_after) is not None:
            since = timezone.now() - dt.timedelta(days=months * MONTH)
            self.has_archive = rows.filter(published_at__lt=since).exists()
            rows = rows.filter(published_at__lt=since) if self.archived else rows.filter(published_at__gte=since)
        else:
            self.has_archive = False
        self.years = _years(rows)
        asked = request.GET.get("year", "")
        self.year = int(asked) if asked.isascii() and asked.isdigit() and int(asked[:4]) in self.years else None
        if self.year:
            rows = rows.filter(published_at__year=self.year)
        self.page = Paginator(rows.select_related("unit").order_by("-published_at", "-pk"), PER_PAGE).get_page(
            request.GET.get("page")
        )

    def address(self, **changes: Any) -> str:
        query = {"archive": "1" if self.archived else "", "year": self.year} | changes
        query = {name: str(value) for name, value in query.items() if value}
        return self.column.get_absolute_url() + (f"?{urlencode(query)}" if query else "")

    @property
    def page_links(self) -> list[dict[str, Any]]:
        return page_links(lambda page: self.address(page=page), self.page)

    @property
    def year_links(self) -> list[dict[str, Any]]:
        if len(self.years) < 2:
            return []
        links = [{"label": "全部年份", "url": self.address(year=""), "current": self.year is None, "count": None}]
        return links + [
            {"label": f"{year}年", "url": self.address(year=year), "current": year == self.year, "count": count}
            for year, count in self.years.items()
        ]

    @property
    def archive_url(self) -> str:
        return self.address(year="", archive="" if self.archived else "1")


def _years(rows: QuerySet) -> dict[int, int]:
    """Year of publication → entries, newest first."""
    counted = rows.order_by().annotate(of=ExtractYear("published_at")).values("of").annotate(count=Count("pk"))
    return {line["of"]: line["count"] for line in counted.order_by("-of")}
