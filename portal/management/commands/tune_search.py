"""How the constants of the score are chosen: on one half of the judged questions, with the other half held out."""

import gzip
import io
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import BaseCommand

from portal.search import evaluation, index, scoring, snapshot

ASKED: dict[str, tuple[list[Any], list[float]]] = {
    "WHOLE_TEXT": ([scoring, evaluation], [0.05, 0.07, 0.1, 0.13, 0.2, 0.3]),
    "SATURATION": ([scoring], [1.0, 1.4, 2.0, 2.6, 4.0]),
    "CITED": ([scoring], [0.0, 0.04, 0.056, 0.08, 0.104, 0.16]),
    "EXPANDED": ([scoring], [0.0, 0.35, 0.5, 0.65, 1.0]),
}
"""Constants that are read with each question: the modules that hold them, and the values that are tried."""
INDEXED: dict[str, tuple[list[Any], list[float]]] = {
    "LOWER_LEVEL": ([evaluation], [0.63, 0.8, 0.85, 0.9, 0.95, 1.0]),
    "K1": ([index, scoring], [0.84, 1.2, 1.56, 2.0]),
    "B": ([index], [0.5, 0.6, 0.75, 0.9, 1.0]),
    "AVERAGE": ([index], [161, 230, 299]),
}
"""Constants that are written into the index, which is built anew for each value."""


def _open(path: Path) -> TextIO:
    return io.TextIOWrapper(gzip.open(path)) if path.suffix == ".gz" else path.open(encoding="utf-8")


@contextmanager
def _set(modules: list[Any], name: str, value: float) -> Iterator[None]:
    before = [getattr(module, name) for module in modules]
    for module in modules:
        setattr(module, name, value)
    index.SCALE = scoring.SCALE = 255 / (index.K1 + 1)
    try:
        yield
    finally:
        for module, old in zip(modules, before, strict=True):
            setattr(module, name, old)
        index.SCALE = scoring.SCALE = 255 / (index.K1 + 1)


class Command(BaseCommand):
    help = "Print nDCG@10 of both halves for other values of each constant, one at a time. Nothing is changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="has articles.jsonl.gz, *.queries.jsonl and *.qrels.tsv")
        parser.add_argument("--indexed", action="store_true", help="also what needs a new index for each value")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        self.articles = next(folder.glob("articles.jsonl*"))
        with _open(next(folder.glob("*.queries.jsonl"))) as asked, _open(next(folder.glob("*.qrels.tsv"))) as answers:
            self.halves = evaluation.read_halves(asked, answers)
        self.stdout.write(f"questions: {len(self.halves[0])} to choose on, {len(self.halves[1])} held out")
        with evaluation.scratch():
            self.build()
            self.line("as it is", 0)
            for name, (modules, values) in ASKED.items():
                self.each(name, modules, values, build=False)
        for name, (modules, values) in INDEXED.items() if options["indexed"] else ():
            self.each(name, modules, values, build=True)

    def each(self, name: str, modules: list[Any], values: list[float], build: bool) -> None:
        for value in values:
            with _set(modules, name, value):
                if build:
                    with evaluation.scratch():
                        self.build()
                        self.line(name, value)
                else:
                    self.line(name, value)

    def build(self) -> None:
        snapshot.forget()
        with _open(self.articles) as lines:
            evaluation.index_articles(lines)

    def line(self, name: str, value: float) -> None:
        rank = evaluation.passage_ranker()
        chosen, held = (evaluation.evaluate(half, rank).mean("ndcg") for half in self.halves)
        self.stdout.write(f"{name:12} {value:8.3f}   chosen on {chosen:.4f}   held out {held:.4f}")
        self.stdout.flush()
