import datetime as dt

from django.db import models
from django.utils import timezone

LIMIT = 5
LOCKED_FOR = dt.timedelta(minutes=30)


class LoginFailure(models.Model):
    """A wrong password. Five within half an hour lock the name for half an hour (standards.md 10), on every web node."""

    username = models.CharField("用户名", max_length=150)
    at = models.DateTimeField("时间", default=timezone.now)
    address = models.GenericIPAddressField("网络地址", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "登录失败"
        ordering = ["-at"]
        indexes = [models.Index(fields=["username", "-at"], name="portal_loginfailure_of_name")]

    def __str__(self) -> str:
        return f"{self.username} {timezone.localtime(self.at):%Y-%m-%d %H:%M}"

    @classmethod
    def locked_until(cls, username: str, at: dt.datetime | None = None) -> dt.datetime | None:
        """The end of the lock, or None. The name counts in any case, whether or not such an account exists."""
        at = at or timezone.now()
        recent = cls.objects.filter(username__iexact=username, at__gt=at - LOCKED_FOR).order_by("-at")
        moments = list(recent.values_list("at", flat=True)[:LIMIT])
        return moments[0] + LOCKED_FOR if len(moments) == LIMIT else None

    @classmethod
    def forget(cls, username: str) -> None:
        """After a login that succeeded, or by an administrator."""
        cls.objects.filter(username__iexact=username).delete()
