"""What everybody may read: selected questions, frequent questions, figures."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from interaction import knowledge, statistics
from interaction.models import FAQ, Exchange
from policies.articles import article_anchor
from policies.models import Document
from policies.views.listing import crumbs
from portal.context import article_meta, column_meta
from portal.list_links import page_links
from portal.middleware import Gone
from portal.models import Unit
from portal.models.unit import units_now
from portal.publishing import Publishable

COLUMN, PER_PAGE = "互动交流", 15
BOARD_META = column_meta("留言选登", "市民的留言和各单位的答复。", "留言,咨询,答复", "互动交流")
FAQ_META = column_meta("常见问题", "大家常问的问题和答案。", "常见问题,政策问答", "互动交流")


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """/interaction/: selected questions and answers, by unit, policy and words."""
    rows = Exchange.objects.published().select_related("unit").order_by("-answered_on", "-pk")
    chips: list[dict[str, str]] = []
    unit = _chosen(Unit.objects.own(), request.GET.get("unit", ""))
    document = _chosen(Document.objects.published(), request.GET.get("document", ""))
    words = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:60]
    if unit:
        rows = rows.filter(unit=unit)
        chips.append({"label": unit.label, "url": _url(request, unit=None)})
    if document:
        rows = rows.filter(document=document)
        chips.append({"label": f"《{document.title}》", "url": _url(request, document=None)})
    for word in words.split():
        rows = rows.filter(title__icontains=word) | rows.filter(asked__icontains=word)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "heading": "留言选登",
        "page_obj": page,
        "page_links": page_links(lambda page: _url(request, page=page), page),
        "chips": chips,
        "q": words,
        "total": page.paginator.count,
        "crumbs": crumbs((COLUMN, None)),
        "feed_url": reverse("interaction:feed"),
        "meta": BOARD_META,
    }
    return render(request, "interaction/board.html", context)


def _chosen(rows: Any, text: str) -> Any:
    return rows.filter(pk=int(text)).first() if text.isdecimal() and len(text) < 18 else None


def _url(request: HttpRequest, **changes: Any) -> str:
    query: QueryDict = request.GET.copy()
    query.pop("page", None)
    for name, value in changes.items():
        query.pop(name, None)
        if value:
            query[name] = str(value)
    return f"{reverse('interaction:board')}{'?' if query else ''}{query.urlencode()}"


def public_item(model: type[Publishable], pk: int, name: str) -> Any:
    """The row behind the public door; 410 for what was withdrawn."""
    item = model._default_manager.published().select_related("unit").filter(pk=pk).first()
    if item is None:
        if model._default_manager.withdrawn().filter(pk=pk).exists():
            raise Gone
        raise Http404(f"没有这件{name}，或者它没有公开。")
    return item


def public_document(pk: int | None) -> Document | None:
    """The policy that something is about, while everybody may see it."""
    return Document.objects.published().filter(pk=pk).first() if pk else None


def _content_meta(item: Any) -> list[dict[str, str]]:
    published = timezone.localtime(item.published_at or timezone.now())
    return article_meta(item.title, f"{published:%Y-%m-%d %H:%M}", item.unit.name)


@require_safe
def exchange_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "interaction/exchange.html", exchange_context(public_item(Exchange, pk, "留言")))


def exchange_context(exchange: Exchange) -> dict[str, Any]:
    document = public_document(exchange.document_id)
    return {
        "exchange": exchange,
        "document": document,
        "anchor": article_anchor(exchange.article, document.body if document else ""),
        "crumbs": crumbs((COLUMN, reverse("interaction:board")), ("留言选登", None)),
        "meta": BOARD_META + _content_meta(exchange),
    }


@require_safe
def faq_list(request: HttpRequest) -> HttpResponse:
    """/interaction/faqs/: grouped by the policy they are about, general ones first."""
    rows = FAQ.objects.published().order_by("document_id", "position", "pk")
    documents = Document.objects.published().filter(pk__in=rows.exclude(document=None).values("document"))
    titles = {each.pk: each for each in documents.only("published_at", "created_at", *knowledge.NEEDED)}
    groups: dict[int | None, list[FAQ]] = {}
    for each in rows:
        groups.setdefault(each.document_id if each.document_id in titles else None, []).append(each)
    ordered = sorted(groups.items(), key=lambda pair: (pair[0] is not None, -len(pair[1]), pair[0] or 0))
    return render(request, "interaction/faq_list.html", {
        "groups": [{"document": titles.get(pk) if pk else None, "faqs": faqs} for pk, faqs in ordered],
        "total": sum(len(faqs) for faqs in groups.values()),
        "crumbs": crumbs((COLUMN, reverse("interaction:board")), ("常见问题", None)),
        "meta": FAQ_META,
    })  # fmt: skip


@require_safe
def faq_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "interaction/faq.html", faq_context(public_item(FAQ, pk, "常见问题")))


def faq_context(faq: FAQ) -> dict[str, Any]:
    document = public_document(faq.document_id)
    others = FAQ.objects.published().filter(document=document).exclude(pk=faq.pk).order_by("position", "pk")
    return {
        "faq": faq,
        "document": document,
        "version_on": faq.version_on(document) if document else None,
        "anchor": article_anchor(faq.article, document.body if document else ""),
        "others": list(others[:10]) if document else [],
        "crumbs": crumbs(
            (COLUMN, reverse("interaction:board")), ("常见问题", reverse("interaction:faqs")), ("正文", None)
        ),
        "meta": FAQ_META + _content_meta(faq),
    }


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """/interaction/figures/: how questions are answered, up to the end of yesterday, so that a cached page is right."""
    today = timezone.localdate()
    year = _year(request.GET.get("year", ""), today.year)
    return render(request, "interaction/figures.html", {
        "figures": statistics.figures(year, today, units_now()),
        "year": year,
        "years": statistics.years(today),
        "crumbs": crumbs((COLUMN, reverse("interaction:board")), ("留言统计", None)),
        "meta": column_meta("留言统计", "留言的数量、按时答复率和满意度。", "留言统计,满意度", "互动交流"),
    })  # fmt: skip


def _year(text: str, default: int) -> int:
    return int(text) if text.isdecimal() and len(text) == 4 and 2000 <= int(text) <= default else default
