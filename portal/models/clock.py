import datetime as dt
from typing import Any, Self

import pghistory
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from portal.models.history import append_only
from portal.models.unit import Unit


class ClockQuerySet(models.QuerySet):
    def running(self) -> Self:
        """Not finished; a paused clock is among them."""
        return self.filter(finished_on=None)

    def overdue(self, today: dt.date | None = None) -> Self:
        return self.running().filter(due_on__lt=today or timezone.localdate())

    def due_within(self, days: int, today: dt.date | None = None) -> Self:
        """Due today or within that many calendar days."""
        today = today or timezone.localdate()
        return self.running().filter(due_on__gte=today, due_on__lte=today + dt.timedelta(days=days))

    def silent_since(self, day: dt.date) -> Self:
        """Still open though begun before that day (over three months: a veto of the site inspection)."""
        return self.running().filter(received_on__lt=day)


@pghistory.track()
class Clock(models.Model):
    """A deadline in working days that somebody must keep; portal/clocks.py starts, pauses and finishes it."""

    kind = models.CharField("事项", max_length=30)
    subject = models.CharField("内容", max_length=200, help_text="给工作人员看的一句话，不含个人信息。")
    unit = models.ForeignKey(Unit, verbose_name="责任单位", on_delete=models.PROTECT, related_name="+")
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+", editable=False)
    object_id = models.PositiveBigIntegerField(editable=False)
    item = GenericForeignKey()
    workdays = models.PositiveSmallIntegerField("期限（工作日）")
    received_on = models.DateField("收到日期")
    started_on = models.DateField("起算日", help_text="次日为第1个工作日。")
    due_on = models.DateField("到期日", null=True, help_text="暂停期间，或次年日历未导入时为空。")
    finished_on = models.DateField("办结日期", null=True)
    used = models.PositiveSmallIntegerField("用时（工作日）", null=True)
    warned_at = models.DateTimeField("提醒时间", null=True, editable=False)
    escalated_at = models.DateTimeField("督办时间", null=True, editable=False)
    silent_told_at = models.DateTimeField("超三个月督办时间", null=True, editable=False)

    objects = ClockQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "办理时限"
        ordering = [F("due_on").asc(nulls_last=True), "id"]
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id", "kind"], name="portal_clock_once_each"),
            models.CheckConstraint(condition=Q(workdays__gte=1), name="portal_clock_has_days"),
            models.CheckConstraint(condition=Q(started_on__gte=F("received_on")), name="portal_clock_starts_after"),
            models.CheckConstraint(
                condition=Q(finished_on__isnull=True) | Q(finished_on__gte=F("received_on")),
                name="portal_clock_ends_after",
            ),
        ]
        indexes = [models.Index(fields=["due_on"], name="portal_clock_open", condition=Q(finished_on__isnull=True))]

    def __str__(self) -> str:
        return self.subject

    @property
    def is_paused(self) -> bool:
        return self.finished_on is None and any(pause.until is None for pause in self.pauses.all())

    @property
    def spans(self) -> list[tuple[dt.date, dt.date | None]]:
        """Its pauses as portal/workdays.py counts them."""
        return [(pause.since, pause.until) for pause in self.pauses.all()]

    def is_overdue(self, today: dt.date | None = None) -> bool:
        return self.finished_on is None and self.due_on is not None and self.due_on < (today or timezone.localdate())

    @property
    def kept(self) -> bool | None:
        """Whether it was finished in time; None while it runs."""
        return None if self.finished_on is None or self.due_on is None else self.finished_on <= self.due_on


class ClockPause(models.Model):
    """暂停: the days in (since, until] do not count."""

    clock = models.ForeignKey(Clock, on_delete=models.PROTECT, related_name="pauses")
    since = models.DateField("暂停日期")
    until = models.DateField("恢复日期", null=True)
    reason = models.CharField("原因", max_length=200)
    by: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="经办人", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = "时限暂停"
        ordering = ["since", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="portal_clockpause_with_reason"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="portal_clockpause_in_order"
            ),
            models.UniqueConstraint(
                fields=["clock"], condition=Q(until__isnull=True), name="portal_clockpause_one_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return self.reason


class ClockNote(models.Model):
    """What happened to a deadline, in a sentence: transferred, recounted after a late holiday, reminded. Only grows."""

    clock = models.ForeignKey(Clock, on_delete=models.PROTECT, related_name="notes")
    at = models.DateTimeField("时间", default=timezone.now)
    text = models.CharField("记录", max_length=300)
    by: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="经办人", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = "时限记录"
        ordering = ["at", "id"]
        triggers = append_only()

    def __str__(self) -> str:
        return self.text
