"""Reading the index: all terms of a query in one statement."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from django.db import connection

EMPTY = (np.zeros(0, np.uint32), np.zeros(0, np.uint8))


class Postings:
    """Slots (ascending within a segment) and weights of terms."""

    def __init__(self, terms: Iterable[int]) -> None:
        self._found: dict[int, tuple[Any, Any]] = {}
        wanted = list(dict.fromkeys(terms))
        if not wanted:
            return
        parts: dict[int, list[tuple[Any, Any]]] = {}
        with connection.cursor() as cursor:
            cursor.execute("SELECT term, slots, weights FROM portal_searchposting WHERE term = ANY(%s)", [wanted])
            for number, slots, weights in cursor.fetchall():
                pair = np.frombuffer(slots, "<u4"), np.frombuffer(weights, np.uint8)
                parts.setdefault(number, []).append(pair)
        for number, pairs in parts.items():
            slots, weights = zip(*pairs, strict=True)
            self._found[number] = pairs[0] if len(pairs) == 1 else (np.concatenate(slots), np.concatenate(weights))

    def __getitem__(self, number: int) -> tuple[Any, Any]:
        return self._found.get(number, EMPTY)

    def frequency(self, number: int) -> int:
        """In how many passages the term occurs."""
        return len(self[number][0])
