"""Parts of every staff page."""

from typing import Any

from django import template
from django.db.models import Count, Min
from django.urls import reverse

from portal import clocks, roles
from portal.models import Clock

register = template.Library()


@register.inclusion_tag("admin/_silent.html", takes_context=True)
def silent_banner(context: dict[str, Any]) -> dict[str, Any]:
    """What has waited over three months, on every page of its unit and of the office until it is done. One query."""
    user = getattr(context.get("request"), "user", None)
    if user is None or not roles.roles(user):
        return {}
    waiting = roles.visible_items(user, Clock.objects.silent_since(clocks.silent()).order_by())
    found = waiting.aggregate(count=Count("pk"), first=Min("received_on"))
    return found | {"url": reverse("admin:portal_clock_changelist", query={"desk": "silent"})}
