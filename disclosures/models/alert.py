"""预警: a warning with a level, an area, a beginning and an end; on every page while it lasts.

Level and colour follow the warnings of the Emergency Response Law art. 63: red, orange, yellow, blue; a notice without a
level (consumer warnings) is a reminder.
"""

import datetime as dt

import pghistory
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from policies.models import Document
from portal.models.version import PerVersion, bumps_version
from portal.publication_queries import PublishableQuerySet
from portal.publication_rules import content_frozen, owned_frozen
from portal.publication_states import State
from portal.publishing import Publishable

CONTENT = [
    "title", "kind", "level", "area", "starts_at", "ends_at", "body", "advice", "phone",
    "unit_id", "disclosure", "disclosure_basis", "audience", "named_groups",
]  # fmt: skip


class AlertQuerySet(PublishableQuerySet):
    def in_force(self, at: dt.datetime | None = None) -> "AlertQuerySet":
        at = at or timezone.now()
        return self.published(at).filter(starts_at__lte=at, ends_at__gt=at)


@pghistory.track()
class Alert(Publishable):
    class Kind(models.TextChoices):
        FLOOD = "flood", "防汛"
        TYPHOON = "typhoon", "台风"
        RAIN = "rain", "暴雨"
        SNOW = "snow", "雨雪冰冻"
        HEAT = "heat", "高温"
        GAS = "gas", "燃气安全"
        FIRE = "fire", "消防安全"
        TRAFFIC = "traffic", "交通安全"
        HEALTH = "health", "公共卫生"
        FOOD = "food", "食品安全"
        CONSUMER = "consumer", "消费警示"
        OTHER = "other", "其他"

    class Level(models.TextChoices):
        RED = "red", "红色预警（一级）"
        ORANGE = "orange", "橙色预警（二级）"
        YELLOW = "yellow", "黄色预警（三级）"
        BLUE = "blue", "蓝色预警（四级）"
        REMINDER = "reminder", "提示"

    kind = models.CharField("类别", max_length=10, choices=Kind)
    level = models.CharField("级别", max_length=10, choices=Level, default=Level.REMINDER)
    area = models.CharField("影响范围", max_length=200, help_text="例：全区；沿江各镇；船坞街道")
    starts_at = models.DateTimeField("开始")
    ends_at = models.DateTimeField("结束", help_text="到这一分钟自动从所有页面撤下；提前解除用“更正”改这个时间。")
    body = models.TextField("预警内容", max_length=2000)
    advice = models.TextField("市民要做什么", max_length=2000, blank=True, help_text="一行一条。")
    phone = models.CharField("求助和咨询电话", max_length=60, blank=True)

    objects = AlertQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Publishable.Meta):
        verbose_name = verbose_name_plural = "预警"
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="disclosures_alert_in_order",
                violation_error_message="结束时间要晚于开始时间。",
            ),
        ]
        triggers = [*Publishable.Meta.triggers, content_frozen(*CONTENT)]
        indexes = [models.Index(fields=["state", "ends_at"], name="disclosures_alert_lasting")]

    def get_absolute_url(self) -> str:
        return reverse("disclosures:alert", args=[self.pk])

    def clean(self) -> None:
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": "结束时间要晚于开始时间。"})

    @property
    def summary(self) -> str:
        return self.body.strip().split("\n")[0][:120]

    @property
    def advice_lines(self) -> list[str]:
        return [each.strip() for each in self.advice.splitlines() if each.strip()]

    @property
    def is_in_force(self) -> bool:
        return self.starts_at <= timezone.now() < self.ends_at

    @property
    def is_over(self) -> bool:
        return self.ends_at <= timezone.now()

    @property
    def ordinal(self) -> int:
        """The most serious first."""
        return self.Level.values.index(self.level)

    def blockers(self, *, urgent: bool = False) -> list[str]:
        found = super().blockers(urgent=urgent)
        if not self.body.strip():
            found.append("缺少预警内容。")
        if self.ends_at <= timezone.now():
            found.append("结束时间已经过去。")
        if self.pk:
            found += [
                f"所关联的《{each.document.title}》没有公开。"
                for each in self.plans.select_related("document")
                if each.document.state != State.PUBLISHED
            ]
        return found


@pghistory.track()
class AlertPlan(models.Model):
    """The plan or policy under which a warning is given."""

    alert = models.ForeignKey(Alert, verbose_name="预警", on_delete=models.CASCADE, related_name="plans")
    document = models.ForeignKey(Document, verbose_name="预案或文件", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "相关预案"
        constraints = [models.UniqueConstraint(fields=["alert", "document"], name="disclosures_alertplan_once")]
        triggers = [bumps_version(), owned_frozen("disclosures_alert", "alert_id")]

    def __str__(self) -> str:
        return f"{self.alert_id}: {self.document_id}"


def _open() -> list[Alert]:
    """Public ones that last or will begin."""
    return list(Alert.objects.published().filter(ends_at__gt=timezone.now()).order_by("starts_at", "pk"))


open_alerts: PerVersion[list[Alert]] = PerVersion(_open)


def alerts_now() -> list[Alert]:
    """Those in force at this moment, the most serious first; no query while nothing is published."""
    return sorted((each for each in open_alerts() if each.is_in_force), key=lambda each: (each.ordinal, each.starts_at))
