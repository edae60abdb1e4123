"""What happens to a question: assigned, transferred, drafted, approved, answered, closed. Each step is on record.

The clock (portal/clocks.py) starts with the receipt and runs on through transfers; only a pause with a reason stops it.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import pghistory
from django.db import transaction
from django.utils import timezone

from interaction.models import Asker, Channel, Desk, Question, Reply, ReplyTemplate, StateRecord
from policies.models import Document
from portal import clocks, notices
from portal.models import Receipt, Unit, User
from portal.publication_states import Refused

State = Question.State
CLOCK = "question"


def take_in(
    receipt: Receipt,
    *,
    channel: Channel,
    unit: Unit,
    title: str,
    text: str,
    name: str,
    contact: str,
    may_publish: bool,
    document: Document | None = None,
    earlier: Question | None = None,
) -> Question:
    """Stores a question with its clock. Within the transaction that gives the receipt."""
    question = Question.objects.create(
        receipt=receipt,
        channel=channel,
        unit=unit,
        document=document,
        title=title,
        text=text,
        may_publish=may_publish,
        received_at=receipt.received_at,
        earlier=earlier,
    )
    Asker.objects.create(question=question, name=name, contact=contact)
    day = timezone.localtime(receipt.received_at).date()
    question.clock = clocks.start(
        question, CLOCK, question.subject, unit=unit, workdays=channel.workdays, received_on=day
    )
    question.save(update_fields=["clock"])
    _record(question, "收到留言。", None, at=receipt.received_at)
    notices.tell(clocks.staff_of(unit), f"新的{question.subject}，请受理。", notices.admin_url(question))
    return question


def assign(question: Question, by: User, at: dt.datetime | None = None) -> None:
    """受理: the unit takes it up."""
    at = at or timezone.now()
    with _held(question, "assign", by):
        _expect(question, "受理", State.RECEIVED)
        question.state, question.assigned_at, question.assigned_by = State.ASSIGNED, at, by
        question.save(update_fields=["state", "assigned_at", "assigned_by"])
        _record(question, f"由{question.unit.label}受理。", by, at)


def transfer(question: Question, by: User, unit: Unit, reason: str, at: dt.datetime | None = None) -> None:
    """转办 to another unit: the clock runs on."""
    if not reason.strip():
        raise Refused("转办必须写明原因。")
    with _held(question, "transfer", by):
        _expect(question, "转办", State.RECEIVED, State.ASSIGNED)
        if unit.pk == question.unit_id:
            raise Refused("这件留言本来就由该单位办理。")
        before, question.unit = question.unit, unit
        question.save(update_fields=["unit"])
        if question.clock:
            clocks.change(question.clock, by, reason.strip(), unit=unit)
        _record(question, f"由{before.label}转{unit.label}办理：{reason.strip()}", by, at)
        notices.tell(clocks.staff_of(unit), f"转来{question.subject}，请受理。", notices.admin_url(question))


def rechannel(question: Question, by: User, channel: Channel, reason: str, at: dt.datetime | None = None) -> None:
    """改派类别, such as 复杂事项 with its longer term; on record with the reason."""
    if not reason.strip():
        raise Refused("改派类别必须写明原因。")
    with _held(question, "rechannel", by):
        _expect(question, "改派", State.RECEIVED, State.ASSIGNED, State.DRAFTED)
        question.channel = channel
        question.save(update_fields=["channel"])
        if question.clock:
            clocks.change(question.clock, by, reason.strip(), workdays=channel.workdays)
        _record(question, f"按“{channel}”办理，期限{channel.workdays}个工作日：{reason.strip()}", by, at)


def pause(question: Question, by: User, reason: str, on: dt.date | None = None, at: dt.datetime | None = None) -> None:
    with _held(question, "pause", by):
        _expect(question, "暂停", *Question.OPEN)
        clocks.pause(_clock(question), by, reason, on)
        _record(question, f"暂停计时：{reason.strip()}", by, at)


def resume(question: Question, by: User, on: dt.date | None = None) -> None:
    with _held(question, "resume", by):
        clocks.resume(_clock(question), by, on)
        _record(question, "恢复计时。", by)


def draft(
    question: Question,
    by: User,
    text: str,
    *,
    grounds: str = "",
    template: ReplyTemplate | None = None,
    document: Document | None = None,
    article: str = "",
    at: dt.datetime | None = None,
) -> Reply:
    """起草答复; goes out at once where the unit asks for no approval, else waits for another person."""
    if not text.strip():
        raise Refused("答复不能为空。")
    at = at or timezone.now()
    with _held(question, "draft", by):
        _expect(question, "答复", State.ASSIGNED)
        needed = Desk.needs_approval_at(question.unit)
        fields = {
            "text": text.strip(),
            "grounds": grounds.strip(),
            "template": template,
            "document": document,
            "article": article.strip(),
            "needs_approval": needed,
            "drafted_at": at,
            "drafted_by": by,
            "approved_at": None,
            "approved_by": None,
            "returned_reason": "",
        }
        reply, _ = Reply.objects.update_or_create(question=question, defaults=fields)
        if not needed:
            _end(question, State.ANSWERED, by, at)
            return reply
        question.state = State.DRAFTED
        question.save(update_fields=["state"])
        _record(question, "答复已起草，等待审核。", by, at, public=False)
        others = clocks.staff_of(question.unit).exclude(pk=by.pk)
        notices.tell(others, f"答复待审核：{question.subject}", notices.admin_url(question))
        return reply


def approve(question: Question, by: User, at: dt.datetime | None = None) -> None:
    """审核通过: by somebody who did not draft it; the answer is given in that moment."""
    at = at or timezone.now()
    with _held(question, "approve", by):
        _expect(question, "审核", State.DRAFTED)
        reply = question.reply
        if reply.drafted_by_id == by.pk:
            raise Refused("答复由您起草，须由另一人审核。")
        reply.approved_at, reply.approved_by = at, by
        reply.save(update_fields=["approved_at", "approved_by"])
        _end(question, State.ANSWERED, by, at)


def send_back(question: Question, by: User, reason: str) -> None:
    """退回起草人."""
    if not reason.strip():
        raise Refused("退回必须写明原因。")
    with _held(question, "send_back", by):
        _expect(question, "退回", State.DRAFTED)
        Reply.objects.filter(question=question).update(returned_reason=reason.strip()[:300])
        question.state = State.ASSIGNED
        question.save(update_fields=["state"])
        _record(question, f"答复退回修改：{reason.strip()}", by, public=False)


def close(question: Question, by: User, reason: str) -> None:
    """不予答复, with the reason that the asker reads: not for this district, empty, abusive, a repetition."""
    if not reason.strip():
        raise Refused("不予答复必须写明理由，留言人会看到。")
    with _held(question, "close", by):
        _expect(question, "办结", State.RECEIVED, State.ASSIGNED)
        question.closing_reason = reason.strip()[:300]
        _end(question, State.CLOSED, by, timezone.now())


def rate(question: Question, score: int, note: str) -> None:
    """满意度 by the asker, once."""
    with transaction.atomic():
        updated = Question.objects.filter(pk=question.pk, state=State.ANSWERED, score=None).update(
            score=score, score_note=note[:300], scored_at=timezone.now()
        )
        if not updated:
            raise Refused("已经评价过了，或者还没有答复。")
        _record(question, f"留言人评价：{score} 分。", None)


def _end(question: Question, state: str, by: User, at: dt.datetime) -> None:
    question.state, question.ended_at, question.ended_by = state, at, by
    if question.assigned_at is None:
        question.assigned_at, question.assigned_by = at, by
    question.save(update_fields=["state", "ended_at", "ended_by", "closing_reason", "assigned_at", "assigned_by"])
    if question.clock:
        clocks.finish(question.clock, on=timezone.localtime(at).date())
    said = "已答复。" if state == State.ANSWERED else f"办结，不予答复：{question.closing_reason}"
    _record(question, f"{question.unit.label}{said}", by, at)


@contextmanager
def _held(question: Question, verb: str, by: User) -> Iterator[None]:
    """A transaction that holds the row, freshly read: two people at once take turns, and the second is told."""
    with transaction.atomic(), pghistory.context(verb=verb, user=by.pk):
        question.refresh_from_db(from_queryset=Question.objects.select_for_update(of=("self",)))
        yield


def _expect(question: Question, label: str, *states: str) -> None:
    if question.state not in states:
        raise Refused(f"留言 {question.receipt.number} 现在是“{question.get_state_display()}”，不能{label}。")


def _clock(question: Question) -> clocks.Clock:
    if question.clock is None:
        raise Refused("这件留言没有计时。")
    return question.clock


def _record(
    question: Question, text: str, by: User | None, at: dt.datetime | None = None, *, public: bool = True
) -> None:
    StateRecord.objects.create(question=question, text=text[:400], by=by, at=at or timezone.now(), is_public=public)
