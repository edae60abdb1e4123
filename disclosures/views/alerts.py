"""预警: those in force and those before, and the page of one."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from disclosures.models import Alert
from disclosures.models.alert import alerts_now
from policies.models import Document
from policies.views.detail import correction_notice
from policies.views.listing import crumbs
from portal.context import article_meta, column_meta
from portal.door import behind_the_door
from portal.feeds import ENTRIES, ItemFeed
from portal.list_links import page_links

NAME, PER_PAGE = "预警和提示", 20
META = column_meta(NAME, "正在生效和已经解除的预警、提示。", "预警,防汛,燃气,消费警示", "工作动态")


@require_safe
def alert_list(request: HttpRequest) -> HttpResponse:
    lasting = alerts_now()
    rows = (
        Alert.objects.published().filter(ends_at__lte=timezone.now()).select_related("unit").order_by("-ends_at", "-pk")
    )
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "disclosures/alert_list.html", {
        "heading": NAME,
        "lasting": lasting,
        "page_obj": page,
        "page_links": page_links(lambda page: reverse("disclosures:alerts", query={"page": page}), page),
        "crumbs": crumbs((NAME, None)),
        "feed_url": reverse("disclosures:alert-feed"),
        "meta": META,
        "alerts": [],
    })  # fmt: skip


@require_safe
def alert_detail(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Alert.objects.filter(pk=pk)
    item = behind_the_door(rows.published().select_related("unit"), rows.withdrawn(), "没有这条预警，或者它没有公开。")
    return render(request, "disclosures/alert.html", alert_context(item))


def alert_context(item: Alert) -> dict[str, Any]:
    """Everything the page shows; the staff preview renders the same. Its own banner is left out."""
    published = timezone.localtime(item.published_at or timezone.now())
    return {
        "item": item,
        "documents": list(Document.objects.published().filter(pk__in=item.plans.values("document")).for_list()),
        "notices": correction_notice(item),
        "crumbs": crumbs((NAME, reverse("disclosures:alerts")), ("正文", None)),
        "alerts": [each for each in alerts_now() if each.pk != item.pk],
        "meta": [
            *META,
            *article_meta(item.title, f"{published:%Y-%m-%d %H:%M}", item.unit.name),
            {"name": "Keywords", "content": f"{item.get_kind_display()},{NAME}"},
            {"name": "Description", "content": item.summary},
        ],
    }


class AlertFeed(ItemFeed):
    title, subtitle = NAME, "正在生效和已经解除的预警、提示"

    def link(self) -> str:
        return reverse("disclosures:alerts")

    def items(self) -> list[Alert]:
        return list(Alert.objects.published().select_related("unit").order_by("-published_at", "-pk")[:ENTRIES])
