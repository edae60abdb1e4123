"""其他公众参与: forums, hearings, visits, surveys, written inquiries (Regulation art. 14)."""

from typing import Any

import pghistory
from django.db import models
from django.db.models import F, Q

from decisions import regulation
from decisions.models.decision import Decision, OfDecision, frozen
from policies import bodytext
from portal.models.version import bumps_version
from portal.publication_rules import owned_frozen

_SEVEN_DAYS_LATER = models.ExpressionWrapper(
    F("papers_on") + models.Value(regulation.PAPER_DAYS), output_field=models.DateField()
)


@pghistory.track()
class Activity(OfDecision):
    class Kind(models.TextChoices):
        FORUM = "forum", "座谈会"
        HEARING = "hearing", "听证会"
        VISIT = "visit", "实地走访"
        SURVEY = "survey", "民意调查"
        WRITTEN = "written", "书面征求"

    decision = models.ForeignKey(Decision, verbose_name="决策", on_delete=models.PROTECT, related_name="activities")
    kind = models.CharField("方式", max_length=10, choices=Kind)
    held_on = models.DateField("日期", null=True, blank=True)
    ended_on = models.DateField("结束日期", null=True, blank=True, help_text="只有一天的不填。")
    papers_on = models.DateField(
        "材料送达日期", null=True, blank=True, help_text="听证会必填，至少在会前7日（条例第十六条）。"
    )
    place = models.CharField("地点或范围", max_length=200, blank=True)
    participants = models.TextField(
        "参加人", blank=True, max_length=2000, help_text="各方面的人数和代表，不写普通市民的全名。"
    )
    chosen = models.TextField("怎样产生", blank=True, max_length=2000, help_text="邀请、报名、遴选或者抽样的办法。")
    opinions = models.TextField("主要意见", blank=True)
    adoption = models.TextField("采纳情况", blank=True)
    respondents = models.PositiveIntegerField("有效样本", null=True, blank=True, help_text="民意调查填写。")

    class Meta(OfDecision.Meta):
        verbose_name = verbose_name_plural = "其他公众参与"
        constraints = [
            *OfDecision.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(kind="hearing", state="published")
                | Q(held_on__gte=_SEVEN_DAYS_LATER, papers_on__isnull=False),
                name="decisions_activity_papers_before_hearing",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(held_on__isnull=False, ended_on__gte=F("held_on")),
                name="decisions_activity_in_order",
                violation_error_message="结束日期早于开始日期。",
            ),
        ]
        triggers = [
            *OfDecision.Meta.triggers,
            frozen(
                "kind", "held_on", "ended_on", "papers_on", "place", "participants", "chosen", "opinions", "adoption",
                "respondents",
            ),
        ]  # fmt: skip

    def get_absolute_url(self) -> str:
        return self.address("activity")

    def clean(self) -> None:
        super().clean()
        self.opinions = bodytext.from_html(self.opinions).html
        self.adoption = bodytext.from_html(self.adoption).html

    def breaches(self) -> list[regulation.Breach]:
        return regulation.hearing_papers(self.held_on, self.papers_on) if self.kind == self.Kind.HEARING else []

    def blockers(self, *, urgent: bool = False) -> list[str]:
        found = super().blockers(urgent=urgent)
        needed: dict[str, Any] = {
            "日期": self.held_on, "参加人": self.participants, "怎样产生": self.chosen, "主要意见": self.opinions,
            "采纳情况": self.adoption,
        }  # fmt: skip
        if self.kind == self.Kind.SURVEY:
            needed["有效样本"] = self.respondents
            if not self.results.exists():
                found.append("民意调查没有填写结果。")
        if missing := [label for label, value in needed.items() if not value]:
            found.append(f"缺少要素：{'、'.join(missing)}。")
        return found


@pghistory.track()
class SurveyResult(models.Model):
    """How many chose one option of one question."""

    activity = models.ForeignKey(Activity, verbose_name="民意调查", on_delete=models.CASCADE, related_name="results")
    position = models.PositiveSmallIntegerField("顺序", default=0)
    question = models.CharField("问题", max_length=200)
    option = models.CharField("选项", max_length=100)
    count = models.PositiveIntegerField("人数")

    class Meta:
        verbose_name = verbose_name_plural = "调查结果"
        ordering = ["activity", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "question", "option"], name="decisions_surveyresult_once")
        ]
        triggers = [bumps_version(), owned_frozen("decisions_activity", "activity_id")]

    def __str__(self) -> str:
        return f"{self.question} {self.option}"
