"""Precision and recall of citations and of proposals; reads files only."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from policies.citing.measuring import Score, citation_scores, sample_score

EXAMPLES = 5


class Command(BaseCommand):
    help = (
        "Precision and recall: citations against citations.tsv.gz of the corpus, proposals against our labelled sample."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("corpus", type=Path, help="folder with citations.tsv.gz and documents.jsonl.gz")

    def handle(self, *args: Any, **options: Any) -> None:
        for kind, score in citation_scores(options["corpus"]).items():
            self.report(f"citations by {kind} (extracted list)", score)
        for kind, score in sample_score().items():
            self.report(f"proposals {kind} (labelled sample)", score)

    def report(self, name: str, score: Score) -> None:
        self.stdout.write(f"{name:44} {score}")
        wrong = [each for each in score.examples if each.startswith("wrong")]
        missed = [each for each in score.examples if each.startswith("missed")]
        for each in [*wrong[:: max(len(wrong) // EXAMPLES, 1)][:EXAMPLES], *missed[:EXAMPLES]]:
            self.stdout.write(f"  {each}")
