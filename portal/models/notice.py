"""What staff are told: a list in the admin, and a digest by mail that goes through an outbox."""

import datetime as dt
from typing import Self

from django.db import models
from django.utils import timezone

from portal.models.user import User


class NoticeQuerySet(models.QuerySet):
    def unread(self, user: User) -> Self:
        return self.filter(recipient=user, read_at=None)


class Digest(models.Model):
    """A mail to one person. Written before it is sent, so that a crash can neither lose it nor send it twice."""

    class State(models.TextChoices):
        WAITING = "waiting", "待发"
        SENDING = "sending", "正在发"
        SENT = "sent", "已发"

    recipient = models.ForeignKey(User, verbose_name="收件人", on_delete=models.CASCADE, related_name="digests")
    state = models.CharField("状态", max_length=10, choices=State, default=State.WAITING)
    made_at = models.DateTimeField("生成时间", default=timezone.now)
    tried_at = models.DateTimeField("最近一次尝试", null=True)
    sent_at = models.DateTimeField("发出时间", null=True)
    error = models.CharField("未能发出的原因", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "提醒邮件"
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient"], condition=models.Q(state="waiting"), name="portal_digest_one_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.recipient} {timezone.localtime(self.made_at):%Y-%m-%d %H:%M} {self.get_state_display()}"


class Notice(models.Model):
    """One sentence for one member of staff, with the page where the work is."""

    recipient = models.ForeignKey(User, verbose_name="收件人", on_delete=models.CASCADE, related_name="notices")
    text = models.CharField("内容", max_length=400)
    url = models.CharField("链接", max_length=300, blank=True)
    made_at = models.DateTimeField("时间", default=timezone.now)
    read_at = models.DateTimeField("已读时间", null=True, blank=True)
    digest = models.ForeignKey(
        Digest, verbose_name="邮件", null=True, on_delete=models.SET_NULL, related_name="notices"
    )

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "提醒"
        ordering = ["-made_at", "-id"]
        indexes = [
            models.Index(fields=["recipient"], condition=models.Q(read_at=None), name="portal_notice_unread"),
            models.Index(fields=["recipient"], condition=models.Q(digest=None), name="portal_notice_unmailed"),
        ]

    def __str__(self) -> str:
        return self.text

    def mark_read(self, at: dt.datetime | None = None) -> None:
        self.read_at = at or timezone.now()
        self.save(update_fields=["read_at"])
