"""The Atom feed of published questions."""

import datetime as dt
from typing import Any

from django.contrib.syndication.views import Feed
from django.urls import reverse, reverse_lazy
from django.utils.feedgenerator import Atom1Feed

from interaction.models import Exchange

ENTRIES = 50


class ExchangeFeed(Feed):
    feed_type = Atom1Feed
    title = "留言选登"
    subtitle = "市民的留言和各单位的答复"
    link = reverse_lazy("interaction:board")

    def feed_url(self) -> str:
        return reverse("interaction:feed")

    def items(self) -> list[Exchange]:
        return list(Exchange.objects.published().select_related("unit").order_by("-published_at")[:ENTRIES])

    def item_title(self, item: Any) -> str:
        return item.title

    def item_description(self, item: Any) -> str:
        return f"问：{item.asked}\n答：{item.answered}"

    def item_author_name(self, item: Exchange) -> str:
        return item.unit.name

    def item_pubdate(self, item: Exchange) -> dt.datetime | None:
        return item.published_at

    def item_updateddate(self, item: Exchange) -> dt.datetime | None:
        return item.corrected_at or item.published_at

    def item_guid(self, item: Exchange) -> str:
        return f"urn:exchange:{item.pk}"
