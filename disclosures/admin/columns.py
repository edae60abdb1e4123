"""Staff screens of the columns."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import TabularInline

from disclosures.models import Column, ColumnFact
from portal.publishable_admin import StaffAdmin


class FactInline(TabularInline):
    """What typed elements the column asks of its entries."""

    model = ColumnFact
    extra = 0


@admin.register(Column)
class ColumnAdmin(StaffAdmin):
    list_display = ["name", "slug", "unit", "kind", "rhythm", "active"]
    list_select_related = ["unit"]
    search_fields = ["name", "slug"]
    ordering = ["path"]
    autocomplete_fields = ["unit"]
    inlines = [FactInline]
    fieldsets = [
        (None, {"fields": [("name", "slug"), ("unit", "kind"), "description", "keywords"]}),
        ("更新和归档", {"fields": [("rhythm", "limit_days"), ("required", "archive_after"), "active"]}),
    ]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
