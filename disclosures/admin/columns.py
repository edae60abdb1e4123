"""Staff screens of the columns."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from disclosures.models import Column
from portal.publishable_admin import StaffAdmin


@admin.register(Column)
class ColumnAdmin(StaffAdmin):
    list_display = ["name", "slug", "unit", "kind", "rhythm", "active"]
    list_select_related = ["unit"]
    search_fields = ["name", "slug"]
    ordering = ["path"]
    autocomplete_fields = ["unit"]
    fieldsets = [
        (None, {"fields": [("name", "slug"), ("unit", "kind"), "description", "keywords"]}),
        ("更新和归档", {"fields": [("rhythm", "limit_days"), ("required", "archive_after"), "active"]}),
    ]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
