"""What the staff screens of this column add: the rules of the regulation shown before they are broken."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from decisions.passages import passages
from policies.admin import items
from portal.publication_states import EDITABLE
from portal.screening import Passage


class ItemAdmin(items.ItemAdmin):
    def passages(self, obj: Any) -> Iterable[Passage]:
        return passages(obj)

    def get_queryset(self, request: HttpRequest) -> Any:
        """With the unit: the admin drops list_select_related where a queryset selects anything itself."""
        rows = super().get_queryset(request)
        return rows.select_related("unit", "decision") if hasattr(self.model, "decision") else rows

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """A draft says at once what of the regulation it would break; nobody finds out by being refused."""
        obj = kwargs.get("obj")
        if obj is not None and obj.state in EDITABLE:
            for breach in broken(obj):
                messages.warning(request, f"按现在的内容不能公开：{breach}")
        return super().render_change_form(request, context, *args, **kwargs)


def broken(item: Any) -> list[str]:
    """What of the regulation the item as it is would break."""
    return [str(each) for each in item.breaches()] if hasattr(item, "breaches") else []
