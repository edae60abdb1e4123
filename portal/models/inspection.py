"""Problems of the nightly inspection with their owners and history, its runs, and the lists of words that it looks for."""

import pghistory
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from portal.models.unit import Unit


class InspectionRun(models.Model):
    """One inspection of everything."""

    started_at = models.DateTimeField("开始", default=timezone.now, editable=False)
    finished_at = models.DateTimeField("结束", null=True, editable=False)
    found = models.PositiveIntegerField("新发现", default=0, editable=False)
    resolved = models.PositiveIntegerField("已消除", default=0, editable=False)
    score = models.DecimalField("得分", max_digits=5, decimal_places=1, null=True, editable=False)
    vetoes = models.PositiveSmallIntegerField("单项否决", default=0, editable=False)
    failed = models.CharField("没有完成的检查", max_length=300, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "检查记录"
        ordering = ["-started_at", "-id"]

    def __str__(self) -> str:
        return f"{timezone.localtime(self.started_at):%Y-%m-%d %H:%M}"


class Problem(models.Model):
    """Something that was found wrong, from the night it was first seen to the one on which it was gone."""

    check_key = models.CharField("检查项", max_length=40, editable=False)
    subject = models.CharField("对象", max_length=300, editable=False)
    text = models.CharField("问题", max_length=500, editable=False)
    unit = models.ForeignKey(
        Unit, verbose_name="责任单位", null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    url = models.CharField("整改地址", max_length=300, blank=True, editable=False)
    first_seen = models.DateTimeField("首次发现", default=timezone.now, editable=False)
    last_seen = models.DateTimeField("最近发现", default=timezone.now, editable=False)
    resolved_at = models.DateTimeField("消除时间", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "检查问题"
        ordering = ["-first_seen", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["check_key", "subject"],
                condition=Q(resolved_at__isnull=True),
                name="portal_problem_open_once",
            )
        ]
        indexes = [models.Index(fields=["unit"], condition=Q(resolved_at__isnull=True), name="portal_problem_open")]

    def __str__(self) -> str:
        return self.text


@pghistory.track()
class InspectionRule(models.Model):
    """扣分标准 of a check, where the office sets its own."""

    check_key = models.CharField("检查项", max_length=40, unique=True, editable=False)
    points = models.DecimalField(
        "每条扣分", max_digits=4, decimal_places=1, validators=[MinValueValidator(0)], help_text="每发现一条扣多少分。"
    )
    cap = models.DecimalField("最多扣分", max_digits=4, decimal_places=1, validators=[MinValueValidator(0)])
    veto = models.PositiveSmallIntegerField(
        "单项否决条数", null=True, blank=True, help_text="达到这么多条即为不合格；不填不否决。"
    )

    class Meta:
        verbose_name = verbose_name_plural = "扣分标准"
        constraints = [
            models.CheckConstraint(condition=Q(points__gte=0, cap__gte=0), name="portal_inspectionrule_not_negative"),
            models.CheckConstraint(
                condition=Q(veto__isnull=True) | Q(veto__gte=1), name="portal_inspectionrule_veto_positive"
            ),
        ]

    def __str__(self) -> str:
        return self.check_key


@pghistory.track()
class WatchedWord(models.Model):
    """错别字和敏感词 that the inspection looks for in everything that is public."""

    class Kind(models.TextChoices):
        WRONG = "wrong", "错别字"
        SENSITIVE = "sensitive", "敏感词"

    kind = models.CharField("类别", max_length=10, choices=Kind, default=Kind.WRONG)
    word = models.CharField("词", max_length=30, unique=True, help_text="至少两个字。")
    instead = models.CharField("应写为", max_length=30, blank=True)
    unless = models.CharField(
        "除非出现在", max_length=60, blank=True, help_text="含这个词而没有错的说法，例：查“帐号”，除非出现在“蚊帐号”。"
    )
    active = models.BooleanField("启用", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "错词和敏感词"
        ordering = ["kind", "word"]
        constraints = [
            models.CheckConstraint(
                condition=Q(word__regex=r"^\S.*\S$"),
                name="portal_watchedword_two_characters",
                violation_error_message="至少两个字，前后不带空格。",
            )
        ]

    def __str__(self) -> str:
        return self.word


class OutsideLink(models.Model):
    """An address of another site that something public links to, and whether it opened when it was last asked."""

    address = models.CharField("网址", max_length=1000, unique=True, editable=False)
    asked_at = models.DateTimeField("检查时间", null=True, editable=False)
    failures = models.PositiveSmallIntegerField("连续打不开的次数", default=0, editable=False)
    failure = models.CharField("原因", max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "外部链接"

    def __str__(self) -> str:
        return self.address
