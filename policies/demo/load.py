import datetime as dt
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pghistory
from django.core.files import File
from django.db import transaction
from django.utils import timezone

from policies import bodytext, tag_catalogue
from policies.demo import explaining
from policies.demo.validity_care import load_decisions_on_validity
from policies.models import CatalogueVersion, Document, DocumentAttachment, Issuer, Relation, Tag, TagDimension, Topic
from portal.demo.units import desk_of
from portal.demo_files import make_docx, make_pdf
from portal.disclosure_basis import Basis
from portal.models import Unit, User

FOLDER = Path(__file__).parent
PLAIN = ["title", "summary", "keywords", "written_on", "printed_on", "effective_on", "expires_on"]
BASIS_OF = {Document.Category.RULE: Basis.ART_20_1, Document.Category.NORMATIVE: Basis.ART_20_1}
REQUIRED = ["audience"]
"""Dimensions in which a normative document must have a tag."""


def load_tags(by: User) -> None:
    path = FOLDER / "tags.csv"
    with path.open("rb") as file:
        catalogue = tag_catalogue.read(file, path.name)
    if not CatalogueVersion.objects.filter(version=catalogue.version).exists():
        tag_catalogue.apply(tag_catalogue.plan(catalogue), by)
    TagDimension.objects.filter(code__in=REQUIRED).update(required_for=[Document.Category.NORMATIVE])


def records() -> Iterator[dict[str, Any]]:
    """Oldest first, so that index numbers run with time."""
    found = [tomllib.loads(path.read_text()) for path in sorted((FOLDER / "documents").glob("*.toml"))]
    yield from sorted(found, key=lambda record: record.get("published_on") or record.get("written_on") or dt.date.max)


def public_by_key() -> dict[str, Document]:
    """Key of a record → its document, while that is public."""
    rows = Document.objects.published().select_related("unit__successor")
    held = {(each.title, each.number): each for each in rows}
    named = ((record["key"], (record["title"], record.get("number", ""))) for record in records())
    return {key: held[name] for key, name in named if name in held}


def load_documents(units: dict[str, Unit], office: User) -> int:
    """Documents that are not there yet, all or none; returns how many were made."""
    wanted = list(records())
    held = set(Document.objects.filter(title__in=[record["title"] for record in wanted]).values_list("title", "number"))
    new = [record for record in wanted if (record["title"], record.get("number", "")) not in held]
    with transaction.atomic():
        made = {record["key"]: _draft(record, units) for record in new}
        for record in new:
            _relate(record, made)
        explained = explaining.by_document()
        for record in new:
            _advance(record, made[record["key"]], units, office, explained.get(record["key"], []))
        load_decisions_on_validity(office)
    return len(new)


def _draft(record: dict[str, Any], units: dict[str, Unit]) -> Document:
    unit = units[record["unit"]]
    author, _ = desk_of(unit, record["unit"])
    document = Document(unit=unit, created_by=author, **{name: record[name] for name in PLAIN if name in record})
    document.created_at = _moment(record.get("written_on") or timezone.localdate(), hour=8)
    document.set_number(record.get("number", ""))
    document.genre = {label: value for value, label in Document.Genre.choices}.get(record.get("genre", ""), "")
    document.category = {label: value for value, label in Document.Category.choices}[record["category"]]
    document.topic = _topic(record["topic"])
    document.set_body(bodytext.from_plain(record["body"], record["title"]))
    document.disclosure_basis = BASIS_OF.get(Document.Category(document.category), Basis.ART_20_15)
    with pghistory.context(verb="draft", user=author.pk):
        _save(document, record, units)
    return document


def _save(document: Document, record: dict[str, Any], units: dict[str, Unit]) -> None:
    document.save()
    Issuer.objects.bulk_create(
        Issuer(document=document, unit=units[key], position=position) for position, key in enumerate(record["issuers"])
    )
    document.tags.add(*Tag.objects.in_use().filter(slug__in=record.get("tags", [])))
    for position, attachment in enumerate(record.get("attachments", [])):
        _attach(document, attachment, units[record["issuers"][0]], position)


def _topic(name: str) -> Topic:
    parent, _, child = name.partition("\\")
    top = Topic.objects.get(name=parent, parent=None)
    return top.children.get(name=child) if child else top


def _attach(document: Document, record: dict[str, Any], issuer: Unit, position: int) -> None:
    kind = record["format"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{record['title'][:80].replace('/', '_')}.{kind}"
        make = make_pdf if kind == "pdf" else make_docx
        make(path, title=record["title"], number=document.number, issuer=issuer.name,
             paragraphs=record.get("paragraphs", []), table=record.get("table"))  # fmt: skip
        row = DocumentAttachment(
            document=document, title=record["title"], role=record.get("role", "annex"), position=position
        )
        with path.open("rb") as file:
            row.read(file, path.name)
            row.file.save(path.name, File(file), save=False)
        row.save()


def _relate(record: dict[str, Any], made: dict[str, Document]) -> None:
    for relation in record.get("relations", []):
        if target := made.get(relation["target"]):
            fields = {
                name: relation[name] for name in ("kind", "scope", "articles", "until", "note") if name in relation
            }
            on = relation.get("on") or record.get("effective_on") or record["written_on"]
            source = made[record["key"]]
            with pghistory.context(verb="draft", user=source.created_by_id):
                Relation.objects.create(source=source, target=target, on=on, **fields)


def _advance(
    record: dict[str, Any], document: Document, units: dict[str, Unit], office: User, explained: list[dict[str, Any]]
) -> None:
    state = record.get("state", "published")
    author, reviewer = desk_of(units[record["unit"]], record["unit"])
    if state == "draft":
        return
    day = record.get("published_on") or record.get("written_on") or timezone.localdate()
    document.submit(author, at=_moment(day, hour=8, minute=40))
    if state == "submitted":
        return
    document.clear(reviewer, at=_moment(day, hour=9))
    explaining.prepare(document, record["unit"], explained, _moment(day, hour=9, minute=10))
    document.publish(office, at=_moment(day, hour=9, minute=30))
    explaining.follow(document, record["unit"], explained, office)
    if state == "withdrawn":
        document.withdraw(office, record.get("withdrawal_reason", "发布有误。"), at=_moment(day, hour=17))


def _moment(day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    return min(timezone.make_aware(dt.datetime.combine(day, dt.time(hour, minute))), timezone.now())
