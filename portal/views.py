"""Home, units and the pages of the site itself. Composition: the only views that see every app."""

from typing import Any

from django.db import DatabaseError, connection
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from policies.listing import everything, tags_in_use, topics_in_use
from policies.models import Document, Topic
from policies.reference import reference
from policies.validity import Validity
from policies.views.listing import crumbs
from portal.context import column_meta
from portal.models import Unit
from portal.models.unit import units_now
from portal.panels import panels
from portal.participation.views import open_calls
from portal.styleguide import SAMPLES

LATEST = 10
CALLS = 3
AUDIENCES = 4
TAGS_SHOWN = 12
IN_FORCE = Count("pk", filter=Q(validity_state__in=[Validity.IN_FORCE, Validity.AMENDED]))


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    listing = everything()
    states = listing.counts.values["validity"]
    context = {
        "latest": Document.objects.published().for_list().newest_first()[:LATEST],
        "topics": [{"name": each.label, "url": each.url, "count": each.count} for each in topics_in_use(listing)],
        "audiences": _audiences(tags_in_use(listing)),
        "calls": open_calls(CALLS),
        "panels": panels("home", None),
        "counts": {
            "total": sum(states.values()),
            "in_force": states.get(Validity.IN_FORCE, 0) + states.get(Validity.AMENDED, 0),
            "units": sum(unit.kind != Unit.Kind.EXTERNAL for unit in units_now().values()),
        },
        "crumbs": [],
        "meta": [],
        "feed_url": reverse("policies:feed"),
    }
    return render(request, "portal/home.html", context)


def _audiences(groups: dict[int, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Who are you, what do you want to do: the first dimensions of the catalogue with their fullest tags."""
    return [
        {"dimension": dimension.name, "tags": groups[dimension.pk][:TAGS_SHOWN]}
        for dimension in reference().dimensions
        if dimension.pk in groups
    ][:AUDIENCES]


def _counted_units() -> Any:
    return Unit.objects.annotate(
        count=Count("issues", filter=Q(issues__document__in=Document.objects.published().values("pk")))
    )


@require_safe
def unit_list(request: HttpRequest) -> HttpResponse:
    groups: dict[str, list[Any]] = {kind: [] for kind in Unit.Kind.values if kind != Unit.Kind.EXTERNAL}
    for unit in _counted_units().own().filter(successor=None):
        groups[unit.kind].append(unit)
    context = {
        "groups": [{"label": Unit.Kind(kind).label, "units": units} for kind, units in groups.items()],
        "crumbs": crumbs(("公开单位", None)),
        "meta": column_meta("公开单位", "本区各单位的地址、电话和文件。", "机构,地址,电话", "机构职能"),
    }
    return render(request, "portal/unit_list.html", context)


@require_safe
def unit_detail(request: HttpRequest, slug: str) -> HttpResponse:
    where = Q(pk=int(slug[1:])) if slug[:1] == "u" and slug[1:].isdecimal() and len(slug) < 18 else Q(code=slug)
    unit = Unit.objects.select_related("parent", "successor").filter(where).first()
    if unit is None:
        raise Http404("没有这个单位。")
    documents = Document.objects.published().filter(issues__unit=unit)
    context = {
        "unit": unit,
        "documents": documents.for_list().newest_first()[:LATEST],
        "documents_url": reverse("policies:list", query={"issuer": unit.pk}),
        "panels": panels("unit", unit),
        "counts": documents.with_validity().aggregate(total=Count("pk"), in_force=IN_FORCE),
        "crumbs": crumbs(("公开单位", reverse("portal:units")), (unit.name, None)),
        "meta": column_meta(unit.name, f"{unit.name}的联系方式和文件。", unit.name, "机构职能"),
        "feed_url": reverse("policies:feed", query={"issuer": unit.pk}),
    }
    return render(request, "portal/unit_detail.html", context)


@require_safe
def sitemap_page(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "portal/sitemap_page.html",
        {"crumbs": crumbs(("网站地图", None)), "topics": Topic.objects.filter(parent=None)},
    )


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/accessibility.html", {"crumbs": crumbs(("无障碍说明", None))})


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/styleguide.html", SAMPLES)


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """What browsers ask for where a page names no icon (the staff login)."""
    return HttpResponsePermanentRedirect(static("img/emblem.svg"))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", {"crumbs": [], "meta": []}, status=404)


def healthz(request: HttpRequest) -> JsonResponse:
    """200 with the state of database and queue; 503 when the database is away."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                """SELECT count(*) FILTER (WHERE status = 'todo' AND coalesce(scheduled_at, now()) <= now()),
                          count(*) FILTER (WHERE status = 'doing'), count(*) FILTER (WHERE status = 'failed')
                     FROM procrastinate_jobs"""
            )
            waiting, running, failed = cursor.fetchone()
    except DatabaseError:
        return JsonResponse({"database": "away"}, status=503)
    return JsonResponse({"database": "ok", "queue": {"waiting": waiting, "running": running, "failed": failed}})
