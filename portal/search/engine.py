"""From a query to ordered rows of the snapshot: what matches, what is named directly, in which order."""

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from django.db import connection
from django.utils import timezone

from portal import registry
from portal.search.folding import fold, key
from portal.search.phrases import Phrases
from portal.search.postings import Postings
from portal.search.query import Query, understand
from portal.search.scoring import RERANKED, WHOLE_TEXT, Scored, Scorer
from portal.search.snapshot import Snapshot, current
from portal.search.spelling import from_pinyin, suggestion
from portal.search.synonyms import synonyms
from portal.search.terms import term

STRICT = 2
"""Up to so many words all must be there; of more, MOST_OF by weight."""
MOST_OF = 0.6
SOME_OF = 0.3
"""When nothing has all: the share by weight that is offered instead, and said so."""
SAME_TITLE, IN_TITLE = 3.0, 1.0
"""Whole title equal; query inside the title as it stands (more for shorter titles)."""
WHOLE_TITLE = 0.999
"""From this share on a title has all pairs of the query."""
PREFERRED = 1.3
"""For what has the year or the state that the query names."""
FEW = 3
"""With fewer results than this a spelling is suggested."""


@dataclass
class Found:
    query: Query
    snapshot: Snapshot
    mask: Any
    """Which rows match, before any filter."""
    score: Any
    scorer: Scorer
    scored: Scored
    direct: dict[int, str] = field(default_factory=dict)
    """row → why it comes first"""
    phrase_cut: bool = False
    """A quoted phrase stands in more places than were looked at."""
    partly: bool = False
    """Nothing has all of the query; the mask holds what has much of it."""
    pinyin: list[str] = field(default_factory=list)
    parts: dict[str, Any] = field(default_factory=dict)
    """name of a factor → array over rows, for explain"""

    def ordered(self, mask: Any, most: int | None = None) -> Any:
        """Rows of the mask, best first; ties by age and number. `most`: only so many are wanted."""
        rows = first_of(np.flatnonzero(mask), self.score, most)
        return rows[np.lexsort((-self.snapshot.ids[rows], -self.snapshot.day[rows], -self.score[rows]))][:most]

    def suggestion(self, total: int) -> str:
        """Another spelling of the query when it finds next to nothing."""
        if total >= FEW and not self.partly:
            return ""
        return suggestion(self.query.text, lambda pair: self.scorer.postings.frequency(term(pair)) <= 1)


def first_of(rows: Any, value: Any, most: int | None) -> Any:
    """Those of the rows that can be among the first `most` when the greatest value comes first: a page needs no order of all."""
    if most is None or len(rows) <= most:
        return rows
    values = value[rows]
    return rows[values >= np.partition(values, len(rows) - most)[len(rows) - most]]


def search(text: str, on: dt.date | None = None) -> Found:
    """Everything that can be said of a query before filters."""
    on = on or timezone.localdate()
    snapshot, query = current(), understand(text, synonyms())
    words = from_pinyin(query.text) if query.text.isascii() and query.text and not query.phrases else []
    if words:
        query = _with_pinyin(query, words)
    scorer = Scorer(snapshot, query, Postings(query.all_terms))
    scored = scorer.score(on, state_factors())
    phrases = Phrases(scorer, scored.acc, [*(unit for unit in query.units if unit.phrase), *query.excluded])
    mask, partly = _matching(scorer, query, scored.share, phrases)
    direct = _direct(query, snapshot)
    mask[list(direct)] = True
    score = (scored.text + scored.title) * scored.factor * _preferences(query, snapshot, on)
    found = Found(query, snapshot, mask, score, scorer, scored, direct, phrases.cut, partly, words)
    _rerank(found)
    return found


def _with_pinyin(query: Query, words: list[str]) -> Query:
    """Pinyin is another spelling of what was typed."""
    spoken = understand("".join(words), synonyms())
    units = [replace(unit, alternatives=[*unit.alternatives, *query.units[0].alternatives]) if len(words) == 1 and query.units
             else unit for unit in spoken.units]  # fmt: skip
    spoken.raw, spoken.text, spoken.units = query.raw, query.text, units
    spoken.excluded, spoken.fields = query.excluded, query.fields
    return spoken


def state_factors() -> dict[str, float]:
    return {
        state: factor
        for public_type in registry.public_types()
        if public_type.search is not None
        for state, (_, _, factor) in public_type.search.states.items()
    }


def _matching(scorer: Scorer, query: Query, title_share: Any, phrases: Phrases) -> tuple[Any, bool]:
    """Rows that have every phrase, nothing excluded, and enough of the words; or a title with all that was typed."""
    snapshot = scorer.snapshot
    alive = snapshot.alive.copy()
    if not query.units and not query.title_terms:
        return (alive if query.fields else np.zeros(len(snapshot), bool)), False
    titled = alive & (title_share > WHOLE_TITLE) if query.title_terms else np.zeros(len(snapshot), bool)
    share, whole = np.zeros(len(snapshot), np.float32), 0.0
    required = alive
    for unit in query.units:
        rows, weight = phrases.rows(unit) if unit.phrase else scorer.unit_rows(unit), scorer.unit_weight(unit)
        share += rows * np.float32(weight)
        whole += weight
        if unit.phrase:
            required = required & rows
    for unit in query.excluded:
        required = required & ~phrases.rows(unit)
    need = whole if len(query.units) <= STRICT else whole * MOST_OF
    for part, partly in ((need, False), (whole * SOME_OF, True)):
        mask = required & ((share >= max(part * 0.999, 1e-6)) | titled)
        if mask.any():
            return mask, partly
    return mask, False


def _direct(query: Query, snapshot: Snapshot) -> dict[int, str]:
    """Rows that the query names by number or by title."""
    found: dict[int, str] = {}
    for public_type in registry.public_types():
        if public_type.search is None or public_type.model._meta.db_table not in snapshot.kinds:
            continue
        kind = snapshot.kinds.index(public_type.model._meta.db_table)
        for hit in public_type.search.find(query.raw):
            for row in np.flatnonzero((snapshot.objects == hit.pk) & (snapshot.kind == kind) & snapshot.alive).tolist():
                found.setdefault(row, hit.reason)
    return found


def _preferences(query: Query, snapshot: Snapshot, on: dt.date) -> Any:
    """Years and states that the query names are preferred, not demanded."""
    factor = np.ones(len(snapshot), np.float32)
    for year in query.years:
        if column := snapshot.facets.get("year"):
            factor[column.mask(year, len(snapshot))] *= PREFERRED
    if query.states:
        numbers, names = snapshot.states(on)
        wanted = [number for number, name in enumerate(names) if name in query.states]
        factor[np.isin(numbers, wanted)] *= PREFERRED
    return factor


def _rerank(found: Found) -> None:
    """The best of the matching: whole text and the title as it stands, then what was named directly."""
    snapshot, query = found.snapshot, found.query
    rows = np.flatnonzero(found.mask)
    if not len(rows):
        return
    if len(rows) > RERANKED:
        rows = rows[np.argpartition(-found.score[rows], RERANKED)[:RERANKED]]
    whole = np.zeros(len(snapshot), np.float32)
    whole[rows] = WHOLE_TEXT * found.scorer.whole_text(rows)
    title = np.zeros(len(snapshot), np.float32)
    title[rows] = _title_bonus(rows, snapshot, key("".join([*query.phrases, query.text])))
    best = np.zeros(len(snapshot), np.float32)
    best[rows] = 0.001  # what was looked at closely stays before what was not
    found.score = found.score + (whole + title) * found.scored.factor + best
    for place, row in enumerate(found.direct):
        found.score[row] += 100 - place * 0.01
    found.parts = {"段落": found.scored.text, "标题词": found.scored.title, "全文": whole, "标题原样": title,
                   "合计系数": found.scored.factor}  # fmt: skip


def _title_bonus(rows: Any, snapshot: Snapshot, wanted: str) -> Any:
    """For the query as it stands in the title; a short title that has it is nearer than a long one."""
    bonus = np.zeros(len(rows), np.float32)
    if len(wanted) < 2:
        return bonus
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, title_key FROM portal_searchentry WHERE id = ANY(%s) AND strpos(title_key, %s) > 0",
            [snapshot.ids[rows].tolist(), wanted],
        )
        keys = dict(cursor.fetchall())
    for place, entry in enumerate(snapshot.ids[rows].tolist()):
        if title_key := keys.get(entry):
            same = title_key == wanted
            bonus[place] = SAME_TITLE if same else IN_TITLE * (1 + len(wanted) / len(title_key))
    return bonus


def unit_texts(query: Query) -> list[str]:
    """What is marked in a text: every spelling of every word."""
    words = [spelling for unit in query.units for spelling in unit.spellings]
    return [*map(fold, query.phrases), *words]
