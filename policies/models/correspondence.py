import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from policies.models.document import Document
from portal.models.version import bumps_version


@pghistory.track()
class Correspondence(models.Model):
    """对照校正: what staff say about one article of a comparison where the likeness of the words says something else."""

    newer = models.ForeignKey(Document, verbose_name="新文件", on_delete=models.CASCADE, related_name="+")
    older = models.ForeignKey(Document, verbose_name="旧文件", on_delete=models.CASCADE, related_name="+")
    old_anchor = models.CharField("旧条款", max_length=20, help_text="页面目录中的锚点，如 a8 表示第八条。")
    new_anchor = models.CharField("对应新条款", max_length=20, blank=True, help_text="留空表示这一条已删去。")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="校正人",
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    at = models.DateTimeField("校正时间", default=timezone.now, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "新旧对照校正"
        ordering = ["newer", "older", "old_anchor"]
        constraints = [
            models.UniqueConstraint(fields=["newer", "older", "old_anchor"], name="policies_correspondence_once"),
            models.CheckConstraint(condition=~Q(newer=F("older")), name="policies_correspondence_of_two"),
        ]
        triggers = [bumps_version()]

    def __str__(self) -> str:
        return f"{self.old_anchor} → {self.new_anchor or '删去'}"
