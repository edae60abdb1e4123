"""Known items of the real documents: every spelling of a number, fragments of titles."""

import gzip
import json
import random
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from policies import numbers
from portal.search import index
from portal.search.engine import search
from portal.search.folding import key
from portal.search.item import Passage, SearchItem
from portal.search.models import SearchEntry
from portal.search.snapshot import Snapshot
from tests.factories import make_policy

pytestmark = [pytest.mark.django_db, pytest.mark.corpus]
NUMBERS, FRAGMENTS, DOCUMENTS = 20, 150, 1500


def first(found: Any, count: int) -> list[int]:
    snapshot: Snapshot = found.snapshot
    return snapshot.ids[found.ordered(found.mask & snapshot.alive)[:count]].tolist()


@pytest.fixture
def documents(corpus: Path, db: None) -> list[dict[str, Any]]:
    with gzip.open(corpus / "documents.jsonl.gz", "rt") as lines:
        rows = [json.loads(line) for line in lines]
    return random.Random(4).sample([row for row in rows if len(key(row["title"])) >= 10], DOCUMENTS)


def test_distinctive_fragments_of_titles_are_in_the_first_three(documents: list[dict[str, Any]]) -> None:
    items = [(pk, SearchItem(row["title"], [Passage(row["body"][:3000])]), {}) for pk, row in enumerate(documents, 1)]
    index.write("real", [], items)
    own = {entry.title_key: entry.pk for entry in SearchEntry.objects.all()}
    keys, chance, found = "\n".join(own), random.Random(5), []
    for title_key, pk in chance.sample(sorted(own.items()), FRAGMENTS * 2):
        size = chance.randint(4, 8)
        pieces = [title_key[i : i + size] for i in range(len(title_key) - size + 1)]
        chance.shuffle(pieces)
        if fragment := next((piece for piece in pieces if keys.count(piece) == 1), None):
            found.append(pk in first(search(fragment), 3))
    assert len(found) >= FRAGMENTS
    assert sum(found) / len(found) >= 0.97


def test_thirty_spellings_of_real_numbers_come_first(documents: list[dict[str, Any]]) -> None:
    real = list(dict.fromkeys(row["number"] for row in documents if row["number"] and numbers.parse(row["number"])))
    made = {
        number: make_policy(number=number, body=f"第一条　与{other}同时执行。")
        for number, other in pairwise(real[: NUMBERS + 1])
    }
    assert len(made) == NUMBERS
    for number, document in made.items():
        entry = SearchEntry.objects.get(object_id=document.pk).pk
        parsed = numbers.parse(number)
        assert parsed is not None
        for spelling in numbers.spellings(parsed)[:30]:
            assert first(search(spelling), 1) == [entry], (number, spelling)
