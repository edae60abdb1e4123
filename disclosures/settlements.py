"""Projects with a budget of ten million yuan and more whose settlement is not disclosed yet."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection

from disclosures.cell_values import MONEY_UNITS
from disclosures.models import Purpose

LEAST = Decimal(10_000_000)
"""Yuan, from which on budgets and settlements of projects are to be disclosed."""
SHOWN = 500

_MISSING = """
    WITH budget AS (
        SELECT dataset.id, dataset.title, coalesce(nullif(unit.short_name, ''), unit.name) AS unit, row.number, row.cells,
               upper(trim(row.cells ->> 'code')) AS code,
               (row.cells ->> 'budget')::numeric * (%(units)s::jsonb ->> field.measure)::numeric AS amount
          FROM disclosures_dataset dataset
          JOIN portal_unit unit ON unit.id = dataset.unit_id
          JOIN disclosures_datasetversion version ON version.dataset_id = dataset.id AND version.standing = 'confirmed'
          JOIN disclosures_datasetfield field ON field.dataset_id = dataset.id AND field.key = 'budget' AND field.kind = 'money'
          JOIN disclosures_datasetrow row ON row.version_id = version.id
         WHERE dataset.purpose = %(budgets)s AND dataset.state <> 'withdrawn'
           AND (%(seen)s::bigint[] IS NULL OR dataset.unit_id = ANY(%(seen)s))
    ), settled AS (
        SELECT DISTINCT upper(trim(row.cells ->> 'code')) AS code
          FROM disclosures_dataset dataset
          JOIN disclosures_datasetversion version ON version.dataset_id = dataset.id AND version.standing = 'confirmed'
          JOIN disclosures_datasetrow row ON row.version_id = version.id
         WHERE dataset.purpose = %(settlements)s AND dataset.state = 'published' AND row.cells ? 'settlement'
    )
    SELECT id, title, unit, code, cells ->> 'project', amount, cells ->> 'completion', cells ->> 'status',
           count(*) OVER (), sum(amount) OVER ()
      FROM budget
     WHERE amount >= %(least)s AND (code IS NULL OR code NOT IN (SELECT code FROM settled WHERE code IS NOT NULL))
     ORDER BY (coalesce(cells ->> 'status', '') = '竣工' OR coalesce(cells ->> 'completion' < %(today)s, false)
               AND coalesce(cells ->> 'status', '') <> '停缓建') DESC,
              cells ->> 'completion' NULLS LAST, amount DESC, id, number
     LIMIT %(shown)s
"""


@dataclass(frozen=True)
class Missing:
    dataset: int
    title: str
    unit: str
    code: str
    project: str
    amount: Decimal
    """Yuan."""
    completion: dt.date | None
    status: str

    def late(self, today: dt.date) -> bool:
        """Whether the project is finished or was to be by now."""
        overdue = self.completion is not None and self.completion < today
        return self.status == "竣工" or (overdue and self.status != "停缓建")


def missing(today: dt.date, units: Collection[int] | None = None) -> tuple[list[Missing], int, Decimal]:
    """(the first of them, how many in all, their sum in yuan) of datasets of these units; None: of all.

    Those that were to be finished by `today` come first.
    Budgets count from their confirmed version on, settlements when they are public. One query.
    """
    with connection.cursor() as cursor:
        cursor.execute(_MISSING, {
            "units": _units(), "budgets": Purpose.BUDGETS, "settlements": Purpose.SETTLEMENTS, "least": LEAST,
            "seen": None if units is None else list(units), "shown": SHOWN,
            "today": today.isoformat(),
        })  # fmt: skip
        lines = cursor.fetchall()
    if not lines:
        return [], 0, Decimal(0)
    rows = [
        Missing(pk, title, unit, code or "", project or "", amount, day and dt.date.fromisoformat(day), status or "")
        for pk, title, unit, code, project, amount, day, status, *_ in lines
    ]
    return rows, lines[0][-2], lines[0][-1]


def _units() -> str:
    return "{" + ",".join(f'"{name}":{factor}' for name, factor in MONEY_UNITS.items()) + "}"
