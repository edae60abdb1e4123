"""Lists of policy documents: all, by topic, by tag."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from policies.list_facets import facets
from policies.listing import DocumentListing, everything, tags_in_use, topics_in_use
from policies.models import Tag, Topic
from policies.reference import reference
from portal.context import column_meta
from portal.list_links import page_links

COLUMN = "政策文件"


def crumbs(*links: tuple[str, str | None]) -> list[dict[str, str | None]]:
    return [{"label": label, "url": url} for label, url in [("首页", reverse("portal:home")), *links]]


def _render(
    request: HttpRequest, listing: DocumentListing, heading: str, trail: list[Any], description: str
) -> HttpResponse:
    page = listing.page()
    chips = listing.chips()
    return render(
        request,
        "policies/document_list.html",
        {
            "heading": heading,
            "crumbs": trail,
            "meta": column_meta(heading, description, f"{heading},政策文件,规范性文件", "政策文件"),
            "total": listing.total,
            "hidden_total": listing.hidden_total,
            "hidden_url": listing.hidden_url,
            "chips": chips,
            "clear_url": listing.path if chips else None,
            "facets": facets(listing) if listing.total or not listing.conditions else [],
            "sorts": listing.sorts(),
            "page_obj": page,
            "page_links": page_links(listing.url, page),
            "notes": listing.filter.ignored(),
            "zero": [] if listing.total else listing.drops(),
            "q": listing.q,
            "feed_url": listing.feed_url,
        },
    )


@require_safe
def document_list(request: HttpRequest) -> HttpResponse:
    listing = DocumentListing(request.GET, reverse("policies:list"))
    if listing.q:
        standing = "" if listing.include_ended or "validity" in listing.chosen else "现行"
        heading = f"“{listing.q}”找到 {listing.total} 件{standing}政策"
    else:
        heading = COLUMN
    return _render(request, listing, heading, crumbs((COLUMN, None)), "本区主动公开的政策文件，标明是否有效。")


@require_safe
def topic_detail(request: HttpRequest, code: str) -> HttpResponse:
    topic = get_object_or_404(Topic.objects.select_related("parent"), code=code)
    listing = DocumentListing(request.GET, topic.get_absolute_url(), {"topic": code})
    trail: list[tuple[str, str | None]] = [(COLUMN, reverse("policies:list")), ("主题分类", reverse("policies:topics"))]
    if topic.parent:
        trail.append((topic.parent.name, topic.parent.get_absolute_url()))
    return _render(
        request, listing, topic.name, crumbs(*trail, (topic.name, None)), f"主题分类为“{topic.name}”的政策文件。"
    )


@require_safe
def tag_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A merged tag leads to the one it was merged into; a retired one keeps its page."""
    tag = get_object_or_404(Tag.objects.select_related("dimension", "merged_into"), slug=slug)
    if tag.merged_into:
        return HttpResponsePermanentRedirect(tag.merged_into.get_absolute_url())
    listing = DocumentListing(request.GET, tag.get_absolute_url(), {"tag": slug})
    trail = crumbs((COLUMN, reverse("policies:list")), (tag.dimension.name, reverse("policies:tags")), (tag.name, None))
    return _render(request, listing, tag.name, trail, tag.description or f"与“{tag.name}”有关的政策文件。")


@require_safe
def tag_list(request: HttpRequest) -> HttpResponse:
    groups = tags_in_use(everything())
    dimensions = [
        {"name": each.name, "facing": each.get_facing_display(), "tags": groups.get(each.pk, [])}
        for each in reference().dimensions
    ]
    context = {
        "dimensions": dimensions,
        "crumbs": crumbs((COLUMN, reverse("policies:list")), ("按身份和事情找", None)),
        "meta": column_meta(
            "按身份和事情找政策", "按服务对象、人生事件等标签查找政策。", "标签,服务对象,政策", "政策文件"
        ),
    }
    return render(request, "policies/tag_list.html", context)


@require_safe
def topic_list(request: HttpRequest) -> HttpResponse:
    context = {
        "topics": topics_in_use(everything()),
        "crumbs": crumbs((COLUMN, reverse("policies:list")), ("主题分类", None)),
        "meta": column_meta("主题分类", "按国家统一的主题分类查找政策。", "主题分类,政策", "政策文件"),
    }
    return render(request, "policies/topic_list.html", context)
