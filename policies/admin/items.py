"""What the staff screens of items share: inlines frozen with their item, texts that readers see, the preview."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from unfold.admin import StackedInline, TabularInline

from policies.admin.editor import BodyEditor
from portal.conflict_admin import ConflictAdmin, GuardedForm
from portal.context import public_frame
from portal.correction_screen import may_write
from portal.publishable_admin import SecureAddresses
from portal.screening_admin import ScreenedAdmin

PUBLICITY = (
    "公开",
    {"fields": [("disclosure", "disclosure_basis"), "publish_at", "progress"]},
)


def rendered(model: Any, name: str) -> Callable[[Any], str]:
    """A column of a read-only screen that shows the text of a field and not its mark-up."""

    @admin.display(description=str(model._meta.get_field(name).verbose_name))
    def shown(item: Any) -> str:
        return mark_safe(getattr(item, name) or "-")  # sanitised when it was stored (policies/bodytext.py)

    shown.__name__ = f"{name}_shown"
    return shown


class ReadableTexts:
    """Mixin: who may only read sees the texts of `rich` fields as they will be read."""

    rich: tuple[str, ...] = ()
    model: Any

    @cached_property
    def shown(self) -> dict[str, Callable[[Any], str]]:
        return {name: rendered(self.model, name) for name in self.rich}

    def _reads(self, request: HttpRequest, obj: Any) -> bool:
        return obj is not None and not self.has_change_permission(request, obj)  # type: ignore[attr-defined]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)  # type: ignore[misc]
        if not self._reads(request, obj):
            return fieldsets
        return [(name, options | {"fields": self._readable(options["fields"])}) for name, options in fieldsets]

    def _readable(self, fields: Iterable[Any]) -> list[Any]:
        """Each field once; an inline without fields of its own lists its read-only ones again."""
        return list(dict.fromkeys(self.shown.get(each, each) if isinstance(each, str) else each for each in fields))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        readonly = list(super().get_readonly_fields(request, obj))  # type: ignore[misc]
        return [*readonly, *self.shown.values()] if self._reads(request, obj) else readonly


class OwnedInline(SecureAddresses, ReadableTexts):
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


class ItemAdmin(ReadableTexts, ConflictAdmin, ScreenedAdmin):
    """Base of the screens: subclasses give `passages`, and `template` and `context` of the public page."""

    form = ItemForm
    list_select_related = ["unit"]
    readonly_fields = ["progress"]
    search_fields = ["title"]
    template = ""
    context: Any
    """The function that gives the public page of an item its context."""

    def render_preview(self, request: HttpRequest, obj: Any) -> HttpResponse:
        context = public_frame(request, obj.get_absolute_url()) | self.context(obj)
        context.pop("form", None)  # a preview takes no post
        response = render(request, self.template, context)
        response.headers["X-Robots-Tag"] = "noindex"
        return response
