"""重大行政决策: what is being decided, who prepares it, and the plan of its stages."""

import datetime as dt
from typing import Any

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from decisions import regulation
from decisions.life import ORDER, StageKind
from portal.models import User
from portal.models.version import bumps_version
from portal.participation.phase import last_day
from portal.publication_rules import content_frozen, owned_frozen
from portal.publishing import Publishable, Refused, State

CONTENT = ["unit_id", "title", "disclosure", "disclosure_basis", "audience", "named_groups"]
"""Columns of every publishable that are frozen with it."""


@pghistory.track()
class Decision(Publishable):
    class Category(models.TextChoices):
        """决策事项 of the regulation (art. 3) with the one that Shanghai adds."""

        POLICY = "policy", "重大公共政策和措施"
        PLAN = "plan", "经济社会发展等方面的重要规划"
        RESOURCE = "resource", "开发利用、保护重要自然资源和文化资源的重大公共政策和措施"
        PROJECT = "project", "重大公共建设项目"
        CITY = "city", "城市管理等方面的重大事项"
        OTHER = "other", "其他重大事项"

    year = models.PositiveSmallIntegerField("目录年度")
    number = models.PositiveSmallIntegerField(
        "目录序号", help_text="在年度目录中的序号，也是网址的一部分，公开后不变。"
    )
    category = models.CharField("决策类别", max_length=10, choices=Category, default=Category.POLICY)
    summary = models.CharField("一句话说明", max_length=300, blank=True, help_text="用市民的话说要决定什么、影响谁。")
    background = models.TextField("为什么要作这项决策", blank=True, max_length=4000)
    partners = ArrayField(
        models.CharField(max_length=60), verbose_name="配合单位", default=list, blank=True, help_text="多个用逗号分开。"
    )
    planned_on = models.DateField("计划出台时间", null=True, blank=True, help_text="填当月任意一天，公开时只显示年月。")
    legal_basis = models.CharField("法律政策依据", max_length=500, blank=True)

    class Meta(Publishable.Meta):
        verbose_name = verbose_name_plural = "重大行政决策"
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(fields=["year", "number"], name="decisions_decision_once_a_year"),
            models.CheckConstraint(condition=Q(year__range=(2000, 2100)), name="decisions_decision_year"),
        ]
        triggers = [
            *Publishable.Meta.triggers,
            content_frozen(
                *CONTENT, "year", "number", "category", "summary", "background", "partners", "planned_on", "legal_basis"
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("decisions:decision", args=[self.year, self.number])

    def lay_out(self) -> None:
        """Adds the stages that are missing, so that the plan always has all nine."""
        held = set(self.stages.values_list("kind", flat=True))
        Stage.objects.bulk_create(
            Stage(decision=self, kind=kind, position=position)
            for position, kind in enumerate(ORDER)
            if kind not in held
        )

    def blockers(self, *, urgent: bool = False) -> list[str]:
        found = super().blockers(urgent=urgent)
        if not self.summary.strip():
            found.append("缺少一句话说明。")
        stages = list(self.stages.all())
        if {stage.kind for stage in stages} != set(ORDER):
            found.append("决策程序的九个环节不完整，请保存一次以补齐。")
        return found + [str(breach) for stage in stages for breach in stage.breaches()]

    def withdraw(self, by: User, reason: str, at: dt.datetime | None = None) -> None:
        """What is public below it goes first, so that nothing stays behind without its decision."""
        if below := [str(item) for item in self.public_parts()]:
            raise Refused("\n".join(["请先撤回本决策下已公开的内容：", *below]))
        super().withdraw(by, reason, at)

    def participated_on(self) -> dt.date | None:
        """The day on which the last public participation ended; None while one runs or none was held (Regulation art. 14)."""
        now = timezone.now()
        rows = self.consultations.filter(state=State.PUBLISHED, closes_at__isnull=False)
        windows: list[Any] = list(rows.values_list("closes_at", flat=True))
        held = self.activities.filter(state__in=[State.CLEARED, State.PUBLISHED], held_on__lte=timezone.localdate())
        days = [last_day(each) for each in windows] + [
            each.held_on for each in held if each.held_on and not each.breaches()
        ]
        return max(days) if days and all(each <= now for each in windows) else None

    def public_parts(self) -> list[Publishable]:
        """Every published item that belongs to it."""
        parts = (self.stagerecords, self.consultations, self.activities, self.attendances)
        return [item for rows in parts for item in rows.filter(state=State.PUBLISHED)]


@pghistory.track()
class Stage(models.Model):
    """决策环节: the planned window of one stage, or why it does not apply. What was done are the records."""

    decision = models.ForeignKey(Decision, verbose_name="决策", on_delete=models.CASCADE, related_name="stages")
    kind = models.CharField("环节", max_length=15, choices=StageKind)
    position = models.PositiveSmallIntegerField("顺序", default=0, editable=False)
    starts_on = models.DateField("计划开始", null=True, blank=True)
    ends_on = models.DateField("计划完成", null=True, blank=True)
    excuse = models.CharField(
        "不适用的理由", max_length=300, blank=True, help_text="不适用的环节必须写明理由，向公众显示。"
    )

    class Meta:
        verbose_name = verbose_name_plural = "决策环节"
        ordering = ["decision", "position"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "kind"], name="decisions_stage_once"),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="decisions_stage_in_order",
                violation_error_message="计划完成的日期早于计划开始的日期。",
            ),
            models.CheckConstraint(
                condition=Q(excuse="") | ~Q(kind__in=list(regulation.NEVER_EXCUSED)),
                name="decisions_stage_never_excused",
                violation_error_message="启动、合法性审查、集体讨论和公布是必经程序，不能标为不适用（条例第十二、二十五、三十、三十二条）。",
            ),
        ]
        triggers = [bumps_version(), owned_frozen("decisions_decision", "decision_id")]

    def __str__(self) -> str:
        return self.get_kind_display()

    def breaches(self) -> list[regulation.Breach]:
        return regulation.excuse(self.kind, self.get_kind_display(), self.excuse)


class OfDecision(Publishable):
    """Abstract: what belongs to a decision and is reviewed and published on its own."""

    decision = models.ForeignKey(Decision, verbose_name="决策", on_delete=models.PROTECT, related_name="%(class)ss")

    class Meta(Publishable.Meta):
        abstract = True

    def blockers(self, *, urgent: bool = False) -> list[str]:
        found = super().blockers(urgent=urgent)
        if self.decision_id and self.decision.state != State.PUBLISHED:
            found.append("所属的重大行政决策还没有公开。")
        return found + [str(breach) for breach in self.breaches()]

    def breaches(self) -> list[regulation.Breach]:
        """What of the regulation this item would break, were it published as it is."""
        return []

    def address(self, name: str) -> str:
        return reverse(f"decisions:{name}", args=[self.decision.year, self.decision.number, self.pk])


def frozen(*columns: str) -> Any:
    """The trigger that freezes an OfDecision: its own columns beside the shared ones."""
    return content_frozen(*CONTENT, "decision_id", *columns)
