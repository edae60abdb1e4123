"""Known items among the published documents: every spelling of a number comes first, fragments of titles are among three."""

import random
import time
from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand

from policies import numbers
from policies.models import Document
from portal.search.engine import search
from portal.search.folding import key

SAMPLE, SPELLINGS, FIRST = 500, 30, 3
SHORTEST, LONGEST = 4, 8
"""Characters of a fragment."""
SHOWN = 10


class Command(BaseCommand):
    help = (
        "Look for 500 documents by 30 spellings of their number and 500 by a fragment of the title that only they have."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args: Any, **options: Any) -> None:
        self.chance = random.Random(options["seed"])  # noqa: S311 - a sample, not a secret
        rows = list(Document.objects.published().order_by("pk").values_list("pk", "number", "title"))
        self.numbers({pk: number for pk, number, _ in rows if number})
        self.titles({pk: key(title) for pk, _, title in rows})

    def numbers(self, held: dict[int, str]) -> None:
        keys = {pk: numbers.search_key(number) for pk, number in held.items()}
        times = Counter(keys.values())
        alone = [
            (pk, parsed) for pk, number in held.items() if times[keys[pk]] == 1 and (parsed := numbers.parse(number))
        ]
        asked: list[tuple[int, str]] = []
        for pk, parsed in self.chance.sample(alone, min(SAMPLE, len(alone))):
            asked += [(pk, spelling) for spelling in numbers.spellings(parsed)[:SPELLINGS]]
        self.ask("spellings of numbers, in first place", asked, 1)

    def titles(self, held: dict[int, str]) -> None:
        whole = "\n".join(held.values())
        asked: list[tuple[int, str]] = []
        for pk in self.chance.sample(sorted(held), len(held)):
            if len(asked) == SAMPLE:
                break
            title, size = held[pk], self.chance.randint(SHORTEST, LONGEST)
            pieces = [title[start : start + size] for start in range(len(title) - size + 1)]
            self.chance.shuffle(pieces)
            asked += [(pk, piece) for piece in pieces if whole.count(piece) == 1][:1]
        self.ask(f"fragments of titles, in the first {FIRST}", asked, FIRST)

    def ask(self, name: str, asked: list[tuple[int, str]], depth: int) -> None:
        begun, missed = time.perf_counter(), []
        for pk, text in asked:
            found = search(text)
            rows = found.ordered(found.mask & found.snapshot.alive, depth)
            if pk not in found.snapshot.objects[rows].tolist():
                missed.append(f"{text} → {held_title(pk)}")
        spent = (time.perf_counter() - begun) * 1000 / max(len(asked), 1)
        share = 1 - len(missed) / max(len(asked), 1)
        self.stdout.write(f"{name}: {share:.2%} of {len(asked)}, {spent:.1f} ms each")
        for each in missed[:SHOWN]:
            self.stdout.write(f"  missed {each}")


def held_title(pk: int) -> str:
    return str(Document.objects.values_list("title", flat=True).get(pk=pk))
