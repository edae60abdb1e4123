"""Courseware and sessions of the demonstration district."""

import datetime as dt
import tempfile
import tomllib
from pathlib import Path
from typing import Any

import pghistory
from django.core.files import File
from django.db import transaction
from django.utils import timezone

from policies import bodytext
from policies.demo.load import public_by_key
from policies.models import Courseware, CoursewareDocument, CoursewareFile, CoursewareSession, Document
from portal.demo.units import desk_of
from portal.demo_files import make_pdf
from portal.disclosure_basis import Basis
from portal.models import Unit, User

FILE = Path(__file__).parent / "courseware.toml"


def load_courseware(units: dict[str, Unit], office: User) -> int:
    """What is not there yet, each whole or not at all; returns how many were made."""
    held = set(Courseware.objects.values_list("title", flat=True))
    new = [each for each in tomllib.loads(FILE.read_text())["courseware"] if each["title"] not in held]
    public = public_by_key() if new else {}
    for record in new:
        with transaction.atomic():
            _make(record, [public[key] for key in record["documents"]], units, office)
    return len(new)


def _make(record: dict[str, Any], documents: list[Document], units: dict[str, Unit], office: User) -> None:
    unit = units[record["unit"]]
    author, reviewer = desk_of(unit, record["unit"])
    at = min(timezone.make_aware(dt.datetime.combine(record["published_on"], dt.time(10))), timezone.now())
    with pghistory.context(verb="draft", user=author.pk):
        item = Courseware.objects.create(
            unit=unit,
            created_by=author,
            disclosure_basis=Basis.ART_20_15,
            body=bodytext.from_plain(record["body"], record["title"]).html,
            **{name: record[name] for name in ("title", "summary", "learners")},
        )
        for document in documents:
            CoursewareDocument.objects.create(courseware=item, document=document)
        for session in record["sessions"]:
            times = {
                name: timezone.make_aware(dt.datetime.fromisoformat(session[name])) for name in ("starts_at", "ends_at")
            }
            CoursewareSession.objects.create(courseware=item, **session | times)
        _slides(item, record)
    item.submit(author, at=at)
    item.clear(reviewer, at=at)
    item.publish(office, at=at)


def _slides(item: Courseware, record: dict[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "slides.pdf"
        make_pdf(
            path,
            title=item.title,
            number="",
            issuer=item.unit.name,
            paragraphs=record["body"].split("\n"),
            table=record["slides"],
        )
        row = CoursewareFile(courseware=item, title=item.title)
        with path.open("rb") as file:
            row.read(file, f"{item.title[:60]}.pdf")
            row.file.save("slides.pdf", File(file), save=False)
        row.save()
