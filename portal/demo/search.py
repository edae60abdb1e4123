"""What the office keeps for the search: judged queries with a first measurement, recommended results, a month of searches."""

import datetime as dt
import random
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from django.utils import timezone
from django.utils.crypto import get_random_string

from portal.models import User
from portal.search import judged
from portal.search.engine import search
from portal.search.models import JudgedQuery, PinnedResult, SearchEntry, SearchLog

FOLDER = Path(__file__).parent
DAYS = 30
PINNED_BEFORE, PINNED_AFTER = dt.timedelta(days=20), dt.timedelta(days=70)
SLOWEST = 60
"""Milliseconds of the invented searches, at most."""
DEEPEST = 5


def load_search(office: User) -> int:
    """Nothing where the office has kept anything already; returns how many rows were made."""
    if JudgedQuery.objects.exists() or PinnedResult.objects.exists():
        return 0
    records: dict[str, list[dict[str, Any]]] = tomllib.loads((FOLDER / "search.toml").read_text())
    queries = JudgedQuery.objects.bulk_create(JudgedQuery(**each, changed_by=office) for each in records["judged"])
    pins = PinnedResult.objects.bulk_create(map(_pin, records["pinned"]))
    asked = SearchLog.objects.bulk_create(each for group in records["asked"] for each in _searches(group))
    judged.measure()
    return len(queries) + len(pins) + len(asked)


def _pin(record: dict[str, Any]) -> PinnedResult:
    today, page = timezone.localdate(), record.pop("page")
    url = SearchEntry.objects.filter(title=page).latest("day").shown["url"]
    return PinnedResult(**record, url=url, since=today - PINNED_BEFORE, until=today + PINNED_AFTER)


def _searches(group: dict[str, Any]) -> Iterator[SearchLog]:
    """Real numbers of results; days and clicks by lot, the same in every demonstration."""
    today, lot = timezone.localdate(), random.Random(",".join(group["times"]))  # noqa: S311 - no secret
    for text, times in group["times"].items():
        found = search(text)
        total = int(np.count_nonzero(found.mask & found.snapshot.alive))
        for _ in range(times):
            opened = total and lot.random() < group["opened"]
            yield SearchLog(
                token=get_random_string(22), query=text, total=total, milliseconds=lot.randint(12, SLOWEST),
                asked_on=today - dt.timedelta(days=lot.randrange(DAYS)),
                clicked=min(lot.randint(1, DEEPEST), total) if opened else None,
            )  # fmt: skip
