"""Staff screen of service guides."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin

from policies.admin.items import PUBLICITY, ItemAdmin, ItemForm
from policies.explaining import passages
from policies.models import ServiceGuide
from policies.views.guides import service_context
from portal.publishable_admin import PublishableAdmin
from portal.screening import Passage

LINES = ["conditions", "materials", "steps", "place"]


class ServiceForm(ItemForm):
    class Meta(ItemForm.Meta):
        widgets: Any = {name: forms.Textarea(attrs={"rows": 3, "class": "staff-input"}) for name in LINES}


@admin.register(ServiceGuide)
class ServiceGuideAdmin(ItemAdmin):
    template = "policies/service.html"
    context = staticmethod(service_context)
    form = ServiceForm
    list_display = ["title", "document", "unit", "state_mark", "failure", "checked_at"]
    list_filter = PublishableAdmin.list_filter
    list_select_related = ["unit", "document"]
    search_fields = ["title", "document__title"]
    autocomplete_fields = ["unit", "document"]
    readonly_fields = ["progress", "failure", "checked_at"]
    fieldsets = [
        (None, {"fields": ["title", ("document", "unit")]}),
        ("网上办理", {"fields": ["apply_url", ("failure", "checked_at")]}),
        ("去之前看", {"fields": [*LINES, ("hours", "fee"), ("hotline", "workdays")]}),
        PUBLICITY,
    ]

    def passages(self, obj: Any) -> Iterable[Passage]:
        return passages(obj)
