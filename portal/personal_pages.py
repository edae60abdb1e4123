"""Staff pages that show personal data: whoever has one before them is on record, however it came about."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from unfold.admin import ModelAdmin

from portal.models import AccessLog


class PersonalPageAdmin(ModelAdmin):
    """The page of one row shows personal data, also when it comes back with what is wrong in the form."""

    def shown_about(self, obj: Any) -> str:
        """Whose data the page shows, for the record of accesses."""
        return str(obj)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if (obj := kwargs.get("obj")) is not None:
            AccessLog.note(request, AccessLog.Kind.OPENED, self.shown_about(obj))
        return super().render_change_form(request, context, *args, **kwargs)
