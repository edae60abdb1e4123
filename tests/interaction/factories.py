"""Questions, answers and FAQs for tests; what a test does not care about is believable."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from interaction import handling, moderation
from interaction.models import FAQ, Channel, Exchange, Question
from policies.models import Document
from portal.models import Receipt, Unit
from tests import factories


def make_question(unit: Unit, *, at: dt.datetime | None = None, channel: str = "help", **fields: Any) -> Question:
    values = {
        "title": "老楼加装电梯补贴怎么申请",
        "text": "我们楼想加装电梯，听说有补贴，要交哪些材料？",
        "name": "陆阿姨",
        "contact": "13812345678",
        "may_publish": True,
    } | fields
    with transaction.atomic():
        receipt = Receipt.give("question", "LY", at=at)
        return handling.take_in(receipt, channel=Channel.objects.get(code=channel), unit=unit, **values)


def answer(
    question: Question, text: str = "可以申请，请到所在街道受理窗口。", at: dt.datetime | None = None
) -> Question:
    """Assigned, drafted by one and approved by another person of the test's people."""
    author, other, _ = factories._people()
    handling.assign(question, author, at)
    handling.draft(question, author, text, at=at)
    handling.approve(question, other, at)
    return question


def make_exchange(question: Question, at: dt.datetime | None = None) -> Exchange:
    return factories.publish(moderation.to_exchange(question, factories._people()[0]), at)  # type: ignore[arg-type, return-value]


def make_faq(document: Document | None = None, title: str = "低层住户也要出钱吗", **fields: Any) -> FAQ:
    values = {
        "answer": "由业主协商确定，低层住户可以少出或者不出。",
        "unit": document.unit if document else factories.make_unit("岚屿区工厂局"),
        "disclosure_basis": "20-15",
        "answers_as_of": timezone.now(),
    } | fields
    return FAQ.objects.create(title=title, document=document, created_by=factories._people()[0], **values)
