"""When each column was last updated, kept in memory for the day: what is empty, and when the next update is due."""

import datetime as dt

from django.utils import timezone

from disclosures.contents import last_updates
from disclosures.models.column import Column, tree
from portal.models.version import PerVersion

_held: PerVersion[dict[dt.date, dict[int, dt.datetime]]] = PerVersion(dict)


def updates() -> dict[int, dt.datetime]:
    """Column → the last public change of what stands in it today; columns with nothing in them are absent."""
    held, today = _held(), timezone.localdate()
    if today not in held:
        held[today] = last_updates([each.pk for each in tree().columns])
    return held[today]


def last_update(column: Column) -> dt.datetime | None:
    """Of the column and everything below it."""
    found = updates()
    return max((found[each.pk] for each in tree().below(column) if each.pk in found), default=None)


def is_shown(column: Column) -> bool:
    """Empty columns are kept from the public, the fixed ones of the national structure are not."""
    return column.active and (bool(column.fixed) or last_update(column) is not None)
