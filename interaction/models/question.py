"""A citizen's question, who asked it, and the answer. Nothing here is ever public; what is published is an Exchange."""

from typing import Any, Self

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from interaction.models.channel import Channel, ReplyTemplate
from policies.models import Document
from portal.models import Clock, Receipt, Unit
from portal.models.history import append_only, never_emptied

TEXT_LIMIT = 2000
TRANSITIONS = [
    ("received", "assigned"),
    ("received", "closed"),
    ("assigned", "drafted"),
    ("assigned", "answered"),
    ("assigned", "closed"),
    ("drafted", "assigned"),
    ("drafted", "answered"),
]


def _actor(verbose: str) -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=verbose, null=True, on_delete=models.PROTECT, related_name="+"
    )


class QuestionQuerySet(models.QuerySet):
    def open(self) -> Self:
        return self.filter(state__in=Question.OPEN)

    def for_list(self) -> Self:
        return self.select_related("receipt", "channel", "unit", "document", "clock")


@pghistory.track(exclude=["title", "text", "score_note"])
class Question(models.Model):
    """留言. What was written stays as it was written; the state moves only as the database allows."""

    class State(models.TextChoices):
        RECEIVED = "received", "待受理"
        ASSIGNED = "assigned", "办理中"
        DRAFTED = "drafted", "答复待审核"
        ANSWERED = "answered", "已答复"
        CLOSED = "closed", "已办结（不予答复）"

    OPEN = [State.RECEIVED, State.ASSIGNED, State.DRAFTED]
    receipt = models.OneToOneField(Receipt, verbose_name="回执", on_delete=models.PROTECT, related_name="question")
    channel = models.ForeignKey(Channel, verbose_name="类别", on_delete=models.PROTECT, related_name="questions")
    document = models.ForeignKey(
        Document, verbose_name="关于政策", null=True, on_delete=models.PROTECT, related_name="questions"
    )
    unit = models.ForeignKey(Unit, verbose_name="答复单位", on_delete=models.PROTECT, related_name="+")
    title = models.CharField("标题", max_length=60)
    text = models.TextField("内容", max_length=TEXT_LIMIT)
    may_publish = models.BooleanField("同意公开", default=False)
    state = models.CharField("状态", max_length=10, choices=State, default=State.RECEIVED, editable=False)
    received_at = models.DateTimeField("收到时间", default=timezone.now, editable=False)
    assigned_at = models.DateTimeField("受理时间", null=True, editable=False)
    assigned_by = _actor("受理人")
    ended_at = models.DateTimeField("答复时间", null=True, editable=False)
    ended_by = _actor("答复人")
    closing_reason = models.CharField("不予答复的理由", max_length=300, blank=True, editable=False)
    clock = models.OneToOneField(Clock, null=True, editable=False, on_delete=models.PROTECT, related_name="question")
    earlier = models.OneToOneField(
        "self", verbose_name="追问自", null=True, editable=False, on_delete=models.PROTECT, related_name="later"
    )
    faq = models.ForeignKey(
        "interaction.FAQ", verbose_name="归入常见问题", null=True, on_delete=models.SET_NULL, related_name="questions"
    )
    score = models.PositiveSmallIntegerField("满意度", null=True, editable=False)
    score_note = models.CharField("评价", max_length=300, blank=True, editable=False)
    scored_at = models.DateTimeField("评价时间", null=True, editable=False)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "留言"
        ordering = ["-received_at", "-id"]
        indexes = [
            models.Index(fields=["state", "received_at"], name="interaction_question_state"),
            models.Index(fields=["document", "state"], name="interaction_question_document"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="received", assigned_at__isnull=True)
                | Q(state="closed")
                | Q(assigned_at__isnull=False, assigned_by__isnull=False),
                name="interaction_question_assigned_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["answered", "closed"], ended_at__isnull=False, ended_by__isnull=False)
                | Q(state__in=["received", "assigned", "drafted"], ended_at__isnull=True),
                name="interaction_question_ended_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | ~Q(closing_reason=""), name="interaction_question_closed_with_reason"
            ),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__range=(1, 5), state="answered", scored_at__isnull=False),
                name="interaction_question_score",
            ),
            models.CheckConstraint(
                condition=Q(earlier__isnull=True) | ~Q(earlier=F("id")), name="interaction_question_not_after_itself"
            ),
        ]
        triggers = [
            never_emptied(),
            pgtrigger.FSM(name="state_machine", field="state", transitions=TRANSITIONS),
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="as_written", fields=["title", "text", "receipt", "received_at", "earlier"]),
            pgtrigger.Trigger(
                name="answered_with_reply",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.state <> 'answered' AND NEW.state = 'answered'"),
                func="""
                    IF NOT EXISTS (SELECT 1 FROM interaction_reply r WHERE r.question_id = NEW.id
                                      AND (NOT r.needs_approval OR r.approved_by_id IS NOT NULL)) THEN
                        RAISE EXCEPTION 'a question is answered by a reply that a second person approved'
                            USING ERRCODE = 'restrict_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.receipt.number} {self.title}"

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def subject(self) -> str:
        """For clocks and notices: number and what it is about, nothing that the asker wrote."""
        about = f"《{self.document.title}》" if self.document else self.unit.label
        return f"留言 {self.receipt.number}（{self.channel}，{about}）"[:200]


class Asker(models.Model):
    """Who asked. Private; deleted when the time named in the privacy notice is over (Personal Information Law art. 19)."""

    question = models.OneToOneField(Question, on_delete=models.PROTECT, related_name="asker")
    name = models.CharField("姓名", max_length=30)
    contact = models.CharField("联系方式", max_length=60)
    notified_at = models.DateTimeField("告知时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "留言人"

    def __str__(self) -> str:
        return "留言人"


@pghistory.track()
class Reply(models.Model):
    """答复, drafted by one person and, where the unit says so, approved by another."""

    question = models.OneToOneField(Question, on_delete=models.PROTECT, related_name="reply")
    text = models.TextField("答复", max_length=5000)
    grounds = models.CharField("依据", max_length=200, blank=True)
    template = models.ForeignKey(
        ReplyTemplate, verbose_name="模板", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    document = models.ForeignKey(
        Document, verbose_name="引用政策", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    article = models.CharField("引用条款", max_length=30, blank=True, help_text="如第八条。")
    needs_approval = models.BooleanField("须审核", editable=False)
    drafted_at = models.DateTimeField("起草时间", default=timezone.now, editable=False)
    drafted_by = _actor("起草人")
    approved_at = models.DateTimeField("审核时间", null=True, editable=False)
    approved_by = _actor("审核人")
    returned_reason = models.CharField("退回原因", max_length=300, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "答复"
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="interaction_reply_says_something"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("drafted_by")),
                name="interaction_reply_approved_by_another",
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True, approved_by__isnull=True)
                | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="interaction_reply_approved_who_and_when",
            ),
        ]
        triggers = [
            never_emptied(),
            pgtrigger.Trigger(
                name="frozen_once_given",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func="""
                    IF EXISTS (SELECT 1 FROM interaction_question q WHERE q.id = OLD.question_id AND q.state = 'answered') THEN
                        RAISE EXCEPTION 'an answer that was given is not changed' USING ERRCODE = 'restrict_violation';
                    END IF;
                    RETURN COALESCE(NEW, OLD);
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"答复 {self.question_id}"


class StateRecord(models.Model):
    """办理过程: who did what, in a sentence; `is_public` ones are shown to the asker. Only grows."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="records")
    at = models.DateTimeField("时间", default=timezone.now)
    text = models.CharField("记录", max_length=400)
    by = _actor("经办人")
    is_public = models.BooleanField("留言人可见", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "办理记录"
        ordering = ["at", "id"]
        triggers = append_only()

    def __str__(self) -> str:
        return self.text
