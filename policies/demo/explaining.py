"""Interpretations of the demonstration policies: those of their publication before it, the others after it."""

import datetime as dt
import tempfile
import tomllib
from pathlib import Path
from typing import Any

import pghistory
from django.core.files import File
from django.utils import timezone

from policies import bodytext
from policies.models import Document, Interpretation, InterpretationFile, InterpretationWaiver
from policies.models.interpretation import ELEMENTS
from portal.demo.units import desk_of
from portal.demo_files import make_pdf
from portal.disclosure_basis import Basis
from portal.models import Unit, User

FOLDER = Path(__file__).parent / "interpretations"
PLAIN = ["title", "occasion", "form", "interpreter", "approver", "summary", "keywords", "source", *ELEMENTS]
WAIVED = {
    "extends": "本文件只延长原文件的有效期，内容没有变化，原解读继续适用。",
    "amends": "本文件只调整个别标准，已在页面的新旧对照中逐条说明。",
    "repeals": "本文件只公布废止和失效的文件目录，没有新的规定。",
    "": "本文件内容具体、文字浅显，页面的一句话说明和常见问题已经讲清，经审签不另作解读。",
}
"""Reasons of the waivers of what has no interpretation, by what the document does to another."""
Occasion = Interpretation.Occasion


def by_document() -> dict[str, list[dict[str, Any]]]:
    """Demonstration key of a document → what explains it."""
    found: dict[str, list[dict[str, Any]]] = {}
    for path in sorted(FOLDER.glob("*.toml")):
        for record in tomllib.loads(path.read_text())["interpretation"]:
            found.setdefault(record["document"], []).append(record)
    return found


def prepare(document: Document, unit_key: str, records: list[dict[str, Any]], at: dt.datetime) -> None:
    """Before its document is published: 随文解读 that has passed its review, or a waiver."""
    mine = [each for each in records if each.get("occasion", Occasion.PUBLICATION) == Occasion.PUBLICATION]
    for record in mine:
        _cleared(document, unit_key, record, at)
    if not mine and document.category == Document.Category.NORMATIVE:
        _, reviewer = desk_of(document.unit, unit_key)
        kinds = set(document.relations_out.values_list("kind", flat=True))
        reason = next((text for kind, text in WAIVED.items() if kind in kinds), WAIVED[""])
        InterpretationWaiver.objects.create(document=document, reason=reason, signed_by=reviewer, signed_at=at)


def follow(document: Document, unit_key: str, records: list[dict[str, Any]], office: User) -> None:
    """After its document went out: what was explained later, on the day that the record names."""
    for record in records:
        if record.get("occasion", Occasion.PUBLICATION) != Occasion.PUBLICATION:
            day = dt.datetime.combine(record["published_on"], dt.time(10))
            at = min(timezone.make_aware(day), timezone.now())
            _cleared(document, unit_key, record, at).publish(office, at=at)


def _cleared(document: Document, unit_key: str, record: dict[str, Any], at: dt.datetime) -> Interpretation:
    unit: Unit = document.unit
    author, reviewer = desk_of(unit, unit_key)
    item = Interpretation(
        document=document,
        unit=unit,
        created_by=author,
        created_at=at - dt.timedelta(days=2),
        disclosure_basis=Basis.ART_20_15,
        body=bodytext.from_plain(record.get("body", ""), record["title"]).html,
        **{name: record[name] for name in PLAIN if name in record},
    )
    with pghistory.context(verb="draft", user=author.pk):
        item.save()
        if item.form == Interpretation.Form.GRAPHIC:
            _draw(item)
    item.submit(author, at=at - dt.timedelta(minutes=20))
    item.clear(reviewer, at=at)
    return item


def _draw(item: Interpretation) -> None:
    """The graphic itself, as a sheet to print and post in the neighbourhood."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graphic.pdf"
        table = [["要点", "说明"], *([label, text] for label, text in item.explained)]
        make_pdf(path, title=item.title, number="", issuer=item.unit.name, paragraphs=[item.summary], table=table)
        row = InterpretationFile(interpretation=item, role=InterpretationFile.Role.GRAPHIC, title=item.title)
        with path.open("rb") as file:
            row.read(file, f"{item.title[:60]}.pdf")
            row.file.save("graphic.pdf", File(file), save=False)
        row.save()
