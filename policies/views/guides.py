"""办事指引: its own page to print and take along, and the panel on the page of the policy."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from policies.explaining import served_now
from policies.models import Document, ServiceGuide
from policies.validity import ENDED
from policies.views.detail import COLUMN as POLICIES
from policies.views.detail import correction_notice, validity_mark
from policies.views.listing import crumbs
from portal.context import article_meta, column_meta
from portal.door import behind_the_door

COLUMN = "办事指引"


@require_safe
def service_detail(request: HttpRequest, pk: int) -> HttpResponse:
    rows = ServiceGuide.objects.filter(pk=pk)
    public = rows.published().filter(document__in=Document.objects.published().order_by().values("pk"))
    guide = behind_the_door(
        public.select_related("unit", "document"), rows.withdrawn(), "没有这份办事指引，或者它没有公开。"
    )
    return render(request, "policies/service.html", service_context(guide))


def service_context(guide: ServiceGuide) -> dict[str, Any]:
    """Everything the page shows; the staff preview renders the same."""
    document, today = guide.document, timezone.localdate()
    published = timezone.localtime(guide.published_at or timezone.now())
    return {
        "guide": guide,
        "document": document,
        "validity": validity_mark(document, today),
        "ended": document.validity(today) in ENDED,
        "notices": correction_notice(guide),
        "crumbs": crumbs((POLICIES, reverse("policies:list")), (COLUMN, None)),
        "meta": [
            *column_meta(COLUMN, "凭这份政策怎么申请、带什么、去哪里。", "办事指引,申请材料", "办事服务"),
            *article_meta(guide.title, f"{published:%Y-%m-%d %H:%M}", guide.unit.name),
            {"name": "Keywords", "content": f"{COLUMN},{guide.title}"},
            {"name": "Description", "content": f"{guide.title}：条件、材料、地点和电话"},
        ],
    }


def document_services(document: Document) -> dict[str, Any] | None:
    """The panel on the page of a policy that still holds; what ended grants nothing any more."""
    if document.pk not in served_now() or document.validity() in ENDED:
        return None
    guides = list(ServiceGuide.objects.published().filter(document=document).order_by("pk"))
    return {"guides": guides, "count": len(guides)} if guides else None
