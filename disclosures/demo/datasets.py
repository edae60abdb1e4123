"""Datasets of the demonstration district, of every ready-made kind: versions taken in as staff do it, and one that waits."""

import datetime as dt
import io
import tomllib
from pathlib import Path
from typing import Any

import pghistory
from django.db import transaction
from django.utils import timezone

from disclosures import ready_made
from disclosures.dataset_import import take
from disclosures.models import Column, Dataset, DatasetVersion
from portal.demo.units import desk_of
from portal.models import Unit, User

FOLDER = Path(__file__).parent
PLAIN = ["slug", "purpose", "title", "summary", "source", "rhythm", "note"]


def load_datasets(units: dict[str, Unit], office: User) -> int:
    """Datasets that are not there yet, each whole or not at all; returns how many were made."""
    held = set(Dataset.objects.values_list("slug", flat=True))
    records = tomllib.loads((FOLDER / "datasets.toml").read_text())["dataset"]
    new = [each for each in records if each["slug"] not in held]
    for record in new:
        with transaction.atomic():
            _make(record, units, office)
    return len(new)


def _make(record: dict[str, Any], units: dict[str, Unit], office: User) -> None:
    unit = units[record["unit"]]
    author, reviewer = desk_of(unit, record["unit"])
    days = [timezone.now() - dt.timedelta(days=each) for each in record["days_ago"]]
    with pghistory.context(verb="draft", user=author.pk):
        item = Dataset.objects.create(
            unit=unit, created_by=author, created_at=days[0], disclosure_basis=record["basis"],
            column=Column.objects.get(slug=record["column"]), **{name: record[name] for name in PLAIN},
        )  # fmt: skip
        ready_made.fill(item)
    for number, (at, (rows, note)) in enumerate(zip(days, record["versions"], strict=True)):
        _taken(item, rows, note, author, at).confirm(reviewer, at=at)
        if number == 0:
            item.submit(author, at=at)
            item.clear(reviewer, at=at)
            item.publish(office, at=at)
    if "waiting" in record:
        rows, note = record["waiting"]
        _taken(item, rows, note, author, timezone.now())


def _taken(item: Dataset, rows: int, note: str, author: User, at: dt.datetime) -> DatasetVersion:
    lines = (FOLDER / "datasets" / f"{item.slug}.csv").read_text().splitlines()
    file = io.BytesIO("\n".join(lines[: rows + 1]).encode())
    return take(item, file, f"{item.title}.csv", author, note=note, at=at)
