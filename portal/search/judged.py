"""The judged queries of staff, run against the portal's own entries, and their score over time."""

from collections.abc import Mapping

from portal.search.engine import search
from portal.search.evaluation import DEPTH, Score, evaluate
from portal.search.folding import key
from portal.search.models import JudgedQuery, JudgedRun, SearchEntry, SearchKey

WORST = 10


def rank_entries(text: str, depth: int = DEPTH) -> list[str]:
    """Identities of the best entries: their keys and title, as a judgement may name them; each entry counts once."""
    found = search(text)
    ids = found.snapshot.ids[found.ordered(found.mask & found.snapshot.alive, depth)].tolist()
    return [str(entry) for entry in ids]


def entries_of(names: list[str]) -> Mapping[str, int]:
    """Entry ids that the names (number, index number, title) stand for, the first graded highest."""
    found: dict[str, int] = {}
    for place, name in enumerate(names):
        wanted = key(name)
        ids = set(SearchEntry.objects.filter(title_key=wanted).values_list("pk", flat=True))
        ids |= set(SearchKey.objects.filter(key__in=[wanted, *_numbers(name)]).values_list("entry_id", flat=True))
        found |= {str(entry): 2 if place == 0 else 1 for entry in ids if str(entry) not in found}
    return found


def _numbers(name: str) -> list[str]:
    """Keys of the entries that the registered types find for a number in any spelling."""
    found = search(name)
    ids = [int(found.snapshot.ids[row]) for row in found.direct]
    return list(SearchKey.objects.filter(entry_id__in=ids).values_list("key", flat=True))


def measure() -> JudgedRun | None:
    """Run all judged queries whose answers are there; None when there are none."""
    judged = [(each.query, entries_of(each.relevant)) for each in JudgedQuery.objects.all()]
    judged = [(query, relevant) for query, relevant in judged if relevant]
    if not judged:
        return None
    score: Score = evaluate(judged, rank_entries)
    worst = sorted(zip(score.ndcg, [query for query, _ in judged], strict=True))[:WORST]
    return JudgedRun.objects.create(
        queries=len(judged), ndcg=score.mean("ndcg"), recall=score.mean("recall"), mrr=score.mean("mrr"),
        p50=score.percentile(0.5), p95=score.percentile(0.95),
        worst=[{"query": query, "ndcg": round(value, 3)} for value, query in worst if value < 1],
    )  # fmt: skip
