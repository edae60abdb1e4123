"""Moments at which public pages change by the clock alone: a consultation opens, a sign-up closes.

The page cache carries in its key how many of them have passed, so that no stored page survives such a minute. Apps register
where their moments stand; the list is read again whenever the publication version moves.
"""

import datetime as dt
from bisect import bisect_right
from collections.abc import Callable, Iterable

from django.utils import timezone

from portal.models.version import PerVersion

_sources: list[Callable[[], Iterable[dt.datetime]]] = []


def register_moments(source: Callable[[], Iterable[dt.datetime]]) -> None:
    """`source` yields the moments of what is public now; called in AppConfig.ready()."""
    _sources.append(source)


_moments: PerVersion[list[dt.datetime]] = PerVersion(
    lambda: sorted({moment for source in _sources for moment in source()})
)


def passed(now: dt.datetime | None = None) -> int:
    """How many moments of the current publication version lie in the past."""
    return bisect_right(_moments(), now or timezone.now())


def passed_if_known(version: int, now: dt.datetime | None = None) -> int | None:
    """As `passed`, without asking the database; None when the moments of that version have not been read yet."""
    held = _moments.held(version)
    return None if held is None else bisect_right(held, now or timezone.now())
