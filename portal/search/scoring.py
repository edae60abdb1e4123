"""Scores of passages and entries. Every factor stands here and in docs/search.md; explain shows the parts."""

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from portal.search.index import K1, SCALE
from portal.search.postings import Postings
from portal.search.query import Query, Unit
from portal.search.snapshot import Snapshot
from portal.search.terms import TITLE

WHOLE_TEXT = 0.1
"""Share of the score of an item's whole text beside its best passage."""
CITED = 0.08
"""Per natural logarithm of the number of items that cite the title: what others rest on comes first."""
TITLE_MATCH = 1.0
"""An item whose title has all of the query counts as if its text scored this much more (1 is the best a text could score)."""
TITLE_POWER = 4
"""A title that has a part of the query counts by the fourth power of that part."""
NEWER = 0.06
"""What was published today counts this much more than what is very old; halves in HALF_LIFE years."""
HALF_LIFE = 4.0
RERANKED = 300
"""Best passages or items for which the whole text is scored."""
SATURATION = 2.0
"""Passages' worth of a term after which half of its weight for the whole text is reached."""
EXPANDED = 0.5
"""Weight of a synonym's words beside the words that were typed."""


@dataclass
class Scored:
    """Arrays over the rows of the snapshot, and `acc` over its slots."""

    snapshot: Snapshot
    acc: Any
    best: float
    """What a passage could score at most; scores are shares of it."""
    text: Any
    share: Any
    """Share of the query in each title, by weight."""
    title: Any
    factor: Any


class Scorer:
    """Scores one query over one snapshot."""

    def __init__(self, snapshot: Snapshot, query: Query, postings: Postings) -> None:
        self.snapshot, self.query, self.postings = snapshot, query, postings
        self.total = max(len(snapshot.row_of_slot), 1)

    def idf(self, number: int) -> float:
        return self._idf(self.postings.frequency(number), self.total)

    @staticmethod
    def _idf(frequency: int, total: int) -> float:
        return math.log(1 + max(total - frequency + 0.5, 0.5) / (frequency + 0.5))

    def _slots(self, number: int) -> tuple[Any, Any]:
        """Offsets into the snapshot's slots; what was written after the snapshot is left for the next request."""
        slots, weights = self.postings[number]
        offsets = slots.astype(np.int64) - self.snapshot.base
        inside = (offsets >= 0) & (offsets < len(self.snapshot.row_of_slot))
        return (offsets, weights) if inside.all() else (offsets[inside], weights[inside])

    def weights(self) -> dict[int, float]:
        """term → its weight in the query: occurrences × inverse document frequency."""
        found = {number: count * self.idf(number) for number, count in self.query.terms.items()}
        for number, count in self.query.expansion.items():
            if number not in found:
                found[number] = EXPANDED * count * self.idf(number)
        return found

    def score(self, on: dt.date, states: Mapping[str, float]) -> Scored:
        snapshot, weights = self.snapshot, self.weights()
        acc = np.zeros(len(snapshot.row_of_slot), np.float32)
        for number, weight in weights.items():
            slots, parts = self._slots(number)
            acc[slots] += parts * np.float32(weight / SCALE)
        acc *= snapshot.live_slots
        best = sum(self.query.terms[number] * self.idf(number) for number in self.query.terms) * (K1 + 1) or 1.0
        text = np.zeros(len(snapshot), np.float32)
        touched = np.flatnonzero(acc)
        if len(touched):
            rows = snapshot.row_of_slot[touched]  # the slots of a row lie side by side
            starts = np.flatnonzero(np.r_[True, rows[1:] != rows[:-1]])
            text[rows[starts]] = np.maximum.reduceat(acc[touched], starts) / best
        share = self.title_share()
        title = TITLE_MATCH * share**TITLE_POWER
        return Scored(snapshot, acc, best, text, share, title, self.factors(on, states))

    def title_share(self) -> Any:
        """Share of the query that stands in each title, weighed by how rare it is in titles."""
        share = np.zeros(len(self.snapshot), np.float32)
        whole = 0.0
        for number in self.query.title_terms:
            slots, _ = self._slots(number | TITLE)
            weight = self._idf(len(slots), len(self.snapshot) or 1)
            whole += weight
            rows = self.snapshot.row_of_slot[slots]
            share[rows[rows >= 0]] += weight
        return share / whole if whole else share

    def factors(self, on: dt.date, states: Mapping[str, float]) -> Any:
        """Legal rank × authority by citation × validity × age; the same for every query of a day."""
        snapshot, asked = self.snapshot, (on, *states.items())
        if asked not in snapshot.derived:
            snapshot.derived[asked] = self._factors(on, states)
        return snapshot.derived[asked]

    def _factors(self, on: dt.date, states: Mapping[str, float]) -> Any:
        snapshot = self.snapshot
        numbers, names = snapshot.states(on)
        validity = np.array([states.get(name, 1.0) for name in names], np.float32)[numbers]
        years = np.clip(on.toordinal() - snapshot.day, 0, 36500) / 365.25
        newer = np.where(snapshot.day > 0, 1 + NEWER * 0.5 ** (years / HALF_LIFE), 1.0)
        return snapshot.weight * (1 + CITED * np.log1p(snapshot.cited)) * validity * newer.astype(np.float32)

    def whole_text(self, rows: Any) -> Any:
        """Score of the whole text of some rows, as a share of the best: each term saturates over the passages."""
        snapshot, weights = self.snapshot, self.weights()
        place = np.full(len(snapshot), -1, np.int32)
        place[rows] = np.arange(len(rows))
        score = np.zeros(len(rows), np.float32)
        best = sum(weights.values()) or 1.0
        for number, weight in weights.items():
            slots, parts = self._slots(number)
            found = place[snapshot.row_of_slot[slots]]
            inside = found >= 0
            sums = np.bincount(found[inside], parts[inside] / 255, len(rows))
            score += (weight / best) * (sums / (sums + SATURATION)).astype(np.float32)
        return score

    # -- which entries match ------------------------------------------------------------------------------------------

    def unit_rows(self, unit: Unit) -> Any:
        """Which rows have the unit in one of its spellings; None when it names nothing that is indexed."""
        mask = np.zeros(len(self.snapshot), bool)
        for alternative in unit.alternatives:
            slots = self.together(alternative)
            rows = self.snapshot.row_of_slot[slots]
            mask[rows[rows >= 0]] = True
        return mask

    def together(self, numbers: list[int]) -> Any:
        """Slots that have all of the terms."""
        numbers = sorted(numbers, key=self.postings.frequency)
        if not numbers:
            return np.zeros(0, np.int64)
        slots, _ = self._slots(numbers[0])
        for number in numbers[1:]:
            if not len(slots):
                break
            flags = np.zeros(self.total, bool)
            flags[self._slots(number)[0]] = True
            slots = slots[flags[slots]]
        return slots

    def unit_weight(self, unit: Unit) -> float:
        """How much a unit counts for "contains the query": the rarest of its parts."""
        frequencies = [self.postings.frequency(number) for number in unit.alternatives[0]] or [0]
        return self._idf(min(frequencies), self.total)
