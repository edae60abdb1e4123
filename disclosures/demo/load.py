"""Columns and entries of the demonstration district, written by their units and published by the office."""

import datetime as dt
import tempfile
import tomllib
from pathlib import Path
from typing import Any

import pghistory
from django.core.files import File
from django.db import transaction
from django.utils import timezone

from disclosures.fact_kinds import parsed
from disclosures.models import Alert, AlertPlan, Column, ColumnFact, Entry, EntryFact, EntryFile, Placement
from policies import bodytext
from policies.demo.load import public_by_key
from policies.models import Document
from portal.demo.units import desk_of
from portal.demo_files import make_pdf
from portal.disclosure_basis import Basis
from portal.models import Unit, User

FOLDER = Path(__file__).parent


def load_columns(units: dict[str, Unit], office: User) -> int:
    """Columns that are not there yet; returns how many were made."""
    held = set(Column.objects.values_list("slug", flat=True))
    new = [each for each in tomllib.loads((FOLDER / "columns.toml").read_text())["column"] if each["slug"] not in held]
    for record in new:
        facts, parent = record.pop("facts", []), Column.objects.get(slug=record.pop("parent"))
        with transaction.atomic(), pghistory.context(verb="draft", user=office.pk):
            column = Column.place(parent, **record | {"unit": units[record["unit"]]})
            for position, fact in enumerate(facts):
                ColumnFact.objects.create(column=column, position=position, **fact)
    return len(new)


def load_entries(units: dict[str, Unit], office: User) -> int:
    """Entries that are not there yet, each whole or not at all; returns how many were made."""
    held = set(Entry.objects.values_list("title", flat=True))
    records = [
        each
        for path in sorted((FOLDER / "entries").glob("*.toml"))
        for each in tomllib.loads(path.read_text())["entry"]
    ]
    columns = {each.slug: each for each in Column.objects.all()}
    new = [each for each in records if each["title"] not in held]
    for record in new:
        with transaction.atomic():
            _make(record, columns, units, office)
    return len(new)


def load_alerts(units: dict[str, Unit], office: User) -> int:
    """Warnings that are not there yet; those of before were published while they lasted."""
    held = set(Alert.objects.values_list("title", flat=True))
    records = tomllib.loads((FOLDER / "alerts.toml").read_text())["alert"]
    new, public = [each for each in records if each["title"] not in held], public_by_key()
    for record in new:
        with transaction.atomic():
            _warn(record, [public[key] for key in record.get("plans", [])], units, office)
    return len(new)


def _warn(record: dict[str, Any], plans: list[Document], units: dict[str, Unit], office: User) -> None:
    unit = units[record["unit"]]
    author, reviewer = desk_of(unit, record["unit"])
    starts, ends = (timezone.now() + dt.timedelta(hours=record[name]) for name in ("starts", "ends"))
    with pghistory.context(verb="draft", user=author.pk):
        item = Alert.objects.create(
            unit=unit, created_by=author, created_at=starts, disclosure_basis=Basis.ART_20_12,
            starts_at=starts, ends_at=max(ends, timezone.now() + dt.timedelta(hours=1)),
            **{name: record[name].strip() for name in ("title", "kind", "level", "area", "body", "advice", "phone")},
        )  # fmt: skip
        for document in plans:
            AlertPlan.objects.create(alert=item, document=document)
    item.submit(author, at=starts)
    item.clear(reviewer, at=starts)
    item.publish(office, at=starts)
    if ends < item.ends_at:
        item.correct(office, "险情解除，预警提前结束。", at=ends, ends_at=ends)


def _make(record: dict[str, Any], columns: dict[str, Column], units: dict[str, Unit], office: User) -> None:
    """`days_ago` and `publicity` (days before and after the day of publication) count from today; others are dates."""
    unit = units[record["unit"]]
    author, reviewer = desk_of(unit, record["unit"])
    today = timezone.localdate()
    day = today - dt.timedelta(days=record["days_ago"]) if "days_ago" in record else record["published_on"]
    at = min(timezone.make_aware(dt.datetime.combine(day, dt.time(9, 30))), timezone.now())
    plain = ("title", "summary", "keywords", "source")
    with pghistory.context(verb="draft", user=author.pk):
        item = Entry.objects.create(
            unit=unit,
            created_by=author,
            created_at=at,
            disclosure_basis=Basis(record.get("basis", Basis.ART_20_15)),
            written_on=record.get("written_on", day),
            body=bodytext.from_plain(record.get("body", ""), record["title"]).html,
            **{name: record[name] for name in plain if name in record},
            **_publicity(record, today, day),
        )
        for slug in record["columns"]:
            Placement.objects.create(entry=item, column=columns[slug])
        for name, value in record.get("facts", {}).items():
            fact = ColumnFact.objects.get(column__slug__in=record["columns"], name=name)
            EntryFact.objects.create(entry=item, fact=fact, value=parsed(fact.kind, value))
        if "table" in record:
            _file(item, record)
    item.submit(author, at=at)
    item.clear(reviewer, at=at)
    item.publish(office, at=at)
    if record.get("publicity_days", 0) < 0:
        ended = today + dt.timedelta(days=record["publicity_days"])
        item.correct(office, "公示截止日期写错，更正为原定日期。", at=at + dt.timedelta(hours=1), publicity_until=ended)


def _publicity(record: dict[str, Any], today: dt.date, day: dt.date) -> dict[str, dt.date]:
    """They run from their publication to `publicity_days` from today; ended ones were open when they were published."""
    if "publicity_days" not in record:
        return {}
    return {"publicity_from": day, "publicity_until": today + dt.timedelta(days=max(record["publicity_days"], 0))}


def _file(item: Entry, record: dict[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.pdf"
        make_pdf(
            path, title=record["table_title"], number="", issuer=item.unit.name, paragraphs=[], table=record["table"]
        )
        row = EntryFile(entry=item, title=record["table_title"])
        with path.open("rb") as file:
            row.read(file, f"{record['table_title'][:60]}.pdf")
            row.file.save("table.pdf", File(file), save=False)
        row.save()
