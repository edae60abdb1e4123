"""The tree of columns, and the page of one column."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from disclosures.models.column import Column, tree
from policies.views.listing import crumbs
from portal.context import column_meta

NAME = "政府信息公开"


def column_crumbs(column: Column, *more: str) -> list[dict[str, str | None]]:
    line = [(each.name, each.get_absolute_url()) for each in tree().line(column.pk)]
    links = [(NAME, reverse("disclosures:tree")), *line]
    return crumbs(*links, *((label, None) for label in more)) if more else crumbs(*links[:-1], (column.name, None))


@require_safe
def column_tree(request: HttpRequest) -> HttpResponse:
    held = tree()
    context = {
        "roots": [{"column": each, "children": held.children(each)} for each in held.children()],
        "crumbs": crumbs((NAME, None)),
        "meta": column_meta(NAME, "主动公开的全部栏目。", "政府信息公开,栏目,目录", "信息公开目录"),
    }
    return render(request, "disclosures/column_tree.html", context)


@require_safe
def column_detail(request: HttpRequest, address: str) -> HttpResponse:
    held = tree()
    column = held.by_slug.get(address.rpartition("/")[2])
    if column is None or not column.active:
        raise Http404("没有这个栏目。")
    if address != held.address(column.pk):
        return HttpResponsePermanentRedirect(column.get_absolute_url())
    context = {
        "column": column,
        "children": held.children(column),
        "crumbs": column_crumbs(column),
        "meta": column_meta(
            column.name, column.description or column.name, ",".join(column.keywords) or column.name, column.kind
        ),
    }
    return render(request, "disclosures/column_detail.html", context)
