"""What every Atom feed of published items says of an entry."""

import datetime as dt
from typing import Any

from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed

ENTRIES = 50


class ItemFeed(Feed):
    """Subclasses give title, link and `items`."""

    feed_type = Atom1Feed

    def item_title(self, item: Any) -> str:
        return item.title

    def item_description(self, item: Any) -> str:
        return getattr(item, "summary", "") or item.title

    def item_author_name(self, item: Any) -> str:
        return item.unit.name

    def item_pubdate(self, item: Any) -> dt.datetime:
        return item.published_at

    def item_updateddate(self, item: Any) -> dt.datetime:
        return item.corrected_at or item.published_at

    def item_guid(self, item: Any) -> str:
        return f"urn:{item._meta.label_lower.replace('.', ':')}:{item.pk}"
