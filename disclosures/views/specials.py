"""专题: those that run, those that are archived, and the page of one."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from disclosures import special_parts
from disclosures.models import Special, SpecialPart
from disclosures.models.special import Stage
from policies.sentences import chinese_date
from policies.views.detail import correction_notice
from policies.views.listing import crumbs
from portal.context import article_meta, column_meta
from portal.door import behind_the_door
from portal.feeds import ENTRIES, ItemFeed
from portal.list_links import page_links

NAME, ARCHIVE, PER_PAGE = "专题专栏", "往期专题", 20
META = column_meta(
    NAME, "围绕一件事，把栏目、政策、指标和项目放在一页。", "专题,营商环境,碳达峰,政府开放月", "工作动态"
)
TONES = {Stage.SOON: "wait", Stage.OPEN: "ok", Stage.ARCHIVED: "end"}


@require_safe
def special_list(request: HttpRequest) -> HttpResponse:
    return _list(request, NAME, Special.objects.published().current(), crumbs((NAME, None)))


@require_safe
def special_archive(request: HttpRequest) -> HttpResponse:
    trail = crumbs((NAME, reverse("disclosures:specials")), (ARCHIVE, None))
    return _list(request, ARCHIVE, Special.objects.published().archived(), trail)


def _list(request: HttpRequest, heading: str, rows: QuerySet[Special], trail: list[Any]) -> HttpResponse:
    page = Paginator(rows.select_related("unit").order_by("-published_at", "-pk"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    return render(request, "disclosures/special_list.html", {
        "heading": heading,
        "archive": heading == ARCHIVE,
        "specials": [(each, mark_of(each)) for each in page],
        "page_obj": page,
        "page_links": page_links(lambda page: f"{request.path_info}?page={page}", page),
        "crumbs": trail,
        "feed_url": reverse("disclosures:special-feed"),
        "meta": META,
    })  # fmt: skip


def mark_of(special: Special) -> dict[str, str]:
    return {"label": special.stage.label, "tone": TONES[special.stage]}


@require_safe
def special_detail(request: HttpRequest, slug: str) -> HttpResponse:
    rows = Special.objects.filter(slug=slug)
    item = behind_the_door(rows.published().select_related("unit"), rows.withdrawn(), "没有这个专题，或者它没有公开。")
    return render(request, "disclosures/special.html", special_context(item))


def special_context(item: Special) -> dict[str, Any]:
    """Everything the page shows; the staff preview renders the same. Parts that are not public leave no trace."""
    published = timezone.localtime(item.published_at or timezone.now())
    archived = item.stage == Stage.ARCHIVED
    parts = list(item.parts.all())
    found = special_parts.shown([each.target for each in parts], item.closed_at if archived else None)
    return {
        "item": item,
        "mark": mark_of(item),
        "archived": archived,
        "sections": _sections(parts, found),
        "notices": [*_closed(item, archived=archived), *correction_notice(item)],
        "crumbs": crumbs((NAME, reverse("disclosures:specials")), (item.title, None)),
        "meta": [
            *META,
            *article_meta(item.title, f"{published:%Y-%m-%d %H:%M}", item.unit.name),
            {"name": "Keywords", "content": f"专题,{item.title}"},
            {"name": "Description", "content": item.summary or item.title},
        ],
    }


def _sections(parts: list[SpecialPart], found: dict[str, special_parts.Shown]) -> list[dict[str, Any]]:
    """What is public, in order; neighbours that can stand together share the section of the first."""
    sections: list[dict[str, Any]] = []
    for each in parts:
        kind = special_parts.kind_of(each.target)
        if kind is None or each.target not in found:
            continue
        shown, bare = found[each.target], not (each.title or each.words)
        if bare and kind.together and sections and sections[-1]["kind"] == kind:
            sections[-1]["parts"].append(shown)
        else:
            sections.append({"item": each, "kind": kind, "name": each.title or shown.name, "parts": [shown]})
    return sections


def _closed(item: Special, *, archived: bool) -> list[dict[str, Any]]:
    if not (archived and item.ends_on):
        return []
    sentence = f"已归档：本专题到{chinese_date(item.ends_on)}为止，不再增加新的内容；其中项目和指标的进度仍是最新的。"
    return [{"tone": "end", "before": sentence, "text": "", "url": None, "after": ""}]


class SpecialFeed(ItemFeed):
    title, subtitle = NAME, "正在进行的专题"

    def link(self) -> str:
        return reverse("disclosures:specials")

    def items(self) -> list[Special]:
        rows = Special.objects.published().current().select_related("unit")
        return list(rows.order_by("-published_at", "-pk")[:ENTRIES])
