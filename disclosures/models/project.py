"""项目: public works and people's projects, with what was planned; what became of it stands in the updates.

A project is frozen once it is public. Progress, milestones that were reached and the end of the work come with updates
(project_update.py), which go the same way through review as everything else.
"""

from decimal import Decimal
from typing import Any

import pghistory
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from disclosures.models.column import Column
from disclosures.models.place import ProjectCategory
from portal.models import Unit
from portal.models.version import bumps_version
from portal.publication_queries import PublishableQuerySet
from portal.publication_rules import content_frozen, owned_frozen
from portal.publishing import Publishable

CONTENT = [
    "title", "category_id", "town_id", "place", "column_id", "summary", "content", "budget", "funding", "builder",
    "starts_on", "ends_on", "finished_on", "target", "measure", "done",
    "unit_id", "disclosure", "disclosure_basis", "audience", "named_groups",
]  # fmt: skip
WHOLE = Decimal(100)
"""Per cent of a project without a number to reach."""
NOT_NEGATIVE = MinValueValidator(0, "不能是负数。")


def amount(label: str, **options: Any) -> Any:
    """A number that work is measured by."""
    return models.DecimalField(label, max_digits=12, decimal_places=2, validators=[NOT_NEGATIVE], **options)


@pghistory.track(
    pghistory.InsertEvent(trigger_name="project_insert"),
    pghistory.UpdateEvent(trigger_name="project_update"),
    pghistory.DeleteEvent(trigger_name="project_delete"),
)
class Project(Publishable):
    category = models.ForeignKey(
        ProjectCategory, verbose_name="类别", on_delete=models.PROTECT, related_name="projects"
    )
    town = models.ForeignKey(
        Unit,
        verbose_name="所在乡镇街道",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        limit_choices_to={"kind": Unit.Kind.TOWN},
        help_text="跨乡镇的项目不选，显示为“全区”。",
    )
    place = models.CharField("地点", max_length=200, blank=True, help_text="例：船坞路（海棠路至望潮路）")
    column = models.ForeignKey(
        Column, verbose_name="所在栏目", null=True, blank=True, on_delete=models.PROTECT, related_name="projects"
    )
    summary = models.CharField("一句话说明", max_length=300, blank=True, help_text="做什么，谁受益，不用专业词。")
    content = models.TextField("建设内容", max_length=4000, blank=True)
    budget = models.DecimalField(
        "预算（元）", max_digits=16, decimal_places=2, null=True, blank=True, validators=[NOT_NEGATIVE]
    )
    funding = models.CharField("资金来源", max_length=100, blank=True, help_text="例：区级财政、市级专项")
    builder = models.CharField("建设单位", max_length=100, blank=True)
    starts_on = models.DateField("计划开工", null=True, blank=True)
    ends_on = models.DateField("计划完工", null=True, blank=True, help_text="过了这一天没有完工，自动标为“已延期”。")
    finished_on = models.DateField(
        "实际完工", null=True, blank=True, help_text="公开以前已经完工的填写；公开以后用“项目进展”登记。"
    )
    target = models.DecimalField(
        "目标数量", max_digits=12, decimal_places=2, null=True, blank=True, help_text="不填则按百分比计进度。"
    )
    measure = models.CharField("计量单位", max_length=10, blank=True, help_text="例：台、处、公里、张。")
    done = amount("公开时已完成", default=0, help_text="数量或百分数；公开以后用“项目进展”更新。")

    objects = PublishableQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Publishable.Meta):
        verbose_name = verbose_name_plural = "项目"
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="disclosures_project_in_order",
                violation_error_message="计划完工不能早于计划开工。",
            ),
            models.CheckConstraint(
                condition=Q(target__isnull=True, measure="") | Q(target__isnull=False, target__gt=0) & ~Q(measure=""),
                name="disclosures_project_target_with_measure",
                violation_error_message="目标数量要大于零，并写明计量单位；按百分比计进度的都不填。",
            ),
            models.CheckConstraint(
                condition=Q(done__gte=0) & (Q(target__isnull=False) | Q(done__lte=WHOLE)),
                name="disclosures_project_done",
                violation_error_message="进度不能是负数，百分比不能超过100。",
            ),
            models.CheckConstraint(
                condition=Q(budget__isnull=True) | Q(budget__gte=0), name="disclosures_project_budget"
            ),
        ]
        triggers = [*Publishable.Meta.triggers, content_frozen(*CONTENT)]
        indexes = [
            models.Index(fields=["state", "category", "town"], name="disclosures_project_lists"),
            models.Index(fields=["state", "ends_on"], name="disclosures_project_ends"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("disclosures:project", args=[self.pk])

    def blockers(self, *, urgent: bool = False) -> list[str]:
        found = super().blockers(urgent=urgent)
        if self.column is None:
            found.append("缺少所在栏目。")
        elif not self.column.active:
            found.append(f"栏目“{self.column.name}”已停用，不能再放项目。")
        found += [f"缺少{label}。" for name, label in REQUIRED.items() if not str(getattr(self, name) or "").strip()]
        today, known = timezone.localdate(), [("实际完工", self.finished_on)]
        if self.pk:
            known += [(f"节点“{each.name}”", each.done_on) for each in self.milestones.all()]
        found += [f"{label}的完成日期还没有到。" for label, day in known if day and day > today]
        if self.finished_on and self.target is None and self.done < WHOLE:
            found.append("已经完工的项目，进度要写100。")
        return found

    @property
    def goal(self) -> Decimal:
        """What `done` runs towards: the number to reach, or a hundred per cent."""
        return self.target or WHOLE


REQUIRED = {
    "place": "地点", "summary": "一句话说明", "budget": "预算", "starts_on": "计划开工", "ends_on": "计划完工",
}  # fmt: skip


@pghistory.track()
class Milestone(models.Model):
    """节点 of the plan. What an update says of it later stands in that update (Completion)."""

    project = models.ForeignKey(Project, verbose_name="项目", on_delete=models.CASCADE, related_name="milestones")
    name = models.CharField("节点", max_length=100, help_text="例：主体结构封顶")
    planned_on = models.DateField("计划日期", help_text="过了这一天没有完成，自动标为“已延期”。")
    done_on = models.DateField(
        "完成日期", null=True, blank=True, help_text="公开以前已经完成的填写；公开以后用“项目进展”登记。"
    )
    note = models.CharField("说明", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "节点"
        ordering = ["planned_on", "pk"]
        triggers = [bumps_version(), owned_frozen("disclosures_project", "project_id")]

    def __str__(self) -> str:
        return self.name
