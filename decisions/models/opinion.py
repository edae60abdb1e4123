"""意见: what people wrote on a draft, kept as it came in. Private until a group of the feedback speaks of it."""

import datetime as dt
from typing import Any

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from decisions.models.consultation import Consultation, Draft
from portal.attachments import Attachment
from portal.models import Receipt, User
from portal.models.history import append_only, never_emptied
from portal.publishing import Refused, State

PURPOSE, PREFIX = "opinion", "YJ"

_WITHIN_WINDOW = """
    SELECT c.state, c.online, c.opens_at, c.closes_at,
           EXISTS (SELECT 1 FROM decisions_feedback f WHERE f.consultation_id = c.id AND f.state = 'published') AS answered
      INTO STRICT held FROM decisions_consultation c WHERE c.id = NEW.consultation_id FOR SHARE OF c;
    IF held.answered THEN
        RAISE EXCEPTION 'the feedback of this consultation is public: its number of opinions is fixed'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.channel = 'online' AND (held.state <> 'published' OR NOT held.online OR NEW.received_at < held.opens_at
                                   OR NEW.received_at >= held.closes_at) THEN
        RAISE EXCEPTION 'an opinion arrives while its consultation is open' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""
_GROUPED_WITHIN = """
    IF NEW.group_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM decisions_opiniongroup g JOIN decisions_feedback f ON f.id = g.feedback_id
         WHERE g.id = NEW.group_id AND f.consultation_id = NEW.consultation_id
    ) THEN
        RAISE EXCEPTION 'an opinion is grouped in the feedback of its own consultation'
            USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND (OLD.group_id, OLD.public_text) IS DISTINCT FROM (NEW.group_id, NEW.public_text) AND EXISTS (
        SELECT 1 FROM decisions_feedback f WHERE f.consultation_id = NEW.consultation_id
           AND f.state <> 'draft' AND f.corrected_in IS DISTINCT FROM txid_current()
    ) THEN
        RAISE EXCEPTION 'groups are frozen with their feedback: send it back to draft, or correct it with a note'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
"""


@pghistory.track(fields=["group", "public_text", "article", "draft"])
class Opinion(models.Model):
    class Channel(models.TextChoices):
        ONLINE = "online", "网上填写"
        LETTER = "letter", "来信"
        EMAIL = "email", "电子邮件"
        PHONE = "phone", "来电"
        VISIT = "visit", "当面"

    consultation = models.ForeignKey(
        Consultation, verbose_name="征求意见", on_delete=models.PROTECT, related_name="opinions"
    )
    receipt: Any = models.OneToOneField(
        Receipt, verbose_name="编号", on_delete=models.PROTECT, related_name="+", editable=False
    )
    channel = models.CharField("渠道", max_length=10, choices=Channel, default=Channel.ONLINE)
    received_at = models.DateTimeField("收到时间", default=timezone.now)
    draft = models.ForeignKey(
        Draft, verbose_name="针对草案", null=True, blank=True, on_delete=models.PROTECT, related_name="opinions"
    )
    article = models.CharField("针对条款", max_length=30, blank=True, help_text="如：第八条；不填表示针对全文。")
    text = models.TextField("意见", blank=True, max_length=5000)
    answers = models.JSONField("选择题", default=dict, blank=True)
    name = models.CharField("姓名或单位", max_length=60, blank=True)
    contact = models.CharField("联系方式", max_length=100, blank=True)
    group = models.ForeignKey(
        "decisions.OpinionGroup", verbose_name="归入", null=True, blank=True, on_delete=models.PROTECT,
        related_name="opinions",
    )  # fmt: skip
    public_text = models.CharField(
        "公开摘录", max_length=500, blank=True, help_text="可以公开的原话，删去个人信息；不填不公开。"
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="代录人", null=True, blank=True, editable=False, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip

    class Meta:
        verbose_name = verbose_name_plural = "意见"
        ordering = ["consultation", "received_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text="") | ~Q(answers={}), name="decisions_opinion_says_something"),
            models.CheckConstraint(
                condition=Q(channel="online", entered_by__isnull=True)
                | ~Q(channel="online") & Q(entered_by__isnull=False),
                name="decisions_opinion_entered_on_behalf",
            ),
        ]
        indexes = [models.Index(fields=["consultation", "group"], name="decisions_opinion_grouping")]
        triggers = [
            never_emptied(),
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="as_it_came_in",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    " OR ".join(
                        f'OLD."{column}" IS DISTINCT FROM NEW."{column}"'
                        for column in (
                            "consultation_id", "receipt_id", "channel", "received_at", "text", "answers", "entered_by_id",
                        )
                    )
                    # Who wrote may be forgotten (decisions/retention.py), never exchanged.
                    + "".join(
                        f' OR OLD."{column}" <> NEW."{column}" AND NEW."{column}" <> \'\'' for column in ("name", "contact")
                    )
                ),
            ),
            pgtrigger.Trigger(
                name="within_window",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[("held", "record")],
                func=_WITHIN_WINDOW,
            ),
            pgtrigger.Trigger(
                name="grouped_within",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=_GROUPED_WITHIN,
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.receipt)

    @property
    def aim(self) -> str:
        return self.article or "全文"

    @classmethod
    def enter(
        cls, consultation: Consultation, by: User, channel: str, received_at: dt.datetime, **fields: Any
    ) -> "Opinion":
        """代录 a letter or a call. Refused once the feedback is public, or before the opening."""
        if channel == cls.Channel.ONLINE:
            raise Refused("网上提交的意见由本人填写，不能代录。")
        if (
            consultation.state != State.PUBLISHED
            or consultation.opens_at is None
            or received_at < consultation.opens_at
        ):
            raise Refused("征求意见还没有开始，不能登记意见。")
        if consultation.outcome:
            raise Refused("意见采纳情况已经公开，意见的件数不能再变。如有遗漏，请先更正。")
        receipt = Receipt.give(PURPOSE, PREFIX)
        return cls.objects.create(
            consultation=consultation,
            receipt=receipt,
            channel=channel,
            received_at=received_at,
            entered_by=by,
            **fields,
        )


class OpinionAttachment(Attachment):
    """A file that came with an opinion; never public."""

    opinion = models.ForeignKey(Opinion, verbose_name="意见", on_delete=models.PROTECT, related_name="attachments")

    class Meta(Attachment.Meta):
        verbose_name = verbose_name_plural = "意见附件"
        triggers = append_only()
