"""Quality and speed over judged questions: recall@10, MRR@10, nDCG@10, p50 and p95."""

import hashlib
import json
import math
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TextIO

import numpy as np
from django.db import connection, transaction
from django.utils import timezone

from portal.search import index
from portal.search.item import Passage, SearchItem
from portal.search.postings import Postings
from portal.search.query import understand
from portal.search.scoring import RERANKED, WHOLE_TEXT, Scorer
from portal.search.snapshot import Snapshot, current
from portal.search.synonyms import synonyms

DEPTH = 10
TABLES = ["searchstate", "searchentry", "searchpassage", "searchposting", "searchtombstone", "searchkey", "searchword",
          "publicationversion"]  # fmt: skip
LEVELS = {"宪法": 1.0, "法律": 1.0}
LOWER_LEVEL = 0.9
"""Legal rank in the score: what stands below a law counts a little less."""


@dataclass
class Score:
    """Means over all questions; milliseconds per question."""

    ndcg: list[float] = field(default_factory=list)
    recall: list[float] = field(default_factory=list)
    mrr: list[float] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)

    def add(self, ranked: Sequence[str], relevant: Mapping[str, int], milliseconds: float) -> None:
        top = list(ranked)[:DEPTH]
        gains = [(2 ** relevant.get(each, 0) - 1) / math.log2(place + 2) for place, each in enumerate(top)]
        ideal = sorted(relevant.values(), reverse=True)[:DEPTH]
        best = sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(ideal))
        self.ndcg.append(sum(gains) / best if best else 0.0)
        self.recall.append(len(set(top) & set(relevant)) / len(relevant))
        self.mrr.append(next((1 / (place + 1) for place, each in enumerate(top) if each in relevant), 0.0))
        self.milliseconds.append(milliseconds)

    def __add__(self, other: "Score") -> "Score":
        return Score(
            *(getattr(self, each) + getattr(other, each) for each in ("ndcg", "recall", "mrr", "milliseconds"))
        )

    def mean(self, name: str) -> float:
        values = getattr(self, name)
        return sum(values) / len(values) if values else 0.0

    def percentile(self, share: float) -> float:
        ordered = sorted(self.milliseconds)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)] if ordered else 0.0


Judged = list[tuple[str, Mapping[str, int]]]


def held_out(question: str) -> bool:
    """Whether the question of this id belongs to the half on which no constant of the search was chosen."""
    return bool(hashlib.blake2b(question.encode(), digest_size=1).digest()[0] & 1)


def read_judged(queries: TextIO, qrels: TextIO) -> Judged:
    """(question, {answer: grade}) of a TREC-style pair of files; questions without an answer are left out."""
    tuned, held = read_halves(queries, qrels)
    return [*tuned, *held]


def read_halves(queries: TextIO, qrels: TextIO) -> tuple[Judged, Judged]:
    """The same in two halves by the id of the question: the one that constants are chosen on, and the one held out."""
    relevant: dict[str, dict[str, int]] = {}
    for line in qrels:
        if line.strip():
            question, _, answer, grade = line.rstrip("\n").split("\t" if "\t" in line else None)
            if int(grade) > 0:
                relevant.setdefault(question, {})[answer] = int(grade)
    records = [json.loads(line) for line in queries if line.strip()]
    halves: tuple[Judged, Judged] = ([], [])
    for record in records:
        if record["id"] in relevant:
            halves[held_out(record["id"])].append((record["query"], relevant[record["id"]]))
    return halves


def read_articles(lines: TextIO) -> Iterator[SearchItem]:
    """One item for each document of the file, its articles the passages; their ids are the targets."""
    items: dict[str, tuple[dict[str, Any], list[Passage]]] = {}
    for line in lines:
        record = json.loads(line)
        _, passages = items.setdefault(record.get("doc") or record["id"], (record, []))
        passages.append(Passage(record["text"], record.get("article") or "", record["id"]))
    for record, passages in items.values():
        weight = LEVELS.get(record.get("level") or "", LOWER_LEVEL)
        yield SearchItem(record.get("title") or "", passages, weight=weight)


@contextmanager
def scratch() -> Iterator[None]:
    """Empty tables of the search in a schema of their own, in a transaction that is rolled back."""
    schema = connection.ops.quote_name(f"search_scratch_{time.time_ns()}")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA {schema}")
        for table in TABLES:
            cursor.execute(f"CREATE TABLE {schema}.portal_{table} (LIKE portal_{table} INCLUDING ALL)")
            cursor.execute(
                "SELECT array_to_string(reloptions, ', ') FROM pg_class WHERE oid = %s::regclass", [f"portal_{table}"]
            )
            if options := cursor.fetchone()[0]:
                cursor.execute(f"ALTER TABLE {schema}.portal_{table} SET ({options})")
        cursor.execute(f"CREATE SEQUENCE {schema}.portal_searchsegment")
        cursor.execute(f"SET LOCAL search_path = {schema}, public")
        cursor.execute("INSERT INTO portal_searchstate (id, next_slot) VALUES (1, 0)")
        cursor.execute("INSERT INTO portal_publicationversion (id, number, changed_at) VALUES (1, 1, now())")
        try:
            yield
        finally:
            transaction.set_rollback(True)


def index_articles(lines: TextIO) -> tuple[int, float]:
    """Index a collection in the scratch tables; returns passages and seconds."""
    begun = time.perf_counter()
    items: list[tuple[int, SearchItem, dict[str, Any]]] = [
        (number, item, {}) for number, item in enumerate(read_articles(lines), 1)
    ]
    index.write("articles", [], items)
    index.refresh_citations()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE portal_searchposting")
    return sum(len(item.passages) for _, item, _ in items), time.perf_counter() - begun


def rank_passages(snapshot: Snapshot, text: str, depth: int = DEPTH) -> list[str]:
    """Targets of the best passages for a question, each once."""
    query = understand(text, synonyms())
    scorer = Scorer(snapshot, query, Postings(query.all_terms))
    scored = scorer.score(timezone.localdate(), {})
    by_slot = scored.acc * np.where(snapshot.row_of_slot >= 0, scored.factor[snapshot.row_of_slot], 0)
    by_slot[snapshot.first - snapshot.base] = 0  # the head is no passage of the text
    top = np.argpartition(-by_slot, min(RERANKED, len(by_slot) - 1))[:RERANKED]
    of_row = snapshot.row_of_slot[top]
    rows = np.unique(of_row)
    whole = dict(zip(rows.tolist(), scorer.whole_text(rows).tolist(), strict=True))
    score = (
        by_slot[top] / scored.best
        + np.array([WHOLE_TEXT * whole[row] for row in of_row.tolist()]) * scored.factor[of_row]
    )
    ordered = top[np.argsort(-score, kind="stable")][: depth * 3] + snapshot.base
    with connection.cursor() as cursor:
        cursor.execute("SELECT slot, target FROM portal_searchpassage WHERE slot = ANY(%s)", [ordered.tolist()])
        targets = dict(cursor.fetchall())
    return list(dict.fromkeys(targets[slot] for slot in ordered.tolist()))[:depth]


def evaluate(judged: Sequence[tuple[str, Mapping[str, int]]], rank: Callable[[str], Sequence[str]]) -> Score:
    score = Score()
    for text, relevant in judged:
        begun = time.perf_counter()
        ranked = rank(text)
        score.add(ranked, relevant, (time.perf_counter() - begun) * 1000)
    return score


def passage_ranker() -> Callable[[str], list[str]]:
    snapshot = current()
    return lambda text: rank_passages(snapshot, text)
