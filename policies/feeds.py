"""An Atom feed of every list, filtered as the list is; newest first, fifty entries."""

import datetime as dt
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from policies.listing import DocumentListing
from policies.models import Document, Interpretation
from portal.feeds import ENTRIES, ItemFeed


class InterpretationFeed(ItemFeed):
    title, subtitle = "政策解读", "每份政策讲了什么、谁能受益、怎么办"

    def link(self) -> str:
        return reverse("policies:interpretations")

    def items(self) -> list[Interpretation]:
        return list(Interpretation.objects.published().select_related("unit").order_by("-published_at")[:ENTRIES])


class DocumentFeed(Feed):
    feed_type = Atom1Feed
    subtitle = "主动公开的政策文件"

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> DocumentListing:
        return DocumentListing(request.GET, reverse("policies:list"))

    def title(self, listing: DocumentListing) -> str:
        chips = "、".join(chip.label for chip in listing.chips())
        return f"政策文件：{chips}" if chips else "政策文件"

    def link(self, listing: DocumentListing) -> str:
        return listing.url()

    def feed_url(self, listing: DocumentListing) -> str:
        return listing.feed_url

    def items(self, listing: DocumentListing) -> list[Document]:
        rows = listing.base.filter(*listing.conditions.values()).select_related("unit")
        return list(rows.for_list().newest_first()[:ENTRIES])

    def item_title(self, item: Document) -> str:
        return item.title

    def item_description(self, item: Document) -> str:
        number = f"{item.number}　" if item.number else ""
        return f"{number}{item.validity().label}。{item.summary or item.excerpt}"

    def item_author_name(self, item: Document) -> str:
        return item.unit.name

    def item_pubdate(self, item: Document) -> dt.datetime | None:
        return item.published_at

    def item_updateddate(self, item: Document) -> dt.datetime | None:
        return item.corrected_at or item.published_at

    def item_guid(self, item: Document) -> str:
        return f"urn:document:{item.index_number}"

    def item_categories(self, item: Document) -> list[str]:
        return [item.get_category_display()]
