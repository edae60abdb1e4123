"""政策辅导课件: the list with the sessions to come, the page of one, its files, and the panel on the page of a policy."""

import datetime as dt
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from policies.explaining import taught_now
from policies.models import Courseware, CoursewareSession, Document
from policies.views.detail import COLUMN as POLICIES
from policies.views.detail import attachment_line, correction_notice, validity_mark
from policies.views.listing import crumbs
from portal.context import article_meta, column_meta
from portal.door import behind_the_door
from portal.file_responses import file_response
from portal.list_links import page_links

COLUMN, PER_PAGE, COMING = "政策辅导", 20, 20
META = column_meta(COLUMN, "政策怎么申请、怎么办理：课件和宣讲会。", "政策辅导,课件,宣讲会", "政策解读")


@require_safe
def courseware_list(request: HttpRequest) -> HttpResponse:
    rows = Courseware.objects.published().select_related("unit").order_by("-published_at", "-pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    coming = CoursewareSession.objects.filter(courseware__in=Courseware.objects.published(), starts_at__gte=_today())
    return render(request, "policies/courseware_list.html", {
        "heading": COLUMN,
        "page_obj": page,
        "page_links": page_links(lambda page: reverse("policies:coursewares", query={"page": page}), page),
        "coming": coming.select_related("courseware")[:COMING],
        "crumbs": crumbs((POLICIES, reverse("policies:list")), (COLUMN, None)),
        "meta": META,
    })  # fmt: skip


def _today() -> dt.datetime:
    """The beginning of today: a session is still named on its day, and a cached page stays right until midnight."""
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)


def public_courseware(pk: int) -> Courseware:
    rows = Courseware.objects.filter(pk=pk)
    return behind_the_door(rows.published().select_related("unit"), rows.withdrawn(), "没有这份课件，或者它没有公开。")


@require_safe
def courseware_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "policies/courseware.html", courseware_context(public_courseware(pk)))


def courseware_context(item: Courseware) -> dict[str, Any]:
    """Everything the page shows; the staff preview renders the same."""
    today = timezone.localdate()
    documents = Document.objects.published().filter(pk__in=item.taught.values("document")).for_list()
    sessions = list(item.sessions.all())
    published = timezone.localtime(item.published_at or timezone.now())
    return {
        "item": item,
        "documents": [(each, validity_mark(each, today)) for each in documents.newest_first()],
        "coming": [each for each in sessions if each.starts_at >= _today()],
        "held": [each for each in sessions if each.starts_at < _today()][::-1],
        "body": mark_safe(item.body),  # sanitised when it was stored (policies/bodytext.py)
        "attachments": [attachment_line(each) for each in item.attachments.defer("text")],
        "notices": correction_notice(item),
        "crumbs": crumbs(
            (POLICIES, reverse("policies:list")), (COLUMN, reverse("policies:coursewares")), ("正文", None)
        ),
        "meta": [
            *META,
            *article_meta(item.title, f"{published:%Y-%m-%d %H:%M}", item.unit.name),
            {"name": "Keywords", "content": f"{COLUMN},{item.title}"},
            {"name": "Description", "content": item.summary or item.title},
        ],
    }


@require_safe
def courseware_file(request: HttpRequest, pk: int, file: int, name: str) -> HttpResponseBase:
    """A file is as public as its courseware, with every request."""
    item = public_courseware(pk)
    return file_response(request, get_object_or_404(item.attachments.defer("text"), pk=file))


def document_courseware(document: Document) -> dict[str, Any] | None:
    if document.pk not in taught_now():
        return None
    found = list(Courseware.objects.published().filter(taught__document=document).order_by("-published_at"))
    return {"items": found, "count": len(found)} if found else None
