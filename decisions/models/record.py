"""What was done in a stage: argument, assessment, review, meeting, result, execution, evaluation."""

import datetime as dt
from typing import Any

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from decisions import regulation
from decisions.life import StageKind
from decisions.models.decision import OfDecision, frozen
from policies import bodytext
from policies.models import Document
from portal import clocks
from portal.attachments import Attachment
from portal.models.version import bumps_version
from portal.publication_rules import owned_frozen
from portal.publishing import State
from portal.workday_table import load_calendar

FEEDBACK_CLOCK = "decision-feedback"
FEEDBACK_WORKDAYS = 10
"""Work points 2023, item 22: what became of the opinions is public within 10 working days after the decision is."""
READY = [State.CLEARED, State.PUBLISHED]

_LEGALITY_FIRST = """
    IF NOT EXISTS (
        SELECT 1 FROM decisions_stagerecord legality
         WHERE legality.decision_id = NEW.decision_id AND legality.kind = 'legality' AND legality.conclusion <> 'unlawful'
           AND legality.state IN ('cleared', 'published') AND legality.held_on <= NEW.held_on
    ) THEN
        RAISE EXCEPTION 'no collective discussion before a legality review (Regulation art. 25)'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
"""


@pghistory.track()
class StageRecord(OfDecision):
    class Kind(models.TextChoices):
        INITIATION = "initiation", "决策启动"
        EXPERT = "expert", "专家论证意见"
        RISK = "risk", "风险评估报告"
        LEGALITY = "legality", "合法性审查意见"
        DISCUSSION = "discussion", "集体讨论决定"
        RESULT = "result", "决策公布"
        EXECUTION = "execution", "执行情况报告"
        ADJUSTMENT = "adjustment", "决策调整"
        SUSPENSION = "suspension", "中止执行"
        TERMINATION = "termination", "终止执行"
        EVALUATION = "evaluation", "后评估报告"

    class Conclusion(models.TextChoices):
        APPROVED = "approved", "同意（通过、可行、合法）"
        AMENDED = "amended", "修改后同意"
        LOW = "low", "低风险，可以实施"
        MIDDLE = "middle", "中风险，落实措施后实施"
        HIGH = "high", "高风险，不实施"
        DEFERRED = "deferred", "暂缓或者再次讨论"
        REJECTED = "rejected", "不予通过"
        UNLAWFUL = "unlawful", "不合法"

    kind = models.CharField("材料种类", max_length=12, choices=Kind)
    sent_on = models.DateField("开始（送审）日期", null=True, blank=True, help_text="合法性审查填送审日期。")
    held_on = models.DateField(
        "完成（作出）日期", null=True, blank=True, help_text="出具意见、开会、公布或生效的日期。"
    )
    conclusion = models.CharField("结论", max_length=10, choices=Conclusion, blank=True)
    organisations = ArrayField(
        models.CharField(max_length=60), verbose_name="承担单位", default=list, blank=True,
        help_text="论证、评估、审查的单位或专业机构，多个用逗号分开。后评估不得由原论证评估单位承担。",
    )  # fmt: skip
    people = models.CharField(
        "参加人员", max_length=500, blank=True, help_text="专家姓名职称，或会议名称。不填个人信息。"
    )
    summary = models.CharField("要点", max_length=500, blank=True)
    body = models.TextField("正文", blank=True)
    completes = models.BooleanField("本环节完成", default=True, help_text="不勾选表示本环节还在进行。")
    document = models.ForeignKey(
        Document, verbose_name="政策文件", null=True, blank=True, on_delete=models.PROTECT, related_name="decided_by",
        help_text="决策公布、调整、中止时填写相应的政策文件；双方页面互相链接。",
    )  # fmt: skip

    class Meta(OfDecision.Meta):
        verbose_name = verbose_name_plural = "决策过程材料"
        constraints = [
            *OfDecision.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(state="published") | Q(held_on__isnull=False), name="decisions_stagerecord_public_with_day"
            ),
            models.CheckConstraint(
                condition=Q(sent_on__isnull=True) | Q(held_on__isnull=True) | Q(held_on__gte=models.F("sent_on")),
                name="decisions_stagerecord_in_order",
                violation_error_message="完成日期早于开始日期。",
            ),
        ]
        triggers = [
            *OfDecision.Meta.triggers,
            frozen(
                "kind", "sent_on", "held_on", "conclusion", "organisations", "people", "summary", "body", "completes",
                "document_id",
            ),
            pgtrigger.Trigger(
                name="legality_first",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "NEW.\"kind\" = 'discussion' AND NEW.\"state\" = 'published' AND OLD.\"state\" <> 'published'"
                ),
                func=_LEGALITY_FIRST,
            ),
        ]  # fmt: skip

    def get_absolute_url(self) -> str:
        return self.address("record")

    @property
    def stage(self) -> StageKind:
        return STAGE_OF.get(StageRecord.Kind(self.kind)) or StageKind(self.kind)

    def clean(self) -> None:
        super().clean()
        self.body = bodytext.from_html(self.body).html

    def blockers(self, *, urgent: bool = False) -> list[str]:
        found = super().blockers(urgent=urgent)
        if not self.held_on:
            found.append("缺少完成（作出）日期。")
        elif self.held_on > timezone.localdate():
            found.append("完成（作出）日期在将来，事情办完后再公开。")
        if self.kind in NEEDS_CONCLUSION and not self.conclusion:
            found.append("缺少结论。")
        if self.kind in (self.Kind.EXPERT, self.Kind.RISK, self.Kind.EVALUATION) and not self.organisations:
            found.append("缺少承担单位。")
        if not (self.summary.strip() or self.body.strip()):
            found.append("缺少要点或正文。")
        return found

    def breaches(self) -> list[regulation.Breach]:
        if not self.decision_id:
            return []
        if self.kind == self.Kind.LEGALITY:
            return regulation.legality_review(self.sent_on, self.held_on, load_calendar())
        if self.kind == self.Kind.DISCUSSION:
            return self._discussion()
        if self.kind == self.Kind.RESULT:
            return regulation.announcement(self.held_on, discussed_on(self.decision))
        return self._evaluation() if self.kind == self.Kind.EVALUATION else []

    def _discussion(self) -> list[regulation.Breach]:
        reviews = self.decision.stagerecords.filter(kind=self.Kind.LEGALITY, state__in=READY).order_by("held_on")
        conclusions = [each.conclusion for each in reviews if not each.breaches()]
        lawful = conclusions[-1] != self.Conclusion.UNLAWFUL if conclusions else None
        return regulation.discussion(self.held_on, steps_before(self.decision), lawful=lawful)

    def _evaluation(self) -> list[regulation.Breach]:
        argued = self.decision.stagerecords.filter(kind__in=[self.Kind.EXPERT, self.Kind.RISK]).exclude(pk=self.pk)
        names = [name for each in argued.values_list("organisations", flat=True) for name in each]
        return regulation.evaluator(self.organisations, names)

    def prepare_publication(self, at: dt.datetime) -> dict[str, Any]:
        """When the decision is public, ten working days begin for what became of the opinions."""
        if self.kind == self.Kind.RESULT:
            day = timezone.localdate(at)
            for consultation in self.decision.consultations.filter(state=State.PUBLISHED, feedback=None):
                start_feedback_clock(consultation, day)
        return super().prepare_publication(at)


STAGE_OF = {
    StageRecord.Kind.RESULT: StageKind.ANNOUNCEMENT,
    StageRecord.Kind.ADJUSTMENT: StageKind.EXECUTION,
    StageRecord.Kind.SUSPENSION: StageKind.EXECUTION,
    StageRecord.Kind.TERMINATION: StageKind.EXECUTION,
}
TURNS = [StageRecord.Kind.ADJUSTMENT, StageRecord.Kind.SUSPENSION, StageRecord.Kind.TERMINATION]
"""What happens to a decision after it was made (Regulation arts. 35, 37); shown on the decision and on its document."""
NEEDS_CONCLUSION = {
    StageRecord.Kind.EXPERT, StageRecord.Kind.RISK, StageRecord.Kind.LEGALITY, StageRecord.Kind.DISCUSSION,
}  # fmt: skip


def start_feedback_clock(consultation: Any, day: dt.date) -> None:
    """Once for each consultation, whoever announces a second time."""
    if clocks.of(consultation, FEEDBACK_CLOCK) is None:
        clocks.start(
            consultation,
            FEEDBACK_CLOCK,
            f"公开意见采纳情况：{consultation.title}",
            unit=consultation.unit,
            workdays=FEEDBACK_WORKDAYS,
            received_on=day,
        )


def discussed_on(decision: Any) -> dt.date | None:
    """The day of the last collective discussion that agreed."""
    agreed = [StageRecord.Conclusion.APPROVED, StageRecord.Conclusion.AMENDED]
    rows = decision.stagerecords.filter(kind=StageRecord.Kind.DISCUSSION, state__in=READY, conclusion__in=agreed)
    return rows.order_by("-held_on").values_list("held_on", flat=True).first()


def steps_before(decision: Any) -> dict[str, regulation.Step]:
    """What the discussion asks of the stages before it: finished records that passed review and break no rule, or an excuse."""
    steps = {stage.kind: regulation.Step(excuse=stage.excuse) for stage in decision.stages.all()}
    for record in decision.stagerecords.filter(state__in=READY, completes=True).order_by("-held_on"):
        if record.stage in regulation.BEFORE_DISCUSSION and not record.breaches():
            steps[record.stage] = regulation.Step(record.held_on, steps.get(record.stage, regulation.Step()).excuse)
    if day := decision.participated_on():
        steps["participation"] = regulation.Step(day)
    return steps


@pghistory.track(exclude=["text", "page_starts"])
class RecordAttachment(Attachment):
    record = models.ForeignKey(StageRecord, verbose_name="材料", on_delete=models.CASCADE, related_name="attachments")

    class Meta(Attachment.Meta):
        verbose_name = verbose_name_plural = "附件"
        triggers = [bumps_version(), owned_frozen("decisions_stagerecord", "record_id")]

    def get_absolute_url(self) -> str:
        return reverse("decisions:file", args=[self.record_id, self.pk, self.name])
