"""Scenario pages of the demonstration district."""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pghistory
from django.db import transaction
from django.utils import timezone

from policies.demo.load import public_by_key
from policies.models import Bundle, BundleItem, BundleSection
from portal.demo.units import desk_of
from portal.disclosure_basis import Basis
from portal.models import Unit, User

FILE = Path(__file__).parent / "bundles.toml"


def load_bundles(units: dict[str, Unit], office: User) -> int:
    """Those that are not there yet, each whole or not at all; returns how many were made."""
    held = set(Bundle.objects.values_list("slug", flat=True))
    new = [each for each in tomllib.loads(FILE.read_text())["bundle"] if each["slug"] not in held]
    documents = public_by_key() if new else {}
    for record in new:
        with transaction.atomic():
            _make(record, documents, units, office)
    return len(new)


def _make(record: dict[str, Any], documents: dict[str, Any], units: dict[str, Unit], office: User) -> None:
    unit = units[record["unit"]]
    author, reviewer = desk_of(unit, record["unit"])
    at = min(timezone.make_aware(dt.datetime.combine(record["published_on"], dt.time(10))), timezone.now())
    with pghistory.context(verb="draft", user=author.pk):
        plain = {name: record[name] for name in ("title", "slug", "summary", "words")}
        bundle = Bundle.objects.create(unit=unit, created_by=author, disclosure_basis=Basis.ART_20_15, **plain)
        for number, section in enumerate(record["section"], start=1):
            BundleSection.objects.create(
                bundle=bundle, position=number, title=section["title"], words=section.get("words", "")
            )
            for position, item in enumerate(section["items"]):
                fields = item | {"document": documents[item["document"]]} if "document" in item else item
                BundleItem.objects.create(bundle=bundle, section=number, position=position, **fields)
    bundle.submit(author, at=at)
    bundle.clear(reviewer, at=at)
    bundle.publish(office, at=at)
