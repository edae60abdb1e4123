"""意见采纳情况: opinions in groups, each with what became of it and why. The database lets no opinion go unanswered."""

import datetime as dt
from typing import Any

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone

from decisions.models.consultation import Consultation
from decisions.models.decision import OfDecision, frozen
from decisions.models.record import FEEDBACK_CLOCK
from policies import bodytext
from portal import clocks
from portal.models.version import bumps_version
from portal.publication_rules import owned_frozen

_ADDS_UP = """
    SELECT count(*), count(*) FILTER (WHERE g.feedback_id = NEW.id) INTO received, answered
      FROM decisions_opinion o LEFT JOIN decisions_opiniongroup g ON g.id = o.group_id
     WHERE o.consultation_id = NEW.consultation_id;
    IF received <> answered OR NEW.received IS DISTINCT FROM received THEN
        RAISE EXCEPTION 'the groups hold % of % opinions received', answered, received
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
"""


@pghistory.track()
class Feedback(OfDecision):
    consultation: Any = models.OneToOneField(
        Consultation, verbose_name="征求意见", on_delete=models.PROTECT, related_name="feedback"
    )
    body = models.TextField("总的情况", blank=True, help_text="怎样研究、怎样修改草案。没有收到意见也要说明。")
    received = models.PositiveIntegerField("收到意见", null=True, editable=False)

    class Meta(OfDecision.Meta):
        verbose_name = verbose_name_plural = "意见采纳情况"
        constraints = [*OfDecision.Meta.constraints]
        triggers = [
            *OfDecision.Meta.triggers,
            frozen("consultation_id", "body"),
            pgtrigger.Trigger(
                name="adds_up",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("NEW.\"state\" = 'published' AND OLD.\"state\" <> 'published'"),
                declare=[("received", "bigint"), ("answered", "bigint")],
                func=_ADDS_UP,
            ),
        ]

    def get_absolute_url(self) -> str:
        return self.address("feedback")

    def clean(self) -> None:
        super().clean()
        self.body = bodytext.from_html(self.body).html
        if self.consultation_id:
            self.decision_id = self.consultation.decision_id

    def blockers(self, *, urgent: bool = False) -> list[str]:
        found = super().blockers(urgent=urgent)
        closes_at = self.consultation.closes_at
        if closes_at is None or closes_at > timezone.now():
            found.append("征求意见还没有截止，不能公布采纳情况。")
        received, grouped = self.counts()
        if received != grouped:
            found.append(
                f"收到意见{received}条，已归类{grouped}条，还有{received - grouped}条没有归类，件数对不上不能公开。"
            )
        empty = [group.title for group in self.groups.annotate(size=models.Count("opinions")) if not group.size]
        found += [f"「{title}」没有归入任何意见。" for title in empty]
        if not self.body.strip():
            found.append("缺少总的情况。没有收到意见的，也要写明。")
        return found

    def counts(self) -> tuple[int, int]:
        """(opinions received, opinions in a group of this feedback)."""
        rows = self.consultation.opinions
        return rows.count(), rows.filter(group__feedback=self).count()

    def prepare_publication(self, at: dt.datetime) -> dict[str, Any]:
        """The clock of ten working days stops; the number received is fixed."""
        Consultation.objects.select_for_update().get(pk=self.consultation_id)  # no opinion slips in meanwhile
        if clock := clocks.of(self.consultation, FEEDBACK_CLOCK):
            clocks.finish(clock, timezone.localdate(at))
        return super().prepare_publication(at) | {"received": self.counts()[0]}


@pghistory.track()
class OpinionGroup(models.Model):
    class Result(models.TextChoices):
        ADOPTED = "adopted", "采纳"
        PARTLY = "partly", "部分采纳"
        REJECTED = "rejected", "不采纳"

    feedback = models.ForeignKey(Feedback, verbose_name="采纳情况", on_delete=models.CASCADE, related_name="groups")
    position = models.PositiveSmallIntegerField("顺序", default=0)
    title = models.CharField("意见概要", max_length=300)
    articles = models.CharField("涉及条款", max_length=100, blank=True)
    result = models.CharField("采纳情况", max_length=10, choices=Result)
    reason = models.TextField("理由和处理", max_length=2000, help_text="采纳的写怎样修改；不采纳的写理由。")

    class Meta:
        verbose_name = verbose_name_plural = "意见归类"
        ordering = ["feedback", "position", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="decisions_opiniongroup_with_reason"),
        ]
        triggers = [bumps_version(), owned_frozen("decisions_feedback", "feedback_id")]

    def __str__(self) -> str:
        return f"{self.get_result_display()}：{self.title}"
