"""From a private question to what may be public: personal data masked, a draft of the published copy, a draft FAQ."""

import re

import pghistory
from django.db import transaction
from django.utils import timezone

from interaction.models import FAQ, Exchange, Question
from portal import personal_data
from portal.changes import Change, text_difference
from portal.disclosure_basis import Basis
from portal.models import User
from portal.publication_states import Refused

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_ROOM = re.compile(r"\d{1,4}\s*(?:号楼|幢|栋|弄|号)\s*(?:\d{1,2}\s*单元)?\s*\d{1,4}\s*(?:室|号)?")
_NAMED = re.compile(r"(?:我叫|本人姓名|姓名[:：]|我是(?=[\u4e00-\u9fff]{2,3}[，,。]))\s*([\u4e00-\u9fff]{2,4})")


def masked(text: str, *known: str) -> str:
    """The text without numbers, addresses and names that point to a person; `known`: the asker's own name and contact."""
    for value in sorted(filter(None, {each.strip() for each in known}), key=len, reverse=True):
        if len(value) > 1:
            text = text.replace(value, "＊" * min(len(value), 6))
    found = sorted(personal_data.find(text), key=lambda each: each.start, reverse=True)
    for each in found:
        text = text[: each.start] + each.masked + text[each.end :]
    text = _MAIL.sub("＊＊＊", text)
    text = _ROOM.sub("＊＊室", text)
    return _NAMED.sub(lambda match: match[0].replace(match[1], match[1][0] + "某"), text)


def private_words(question: Question) -> list[str]:
    asker = getattr(question, "asker", None)
    return [asker.name, asker.contact] if asker else []


def to_exchange(question: Question, by: User) -> Exchange:
    """A draft of the public copy. It goes out like everything else: review by another, publication by the office."""
    if question.state != Question.State.ANSWERED:
        raise Refused("还没有答复，不能公开。")
    if not question.may_publish:
        raise Refused("留言人没有同意公开，不能选登。")
    if Exchange.objects.filter(question=question).exists():
        raise Refused("这件留言已经选登。")
    words, reply = private_words(question), question.reply
    with transaction.atomic(), pghistory.context(verb="draft", user=by.pk):
        return Exchange.objects.create(
            question=question,
            unit=question.unit,
            created_by=by,
            title=masked(question.title, *words),
            asked=masked(question.text, *words),
            answered=masked(reply.text, *words),
            grounds=reply.grounds,
            article=reply.article,
            document=question.document,
            channel_name=question.channel.name,
            asked_on=timezone.localtime(question.received_at).date(),
            answered_on=timezone.localtime(question.ended_at).date(),
            disclosure_basis=Basis.ART_20_15,
        )


def changes(exchange: Exchange) -> list[Change]:
    """What the public copy says otherwise than the asker and the answer did, for the asker alone."""
    question = exchange.question
    texts = (
        ("标题", question.title, exchange.title),
        ("问", question.text, exchange.asked),
        ("答", question.reply.text, exchange.answered),
    )
    found = [Change(label, lines=text_difference(private, public)) for label, private, public in texts]
    return [each for each in found if each.lines]


def to_faq(questions: list[Question], by: User) -> FAQ:
    """A draft FAQ from one question, or from a group of similar ones, which are counted under it."""
    answered = [each for each in questions if each.state == Question.State.ANSWERED]
    model = (answered or questions)[0]
    if held := FAQ.objects.filter(questions=model.pk).first():
        raise Refused(f"这件留言已经归入常见问题“{held}”。")
    words = private_words(model)
    with transaction.atomic(), pghistory.context(verb="draft", user=by.pk):
        faq = FAQ.objects.create(
            unit=model.unit,
            created_by=by,
            title=masked(model.title, *words),
            answer=masked(model.reply.text, *words) if answered else "",
            article=model.reply.article if answered else "",
            document=model.document,
            position=FAQ.objects.filter(document=model.document).count() + 1,
            disclosure_basis=Basis.ART_20_15,
        )
        Question.objects.filter(pk__in=[each.pk for each in questions], faq=None).update(faq=faq)
    return faq


def confirm_current(faq: FAQ, by: User) -> None:
    """The answer was checked against the document as it stands today."""
    with transaction.atomic(), pghistory.context(verb="check", user=by.pk):
        state = faq.document.validity().value if faq.document else ""
        FAQ.objects.filter(pk=faq.pk).update(answers_as_of=timezone.now(), known_state=state)
