"""Which article became which: by likeness of their words, not by their numbers, which shift."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from policies.comparison.pieces import Piece
from policies.comparison.words import Part, difference

ALIKE = 0.45
"""Cosine of character pairs from which two articles are versions of each other."""
SAME_NUMBER = 0.08
"""Added for the same number: decides between equals."""
KINDS = {"same": "未修改", "changed": "有修改", "added": "新增", "dropped": "删去"}


@dataclass(frozen=True, slots=True)
class Row:
    kind: str
    """same, changed, added or dropped."""
    old: Piece | None
    new: Piece | None
    parts: list[Part] = field(default_factory=list)
    """What went and came, for changed rows."""
    moved: bool = False
    """Whether it stands elsewhere among its neighbours than before."""

    @property
    def label(self) -> str:
        """有修改，原第五条 - what a reader is told beside the article."""
        said = KINDS[self.kind]
        if self.moved:
            said += "，位置移动"
        if self.old and self.new and self.old.label != self.new.label and self.old.label:
            said += f"，原{self.old.label}"
        return said

    @property
    def before(self) -> list[Part]:
        """The old text with what went marked."""
        return [part for part in self.parts if part[0] != "new"]

    @property
    def after(self) -> list[Part]:
        """The new text with what came marked."""
        return [part for part in self.parts if part[0] != "gone"]


def compare(old: Sequence[Piece], new: Sequence[Piece], fixed: Mapping[str, str | None] | None = None) -> list[Row]:
    """Rows in the order of the new text; what was dropped stands where it stood."""
    partner = _matched(old, new, fixed or {})
    kept = _in_order([partner[place] for place in sorted(partner)])
    rows: list[Row] = []
    by_new = {there: here for here, there in partner.items()}
    dropped = [place for place in range(len(old)) if place not in partner]
    done = -1
    for there, piece in enumerate(new):
        here = by_new.get(there)
        if here is None:
            rows.append(Row("added", None, piece))
            continue
        if there in kept:
            rows += [Row("dropped", old[place], None) for place in dropped if done < place < here]
            done = max(done, here)
        rows.append(_pair(old[here], piece, there not in kept))
    return rows + [Row("dropped", old[place], None) for place in dropped if place > done]


def _pair(old: Piece, new: Piece, moved: bool) -> Row:
    if old.text == new.text:
        return Row("same", old, new, moved=moved)
    return Row("changed", old, new, difference(old.text, new.text), moved)


def _matched(old: Sequence[Piece], new: Sequence[Piece], fixed: Mapping[str, str | None]) -> dict[int, int]:
    """old place → new place, each used once: what staff fixed, then the most alike first."""
    places = {piece.anchor: place for place, piece in enumerate(new) if piece.anchor}
    partner: dict[int, int] = {}
    settled: set[int] = set()
    for place, piece in enumerate(old):
        if piece.anchor in fixed and piece.anchor:
            settled.add(place)
            there = places.get(fixed[piece.anchor] or "")
            if there is not None and there not in partner.values():
                partner[place] = there
    likeness = _likeness(old, new)
    order = np.argsort(-likeness, axis=None, kind="stable")
    taken = set(partner.values())
    for flat in order.tolist():
        here, there = divmod(flat, max(len(new), 1))
        if likeness[here, there] < ALIKE:
            break
        if here not in partner and here not in settled and there not in taken:
            partner[here] = there
            taken.add(there)
    return partner


def _likeness(old: Sequence[Piece], new: Sequence[Piece]) -> "np.ndarray":
    """Cosine of the pairs of characters of every old with every new piece."""
    codes: dict[str, int] = {}
    rows = [[codes.setdefault(pair, len(codes)) for pair in _pairs(piece.text)] for piece in (*old, *new)]
    table = np.zeros((len(rows), len(codes) + 1), np.float32)
    for place, row in enumerate(rows):
        np.add.at(table[place], row, 1)
    table /= np.maximum(np.sqrt((table * table).sum(axis=1, keepdims=True)), 1e-6)
    found = table[: len(old)] @ table[len(old) :].T
    for here, piece in enumerate(old):
        for there, other in enumerate(new):
            if piece.label and piece.label == other.label:
                found[here, there] += SAME_NUMBER
            if piece.text == other.text:
                found[here, there] += 1
    return found


def _pairs(text: str) -> list[str]:
    letters = "".join(text.split())
    return ["".join(pair) for pair in pairwise(letters)] or [letters]


def _in_order(places: Sequence[int]) -> set[int]:
    """The longest run of new places that keeps the old order: whatever is not in it has moved."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, place in enumerate(places):
        at = bisect_left(tails, place)
        before.append(ends[at - 1] if at else -1)
        if at == len(tails):
            tails.append(place)
            ends.append(index)
        else:
            tails[at], ends[at] = place, index
    kept: set[int] = set()
    index = ends[-1] if ends else -1
    while index >= 0:
        kept.add(places[index])
        index = before[index]
    return kept
