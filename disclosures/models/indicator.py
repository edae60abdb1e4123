"""指标: a named series of figures with its unit, period, direction and target; the values are observations."""

import datetime as dt
from decimal import Decimal

import pghistory
import pgtrigger
from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from disclosures.models.column import Column
from disclosures.periods import ORDER, Period, following
from portal.publication_queries import PublishableQuerySet
from portal.publication_rules import content_frozen
from portal.publishing import Publishable

CONTENT = [
    "title", "code", "theme", "column_id", "summary", "measure", "precision", "period", "headline", "method", "direction",
    "target", "target_year", "release_days", "source", "note", "key", "position",
    "unit_id", "disclosure", "disclosure_basis", "audience", "named_groups",
]  # fmt: skip
PERIOD_KEPT = pgtrigger.Trigger(
    name="period_kept",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    condition=pgtrigger.Condition('OLD."period" IS DISTINCT FROM NEW."period"'),
    func="""
        IF EXISTS (SELECT 1 FROM disclosures_observation WHERE indicator_id = OLD.id) THEN
            RAISE EXCEPTION 'an indicator with values keeps its period' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    """,
)


NOT_SHORTER = Q()
for _place, _each in enumerate(ORDER):
    NOT_SHORTER |= Q(period=_each, headline__in=ORDER[_place:])


class IndicatorQuerySet(PublishableQuerySet):
    def in_order(self) -> "IndicatorQuerySet":
        return self.order_by("theme", "position", "pk")


@pghistory.track(
    pghistory.InsertEvent(trigger_name="indicator_insert"),
    pghistory.UpdateEvent(trigger_name="indicator_update"),
    pghistory.DeleteEvent(trigger_name="indicator_delete"),
)
class Indicator(Publishable):
    class Theme(models.TextChoices):
        AIR = "1-air", "空气"
        WATER = "2-water", "水"
        GREEN = "3-green", "森林和湿地"
        PRODUCE = "4-produce", "绿色农产品"
        LOW_CARBON = "5-carbon", "节能低碳"
        OTHER = "9-other", "其他"

    class Method(models.TextChoices):
        """How the values of a short period make that of a longer one."""

        MEAN = "mean", "平均"
        SUM = "sum", "合计"
        LAST = "last", "取期末值"

    class Direction(models.TextChoices):
        UP = "up", "越高越好"
        DOWN = "down", "越低越好"
        NONE = "none", "不分好坏"

    code = models.SlugField(
        "指标代码",
        max_length=60,
        unique=True,
        validators=[RegexValidator(r"^[a-z0-9-]+$", "只用小写字母、数字和短横。")],
        help_text="网址的一段，公开后不再改，例：pm25。",
    )
    theme = models.CharField("主题", max_length=10, choices=Theme, default=Theme.OTHER)
    column = models.ForeignKey(
        Column, verbose_name="所在栏目", null=True, blank=True, on_delete=models.PROTECT, related_name="indicators"
    )
    summary = models.CharField("指标含义", max_length=300, blank=True, help_text="一两句话，不用专业词。")
    measure = models.CharField("计量单位", max_length=20, help_text="例：微克/立方米、%、天。")
    precision = models.PositiveSmallIntegerField("小数位数", default=1, validators=[MaxValueValidator(4)])
    period = models.CharField("数据周期", max_length=10, choices=Period, default=Period.MONTH)
    headline = models.CharField(
        "主要周期", max_length=10, choices=Period, default=Period.YEAR,
        help_text="首屏显示和对照目标的周期，不短于数据周期。",
    )  # fmt: skip
    method = models.CharField("汇总方法", max_length=10, choices=Method, default=Method.MEAN)
    direction = models.CharField("方向", max_length=10, choices=Direction, default=Direction.NONE)
    target = models.DecimalField("目标值", max_digits=20, decimal_places=6, null=True, blank=True)
    target_year = models.PositiveSmallIntegerField("目标年份", null=True, blank=True)
    release_days = models.PositiveSmallIntegerField(
        "公布期限（天）", default=30, help_text="每期结束后多少天内公布，用来推算下次更新。"
    )
    source = models.CharField("数据来源", max_length=100, blank=True)
    note = models.TextField("统计口径", max_length=2000, blank=True)
    key = models.BooleanField("重点指标", default=True, help_text="显示在“生态岛重点指标”页。")
    position = models.PositiveSmallIntegerField("排序", default=0)

    objects = IndicatorQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Publishable.Meta):
        verbose_name = verbose_name_plural = "指标"
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(precision__lte=4),
                name="disclosures_indicator_precision",
                violation_error_message="小数位数最多4位。",
            ),
            models.CheckConstraint(
                condition=Q(target__isnull=True) | ~Q(direction="none"),
                name="disclosures_indicator_target_has_direction",
                violation_error_message="有目标值的指标要写明越高越好还是越低越好。",
            ),
            models.CheckConstraint(
                condition=Q(target_year__isnull=True) | Q(target__isnull=False),
                name="disclosures_indicator_year_of_target",
                violation_error_message="写了目标年份，也要写目标值。",
            ),
            models.CheckConstraint(
                condition=NOT_SHORTER,
                name="disclosures_indicator_headline_not_shorter",
                violation_error_message="主要周期不能短于数据周期。",
            ),
        ]
        triggers = [*Publishable.Meta.triggers, content_frozen(*CONTENT), PERIOD_KEPT]
        indexes = [models.Index(fields=["state", "theme", "position"], name="disclosures_indicator_themes")]

    def get_absolute_url(self) -> str:
        return reverse("disclosures:indicator", args=[self.code])

    def blockers(self, *, urgent: bool = False) -> list[str]:
        found = super().blockers(urgent=urgent)
        if self.column is None:
            found.append("缺少所在栏目。")
        elif not self.column.active:
            found.append(f"栏目“{self.column.name}”已停用，不能再放指标。")
        found += [f"缺少{label}。" for name, label in REQUIRED.items() if not str(getattr(self, name)).strip()]
        if self.pk is None or not self.observations.confirmed().exists():
            found.append("还没有经另一人确认的数据。")
        return found

    @property
    def periods(self) -> list[Period]:
        """The periods it can be shown by: its own and all longer ones."""
        return [Period(each) for each in ORDER[ORDER.index(self.period) :]]

    def shown(self, value: Decimal | None, *, plus: bool = False) -> str:
        """A value as readers see it, with its decimals and without its unit."""
        if value is None:
            return ""
        return f"{value:{'+' if plus else ''},.{self.precision}f}"

    def reaches(self, value: Decimal | None) -> bool | None:
        """Whether a value, as it is shown, reaches the target; None without one."""
        if value is None or self.target is None:
            return None
        rounded = round(value, self.precision)
        return rounded >= self.target if self.direction == self.Direction.UP else rounded <= self.target

    def next_update(self, last: dt.datetime | None) -> dt.date | None:
        """The day by which the value of the period after `last` is to be published."""
        if last is None:
            return None
        end = following(self.period, following(self.period, last))
        return end.date() + dt.timedelta(days=self.release_days)


REQUIRED = {"summary": "指标含义", "measure": "计量单位", "source": "数据来源"}
