"""Care for documents that run out: what was decided, and what the unit was told. Rows are only added."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from policies.models.document import Document
from portal.models.history import append_only


class ValidityDecision(models.Model):
    """届满处理: what the unit decided about one last day of a document; a later row replaces an earlier one."""

    class Choice(models.TextChoices):
        RENEW = "renew", "延长有效期"
        REVISE = "revise", "修订后重新发布"
        LAPSE = "lapse", "届满失效"

    document = models.ForeignKey(
        Document, verbose_name="文件", on_delete=models.CASCADE, related_name="validity_decisions"
    )
    lapses_on = models.DateField("届满次日", editable=False)
    decision = models.CharField("决定", max_length=10, choices=Choice)
    reason = models.CharField("理由", max_length=500, help_text="评估的结论，例：实施情况良好，继续需要。")
    planned_on = models.DateField(
        "延长至或者计划发布日期", null=True, blank=True, help_text="延长有效期的填新的截止日期，修订的填计划发布日期。"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="决定人", on_delete=models.PROTECT, related_name="+", editable=False
    )
    at = models.DateTimeField("决定时间", default=timezone.now, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "届满处理"
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="policies_validitydecision_with_reason"),
            models.CheckConstraint(
                condition=~Q(decision="renew") | Q(planned_on__isnull=True) | Q(planned_on__gte=models.F("lapses_on")),
                name="policies_validitydecision_renews_forward",
            ),
        ]
        indexes = [models.Index(fields=["document", "lapses_on"], name="policies_validitydecision_of")]
        triggers = append_only()

    def __str__(self) -> str:
        return self.get_decision_display()


class ExpiryReminder(models.Model):
    """届满提醒: the unit was told about this last day at this distance. The row is the promise not to tell it again."""

    document = models.ForeignKey(
        Document, verbose_name="文件", on_delete=models.CASCADE, related_name="expiry_reminders"
    )
    lapses_on = models.DateField("届满次日")
    months = models.PositiveSmallIntegerField("提前几个月")
    at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "届满提醒"
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["document", "lapses_on", "months"], name="policies_expiryreminder_once")
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.document_id} {self.lapses_on} {self.months}"
