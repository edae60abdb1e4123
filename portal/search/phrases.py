"""What stands in quotes (or behind a minus) word for word: candidates by pairs of characters, verified in the stored text.

A phrase of two characters is a pair, and a word of the index is a word: neither needs a look at the text. Of all others the
CHECKED best passages are looked at; a page whose phrase has more says so.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from django.db import connection

from portal.search.folding import fold, foldable
from portal.search.query import Unit
from portal.search.scoring import Scorer
from portal.search.terms import is_han, term

CHECKED = 3000
"""Passages whose text is read for one query."""


class Phrases:
    """Rows that have each phrase of a query, in one statement for all of them. `cut`: not every candidate was looked at."""

    def __init__(self, scorer: Scorer, acc: Any, units: Sequence[Unit]) -> None:
        self.scorer, self.cut = scorer, False
        self._slots: dict[str, Any] = {}
        asked: list[tuple[str, Any]] = []
        for unit in units:
            numbers, folded = unit.alternatives[0], fold(unit.text)
            slots = scorer.together(numbers)
            known = np.isin(slots, scorer.together([term(folded)]))
            asked.append((unit.text, slots[~known]))
            self._slots[unit.text] = slots[known]
        self._verify(asked, acc)

    def rows(self, unit: Unit) -> Any:
        """Which rows have the phrase."""
        mask = np.zeros(len(self.scorer.snapshot), bool)
        rows = self.scorer.snapshot.row_of_slot[self._slots[unit.text]]
        mask[rows[rows >= 0]] = True
        return mask

    def _verify(self, asked: list[tuple[str, Any]], acc: Any) -> None:
        left = CHECKED
        ids: list[int] = []
        places: list[int] = []
        for place, (_, slots) in enumerate(asked):
            self.cut = self.cut or len(slots) > left
            best = slots if len(slots) <= left else slots[np.argpartition(-acc[slots], left)[:left]]
            left -= len(best)
            ids += (best + self.scorer.snapshot.base).tolist()
            places += [place] * len(best)
        if not ids:
            return
        phrases = [text for text, _ in asked]
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT asked.place, array_agg(asked.slot) FROM unnest(%s::bigint[], %s::int[]) AS asked(slot, place) "
                "JOIN portal_searchpassage AS passage ON passage.slot = asked.slot "
                "WHERE strpos(passage.text, (%s::text[])[asked.place + 1]) > 0 "
                "OR passage.text ~ (%s::text[])[asked.place + 1] GROUP BY 1",
                [_array(ids), _array(places), phrases, [pattern(text) for text in phrases]],
            )
            for place, slots in cursor.fetchall():
                text = phrases[place]
                verified = np.array(slots, np.int64) - self.scorer.snapshot.base
                self._slots[text] = np.union1d(self._slots[text], verified)


def _array(numbers: list[int]) -> str:
    """An array as PostgreSQL reads it: psycopg would look at each number by itself."""
    return f"{{{','.join(map(str, numbers))}}}"


@cache
def _spellings() -> dict[str, str]:
    """folded character → all characters that are folded to it."""
    found: dict[str, str] = {}
    for code, to in foldable().items():
        found[chr(to)] = found.get(chr(to), "") + chr(code)
    return found


def pattern(phrase: str) -> str:
    """A regular expression of PostgreSQL for the phrase in any width, case and kind of character, blanks beside Latin."""
    letters = [char for char in fold(phrase) if not char.isspace()]
    parts: list[str] = []
    for before, char in zip(["", *letters], letters, strict=False):
        if before and not (is_han(before) and is_han(char)):
            parts.append(r"\s*")
        others = _spellings().get(char, "").replace("\x00", "")
        parts.append(f"[{char}{others}]" if char.isalnum() and others else re.escape(char))
    return "".join(parts)
