"""Staff screen of the warnings."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin

from disclosures.models import Alert, AlertPlan
from disclosures.searching import alert_passages
from disclosures.views.alerts import alert_context
from policies.admin.items import PUBLICITY, ItemAdmin, OwnedRows
from portal.publishable_admin import PublishableAdmin
from portal.screening import Passage


class PlanInline(OwnedRows):
    model = AlertPlan
    autocomplete_fields = ["document"]


@admin.register(Alert)
class AlertAdmin(ItemAdmin):
    template = "disclosures/alert.html"
    context = staticmethod(alert_context)
    list_display = ["title", "kind", "level", "unit", "starts_at", "ends_at", "state_mark"]
    list_filter = [*PublishableAdmin.list_filter, "kind", "level"]
    autocomplete_fields = ["unit"]
    inlines = [PlanInline]
    fieldsets = [
        (None, {"fields": ["title", ("kind", "level"), ("unit", "area"), ("starts_at", "ends_at")]}),
        ("内容", {"fields": ["body", "advice", "phone"]}),
        PUBLICITY,
    ]

    def passages(self, obj: Any) -> Iterable[Passage]:
        return alert_passages(obj)
