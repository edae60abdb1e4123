"""Projects and specials on pages of the portal: the home page, and the pages of the towns and units."""

from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from disclosures.models import Project, Special
from disclosures.models.place import towns_now
from disclosures.project_list import LATE_FIRST
from disclosures.project_state import ProjectState, with_state
from disclosures.shown_projects import card, mark_of

FEW = 4
"""Projects on the page of a unit, specials on the home page."""


def home_projects(_: Any) -> dict[str, Any] | None:
    """How many projects stand in which state; one query."""
    rows = with_state(Project.objects.published()).order_by().values("state_now")
    counts = {line["state_now"]: line["count"] for line in rows.annotate(count=Count("pk"))}
    if not counts:
        return None
    return {
        "total": sum(counts.values()),
        "states": [
            {
                "mark": mark_of(state),
                "count": counts[state],
                "url": reverse("disclosures:projects", query={"state": state}),
            }
            for state in ProjectState.values
            if counts.get(state)
        ],
    }


def home_specials(_: Any) -> dict[str, Any] | None:
    """Current specials, the newest first; one query."""
    found = list(Special.objects.published().current().order_by("-published_at", "-pk")[:FEW])
    return {"specials": found} if found else None


def unit_projects(unit: Any) -> dict[str, Any] | None:
    """Those that a unit builds, and of a town also those that stand in it, late ones first; two queries."""
    here = Q(unit=unit) | Q(town=unit)
    rows = with_state(Project.objects.published().filter(here))
    total = rows.count()
    if not total:
        return None
    is_town = any(each.pk == unit.pk for each in towns_now())
    return {
        "cards": [card(each) for each in rows.order_by(LATE_FIRST, "ends_on", "pk")[:FEW]],
        "total": total,
        "url": reverse("disclosures:projects", query={"town": unit.pk} if is_town else {}),
        "is_town": is_town,
    }
