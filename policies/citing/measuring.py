"""Precision and recall: of citations against an extracted list, of suggestions against the labelled sample. Pure."""

import csv
import datetime as dt
import gzip
import json
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from policies import numbers
from policies.citing.clauses import Suggestion, suggestions
from policies.citing.dates import Known
from policies.citing.mentions import find, title_key, title_keys
from policies.citing.sentences import ALIAS

SAMPLE = Path(__file__).parent / "sample.toml"


@dataclass
class Score:
    """Counts of what was rightly found, wrongly found and missed, with examples of the last two."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    examples: list[str] = field(default_factory=list)

    def add(self, found: set[str], wanted: set[str], where: str) -> None:
        self.right += len(found & wanted)
        self.wrong += len(found - wanted)
        self.missed += len(wanted - found)
        self.examples += [f"wrong {each} in {where}" for each in sorted(found - wanted)]
        self.examples += [f"missed {each} in {where}" for each in sorted(wanted - found)]

    @property
    def precision(self) -> float:
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        return self.right / max(self.right + self.missed, 1)

    def __str__(self) -> str:
        return (
            f"precision {self.precision:.4f}  recall {self.recall:.4f}  "
            f"({self.right} right, {self.wrong} wrong, {self.missed} missed)"
        )


def sample_score(path: Path = SAMPLE) -> dict[str, Score]:
    """Kind of suggestion → its score; "all" over every kind."""
    scores = {"all": Score()}
    for case in tomllib.loads(path.read_text())["case"]:
        known = Known(case.get("written"), case.get("printed"), case.get("published"))
        found = {f"{each.kind} {_name(each)}" for each in suggestions(case["text"], known)}
        wanted = {_canonical(each) for each in case["expect"]}
        where = case["text"][:60].replace("\n", " ")
        scores["all"].add(found, wanted, where)
        for kind in {each.split()[0] for each in found | wanted}:
            mine = [{each for each in side if each.startswith(f"{kind} ")} for side in (found, wanted)]
            scores.setdefault(kind, Score()).add(mine[0], mine[1], where)
    return scores


def _name(suggestion: Suggestion) -> str:
    return suggestion.named.key or str(suggestion.day)


def _canonical(expected: str) -> str:
    kind, name = expected.split(" ", 1)
    if name[:4].isdigit() and len(name) == 10:
        return f"{kind} {dt.date.fromisoformat(name)}"
    number = numbers.parse(name)
    return f"{kind} {number.key if number else title_key(name)}"


def citation_scores(corpus: Path) -> dict[str, Score]:
    """Kind → score against citations.tsv.gz, each reference once for each document.

    The list leaves out what a document says of itself and the short names that it introduces; so do we.
    """
    wanted: dict[str, dict[str, set[str]]] = {}
    with gzip.open(corpus / "citations.tsv.gz", "rt") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            kinds = wanted.setdefault(row["from_id"], {"number": set(), "title": set()})
            kinds[row["kind"]].add(_reference(row["kind"], row["reference"]))
    scores = {"number": Score(), "title": Score()}
    for source, body, own in _bodies(corpus / "documents.jsonl.gz", wanted):
        mentions = find(body)
        left_out = own | {title_key(each) for each in ALIAS.findall(body)}
        for kind, score in scores.items():
            found = {each.key for each in mentions if each.kind == kind}
            if kind == "number":  # the list holds numbers with a year in brackets, also those inside titles
                found = {each.key for each, _, _ in numbers.find(body) if each.kind == numbers.Kind.BRACKETED}
            score.add(found - (left_out - wanted[source][kind]), wanted[source][kind], source)
    return scores


def _reference(kind: str, text: str) -> str:
    return numbers.search_key(text) if kind == "number" else title_key(text)


def _bodies(path: Path, chosen: Iterable[str]) -> Iterable[tuple[str, str, set[str]]]:
    """(id, body, keys of its own title and number)."""
    known = set(chosen)
    with gzip.open(path, "rt") as file:
        for line in file:
            record = json.loads(line)
            if record["id"] in known and record["body"]:
                own = title_keys(title_key(record["title"] or "")) | {numbers.search_key(record["number"] or "")}
                yield record["id"], record["body"], own
