"""Projects and specials on pages of the portal: the home page, and the pages of the towns and units."""

from typing import Any

from django.db.models import Q
from django.urls import reverse

from disclosures.models import Project, Special
from disclosures.models.place import towns_now
from disclosures.project_lines import cards_of, counted, lines
from disclosures.project_state import ProjectState
from disclosures.shown_projects import mark_of

FEW = 4
"""Projects on the page of a unit, specials on the home page."""


def home_projects(_: Any) -> dict[str, Any] | None:
    """How many projects stand in which state; one query."""
    counts = counted(lines(Project.objects.published()), "state")
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
    found = lines(Project.objects.published().filter(Q(unit=unit) | Q(town=unit)))
    if not found:
        return None
    is_town = any(each.pk == unit.pk for each in towns_now())
    return {
        "cards": cards_of(found[:FEW]),
        "url": reverse("disclosures:projects", query={"town": unit.pk} if is_town else {}),
        "is_town": is_town,
    }
