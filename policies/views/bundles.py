"""政策集成: scenario pages in sections, each policy with its validity as it is today."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from policies.models import Bundle, BundleItem, Document
from policies.validity import ENDED
from policies.views.detail import COLUMN as POLICIES
from policies.views.detail import correction_notice, validity_mark
from policies.views.listing import crumbs
from portal.context import article_meta, column_meta
from portal.door import behind_the_door

COLUMN = "政策集成"
META = column_meta(COLUMN, "办一件事要看的政策，跨部门、跨层级放在一页。", "政策集成,一件事,办事", "政策文件")


@require_safe
def bundle_list(request: HttpRequest) -> HttpResponse:
    return render(request, "policies/bundle_list.html", {
        "heading": COLUMN,
        "bundles": Bundle.objects.published().select_related("unit").order_by("-published_at", "-pk")[:200],
        "crumbs": crumbs((POLICIES, reverse("policies:list")), (COLUMN, None)),
        "meta": META,
    })  # fmt: skip


@require_safe
def bundle_detail(request: HttpRequest, slug: str) -> HttpResponse:
    rows = Bundle.objects.filter(slug=slug)
    bundle = behind_the_door(rows.published().select_related("unit"), rows.withdrawn(), "没有这一页，或者它没有公开。")
    return render(request, "policies/bundle.html", bundle_context(bundle))


def bundle_context(bundle: Bundle) -> dict[str, Any]:
    """Everything the page shows, in four queries; documents that are not public are left out without a trace."""
    items = list(bundle.items.all())
    wanted = [item.document_id for item in items if item.document_id]
    documents = {each.pk: each for each in Document.objects.published().filter(pk__in=wanted).for_list()}
    sections: list[dict[str, Any]] = [
        {"section": section, "items": [_line(item, documents) for item in items if _stands(item, section, documents)]}
        for section in bundle.sections.all()
    ]
    lines = [line for each in sections for line in each["items"]]
    published = timezone.localtime(bundle.published_at or timezone.now())
    return {
        "bundle": bundle,
        "sections": sections,
        "ended": sum(line["ended"] for line in lines),
        "notices": correction_notice(bundle),
        "crumbs": crumbs((POLICIES, reverse("policies:list")), (COLUMN, reverse("policies:bundles")), ("正文", None)),
        "meta": [
            *META,
            *article_meta(bundle.title, f"{published:%Y-%m-%d %H:%M}", bundle.unit.name),
            {"name": "Keywords", "content": f"{COLUMN},{bundle.title}"},
            {"name": "Description", "content": bundle.summary or bundle.title},
        ],
    }


def _stands(item: BundleItem, section: Any, documents: dict[int, Document]) -> bool:
    return item.section == section.position and (item.document_id is None or item.document_id in documents)


def _line(item: BundleItem, documents: dict[int, Document]) -> dict[str, Any]:
    document = documents.get(item.document_id or 0)
    if document is None:
        return {"item": item, "title": item.title, "url": item.url, "outside": True, "ended": False}
    today = timezone.localdate()
    issuer = document.lead_issuer
    return {
        "item": item,
        "title": item.title or document.title,
        "url": document.get_absolute_url(),
        "number": document.number,
        "issuer": (issuer.short_name or issuer.name) if issuer else "",
        "validity": validity_mark(document, today),
        "ended": document.validity(today) in ENDED,
        "outside": False,
    }
