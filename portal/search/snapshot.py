"""The columns of all entries in the memory of the process, kept exactly as fresh as the database.

A search asks the publication version first. When it has moved, rows written and tombstones left since then are read
(models.py says why "since then" is complete); within a transaction nothing is kept. So matches, facet counts and the
order of any page are array operations, and what is withdrawn is gone with the next request.
"""

import datetime as dt
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from django.db import connection, transaction
from django.utils import timezone

from portal.models.version import PublicationVersion

NEVER = 2**31 - 1
_COLUMNS = "id, kind, object_id, first_slot, passages, facets, phases, day, weight, cited, until"


@dataclass
class FacetColumn:
    """Pairs (row, value); values are numbers of `names`."""

    names: list[str] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    rows: Any = field(default_factory=lambda: np.zeros(0, np.int32))
    values: Any = field(default_factory=lambda: np.zeros(0, np.int32))

    def number(self, name: str) -> int:
        if name not in self.numbers:
            self.numbers[name] = len(self.names)
            self.names.append(name)
        return self.numbers[name]

    def counts(self, mask: Any) -> dict[str, int]:
        """value → how many rows of `mask` have it."""
        found = np.bincount(self.values[mask[self.rows]], minlength=len(self.names))
        return {self.names[number]: int(found[number]) for number in np.flatnonzero(found)}

    def mask(self, value: str, size: int) -> Any:
        """Which rows have the value."""
        mask = np.zeros(size, bool)
        if value in self.numbers:
            mask[self.rows[self.values == self.numbers[value]]] = True
        return mask


class Snapshot:
    """Columns by row number; `alive` says which rows still stand. Never changed once made, but by `renewed`."""

    def __init__(self) -> None:
        self.version = -1
        self.ids = self.objects = self.first = np.zeros(0, np.int64)
        self.passages = self.kind = self.day = self.since = np.zeros(0, np.int32)
        self.weight = self.cited = np.zeros(0, np.float32)
        self.alive = np.zeros(0, bool)
        self.until = np.zeros(0, np.float64)
        self.kinds: list[str] = []
        self.facets: dict[str, FacetColumn] = {}
        self.phases: list[list[str]] = []
        self.place: dict[int, int] = {}
        self.base = 0
        self.row_of_slot = np.zeros(0, np.int32)
        self._states: tuple[dt.date, Any, list[str]] | None = None
        self.derived: dict[Any, Any] = {}
        """What others have computed of exactly these rows (scoring.py)."""

    def __len__(self) -> int:
        return len(self.ids)

    def renewed(self, version: int, records: list[tuple], gone: list[int]) -> "Snapshot":
        """A snapshot with changed and new rows put in and `gone` ids dead. Arrays are shared where nothing changed."""
        new = Snapshot()
        new.__dict__.update(self.__dict__)
        new.version, new.derived = version, {}
        new.__dict__.pop("live_slots", None)
        new.__dict__.pop("next_end", None)
        if records:
            new._add(records)
        if gone:
            new.alive = new.alive.copy()
            new.alive[[new.place[entry] for entry in gone if entry in new.place]] = False
        return new

    @cached_property
    def next_end(self) -> float:
        """POSIX time at which the next standing row ends by the clock; infinite when none does."""
        return float(self.until[self.alive].min(initial=np.inf))

    def lasting(self, now: float) -> "Snapshot":
        """This snapshot without the rows that have ended."""
        if now < self.next_end:
            return self
        return self.renewed(self.version, [], self.ids[self.alive & (self.until <= now)].tolist())

    def _add(self, records: list[tuple]) -> None:
        ids, kinds, objects, first, passages, facets, phases, days, weights, cited, until = zip(*records, strict=True)
        self.place = dict(self.place)
        again = [self.place[entry] for entry in ids if entry in self.place]
        start = len(self)
        for offset, entry in enumerate(ids):
            self.place[entry] = start + offset
        self.kinds = list(self.kinds)
        self.ids = np.r_[self.ids, np.array(ids, np.int64)]
        self.objects = np.r_[self.objects, np.array(objects, np.int64)]
        self.first = np.r_[self.first, np.array(first, np.int64)]
        self.passages = np.r_[self.passages, np.array(passages, np.int32)]
        self.kind = np.r_[self.kind, np.array([self._kind(kind) for kind in kinds], np.int32)]
        self.day = np.r_[self.day, np.array([day.toordinal() if day else 0 for day in days], np.int32)]
        self.weight = np.r_[self.weight, np.array(weights, np.float32)]
        self.cited = np.r_[self.cited, np.array(cited, np.float32)]
        self.alive = np.r_[self.alive, np.ones(len(ids), bool)]
        self.until = np.r_[self.until, np.array([each.timestamp() if each else np.inf for each in until], np.float64)]
        self.alive[again] = False
        self.phases = [*self.phases, *phases]
        self._add_facets(start, facets)
        self._map_slots(start)

    def _kind(self, kind: str) -> int:
        if kind not in self.kinds:
            self.kinds.append(kind)
        return self.kinds.index(kind)

    def _add_facets(self, start: int, facets: tuple[list[str], ...]) -> None:
        added: dict[str, tuple[list[int], list[int]]] = {}
        columns = {
            name: FacetColumn(list(column.names), dict(column.numbers), column.rows, column.values)
            for name, column in self.facets.items()
        }
        for row, held in enumerate(facets, start):
            for each in held:
                name, _, value = each.partition(":")
                column = columns.setdefault(name, FacetColumn())
                pair = added.setdefault(name, ([], []))
                pair[0].append(row)
                pair[1].append(column.number(value))
        for name, (rows, values) in added.items():
            column = columns[name]
            column.rows = np.r_[column.rows, np.array(rows, np.int32)]
            column.values = np.r_[column.values, np.array(values, np.int32)]
        self.facets = columns

    def _map_slots(self, start: int) -> None:
        """Slots of the new rows; a slot without a row is -1."""
        first, count = self.first[start:], self.passages[start:]
        base = min(self.base, int(first.min())) if len(self.row_of_slot) else int(first.min())
        end = max(self.base + len(self.row_of_slot), int((first + count).max()))
        mapped = np.full(end - base, -1, np.int32)
        mapped[self.base - base : self.base - base + len(self.row_of_slot)] = self.row_of_slot
        offsets = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
        mapped[np.repeat(first, count) + offsets - base] = np.repeat(np.arange(start, len(self), dtype=np.int32), count)
        self.base, self.row_of_slot = base, mapped

    def states(self, on: dt.date) -> tuple[Any, list[str]]:
        """Number of each row's state on a day, and the names of the numbers; number 0 is "no state"."""
        held = self._states
        if held is None or held[0] != on or len(held[1]) != len(self):
            names, known = (
                ({name: i for i, name in enumerate(held[2])}, held[1]) if held and held[0] == on else ({"": 0}, [])
            )
            found = [
                names.setdefault(state_on(phases, on.isoformat()), len(names)) for phases in self.phases[len(known) :]
            ]
            self._states = held = (on, np.r_[np.array(known, np.int8), np.array(found, np.int8)], list(names))
        return held[1], held[2]

    @cached_property
    def live_slots(self) -> Any:
        """1 for slots of standing rows, 0 for all others."""
        known = self.row_of_slot >= 0
        known[known] = self.alive[self.row_of_slot[known]]
        return known.astype(np.float32)


def state_on(phases: list[str], day: str) -> str:
    """The last phase that has begun on an ISO day."""
    state = ""
    for phase in phases:
        since, _, name = phase.partition(":")
        if not since or since <= day:
            state = name
    return state


class _Held:
    """The snapshot of the process."""

    snapshot = Snapshot()
    lock = threading.Lock()


def forget() -> None:
    """Start again from nothing (tests, another database)."""
    _Held.snapshot = Snapshot()


def current() -> Snapshot:
    """All entries as the database has them now."""
    now = timezone.now().timestamp()
    if connection.in_atomic_block:
        return _renew(Snapshot()).lasting(now)
    version = PublicationVersion.known()
    held = _Held.snapshot
    if held.version == version and now < held.next_end:
        return held
    with _Held.lock:
        held = _Held.snapshot
        if held.version < version or held.next_end <= now:
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
                held = _Held.snapshot = _renew(held).lasting(now)
    return held


def _renew(held: Snapshot) -> Snapshot:
    """Rows, tombstones and version of one moment, when the transaction has one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT number, (SELECT array_agg(entry_id) FROM portal_searchtombstone WHERE version > %s), "
            "(SELECT count(*) FROM portal_searchentry WHERE version > %s) FROM portal_publicationversion",
            [held.version, held.version],
        )
        version, gone, fresh = cursor.fetchone()
        records = list(_records(cursor, held.version)) if fresh else []
    return held.renewed(version, records, gone or [])


def _records(cursor: Any, since: int) -> Iterator[tuple]:
    cursor.execute(f"SELECT {_COLUMNS} FROM portal_searchentry WHERE version > %s ORDER BY first_slot", [since])  # noqa: S608
    return iter(cursor.fetchall())
