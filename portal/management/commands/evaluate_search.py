"""Measure the search on judged questions; the database is left as it was."""

import gzip
import io
import time
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import BaseCommand

from portal.search import evaluation
from portal.search import judged as judged_queries


def _open(path: Path) -> TextIO:
    return io.TextIOWrapper(gzip.open(path)) if path.suffix == ".gz" else path.open(encoding="utf-8")


class Command(BaseCommand):
    help = "Recall@10, MRR@10, nDCG@10 and milliseconds over judged questions (JSON Lines) and relevances (TREC qrels)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("queries", type=Path, help="JSON Lines with id and query, plain or .gz")
        parser.add_argument("qrels", type=Path, help="query_id 0 answer_id grade")
        parser.add_argument("--articles", type=Path, help="index this collection instead of the portal's own entries")

    def handle(self, *args: Any, **options: Any) -> None:
        with _open(options["queries"]) as queries, _open(options["qrels"]) as qrels:
            halves = evaluation.read_halves(queries, qrels)
        if options["articles"] is None:
            own = [[(query, judged_queries.entries_of(list(relevant))) for query, relevant in half] for half in halves]
            self.report([[pair for pair in half if pair[1]] for half in own], judged_queries.rank_entries)
            return
        with evaluation.scratch():
            with _open(options["articles"]) as lines:
                count, seconds = evaluation.index_articles(lines)
            self.stdout.write(f"indexed {count} passages in {seconds:.1f} s")
            self.report(halves, evaluation.passage_ranker())

    def report(self, halves: Sequence[evaluation.Judged], rank: Callable[[str], Sequence[str]]) -> None:
        """Both halves together, and each alone: constants were chosen on the first (tune_search)."""
        begun = time.process_time()
        scores = [evaluation.evaluate(half, rank) for half in halves]
        taken = (time.process_time() - begun) * 1000
        score = scores[0] + scores[1]
        self.stdout.write(
            f"questions {len(score.ndcg)}  recall@10 {score.mean('recall'):.4f}  MRR@10 {score.mean('mrr'):.4f}  "
            f"nDCG@10 {score.mean('ndcg'):.4f}  p50 {score.percentile(0.5):.1f} ms  p95 {score.percentile(0.95):.1f} ms  "
            f"{taken / max(len(score.ndcg), 1):.1f} ms of processor each"
        )
        for name, half in zip(("chosen on", "held out"), scores, strict=True):
            self.stdout.write(f"  {name}: {len(half.ndcg)} questions, nDCG@10 {half.mean('ndcg'):.4f}")
