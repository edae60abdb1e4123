"""期满前六个月、两个月、一个月: the owning unit is told once at each distance (standards.md 5), and decides on record."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from policies.models import Document, ExpiryReminder, ValidityDecision
from policies.piles import months_later
from portal import notices, roles
from portal.models import User
from portal.models.user import AUTHOR
from portal.publishing import Refused, State

MONTHS = [6, 2, 1]


def remind(today: dt.date | None = None) -> int:
    """Tells of every distance that has been reached and not been told; returns how many documents were told of.

    However long the job was missed, a document is told of once: with the nearest distance, the farther ones noted as told.
    """
    today = today or timezone.localdate()
    due = Document.objects.filter(
        state=State.PUBLISHED, repealed_on=None, lapses_on__gt=today, lapses_on__lte=months_later(today, max(MONTHS))
    )
    told = set(ExpiryReminder.objects.values_list("document", "lapses_on", "months"))
    return sum(
        _remind_of(pk, lapses_on, reached)
        for pk, lapses_on in due.order_by("lapses_on", "pk").values_list("pk", "lapses_on")
        if (reached := [each for each in MONTHS if lapses_on <= months_later(today, each)])
        and (pk, lapses_on, reached[-1]) not in told
    )


@transaction.atomic
def _remind_of(pk: int, lapses_on: dt.date, reached: list[int]) -> bool:
    """Under the lock of the document, so that of two runs at once one tells."""
    document = Document.objects.select_for_update(of=("self",)).select_related("unit").get(pk=pk)
    rows = ExpiryReminder.objects.filter(document=document, lapses_on=lapses_on)
    told = set(rows.values_list("months", flat=True))
    if document.lapses_on != lapses_on or reached[-1] in told:
        return False
    ExpiryReminder.objects.bulk_create(
        ExpiryReminder(document=document, lapses_on=lapses_on, months=each) for each in reached if each not in told
    )
    last = lapses_on - dt.timedelta(days=1)
    decided = ValidityDecision.objects.filter(document=document, lapses_on=lapses_on).first()
    then = f"已决定{decided}，请按时办理。" if decided else "请评估并登记延长、修订或者届满失效的决定。"
    sentence = f"「{document.title[:80]}」有效期至{last:%Y年%m月%d日}，不足{reached[-1]}个月。{then}"
    people = User.objects.filter(is_active=True, is_staff=True, unit=document.unit, groups__name=AUTHOR).distinct()
    notices.tell(people if people.exists() else notices.office(), sentence, notices.admin_url(document))
    return True


def may_decide(user: User, document: Document) -> bool:
    """起草人 of the owning unit and the office."""
    if document.state != State.PUBLISHED or not roles.roles(user) & {roles.AUTHOR, roles.OFFICE}:
        return False
    return roles.sees(user, document.unit_id)


def decide(document: Document, by: User, decision: str, reason: str, planned_on: dt.date | None) -> ValidityDecision:
    """Puts a decision on record; it changes nothing of the document. A renewal becomes one by 延长有效期 of a new document."""
    if not may_decide(by, document):
        raise Refused("由本单位起草人或者政务公开办登记已发布文件的届满处理。")
    if document.lapses_on is None or document.lapses_on <= timezone.localdate() or document.repealed_on is not None:
        raise Refused("这份文件没有有效期，或者已经失效、废止，不需要登记届满处理。")
    if not reason.strip():
        raise Refused("请写明理由。")
    if decision == ValidityDecision.Choice.RENEW and planned_on and planned_on < document.lapses_on:
        raise Refused("延长后的截止日期应当晚于现在的有效期。")
    return ValidityDecision.objects.create(
        document=document, lapses_on=document.lapses_on, decision=decision, reason=reason.strip()[:500],
        planned_on=None if decision == ValidityDecision.Choice.LAPSE else planned_on, by=by,
    )  # fmt: skip
