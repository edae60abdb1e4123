"""Open calls of every kind: drafts to comment on, sign-ups, surveys. Apps register where theirs stand.

    register_source(Source("draft", "征求意见", consultation_calls))

`find(now)` gives the public calls at a moment, in a bounded number of queries however many there are.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils import timezone

from portal.models import Unit
from portal.models.version import PerVersion
from portal.participation.phase import Phase, Window, phase

ORDER = [Phase.OPEN, Phase.UPCOMING, Phase.CLOSED, Phase.ANSWERED]


@dataclass(frozen=True)
class Call:
    """One invitation to take part, public. uid: for ever the same (`consultation-12`)."""

    uid: str
    title: str
    url: str
    unit: Unit
    window: Window
    about: str = ""
    """What it belongs to, in words."""
    outcome: str = ""
    """What became of it, in a sentence, once that is public."""
    outcome_url: str = ""
    published_at: dt.datetime | None = None

    def phase(self, now: dt.datetime) -> Phase:
        return phase(self.window, now)


@dataclass(frozen=True)
class Source:
    """A kind of call. `calls` gives all public ones, with their unit, whatever the hour."""

    key: str
    label: str
    calls: Callable[[], Iterable[Call]]


@dataclass(frozen=True)
class Listed:
    """A call at a moment."""

    kind: Source
    call: Call
    phase: Phase


_sources: list[Source] = []


def register_source(source: Source) -> None:
    """Called in AppConfig.ready(); the same key twice is a programming error."""
    if any(each.key == source.key for each in _sources):
        raise ValueError(f"calls of the kind {source.key!r} are registered twice")
    _sources.append(source)


def sources() -> list[Source]:
    return list(_sources)


_known: PerVersion[list[tuple[Source, Call]]] = PerVersion(
    lambda: [(source, call) for source in _sources for call in source.calls()]
)


def find(now: dt.datetime | None = None) -> list[Listed]:
    """Every call: what is open first and of that what closes soonest, then what will open, then what has closed, newest first."""
    now = now or timezone.now()
    listed = [Listed(source, call, call.phase(now)) for source, call in _known()]

    def place(each: Listed) -> tuple[int, float]:
        window = each.call.window
        soonest = {Phase.OPEN: window.closes_at, Phase.UPCOMING: window.opens_at}.get(each.phase)
        return ORDER.index(each.phase), soonest.timestamp() if soonest else -window.closes_at.timestamp()

    return sorted(listed, key=place)
