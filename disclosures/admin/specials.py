"""Staff screen of the specials: what a part shows is chosen from one list of everything that can be composed."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from unfold.widgets import UnfoldAdminSelectWidget

from disclosures import special_parts
from disclosures.models import Special, SpecialPart
from disclosures.special_contents import passages
from disclosures.views.specials import special_context
from policies.admin.items import PUBLICITY, ItemAdmin, OwnedBlocks
from portal.publishable_admin import EMPTY, PublishableAdmin
from portal.screening import Passage


class PartInline(OwnedBlocks):
    model = SpecialPart
    fields = ["position", "target", "title", "words"]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "target":
            choices = [("", EMPTY), *special_parts.choices()]
            return forms.ChoiceField(label=db_field.verbose_name, choices=choices, widget=UnfoldAdminSelectWidget)
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(Special)
class SpecialAdmin(ItemAdmin):
    template = "disclosures/special.html"
    context = staticmethod(special_context)
    list_display = ["title", "slug", "unit", "starts_on", "ends_on", "state_mark", "published_at"]
    list_filter = [*PublishableAdmin.list_filter, "ends_on"]
    search_fields = ["title", "slug"]
    autocomplete_fields = ["unit"]
    inlines = [PartInline]
    fieldsets = [
        (None, {"fields": ["title", ("slug", "unit"), "summary", ("starts_on", "ends_on"), "words"]}),
        PUBLICITY,
    ]

    def passages(self, obj: Any) -> Iterable[Passage]:
        return passages(obj)
