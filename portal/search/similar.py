"""Texts that ask the same: published items by the search itself, unpublished ones by the words they share."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from portal import registry
from portal.search.engine import search
from portal.search.terms import tokens

ALIKE = 0.3
"""Cosine from which two texts count as the same question; measured on pairs written for it (tests)."""
TITLE_SHARE = 0.25
"""Share of the words, by weight, that the title of a published item has in common with the text."""
NEAR = 0.55
"""Share of the best score below which a published item is not offered."""


def similar(text: str, keys: Sequence[str], limit: int = 5) -> list[tuple[str, int]]:
    """(registry key, primary key) of public items of those types that answer this text, best first. At most 4 queries."""
    found = search(text)
    snapshot = found.snapshot
    tables = {registry.get(key).model._meta.db_table: key for key in keys}
    wanted = [number for number, table in enumerate(snapshot.kinds) if table in tables]
    mask = snapshot.alive & np.isin(snapshot.kind, wanted) & (found.scored.share >= TITLE_SHARE)
    rows = found.ordered(mask, limit)
    if not len(rows):
        return []
    best = float(found.score[rows[0]])
    near = [row for row in rows.tolist() if float(found.score[row]) >= best * NEAR]
    return [(tables[snapshot.kinds[snapshot.kind[row]]], int(snapshot.objects[row])) for row in near]


def groups(texts: Iterable[tuple[int, str]]) -> list[list[int]]:
    """Keys of texts that ask the same, largest group first; texts that stand alone are left out.

    For some hundred texts that are not public and so not in the index. Each text joins the first group whose
    first text it resembles.
    """
    rows = [(key, Counter(each for each in tokens(text) if len(each) > 1)) for key, text in texts]
    seen: Counter[str] = Counter()
    for _, counted in rows:
        seen.update(counted.keys())
    vectors = [(key, _weighted(counted, seen, len(rows))) for key, counted in rows]
    made: list[tuple[dict[str, float], list[int]]] = []
    for key, vector in vectors:
        for first, members in made:
            if _cosine(first, vector) >= ALIKE:
                members.append(key)
                break
        else:
            made.append((vector, [key]))
    return sorted((members for _, members in made if len(members) > 1), key=len, reverse=True)


def _weighted(counted: Counter[str], seen: Counter[str], total: int) -> dict[str, float]:
    weights = {each: (1 + math.log(count)) * math.log(1 + total / seen[each]) for each, count in counted.items()}
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {each: weight / length for each, weight in weights.items()}


def _cosine(one: dict[str, float], other: dict[str, float]) -> float:
    small, large = (one, other) if len(one) < len(other) else (other, one)
    return sum(weight * large.get(each, 0.0) for each, weight in small.items())
