"""Questions, answers, published copies and FAQs of the demonstration district, played through the real verbs."""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from interaction import handling, moderation
from interaction.models import FAQ, Channel, Desk, Question
from policies.demo.load import public_by_key
from portal import clocks
from portal.demo.units import desk_of
from portal.models import Clock, Receipt, Unit, User
from portal.publishing import Publishable

FOLDER = Path(__file__).parent
QUICK = ["office"]
"""Units whose answers need no second person."""


def load_questions(units: dict[str, Unit], office: User) -> int:
    """All or none; returns how many questions were made."""
    if Question.objects.exists():
        return 0
    content = tomllib.loads((FOLDER / "questions.toml").read_text())
    documents = public_by_key()
    with transaction.atomic():
        for key in QUICK:
            Desk.objects.get_or_create(unit=units[key], defaults={"needs_approval": False})
        keys = {unit.pk: key for key, unit in units.items()}
        for record in sorted(content["question"], key=lambda each: -each["days"]):
            _question(record, documents, units, keys, office)
        for position, record in enumerate(content["faq"]):
            _faq(record, position, documents, units, keys, office)
        now = timezone.now()
        Clock.objects.update(warned_at=now)  # the demonstration begins without a heap of old reminders
    clocks.remind()
    return len(content["question"])


def _question(record: dict[str, Any], documents: Any, units: Any, keys: dict[int, str], office: User) -> None:
    document = documents.get(record.get("document", ""))
    unit = units[record["unit"]] if "unit" in record else document.unit.successor or document.unit
    at = timezone.now().replace(hour=1, minute=record["days"] % 60) - dt.timedelta(days=record["days"])
    question = handling.take_in(
        Receipt.give("question", "LY", at=at),
        channel=Channel.objects.get(code=record["channel"]),
        unit=unit,
        document=document,
        title=record["title"],
        text=record["text"],
        name=record["name"],
        contact=record["contact"],
        may_publish=record.get("publish", True),
    )
    author, _ = desk_of(unit, keys[unit.pk])
    if "transfer" in record:
        unit = units[record["transfer"]]
        handling.transfer(question, author, unit, record["reason"], at + dt.timedelta(hours=2))
    people = desk_of(unit, keys[unit.pk])
    if record.get("state") == "closed":
        handling.close(question, people[0], record["reason"])
    elif record.get("state") != "received":
        _handle(question, record, people, office, at)
    if "more" in record:
        _follow_up(question, record["more"], people, office, at + dt.timedelta(days=record["more"]["after"]))


def _handle(
    question: Question, record: dict[str, Any], people: tuple[User, User], office: User, at: dt.datetime
) -> None:
    """From 受理 to what its state says."""
    author, reviewer = people
    state = record.get("state", "answered")
    handling.assign(question, author, at + dt.timedelta(hours=3))
    if "complex" in record:
        complex_one = Channel.objects.get(code="complex")
        handling.rechannel(question, author, complex_one, record["complex"], at + dt.timedelta(hours=4))
    if "pause" in record:
        begun = at + dt.timedelta(days=1)
        handling.pause(question, author, record["pause"], timezone.localtime(begun).date(), begun)
    if state == "assigned":
        return
    quote = {"document": question.document, "article": record["article"]} if "article" in record else {}
    usual = 0 if record["channel"] in ("consult", "suggest") else 3
    day = min(at + dt.timedelta(days=record.get("took", usual), hours=6), timezone.now())
    handling.draft(question, author, record["answer"], grounds=record.get("grounds", ""), at=day, **quote)
    if state == "drafted":
        return
    if question.state == Question.State.DRAFTED:
        handling.approve(question, reviewer, day)
    if "score" in record:
        handling.rate(question, record["score"], record.get("note", ""))
    if state == "published":
        _publish(moderation.to_exchange(question, author), author, reviewer, office, day + dt.timedelta(hours=2))


def _follow_up(
    question: Question, record: dict[str, Any], people: tuple[User, User], office: User, at: dt.datetime
) -> None:
    later = handling.take_in(
        Receipt.give("follow-up", "ZW", at=at),
        channel=question.channel,
        unit=question.unit,
        document=question.document,
        title=f"追问：{question.title}"[:60],
        text=record["text"],
        name=question.asker.name,
        contact=question.asker.contact,
        may_publish=question.may_publish,
        earlier=question,
    )
    if record.get("state") != "received":
        _handle(later, record | {"channel": question.channel.code}, people, office, at)


def _faq(record: dict[str, Any], position: int, documents: Any, units: Any, keys: Any, office: User) -> None:
    document = documents.get(record.get("document", ""))
    unit = units[record["unit"]] if "unit" in record else document.unit.successor or document.unit
    author, reviewer = desk_of(unit, keys[unit.pk])
    faq = FAQ.objects.create(
        title=record["title"],
        answer=record["answer"],
        article=record.get("article", ""),
        document=document,
        unit=unit,
        position=position,
        created_by=author,
        disclosure_basis="20-15",
    )
    _publish(faq, author, reviewer, office, timezone.now() - dt.timedelta(days=30 - position))


def _publish(item: Publishable, author: User, reviewer: User, office: User, at: dt.datetime) -> None:
    at = min(at, timezone.now())
    item.submit(author, at=at)
    item.clear(reviewer, at=at)
    item.publish(office, at=at)
