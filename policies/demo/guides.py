"""Service guides of the demonstration district."""

import tomllib
from pathlib import Path
from typing import Any

import pghistory
from django.db import transaction
from django.utils import timezone

from policies.demo.load import records
from policies.models import Document, ServiceGuide
from portal.demo.units import desk_of
from portal.disclosure_basis import Basis
from portal.models import Unit, User

FILE = Path(__file__).parent / "guides.toml"


def load_services(units: dict[str, Unit], office: User) -> int:
    """Those that are not there yet; returns how many were made."""
    held = set(ServiceGuide.objects.values_list("title", flat=True))
    new = [each for each in tomllib.loads(FILE.read_text())["service"] if each["title"] not in held]
    known = {record["key"]: record for record in records()} if new else {}
    public = {(each.title, each.number): each for each in Document.objects.published()} if new else {}
    for record in new:
        source = known[record["document"]]
        document = public[source["title"], source.get("number", "")]
        with transaction.atomic():
            _make(record, document, source["unit"], units, office)
    return len(new)


def _make(record: dict[str, Any], document: Document, key: str, units: dict[str, Unit], office: User) -> None:
    author, reviewer = desk_of(units[key], key)
    with pghistory.context(verb="draft", user=author.pk):
        guide = ServiceGuide.objects.create(
            unit=units[key], created_by=author, disclosure_basis=Basis.ART_20_15, **record | {"document": document}
        )
    now = timezone.now()
    guide.submit(author, at=now)
    guide.clear(reviewer, at=now)
    guide.publish(office, at=now)
