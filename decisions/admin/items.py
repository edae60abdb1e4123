"""What the staff screens of this column share: frozen inlines, the rules shown before they are broken, the preview."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from unfold.admin import StackedInline, TabularInline

from decisions.passages import passages
from policies.admin.editor import BodyEditor
from portal.conflict_admin import ConflictAdmin, GuardedForm
from portal.context import public_frame
from portal.correction_screen import may_write
from portal.publication_states import EDITABLE
from portal.screening import Passage
from portal.screening_admin import ScreenedAdmin

PUBLICITY = (
    "公开",
    {"fields": [("disclosure", "disclosure_basis"), ("audience", "group"), "publish_at", "progress"]},
)


class OwnedInline:
    """Rows that belong to an item: editable exactly when the item is."""

    extra = 0

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_write(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_write(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_write(request, obj)


class OwnedRows(OwnedInline, TabularInline):
    pass


class OwnedBlocks(OwnedInline, StackedInline):
    pass


class ItemForm(GuardedForm):
    class Meta:
        fields: Any = "__all__"


class RichForm(ItemForm):
    """An item whose `body` is written in the editor."""

    class Meta(ItemForm.Meta):
        widgets = {"body": BodyEditor}

    def stored(self, name: str) -> Any:
        return self.instance.body if name == "body" else super().stored(name)


class ItemAdmin(ConflictAdmin, ScreenedAdmin):
    """Base of the screens: subclasses give `template` and `context` of the public page."""

    form = ItemForm
    list_select_related = ["unit"]
    readonly_fields = ["progress"]
    search_fields = ["title"]
    template = ""
    context: Any
    """The function that gives the public page of an item its context."""

    def passages(self, obj: Any) -> Iterable[Passage]:
        return passages(obj)

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = super().get_queryset(request)
        return rows.select_related("decision") if hasattr(self.model, "decision") else rows

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """A draft says at once what of the regulation it would break; nobody finds out by being refused."""
        obj = kwargs.get("obj")
        if obj is not None and obj.state in EDITABLE:
            for breach in broken(obj):
                messages.warning(request, f"按现在的内容不能公开：{breach}")
        return super().render_change_form(request, context, *args, **kwargs)

    def render_preview(self, request: HttpRequest, obj: Any) -> HttpResponse:
        context = public_frame(request, obj.get_absolute_url()) | self.context(obj)
        context.pop("form", None)  # a preview takes no post
        response = render(request, self.template, context)
        response.headers["X-Robots-Tag"] = "noindex"
        return response


def broken(item: Any) -> list[str]:
    """What of the regulation the item as it is would break."""
    return [str(each) for each in item.breaches()] if hasattr(item, "breaches") else []
