"""数据集: a table with a declared schema; its rows come in versions (dataset_version.py).

Why it is built so: docs/decisions/0009-datasets.md.
"""

from typing import Any

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from disclosures.cell_values import MONEY_UNITS, NUMERIC, Kind
from disclosures.models.column import Column
from portal.models.history import never_emptied
from portal.models.version import bumps_version
from portal.publication_queries import PublishableQuerySet
from portal.publication_rules import content_frozen, owned_frozen
from portal.publishing import Publishable

CONTENT = [
    "title", "slug", "purpose", "column_id", "summary", "source", "note", "rhythm",
    "unit_id", "disclosure", "disclosure_basis", "audience", "named_groups",
]  # fmt: skip


class Purpose(models.TextChoices):
    """Ready-made tables (ready_made.toml): some must have certain columns, which other parts of the portal read."""

    OTHER = "", "自行定义"
    BUDGETS = "project-budgets", "项目预算（1000万元以上）"
    SETTLEMENTS = "project-settlements", "项目决算（1000万元以上）"
    DEBT = "debt", "政府债务限额和余额"
    DIRECT_FUNDS = "direct-funds", "直达资金"
    FARM_SUBSIDIES = "farm-subsidies", "惠农补贴发放"
    HOUSING = "housing-supply", "保障性住房供应"
    ENROLMENT = "enrolment", "招生计划和学区"
    BENEFITS = "benefits", "待遇标准历年调整"
    AUDIT = "audit-findings", "审计查出问题和整改"
    ENFORCEMENT = "enforcement", "行政处罚和行政许可数量"


NEEDED = {
    Purpose.BUDGETS: {"code": Kind.TEXT, "project": Kind.TEXT, "budget": Kind.MONEY},
    Purpose.SETTLEMENTS: {"code": Kind.TEXT, "settlement": Kind.MONEY},
}
"""Keys of the public columns that the check of missing settlements reads."""


class DatasetQuerySet(PublishableQuerySet):
    def in_order(self) -> "DatasetQuerySet":
        return self.order_by("column__path", "title", "pk")


@pghistory.track(
    pghistory.InsertEvent(trigger_name="dataset_insert"),
    pghistory.UpdateEvent(trigger_name="dataset_update"),
    pghistory.DeleteEvent(trigger_name="dataset_delete"),
)
class Dataset(Publishable):
    slug = models.SlugField(
        "数据集代码",
        max_length=60,
        unique=True,
        validators=[RegexValidator(r"^[a-z0-9-]+$", "只用小写字母、数字和短横。")],
        help_text="网址的一段，公开后不再改，例：project-budgets。",
    )
    purpose = models.CharField(
        "表格种类", max_length=30, choices=Purpose, blank=True, default=Purpose.OTHER,
        help_text="选了现成的种类，保存时自动填好数据项，可以再改。",
    )  # fmt: skip
    column = models.ForeignKey(
        Column, verbose_name="所在栏目", null=True, blank=True, on_delete=models.PROTECT, related_name="datasets"
    )
    summary = models.CharField("内容摘要", max_length=300, blank=True, help_text="一两句话，说明表里有什么、给谁用。")
    source = models.CharField("数据来源", max_length=100, blank=True)
    rhythm = models.CharField("更新频率", max_length=40, blank=True, help_text="例：每年3月底前。")
    note = models.TextField("说明", max_length=2000, blank=True, help_text="统计口径、时间范围、不含哪些。")

    objects = DatasetQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Publishable.Meta):
        verbose_name = verbose_name_plural = "数据集"
        constraints = Publishable.Meta.constraints
        triggers = [*Publishable.Meta.triggers, content_frozen(*CONTENT)]
        indexes = [models.Index(fields=["state", "column"], name="disclosures_dataset_columns")]

    def get_absolute_url(self) -> str:
        return reverse("disclosures:dataset", args=[self.slug])

    def blockers(self, *, urgent: bool = False) -> list[str]:
        found = super().blockers(urgent=urgent)
        if self.column is None:
            found.append("缺少所在栏目。")
        elif not self.column.active:
            found.append(f"栏目“{self.column.name}”已停用，不能再放数据集。")
        labels = {"summary": "内容摘要", "source": "数据来源"}
        found += [f"缺少{label}。" for name, label in labels.items() if not getattr(self, name).strip()]
        shown = {each.key: each.kind for each in self.fields.all() if not each.private} if self.pk else {}
        if not shown:
            found.append("还没有公开的数据项。")
        for key, kind in NEEDED.get(Purpose(self.purpose), {}).items():
            if shown.get(key) != kind:
                found.append(f"{self.get_purpose_display()}要有公开的{kind.label}数据项，代码为“{key}”。")
        if self.pk is None or not self.versions.current().exists():
            found.append("还没有经另一人确认的数据。")
        return found


# Rows lie where the declaration put them: a private column must not become public, nor a sum change its unit, behind them.
SHAPE_KEPT = pgtrigger.Trigger(
    name="shape_kept",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func="""
        IF TG_OP = 'UPDATE' THEN
            IF (OLD.dataset_id, OLD.key, OLD.kind, OLD.measure, OLD.private)
               IS NOT DISTINCT FROM (NEW.dataset_id, NEW.key, NEW.kind, NEW.measure, NEW.private) THEN
                RETURN NEW;
            END IF;
        END IF;
        PERFORM 1 FROM disclosures_dataset WHERE id = OLD.dataset_id FOR UPDATE;
        IF EXISTS (
            SELECT 1 FROM disclosures_datasetversion
             WHERE dataset_id = OLD.dataset_id AND standing IN ('waiting', 'confirmed', 'replaced')
        ) THEN
            RAISE EXCEPTION 'a column with rows keeps its key, kind, unit and privacy' USING ERRCODE = 'restrict_violation';
        END IF;
        IF TG_OP = 'DELETE' THEN
            RETURN OLD;
        END IF;
        RETURN NEW;
    """,
)


@pghistory.track(
    pghistory.InsertEvent(trigger_name="datasetfield_insert"),
    pghistory.UpdateEvent(trigger_name="datasetfield_update"),
    pghistory.DeleteEvent(trigger_name="datasetfield_delete"),
)
class DatasetField(models.Model):
    """数据项: one declared column. What is private never leaves the staff screens."""

    dataset = models.ForeignKey(Dataset, verbose_name="数据集", on_delete=models.CASCADE, related_name="fields")
    position = models.PositiveSmallIntegerField("排序", default=0)
    key = models.CharField(
        "代码", max_length=40, validators=[RegexValidator(r"^[a-z][a-z0-9_]*$", "以小写字母开头，只用小写字母、数字和下划线。")]
    )  # fmt: skip
    name = models.CharField("名称", max_length=40, help_text="与表头一致，不写单位。")
    kind = models.CharField("类型", max_length=10, choices=Kind, default=Kind.TEXT)
    measure = models.CharField(
        "单位", max_length=20, blank=True, help_text="金额写元、千元、万元或亿元；年份、编号不写。"
    )
    options = ArrayField(
        models.CharField(max_length=60), verbose_name="选项", default=list, blank=True, help_text="用逗号隔开。"
    )
    required = models.BooleanField("必填", default=False)
    private = models.BooleanField("不公开", default=False)
    total = models.BooleanField("合计", default=False, help_text="只有相加有意义的数才合计。")
    description = models.CharField("说明", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "数据项"
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["dataset", "key"], name="disclosures_datasetfield_key_once",
                violation_error_message="代码重复。",
            ),
            models.UniqueConstraint(
                fields=["dataset", "name"], name="disclosures_datasetfield_name_once",
                violation_error_message="名称重复。",
            ),
            models.CheckConstraint(
                condition=Q(total=False) | Q(private=False, kind__in=NUMERIC),
                name="disclosures_datasetfield_total_of_public_numbers",
                violation_error_message="只有公开的整数、小数、金额可以合计。",
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.CHOICE) | Q(options__len__gt=0),
                name="disclosures_datasetfield_choice_has_options",
                violation_error_message="类型是选项的，要写出选项。",
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.MONEY) | Q(measure__in=list(MONEY_UNITS)),
                name="disclosures_datasetfield_money_has_unit",
                violation_error_message="金额的单位要写元、千元、万元或亿元。",
            ),
        ]  # fmt: skip
        triggers = [
            bumps_version(),
            never_emptied(),
            owned_frozen("disclosures_dataset", "dataset_id"),
            SHAPE_KEPT,
        ]

    def __str__(self) -> str:
        return self.heading

    def clean(self) -> None:
        super().clean()
        self.options = [each.strip() for each in self.options if each.strip()]
        if self.kind == Kind.PERCENT and self.measure not in ("", "%"):
            raise ValidationError({"measure": "百分比不另写单位。"})

    @property
    def heading(self) -> str:
        """As it heads the column: 预算金额（万元）."""
        measure = "%" if self.kind == Kind.PERCENT else self.measure
        return f"{self.name}（{measure}）" if measure else self.name

    @property
    def numeric(self) -> bool:
        return self.kind in (*NUMERIC, Kind.PERCENT)

    def line(self) -> list[Any]:
        """Its line in the data dictionary."""
        return [
            self.name, self.key, self.get_kind_display(), "%" if self.kind == Kind.PERCENT else self.measure,
            "是" if self.required else "否", "、".join(self.options), self.description,
        ]  # fmt: skip


DICTIONARY = ["名称", "代码", "类型", "单位", "必填", "选项", "说明"]
