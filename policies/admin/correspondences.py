"""Staff screen for correcting a comparison."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from policies.models import Correspondence
from portal.publishable_admin import StaffAdmin


@admin.register(Correspondence)
class CorrespondenceAdmin(StaffAdmin):
    """One row for each article whose counterpart the likeness of words does not find."""

    list_display = ["newer", "older", "old_anchor", "new_anchor", "by", "at"]
    list_select_related = ["newer", "older", "by"]
    search_fields = ["newer__title", "older__title"]
    autocomplete_fields = ["newer", "older"]

    def save_model(self, request: HttpRequest, obj: Correspondence, form: Any, change: bool) -> None:
        obj.by = request.user  # type: ignore[assignment]
        super().save_model(request, obj, form, change)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)
