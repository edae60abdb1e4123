"""Opinions and sign-ups of the demonstration, many at a time; as people would have sent them."""

import datetime as dt
import itertools
from typing import Any

from django.utils import timezone

from decisions.models import Attendance, Consultation, Feedback, Opinion, OpinionGroup, SignUp
from decisions.models.attendance import PREFIX as ATTENDANCE_PREFIX
from decisions.models.attendance import PURPOSE as ATTENDANCE
from decisions.models.opinion import PREFIX as OPINION_PREFIX
from decisions.models.opinion import PURPOSE as OPINION
from portal.models import Receipt

FAMILY, GIVEN = (
    "陈林黄张李王吴刘蔡杨周徐顾沈陆施",
    ["小明", "建国", "秀兰", "志强", "桂花", "丽", "伟民", "海英", "立新"],
)
_held: dict[int, list[dict[str, Any]]] = {}
"""Consultation → its groups, between the opening and the feedback of one run."""


def enter_opinions(consultation: Consultation, part: dict[str, Any]) -> None:
    """Every opinion of the record, spread over the window; those of groups carry no group yet."""
    _held[consultation.pk] = part.get("group", [])
    texts = [
        text for group in part.get("group", []) for text in itertools.islice(itertools.cycle(group["texts"]), group["count"])
    ]  # fmt: skip
    texts += part.get("opinions", [])
    assert consultation.opens_at
    assert consultation.closes_at
    end = min(consultation.closes_at, timezone.now())
    if not texts or end <= consultation.opens_at:
        return
    step = (end - consultation.opens_at) / (len(texts) + 1)
    draft = consultation.drafts.first()
    questions = list(consultation.questions.all())
    rows = []
    for place, text in enumerate(texts, start=1):
        at = consultation.opens_at + step * place
        rows.append(
            Opinion(
                consultation=consultation, receipt=Receipt.give(OPINION, OPINION_PREFIX, at=at), received_at=at, draft=draft,
                text=text, name=FAMILY[place % len(FAMILY)] + GIVEN[place % len(GIVEN)], contact="",
                answers={each.text: [each.choices[(place * place) % len(each.choices)]] for each in questions},
            )
        )  # fmt: skip
    Opinion.objects.bulk_create(rows)


def group_opinions(feedback: Feedback) -> None:
    """The groups of the record, each with the opinions that were written for it."""
    rows = list(Opinion.objects.filter(consultation=feedback.consultation).order_by("received_at", "pk"))
    start = 0
    for position, record in enumerate(_held.pop(feedback.consultation_id, [])):
        group = OpinionGroup.objects.create(
            feedback=feedback, position=position, title=record["title"], articles=record["articles"],
            result=record["result"], reason=record["reason"],
        )  # fmt: skip
        mine = rows[start : start + record["count"]]
        start += record["count"]
        for each in mine:
            each.group = group
            each.public_text = each.text if each.text in record.get("public", []) and each is mine[0] else ""
        Opinion.objects.bulk_update(mine, ["group", "public_text"])


def sign_up(attendance: Attendance, count: int) -> None:
    """People who would like to attend; the database numbers them."""
    assert attendance.opens_at
    for place in range(count):
        at = attendance.opens_at + dt.timedelta(minutes=7 * place)
        SignUp.objects.create(
            attendance=attendance, receipt=Receipt.give(ATTENDANCE, ATTENDANCE_PREFIX, at=at), received_at=at,
            name=FAMILY[(place * 5) % len(FAMILY)] + GIVEN[(place * 2) % len(GIVEN)], phone=f"1391111{place:04}",
            town="岚城镇", is_adult=True,
        )  # fmt: skip
