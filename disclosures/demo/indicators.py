"""Indicators of the demonstration district: values from the file or drawn with a fixed seed, a revision, a batch that waits."""

import datetime as dt
import math
import random
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pghistory
from django.db import transaction
from django.utils import timezone

from disclosures.models import Column, Indicator
from disclosures.observation_import import Taken, take
from disclosures.periods import following, label, parsed
from portal.demo.units import desk_of
from portal.disclosure_basis import Basis
from portal.models import Unit, User

FILE = Path(__file__).parent / "indicators.toml"
PLAIN = [
    "code", "theme", "title", "summary", "measure", "precision", "period", "headline", "method", "direction",
    "target_year", "release_days", "source", "note",
]  # fmt: skip


def load_indicators(units: dict[str, Unit], office: User) -> int:
    """Indicators that are not there yet, each whole or not at all; returns how many were made."""
    held = set(Indicator.objects.values_list("code", flat=True))
    new = [each for each in tomllib.loads(FILE.read_text())["indicator"] if each["code"] not in held]
    column = Column.objects.get(slug="eco-island")
    for position, record in enumerate(new):
        with transaction.atomic():
            _make(record, position, column, units, office)
    return len(new)


def _make(record: dict[str, Any], position: int, column: Column, units: dict[str, Unit], office: User) -> None:
    unit = units[record["unit"]]
    author, reviewer = desk_of(unit, record["unit"])
    at = timezone.now() - dt.timedelta(days=20)
    with pghistory.context(verb="draft", user=author.pk):
        item = Indicator.objects.create(
            unit=unit, created_by=author, created_at=at, disclosure_basis=Basis.ART_20_13, column=column,
            position=position, target=Decimal(record["target"]) if "target" in record else None,
            **{name: record[name] for name in PLAIN if name in record},
        )  # fmt: skip
    values = dict(_values(item, record))
    waiting = [values.popitem() for _ in range(record.get("waiting", 0))]
    take(item, [_taken(item, *each) for each in values.items()], author, file_name="历年数据.xlsx", at=at).confirm(
        reviewer, at=at
    )
    item.submit(author, at=at)
    item.clear(reviewer, at=at)
    item.publish(office, at=at)
    later = at + dt.timedelta(days=6)
    for text, each in record.get("revised", {}).items():
        moment, value = parsed(item.period, text), Decimal(each["value"])
        revision = _taken(item, moment, value, values[moment], each["reason"])
        take(item, [revision], author, file_name="修订.csv", at=later).confirm(reviewer, at=later)
    if waiting:
        take(item, [_taken(item, *each) for each in waiting], author, file_name="本期数据.xlsx")


def _taken(item: Indicator, at: dt.datetime, value: Decimal, before: Decimal | None = None, reason: str = "") -> Taken:
    return Taken(0, at, label(item.period, at), value, before, 0 if before is None else 1, reason)


def _values(item: Indicator, record: dict[str, Any]) -> Iterator[tuple[dt.datetime, Decimal]]:
    for text, value in record.get("values", {}).items():
        yield parsed(item.period, text), Decimal(value)
    if drawn := record.get("drawn"):
        yield from _drawn(item, drawn)


def _drawn(item: Indicator, drawn: dict[str, Any]) -> Iterator[tuple[dt.datetime, Decimal]]:
    """The same values on every machine; the days that have passed since decide how many."""
    source = random.Random(drawn["seed"])  # noqa: S311 - figures for show
    start = at = parsed(item.period, drawn["from"])
    while (end := following(item.period, at)) <= timezone.now():
        here = timezone.localtime(at)
        years = (at - start).days / 365.25
        swing = drawn["noise"] * (source.gauss(0, 1) + 0.4 * math.sin(years * 9))
        value = drawn["base"] + drawn["trend"] * years + drawn["season"][here.month - 1] + swing
        value = min(max(value, drawn["low"]), drawn.get("high", math.inf))
        yield at, round(Decimal(value), item.precision)
        at = end
