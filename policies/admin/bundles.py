"""Staff screen of scenario pages."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin

from policies.admin.items import PUBLICITY, ItemAdmin, OwnedBlocks, OwnedRows
from policies.explaining import passages
from policies.models import Bundle, BundleItem, BundleSection
from policies.views.bundles import bundle_context
from portal.publishable_admin import PublishableAdmin
from portal.screening import Passage


class SectionInline(OwnedRows):
    model = BundleSection
    fields = ["position", "title", "words"]


class BundleItemInline(OwnedBlocks):
    model = BundleItem
    fields = [("section", "position", "level"), "document", ("title", "url"), "words"]
    autocomplete_fields = ["document"]


@admin.register(Bundle)
class BundleAdmin(ItemAdmin):
    template = "policies/bundle.html"
    context = staticmethod(bundle_context)
    list_display = ["title", "slug", "unit", "state_mark", "published_at"]
    list_filter = PublishableAdmin.list_filter
    autocomplete_fields = ["unit"]
    inlines = [SectionInline, BundleItemInline]
    fieldsets = [(None, {"fields": [("title", "slug"), "unit", "summary", "words"]}), PUBLICITY]

    def passages(self, obj: Any) -> Iterable[Passage]:
        return passages(obj)
