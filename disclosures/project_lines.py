"""Every project that is asked for as one short line with its state: counted, ordered and summed in memory.

The state of a project costs the database more than everything else about it; so each page asks for it once.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import F, QuerySet

from disclosures.models import Project
from disclosures.project_state import ProjectState, with_state
from disclosures.shown_projects import card

WHOLE_DISTRICT = 0
"""The town of a project that lies in several."""
LATE_FIRST = {state: place for place, state in enumerate(ProjectState.values)}


@dataclass(frozen=True, slots=True)
class Line:
    pk: int
    state: str
    category: str
    """Address name of its kind."""
    town: str
    """Primary key in figures; 0 for the whole district."""
    ends_on: dt.date | None
    budget: Decimal | None


def lines(rows: QuerySet[Project]) -> list[Line]:
    """Late ones first, then by their planned end; one query."""
    columns = with_state(rows).order_by().annotate(kind=F("category__slug"))
    found = [
        Line(pk, state, kind, str(town or WHOLE_DISTRICT), ends_on, budget)
        for pk, state, kind, town, ends_on, budget in columns.values_list(
            "pk", "state_now", "kind", "town_id", "ends_on", "budget"
        )
    ]
    return sorted(found, key=lambda each: (LATE_FIRST[each.state], each.ends_on or dt.date.max, each.pk))


def counted(found: Iterable[Line], name: str) -> dict[str, int]:
    """Value of a column of the lines → how many have it."""
    counts: dict[str, int] = {}
    for each in found:
        value = getattr(each, name)
        counts[value] = counts.get(value, 0) + 1
    return counts


def cards_of(found: Sequence[Line]) -> list[dict[str, Any]]:
    """Cards in the order of the lines; one query. What left the public since the lines were read is absent."""
    public = with_state(Project.objects.published().filter(pk__in=[each.pk for each in found]))
    rows = {each.pk: each for each in public}
    return [card(rows[each.pk]) for each in found if each.pk in rows]
