from django.db import models
from django.http import HttpRequest

from portal.models.history import append_only
from portal.models.user import User


class AccessLog(models.Model):
    """Who opened or exported personal data, when, and which (Personal Information Protection Law art. 51). Only grows."""

    class Kind(models.TextChoices):
        OPENED = "opened", "查看"
        EXPORTED = "exported", "导出"

    at = models.DateTimeField("时间", auto_now_add=True)
    user = models.ForeignKey(User, verbose_name="工作人员", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("操作", max_length=10, choices=Kind)
    what = models.CharField("对象", max_length=300)
    count = models.PositiveIntegerField("条数", default=1)
    address = models.GenericIPAddressField("网络地址", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "个人信息查看记录"
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["-at"], name="portal_accesslog_newest")]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.user} {self.get_kind_display()} {self.what}"

    @classmethod
    def note(cls, request: HttpRequest, kind: str, what: str, count: int = 1) -> None:
        """One line, within the transaction that shows the data."""
        address = request.META.get("REMOTE_ADDR") or None
        cls.objects.create(user=request.user, kind=kind, what=what[:300], count=count, address=address)
