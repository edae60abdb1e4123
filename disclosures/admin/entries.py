"""Staff screen of the entries with their columns, typed elements and files."""

from collections.abc import Iterable
from typing import Any

import pghistory
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html

from disclosures.masking import masked_body
from disclosures.models import ColumnFact, Entry, EntryFact, EntryFile, EntryStandard, Placement
from disclosures.searching import passages
from disclosures.views.entries import entry_context
from policies.admin.items import PUBLICITY, ItemAdmin, OwnedRows, RichForm
from policies.admin.previews import StaffFiles, staff_addresses
from portal.correction_screen import may_write
from portal.publishable_admin import PublishableAdmin
from portal.screening import Passage


class PlacementInline(OwnedRows):
    model = Placement
    autocomplete_fields = ["column"]


class FactInline(OwnedRows):
    model = EntryFact

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "fact":
            kwargs["queryset"] = ColumnFact.objects.select_related("column").order_by("column__path", "position", "pk")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class StandardInline(OwnedRows):
    """The items of the standard catalogue that this entry fulfils."""

    model = EntryStandard
    autocomplete_fields = ["item"]


class FileInline(OwnedRows):
    model = EntryFile
    fields = ["file", "title", "position"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("text")


@admin.register(Entry)
class EntryAdmin(StaffFiles, ItemAdmin):
    rich = ("body",)
    template = "disclosures/entry.html"
    context = staticmethod(entry_context)
    form = RichForm
    list_display = ["title", "unit", "state_mark", "publicity_until", "published_at"]
    list_filter = [*PublishableAdmin.list_filter, "columns"]
    autocomplete_fields = ["unit"]
    readonly_fields = [*ItemAdmin.readonly_fields, "masking"]
    inlines = [PlacementInline, FactInline, StandardInline, FileInline]
    fieldsets = [
        (None, {"fields": ["title", ("unit", "written_on"), "summary", ("keywords", "source"), "body"]}),
        ("公示期", {"fields": [("publicity_from", "publicity_until"), "masking"]}),
        PUBLICITY,
    ]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.mask_view)
        return [path("<int:pk>/mask/", view, name="disclosures_entry_mask"), *super().get_urls()]

    @admin.display(description="个人信息")
    def masking(self, obj: Any) -> str:
        """How much a notice still shows of people, and the way to mask it."""
        found = masked_body(obj.body)[1] if obj and obj.pk else []
        if not found:
            return "正文没有要遮盖的姓名、住址和号码。"
        url = reverse("admin:disclosures_entry_mask", args=[obj.pk])
        return format_html('有{}处要遮盖。<a href="{}">遮盖个人信息</a>', len(found), url)

    def mask_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What the rules would mask, before and after; a POST masks it in the draft."""
        item = self.get_object(request, str(pk))
        if item is None:
            raise Http404("没有这条信息。")
        back = reverse("admin:disclosures_entry_change", args=[pk])
        if not may_write(request, item):
            raise PermissionDenied("只有起草中的信息可以遮盖。")
        body, changes = masked_body(item.body)
        if request.method == "POST":
            item.body, item.edited_at, item.edited_by = body, timezone.now(), request.user
            with pghistory.context(verb="mask", user=request.user.pk):
                item.save(update_fields=["body", "edited_at", "edited_by"])
            messages.success(request, f"已遮盖{len(changes)}处，请核对。")
            return HttpResponseRedirect(back)
        context = self.admin_site.each_context(request) | {"item": item, "changes": changes, "back": back}
        return render(request, "admin/disclosures/mask.html", context | {"title": "遮盖个人信息"})

    def passages(self, obj: Any) -> Iterable[Passage]:
        return passages(obj)

    def render_preview(self, request: HttpRequest, obj: Any) -> Any:
        response = super().render_preview(request, obj)
        response.content = staff_addresses(obj, response.content.decode())
        return response
