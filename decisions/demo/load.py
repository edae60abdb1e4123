"""Catalogues and decisions of the demonstration district, played through the real verbs in the order of their days."""

import datetime as dt
import tempfile
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pghistory
from django.core.files import File
from django.db import transaction
from django.utils import timezone

from decisions.demo.opinions import enter_opinions, group_opinions, sign_up
from decisions.lot import masked
from decisions.models import (
    Activity,
    Attendance,
    AttendanceResult,
    Attendee,
    Catalogue,
    CatalogueItem,
    ChoiceQuestion,
    Consultation,
    Decision,
    Draft,
    Feedback,
    RecordAttachment,
    StageRecord,
    SurveyResult,
)
from policies import bodytext
from policies.demo.load import records
from policies.models import Document
from portal.demo.units import desk_of
from portal.demo_files import make_pdf
from portal.disclosure_basis import Basis
from portal.models import Clock, Unit, User

FOLDER = Path(__file__).parent
Day = dt.date | int


def load_decisions(units: dict[str, Unit], office: User) -> int:
    """All or none; returns how many decisions were made."""
    if Decision.objects.exists():
        return 0
    stage = _Stage(units, office)
    with transaction.atomic():
        for record in _read("catalogues.toml")["catalogue"]:
            stage.at(record["published_on"], lambda record=record: stage.catalogue(record))  # type: ignore[misc]
        for record in _read("decisions.toml")["decision"]:
            stage.decision(record)
        stage.play()
        Clock.objects.filter(warned_at=None).update(warned_at=timezone.now())  # begins without old reminders
    return Decision.objects.count()


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text())


def day_of(value: Day) -> dt.date:
    """A date, or that many days from today."""
    return timezone.localdate() + dt.timedelta(days=value) if isinstance(value, int) else value


def moment(value: Day, hour: int = 9, minute: int = 30) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day_of(value), dt.time(hour, minute)))


def midnight(value: Day) -> dt.datetime:
    """24时 of a day."""
    return moment(day_of(value) + dt.timedelta(days=1), 0, 0)


WITH_REPORT = ("expert", "risk", "evaluation")
"""Kinds of record that come with their report as a file."""


def attach_report(item: StageRecord) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{item.title[:60]}.pdf"
        paragraphs = [item.summary, f"承担单位：{'、'.join(item.organisations)}", f"日期：{item.held_on}"]
        make_pdf(path, title=item.title, number="", issuer="、".join(item.organisations), paragraphs=paragraphs)
        row = RecordAttachment(record=item, title=item.title)
        with path.open("rb") as file:
            row.read(file, path.name)
            row.file.save(path.name, File(file), save=False)
        row.save()


@dataclass
class _Stage:
    """Collects what happens on which day, then plays it, so that rules meet the steps in their order."""

    units: dict[str, Unit]
    office: User
    acts: list[tuple[dt.date, Callable[[], Any]]] = field(default_factory=list)
    texts: dict[str, dict[str, Any]] = field(default_factory=lambda: {each["key"]: each for each in records()})
    consultations: dict[str, Consultation] = field(default_factory=dict)

    def at(self, day: Day, act: Callable[[], Any]) -> None:
        self.acts.append((day_of(day), act))

    def play(self) -> None:
        for _, act in sorted(self.acts, key=lambda each: each[0]):
            act()

    def save(self, item: Any, key: str, published_on: Day, below: Callable[[], Any] = lambda: None) -> Any:
        """Draft, review and publication of an item by the people of a unit."""
        author, reviewer = desk_of(self.units[key], key)
        item.unit, item.created_by, item.disclosure_basis = self.units[key], author, Basis.ART_20_1
        item.created_at = min(moment(published_on, 8, 0), timezone.now())
        with pghistory.context(verb="draft", user=author.pk):
            item.clean()
            item.save()
            below()
        now = timezone.now()
        item.submit(author, at=min(moment(published_on, 8, 30), now))
        item.clear(reviewer, at=min(moment(published_on, 9, 0), now))
        item.publish(self.office, at=min(moment(published_on), now))
        return item

    def catalogue(self, record: dict[str, Any]) -> None:
        names = ("year", "version", "title", "number", "adopted_on", "introduction", "adjustment")
        item = Catalogue(**{name: record[name] for name in names if name in record})

        def items() -> None:
            for line in record["items"]:
                CatalogueItem.objects.create(catalogue=item, **line | {"unit": self.units[line["unit"]]})

        self.save(item, "office", record["published_on"], items)

    def decision(self, record: dict[str, Any]) -> None:
        names = ("year", "number", "category", "title", "summary", "background", "partners", "planned_on")
        item = Decision(**{name: record[name] for name in (*names, "legal_basis") if name in record})
        key = record["unit"]

        def plan() -> None:
            item.lay_out()
            for stage in item.stages.all():
                days = record["plan"].get(stage.kind)
                stage.starts_on, stage.ends_on = (day_of(each) for each in days) if days else (None, None)
                stage.excuse = record.get("excuses", {}).get(stage.kind, "")
                stage.save()

        self.at(record["published_on"], lambda: self.save(item, key, record["published_on"], plan))
        parts: list[tuple[str, str, Callable[..., None]]] = [
            ("record", "held_on", self.record),
            ("activity", "held_on", self.activity),
            ("consultation", "published_on", self.consultation),
            ("attendance", "published_on", self.attendance),
            ("feedback", "published_on", self.feedback),
        ]
        for name, day, make in parts:
            for part in record.get(name, []):
                later = day_of(part[day]) if name != "activity" else day_of(part.get("ended_on", part[day]))
                start = max(later, record["published_on"])  # what came before the page is published with it
                self.at(start, lambda make=make, part=part, start=start: make(item, key, part, start))  # type: ignore[misc]

    def record(self, decision: Decision, key: str, part: dict[str, Any], on: dt.date) -> None:
        names = ("kind", "title", "conclusion", "organisations", "people", "summary")
        item = StageRecord(decision=decision, **{name: part[name] for name in names if name in part})
        item.sent_on = day_of(part["sent_on"]) if "sent_on" in part else None
        item.held_on = day_of(part["held_on"])
        if "document" in part:
            source = self.texts[part["document"]]
            item.document = Document.objects.get(title=source["title"], number=source.get("number", ""))
        self.save(item, key, on, lambda: attach_report(item) if item.kind in WITH_REPORT else None)

    def activity(self, decision: Decision, key: str, part: dict[str, Any], on: dt.date) -> None:
        names = ("kind", "title", "place", "participants", "chosen", "opinions", "adoption", "respondents")
        item = Activity(decision=decision, **{name: part[name] for name in names if name in part})
        for name in ("held_on", "ended_on", "papers_on"):
            setattr(item, name, day_of(part[name]) if name in part else None)

        def results() -> None:
            for question, options in part.get("results", []):
                for position, (option, count) in enumerate(options):
                    SurveyResult.objects.create(
                        activity=item, question=question, option=option, count=count, position=position
                    )

        self.save(item, key, on, results)

    def consultation(self, decision: Decision, key: str, part: dict[str, Any], on: dt.date) -> None:
        names = ("title", "body", "post", "email", "phone", "shortened_reason")
        item = Consultation(decision=decision, **{name: part[name] for name in names if name in part})
        item.opens_at, item.closes_at = moment(part["opens_on"], 0, 0), midnight(part["closes_on"])

        def drafts() -> None:
            for position, each in enumerate(self._drafts(part)):
                draft = Draft(consultation=item, position=position, title=each["title"])
                draft.drafting_note, draft.interpretation = each["note"], each["interpretation"]
                draft.set_body(bodytext.from_plain(each["body"], each["title"]))
                draft.save()
            for position, (text, choices, multiple) in enumerate(part.get("questions", [])):
                ChoiceQuestion.objects.create(
                    consultation=item, position=position, text=text, choices=choices, multiple=multiple
                )

        self.consultations[part["key"]] = self.save(item, key, on, drafts)
        enter_opinions(item, part)

    def _drafts(self, part: dict[str, Any]) -> list[dict[str, Any]]:
        if isinstance(part.get("draft"), list):
            return part["draft"]
        body = part.get("draft") or self._text_of(part["draft_of"])
        for now, before in part.get("changes", []):
            if now not in body:
                raise ValueError(f"{part['key']}: {now!r} is not in the text")
            body = body.replace(now, before)
        return [
            {"title": part["draft_title"], "body": body, "note": part["note"], "interpretation": part["interpretation"]}
        ]

    def _text_of(self, key: str) -> str:
        """The document without the letter that it was sent with, where its rules have chapters."""
        body = self.texts[key]["body"]
        start = body.find("第一章")
        return body[start:] if start > 0 else body

    def feedback(self, decision: Decision, key: str, part: dict[str, Any], on: dt.date) -> None:
        consultation = self.consultations[part["consultation"]]
        item = Feedback(decision=decision, consultation=consultation, title=part["title"], body=part["body"])
        self.save(item, key, on, lambda: group_opinions(item))

    def attendance(self, decision: Decision, key: str, part: dict[str, Any], on: dt.date) -> None:
        names = ("title", "body", "place", "invited", "conditions", "quota", "rule")
        item = Attendance(decision=decision, **{name: part[name] for name in names})
        item.opens_at, item.closes_at = moment(part["opens_on"]), midnight(part["closes_on"])
        item.meets_at = moment(part["meets_on"], 14, 0)
        self.save(item, key, on)
        sign_up(item, part["sign_ups"])
        if "seed" in part:
            self.at_once(item, key, part)

    def at_once(self, attendance: Attendance, key: str, part: dict[str, Any]) -> None:
        """The list of who attended, drawn by lot."""
        result = AttendanceResult(
            attendance=attendance, decision=attendance.decision, seed=part["seed"], title=part["result_title"]
        )
        result.body = part["result_body"]
        names = dict(attendance.sign_ups.values_list("number", "name"))

        def attendees() -> None:
            for position, (number, (about, said)) in enumerate(
                zip(result.drawn, part["attendees"], strict=False), start=1
            ):
                Attendee.objects.create(
                    result=result, position=position, number=number, name=masked(names[number]), about=about, said=said
                )

        self.save(result, key, part["result_published_on"], attendees)
