from typing import Any

from django import forms
from django.contrib import admin
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from decisions.admin.items import ItemAdmin
from decisions.models import Catalogue, CatalogueItem
from decisions.models.catalogue import PROCEDURES
from decisions.views.catalogue import catalogue_context, versions_of
from policies.admin.items import PUBLICITY, OwnedBlocks
from portal.publishable_admin import PublishableAdmin


class CatalogueItemForm(forms.ModelForm):
    procedures = forms.MultipleChoiceField(
        label="决策程序", choices=[(each.value, each.label) for each in PROCEDURES], required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
    )  # fmt: skip

    class Meta:
        model = CatalogueItem
        fields: Any = "__all__"


class CatalogueItemInline(OwnedBlocks):
    model = CatalogueItem
    form = CatalogueItemForm
    autocomplete_fields = ["unit"]
    fields = [
        ("number", "title"), ("unit", "partners"), "planned_on", "legal_basis", "procedures",
        ("change", "reason"),
    ]  # fmt: skip


def context(catalogue: Catalogue) -> dict[str, Any]:
    return catalogue_context(catalogue, versions_of(catalogue.year))


@admin.register(Catalogue)
class CatalogueAdmin(ItemAdmin):
    template = "decisions/year.html"
    context = staticmethod(context)
    list_display = ["title", "year", "version", "state_mark", "adopted_on"]
    list_filter = [*PublishableAdmin.list_filter, "year"]
    autocomplete_fields = ["unit"]
    inlines = [CatalogueItemInline]
    fieldsets = [
        (None, {"fields": ["title", ("year", "version"), ("number", "adopted_on"), "unit", "introduction", "adjustment"]}),
        PUBLICITY,
    ]  # fmt: skip
