"""行政规范性文件登记簿 (work points 2023, item 14): what the units of this district issued, what ended, what is in force.

For every year and unit: 年初有效 + 当年制发 − 当年废止 − 当年失效 = 年末有效. Everything is counted from one list of entries,
each of which is issued once and ends at most once, so that the figures cannot disagree.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils import timezone

from policies.models import Document
from policies.validity import Facts, Validity, validity
from portal.models import Unit
from portal.models.unit import units_now

REPEALED, EXPIRED = "废止", "失效"


@dataclass(frozen=True, slots=True)
class Entry:
    """One public normative document. `issued_on` is the day it was made; `ended_on` the first day on which it did not hold."""

    pk: int
    unit: int
    """The leading 发文机关."""
    issued_on: dt.date
    ended_on: dt.date | None
    how: str
    """废止 or 失效; empty while it stands."""

    def stands_on(self, day: dt.date) -> bool:
        """Issued by the end of that day, and not ended by then: whether it is counted as valid."""
        return self.issued_on <= day and (self.ended_on is None or self.ended_on > day)


@dataclass(frozen=True, slots=True)
class Line:
    """The year of a unit, or of all. For the running year, `closing` is today."""

    label: str
    key: int
    opening: int
    issued: int
    repealed: int
    expired: int
    closing: int

    @property
    def reconciles(self) -> bool:
        return self.opening + self.issued - self.repealed - self.expired == self.closing


def entry(pk: int, unit: int, made: dt.date | None, facts: Facts, today: dt.date) -> Entry | None:
    """None where the dates that are needed are unknown: such documents are named apart, and never guessed into a year."""
    if made is None or made > today:
        return None
    ends = [
        (day, how) for day, how in ((facts.repealed_on, REPEALED), (facts.lapses_on, EXPIRED)) if day and day <= today
    ]
    if not ends and validity(facts, today) in (Validity.REPEALED, Validity.EXPIRED):
        return None  # the source says that it ended, and not when
    ended, how = min(ends) if ends else (None, "")
    return Entry(pk, unit, made, max(ended, made) if ended else None, how)


def entries(today: dt.date | None = None) -> tuple[list[Entry], int]:
    """(entries of the district's own units in the order of their day, how many have no dates to count by); one query."""
    today = today or timezone.localdate()
    own = set(Unit.objects.own().values_list("pk", flat=True))
    rows = Document.objects.published().filter(category=Document.Category.NORMATIVE).with_issuers().order_by()
    columns = ("effective_on", "expires_on", "extended_to", "repealed_on", "amended_on", "noted")
    found, undated = [], 0
    for pk, unit, issuers, written, published, *facts in rows.values_list(
        "pk", "unit_id", "issuer_ids", "written_on", "published_on", *columns
    ):
        lead = issuers[0] if issuers else unit
        if lead not in own:
            continue
        made = entry(pk, lead, written or published, Facts(*facts), today)
        if made is None:
            undated += 1
        else:
            found.append(made)
    return sorted(found, key=lambda each: (each.issued_on, each.pk)), undated


def line(label: str, key: int, of: Iterable[Entry], year: int, today: dt.date) -> Line:
    """Counted apart, so that `reconciles` can tell."""
    before, last = dt.date(year - 1, 12, 31), min(dt.date(year, 12, 31), today)
    held = list(of)
    ended = [each for each in held if each.ended_on and before < each.ended_on <= last]
    return Line(
        label,
        key,
        sum(each.stands_on(before) for each in held),
        sum(before < each.issued_on <= last for each in held),
        sum(each.how == REPEALED for each in ended),
        sum(each.how == EXPIRED for each in ended),
        sum(each.stands_on(last) for each in held),
    )


def by_year(of: list[Entry], today: dt.date) -> list[Line]:
    """The newest year first; from the year of the first document on."""
    if not of:
        return []
    years = range(today.year, min(each.issued_on for each in of).year - 1, -1)
    return [line(f"{year}年", year, of, year, today) for year in years]


def by_unit(of: list[Entry], year: int, today: dt.date) -> list[Line]:
    """Units with anything to count in that year, most documents first."""
    known = units_now()
    groups: dict[int, list[Entry]] = {}
    for each in of:
        groups.setdefault(each.unit, []).append(each)
    lines = [line(known[unit].label, unit, held, year, today) for unit, held in groups.items()]
    shown = [each for each in lines if each.opening or each.issued]
    return sorted(shown, key=lambda each: (-each.closing, -each.issued, each.key))


def _issued(each: Entry, year: int, last: dt.date) -> bool:
    return each.issued_on.year == year and each.issued_on <= last


def _ended(each: Entry, year: int, last: dt.date) -> bool:
    return each.ended_on is not None and each.ended_on.year == year and each.ended_on <= last


def _standing(each: Entry, year: int, last: dt.date) -> bool:
    return each.stands_on(last)


KINDS: dict[str, tuple[str, Callable[[Entry, int, dt.date], bool]]] = {
    "standing": ("年末有效", _standing),
    "issued": ("当年制发", _issued),
    "ended": ("当年废止和失效", _ended),
}


def chosen(of: list[Entry], kind: str, year: int, today: dt.date) -> list[Entry]:
    """The documents behind a number of the register."""
    last = min(dt.date(year, 12, 31), today)
    return [each for each in of if KINDS[kind][1](each, year, last)]
