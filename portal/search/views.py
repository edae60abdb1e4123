"""The public pages of the search: results, export, suggestions, and the beacon that says which result was opened."""

import csv
import json
import time
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from portal.context import column_meta
from portal.list_links import page_links
from portal.search import statistics
from portal.search.hits import facts, results
from portal.search.results import Results
from portal.search.suggestions import suggestions
from portal.spreadsheet import as_text

EXPORTED = 1000
"""Rows of an export."""


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """`explain=1` leads staff to the parts of the score, behind their sign-in."""
    if request.GET.get("explain"):
        query = urlencode({"q": request.GET.get("q", "")})
        return HttpResponseRedirect(f"{reverse('admin:portal_search_explain')}?{query}")
    begun = time.perf_counter()
    listing = Results(request.GET.copy(), reverse("search:page"))
    page = listing.page
    shown = results(listing.found, page.object_list, page.start_index())
    asked = bool(listing.q or listing.chosen)
    token = ""
    if listing.q and page.number == 1 and request.method == "GET":
        token = statistics.note(listing.q, listing.total, (time.perf_counter() - begun) * 1000)
    response = render(request, "search/search.html", {
        "asked": asked,
        "search_hidden": True,
        "q": listing.q,
        "heading": f"“{listing.q}”的搜索结果" if listing.q else "搜索",
        "crumbs": [{"label": "首页", "url": reverse("portal:home")}, {"label": "搜索", "url": None}],
        "meta": column_meta("搜索", "搜索本区公开的全部信息。", "搜索,政策文件", "搜索"),
        "results": shown,
        "total": listing.total,
        "partly": listing.found.partly,
        "pinyin": "".join(listing.found.pinyin),
        "chips": listing.chips(),
        "clear_url": listing.clear_url,
        "facets": listing.facets() if asked else [],
        "sorts": listing.sorts(),
        "page_obj": page,
        "page_links": page_links(listing.url, listing.page),
        "notes": listing.notes,
        "zero": [] if listing.total else listing.drops(),
        "suggestion": listing.suggestion(),
        "pinned": listing.pinned() if page.number == 1 else [],
        "csv_url": listing.url(path=reverse("search:csv")),
        "json_url": listing.url(path=reverse("search:json")),
        "token": token,
    })  # fmt: skip
    return _unkept(response)


def _unkept(response: HttpResponse) -> HttpResponse:
    """Every search is asked anew: it is counted, and it is fresh."""
    patch_cache_control(response, no_store=True)
    return response


def _exported(request: HttpRequest) -> list[dict[str, Any]]:
    listing = Results(request.GET.copy(), reverse("search:page"))
    rows = results(listing.found, listing.rows(EXPORTED))
    return [facts(result) | {"网址": request.build_absolute_uri(result.url)} for result in rows]


@require_safe
def search_csv(request: HttpRequest) -> HttpResponse:
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="search.csv"'
    rows = _exported(request)
    writer = csv.writer(response)
    writer.writerow(rows[0] if rows else ["没有结果"])
    writer.writerows([as_text(str(value)) for value in row.values()] for row in rows)
    return _unkept(response)


@require_safe
def search_json(request: HttpRequest) -> JsonResponse:
    rows = _exported(request)
    return _unkept(JsonResponse({"总数": len(rows), "结果": rows}, json_dumps_params={"ensure_ascii": False}))  # type: ignore[return-value]


@require_safe
def search_suggest(request: HttpRequest) -> JsonResponse:
    """What fits the beginning of a query; an empty list for an empty one."""
    found = suggestions(request.GET.get("q", ""))
    return JsonResponse({"suggestions": found}, json_dumps_params={"ensure_ascii": False})


@require_POST
def search_click(request: HttpRequest) -> HttpResponse:
    """204 whatever was sent: a beacon waits for nothing. Nothing of the sender is kept."""
    try:
        sent = json.loads(request.body[:200])
        statistics.clicked(str(sent["token"])[:22], int(sent["position"]))
    except (ValueError, KeyError, TypeError, OverflowError):
        pass
    return HttpResponse(status=204)
