"""年度重大行政决策事项目录: each adjustment during the year is a version of its own, and every version stays readable."""

from typing import Any

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from decisions.life import StageKind
from decisions.models.decision import CONTENT
from portal.models import Unit
from portal.models.version import bumps_version
from portal.publication_rules import content_frozen, owned_frozen
from portal.publishing import Publishable

PROCEDURES = [StageKind.PARTICIPATION, StageKind.EXPERT, StageKind.RISK, StageKind.LEGALITY, StageKind.DISCUSSION]


@pghistory.track()
class Catalogue(Publishable):
    year = models.PositiveSmallIntegerField("年度")
    version = models.PositiveSmallIntegerField("版次", default=1, help_text="首次公布为1，年内每次调整加1。")
    number = models.CharField("发文字号", max_length=100, blank=True)
    adopted_on = models.DateField("审定日期", null=True, blank=True)
    introduction = models.TextField("目录说明", blank=True, max_length=4000)
    adjustment = models.TextField(
        "调整说明", blank=True, max_length=4000, help_text="从第2版起必填：为什么调整，经谁同意。"
    )

    class Meta(Publishable.Meta):
        verbose_name = verbose_name_plural = "决策事项目录"
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(fields=["year", "version"], name="decisions_catalogue_version_once"),
            models.CheckConstraint(condition=Q(version__gte=1), name="decisions_catalogue_counts_from_one"),
        ]
        triggers = [
            *Publishable.Meta.triggers,
            content_frozen(*CONTENT, "year", "version", "number", "adopted_on", "introduction", "adjustment"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("decisions:version", args=[self.year, self.version])

    def blockers(self, *, urgent: bool = False) -> list[str]:
        found = super().blockers(urgent=urgent)
        items = list(self.items.all())
        if not items:
            found.append("目录没有列入任何事项。")
        if self.version > 1:
            if not self.adjustment.strip():
                found.append("调整后的目录必须写明调整说明。")
            previous = Catalogue.objects.published().filter(year=self.year, version=self.version - 1).first()
            if previous is None:
                found.append(f"第{self.version - 1}版还没有公开。")
            else:
                found += self._unexplained(items, previous)
        return found

    def _unexplained(self, items: list["CatalogueItem"], previous: "Catalogue") -> list[str]:
        """Art. 3 of the regulation: the catalogue is adjusted in the open; no item comes, goes or changes without a word."""
        before, now = {each.number: each for each in previous.items.all()}, {each.number: each for each in items}
        gone = sorted(before.keys() - now.keys())
        found = [
            f"第{number}项「{before[number].title}」不见了：取消的事项须保留并标为取消，写明理由。" for number in gone
        ]
        for number, item in sorted(now.items()):
            changed = number not in before or item.facts != before[number].facts
            if changed and item.change == CatalogueItem.Change.KEPT:
                found.append(f"第{number}项「{item.title}」与上一版不同，须标明新增或变更，并写明理由。")
        return found


@pghistory.track()
class CatalogueItem(models.Model):
    """One matter of a catalogue. Its page is the Decision of the same year and number, whenever that is made."""

    class Change(models.TextChoices):
        KEPT = "kept", "未变"
        ADDED = "added", "新增"
        CHANGED = "changed", "变更"
        DROPPED = "dropped", "取消"

    catalogue = models.ForeignKey(Catalogue, verbose_name="目录", on_delete=models.CASCADE, related_name="items")
    number = models.PositiveSmallIntegerField("序号")
    title = models.CharField("决策事项", max_length=300)
    unit = models.ForeignKey(Unit, verbose_name="承办单位", on_delete=models.PROTECT, related_name="+")
    partners = models.CharField("配合单位", max_length=200, blank=True)
    planned_on = models.DateField("拟决策时间", null=True, blank=True)
    legal_basis = models.CharField("法律政策依据", max_length=500, blank=True)
    procedures: Any = ArrayField(
        models.CharField(max_length=15, choices=[(each.value, each.label) for each in PROCEDURES]),
        verbose_name="决策程序", default=list, blank=True,
    )  # fmt: skip
    change = models.CharField("比上一版", max_length=10, choices=Change, default=Change.KEPT)
    reason = models.CharField("调整理由", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "目录事项"
        ordering = ["catalogue", "number"]
        constraints = [
            models.UniqueConstraint(fields=["catalogue", "number"], name="decisions_catalogueitem_once"),
            models.CheckConstraint(
                condition=Q(change="kept") | ~Q(reason=""),
                name="decisions_catalogueitem_change_with_reason",
                violation_error_message="新增、变更和取消的事项必须写明调整理由。",
            ),
        ]
        triggers = [bumps_version(), owned_frozen("decisions_catalogue", "catalogue_id")]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    @property
    def facts(self) -> tuple[Any, ...]:
        """What may not change without a word."""
        return (
            self.title, self.unit_id, self.partners, self.planned_on, self.legal_basis, sorted(self.procedures),
            self.change == self.Change.DROPPED,
        )  # fmt: skip

    @property
    def procedure_labels(self) -> list[str]:
        return [str(each.label) for each in PROCEDURES if each.value in self.procedures]
