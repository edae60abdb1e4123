"""Writing the index, in the transaction that publishes, corrects or withdraws.

Every write gets new slots and a segment of its own, so that writers never touch a row that another one wrote; merge.py
joins small segments. A removed entry leaves a tombstone (a trigger, so plain SQL does too) and its slots are passed
over.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import connection, transaction

from portal import registry
from portal.models.version import MOVE
from portal.search.folding import key
from portal.search.item import Passage, SearchItem
from portal.search.terms import TITLE, numbers, term, title_tokens
from portal.search.vocabulary import add_words

K1, B, AVERAGE = 1.2, 0.75, 230
"""BM25. AVERAGE is the usual length of an article in tokens; a constant, so that a weight never changes once
written."""
SCALE = 255 / (K1 + 1)
"""A weight tf·(k1+1)/(tf + k1·(1-b+b·len/avg)) is stored as one byte."""
ATTACHED = 0.8
"""Weight of words in an attachment: the document stands before its annexes."""
LONGEST = 1500
"""Characters of a passage; longer ones are split at a line or sentence."""
MOST = 4000
"""Passages of an item; what follows is joined to the last."""
SUMMARY = 300
"""Characters of the summary that is kept for a line in the results."""
_CITED = re.compile("《([^《》]{4,80})》")
BATCH = 1000


@dataclass(frozen=True)
class _Row:
    kind: str
    pk: int
    item: SearchItem
    passages: list[Passage]
    line: dict[str, Any]


def index(row: Any) -> None:
    """Make the entry of one row what it should be: there when everyone may see the row, gone otherwise."""
    public_type = registry.of_model(type(row))
    if public_type is None or public_type.search is None:
        return
    index_many(public_type, [row.pk])


def index_many(public_type: Any, pks: Sequence[int]) -> int:
    """(Re)index rows of one type; those that are not public lose their entry. Returns how many entries were written."""
    search, written = public_type.search, 0
    for start in range(0, len(pks), BATCH):
        with transaction.atomic():
            part = pks[start : start + BATCH]
            rows = search.prefetch(public_type.model._default_manager.published().filter(pk__in=part))
            items = ((row.pk, search.item(row), row) for row in rows)
            described = ((pk, item, line(public_type, row, item)) for pk, item, row in items)
            written += write(public_type.model._meta.db_table, part, described)
    return written


def line(public_type: Any, row: Any, item: SearchItem) -> dict[str, Any]:
    """What the line of a row says in the results: address, number, unit, summary and the facts of its kind."""
    return {
        "url": row.get_absolute_url(),
        "number": item.number,
        "unit": item.unit or row.unit_id,
        "summary": public_type.summary(row)[:SUMMARY],
        "facts": [fact for fact in item.facts if fact],
    }


def index_with_touched(row: Any) -> None:
    """The row itself and the rows whose state it changes (a document that it repeals)."""
    index(row)
    public_type = registry.of_model(type(row))
    if public_type is not None and public_type.search is not None:
        for other in public_type.search.touched(row):
            index(other)


def write(kind: str, pks: Sequence[int], items: Iterable[tuple[int, SearchItem, dict[str, Any]]]) -> int:
    """Replace the entries of `pks` by those of `items` (key, item, line), in one new segment."""
    rows = [_Row(kind, pk, item, split(item), line) for pk, item, line in items]
    with transaction.atomic(), connection.cursor() as cursor:
        _lock(cursor)
        cursor.execute("DELETE FROM portal_searchentry WHERE kind = %s AND object_id = ANY(%s)", [kind, list(pks)])
        if not rows:
            return 0
        cursor.execute("DO $$ BEGIN " + MOVE + " END $$")
        first = _take_slots(cursor, sum(len(row.passages) for row in rows))
        _write_entries(cursor, rows, first)
        _write_postings(cursor, rows, first)
        add_words(cursor, [row.item.title for row in rows])
    return len(rows)


def _lock(cursor: Any) -> None:
    """Writers take turns from here to their commit: versions of entries are committed in order (models.py)."""
    cursor.execute("SELECT number FROM portal_publicationversion FOR UPDATE")


def _take_slots(cursor: Any, count: int) -> int:
    cursor.execute("UPDATE portal_searchstate SET next_slot = next_slot + %s RETURNING next_slot - %s", [count, count])
    return cursor.fetchone()[0]


def split(item: SearchItem) -> list[Passage]:
    """The head (title and what names the item) and then its text in pieces of bearable length."""
    head = Passage("\n".join([item.title, *filter(None, item.head)]))
    found = [head]
    for passage in item.passages:
        found += [Passage(text, passage.label, passage.target) for text in _pieces(passage.text)]
    if len(found) > MOST:
        rest = found[MOST - 1 :]
        found[MOST - 1 :] = [Passage("\n".join(each.text for each in rest), rest[0].label, rest[0].target)]
    return found


def _pieces(text: str) -> Iterator[str]:
    while len(text) > LONGEST:
        window = text[LONGEST // 2 : LONGEST]
        cut = max(window.rfind("\n"), window.rfind("。")) + 1 or LONGEST // 2
        yield text[: LONGEST // 2 + cut]
        text = text[LONGEST // 2 + cut :]
    if text.strip():
        yield text


def digest(item: SearchItem, line: dict[str, Any]) -> str:
    """What the drift check compares: everything that the index holds of an item, and the constants it was weighed with."""
    return hashlib.blake2b(
        repr((item, line, K1, B, AVERAGE, ATTACHED)).encode("utf-8", "surrogatepass"), digest_size=16
    ).hexdigest()


def cited_titles(item: SearchItem) -> list[str]:
    own = key(item.title)
    found = {key(title)[:300] for passage in item.passages for title in _CITED.findall(passage.text)}
    return sorted(found - {own, ""})[:500]


def _write_entries(cursor: Any, rows: list[_Row], first: int) -> None:
    cursor.execute("SELECT number FROM portal_publicationversion")
    version = cursor.fetchone()[0]
    cursor.execute(
        "SELECT nextval(pg_get_serial_sequence('portal_searchentry', 'id')) FROM generate_series(1, %s)", [len(rows)]
    )
    ids = [record[0] for record in cursor.fetchall()]
    keys = [key(row.item.title)[:300] for row in rows]
    cursor.execute(
        "SELECT each.name, count(*) FROM portal_searchentry, unnest(cites) AS each(name) "
        "WHERE cites && %s::varchar[] AND each.name = ANY(%s) GROUP BY 1",
        [keys, keys],
    )
    cited = dict(cursor.fetchall())
    slot = first
    with cursor.copy(
        "COPY portal_searchentry (id, kind, object_id, version, first_slot, passages, title, title_key, facets, "
        "phases, day, weight, until, cites, cited, shown, digest) FROM STDIN"
    ) as copy:
        for entry, title_key, row in zip(ids, keys, rows, strict=True):
            item = row.item
            facets = [f"{name}:{value}"[:120] for name, values in item.facets.items() for value in values]
            phases = [f"{phase.since or ''}:{phase.state}" for phase in item.phases]
            copy.write_row([
                entry, row.kind, row.pk, version, slot, len(row.passages), item.title[:300], title_key, facets, phases,
                item.day, item.weight, item.until, cited_titles(item), cited.get(title_key, 0), json.dumps(row.line),
                digest(item, row.line),
            ])  # fmt: skip
            slot += len(row.passages)
    _write_passages(cursor, ids, rows, first)
    with cursor.copy("COPY portal_searchkey (entry_id, key) FROM STDIN") as copy:
        for entry, row in zip(ids, rows, strict=True):
            for each in {value[:300] for value in row.item.keys if value}:
                copy.write_row([entry, each])


def _write_passages(cursor: Any, ids: list[int], rows: list[_Row], first: int) -> None:
    slot = first
    with cursor.copy("COPY portal_searchpassage (slot, entry_id, label, target, text) FROM STDIN") as copy:
        for entry, row in zip(ids, rows, strict=True):
            for passage in row.passages:
                text = passage.text.replace("\x00", "")
                copy.write_row([slot, entry, passage.label[:300], passage.target[:500], text])
                slot += 1


def _write_postings(cursor: Any, rows: list[_Row], first: int) -> None:
    cursor.execute("SELECT nextval('portal_searchsegment')")
    segment = cursor.fetchone()[0]
    with cursor.copy("COPY portal_searchposting (term, segment, slots, weights) FROM STDIN (FORMAT BINARY)") as copy:
        copy.set_types(["int8", "int8", "bytea", "bytea"])
        for number, slots, weights in postings(rows, first):
            copy.write_row((number, segment, slots, weights))


def postings(rows: Sequence[_Row], first: int) -> Iterator[tuple[int, bytes, bytes]]:
    """(term, slots, weights) of all passages, slots counted from `first`."""
    found: list[Any] = [np.zeros(0, np.int64)]
    places: list[Any] = [np.zeros(0, np.int64)]
    factors: list[float] = []
    titles: list[tuple[int, int]] = []
    for row in rows:
        titles += ((term(token) | TITLE, len(factors)) for token in title_tokens(row.item.title))
        terms, place = numbers([passage.text for passage in row.passages])
        found.append(terms)
        places.append(place + len(factors))
        factors += (ATTACHED if passage.target.startswith("/") else 1.0 for passage in row.passages)
    yield from _body_postings(np.concatenate(found), np.concatenate(places), np.array(factors), first)
    heads = np.array(sorted(titles), np.int64).reshape(-1, 2)
    for number, part in _groups(heads[:, 0]):
        yield number, (heads[part, 1] + first).astype("<u4").tobytes(), b"\xff" * (part.stop - part.start)


def _body_postings(numbers: Any, places: Any, factors: Any, first: int) -> Iterator[tuple[int, bytes, bytes]]:
    known, inverse = np.unique(numbers, return_inverse=True)
    lengths = np.bincount(places, minlength=len(factors))
    pairs, counts = np.unique(inverse.astype(np.int64) * len(lengths) + places, return_counts=True)
    of_term, slots = np.divmod(pairs, len(lengths))
    norm = K1 * (1 - B + B * lengths[slots] / AVERAGE)
    weights = np.rint(counts * (K1 + 1) / (counts + norm) * factors[slots] * SCALE).clip(1, 255).astype(np.uint8)
    slots = (slots + first).astype("<u4")
    for index_of_term, part in _groups(of_term):
        yield int(known[index_of_term]), slots[part].tobytes(), weights[part].tobytes()


def _groups(values: Any) -> Iterator[tuple[int, slice]]:
    """Runs of equal values of a sorted array."""
    if len(values):
        starts = np.flatnonzero(np.r_[True, values[1:] != values[:-1]])
        ends = [*starts[1:].tolist(), len(values)]
        for start, end in zip(starts.tolist(), ends, strict=True):
            yield int(values[start]), slice(start, end)


def refresh_citations() -> int:
    """Count anew how many entries cite each title; changed entries are read again by every process."""
    with transaction.atomic(), connection.cursor() as cursor:
        _lock(cursor)
        cursor.execute("DO $$ BEGIN " + MOVE + " END $$")
        cursor.execute(
            """UPDATE portal_searchentry AS entry SET cited = counted.number, version = version.number
                 FROM portal_publicationversion AS version,
                      (WITH cites AS (SELECT each.name AS title, count(*) AS number
                                        FROM portal_searchentry, unnest(cites) AS each(name) GROUP BY 1)
                       SELECT own.id, coalesce(whole.number, 0) + coalesce(short.number, 0) AS number
                         FROM portal_searchentry AS own
                         LEFT JOIN cites AS whole ON whole.title = own.title_key
                         LEFT JOIN cites AS short ON own.title_key LIKE %s
                                                 AND short.title = substr(own.title_key, 8)) AS counted
                WHERE entry.id = counted.id AND entry.cited <> counted.number""",
            ["中华人民共和国%"],
        )
        return cursor.rowcount
