"""Columns of the ready-made tables, from ready_made.toml."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from disclosures.models import Dataset, DatasetField

FILE = Path(__file__).parent / "ready_made.toml"


@cache
def _declared() -> dict[str, list[dict[str, Any]]]:
    found = {}
    for purpose, table in tomllib.loads(FILE.read_text()).items():
        found[purpose] = [_field(position, *line) for position, line in enumerate(table["fields"])]
    return found


def _field(
    position: int, key: str, name: str, kind: str, measure: str, flags: str, description: str, options: Any = ()
) -> dict[str, Any]:
    return {
        "position": position, "key": key, "name": name, "kind": kind, "measure": measure, "options": list(options),
        "description": description, "required": "r" in flags, "private": "p" in flags, "total": "t" in flags,
    }  # fmt: skip


def fill(dataset: Dataset) -> int:
    """Gives a dataset without columns those of its purpose; returns how many."""
    fields = _declared().get(dataset.purpose, [])
    if not fields or dataset.fields.exists():
        return 0
    DatasetField.objects.bulk_create(DatasetField(dataset=dataset, **each) for each in fields)
    return len(fields)
