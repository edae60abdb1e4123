"""What a reviewer let stand: a finding in an item that is meant to be public, with the reason, kept for ever."""

import pghistory
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone

from portal.models.history import append_only
from portal.models.user import User


@pghistory.track()
class OverruledFinding(models.Model):
    """`digest` names the finding together with the line it stands in: another number or other words around it are new.

    The number itself is never kept here, only its masked form.
    """

    content_type = models.ForeignKey(ContentType, verbose_name="类型", on_delete=models.PROTECT, related_name="+")
    object_id = models.PositiveBigIntegerField("编号")
    item = GenericForeignKey()
    digest = models.CharField(max_length=64, editable=False)
    place = models.CharField("位置", max_length=300)
    shown = models.CharField("内容", max_length=300)
    reason = models.TextField("理由")
    overruled_by = models.ForeignKey(User, verbose_name="审查人", on_delete=models.PROTECT, related_name="+")
    overruled_at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "放行的发现"
        ordering = ["overruled_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "digest"], name="portal_finding_overruled_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="portal_finding_overruled_with_reason"),
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.place}：{self.shown}"
