import pghistory
from django.contrib.auth.models import AbstractUser
from django.db import models

from portal.models.unit import Unit

IMPORTER = "import"
AUTHOR, REVIEWER, OFFICE = "起草", "审查", "发布"
"""Names of the groups that are the roles."""


@pghistory.track(exclude=["password", "last_login"])
class User(AbstractUser):
    """A member of staff. Roles are the groups 起草 author, 审查 reviewer, 发布 office."""

    unit = models.ForeignKey(
        Unit, verbose_name="所属单位", null=True, blank=True, on_delete=models.PROTECT, related_name="staff"
    )
    password_changed_at = models.DateTimeField(
        "口令更换时间", null=True, blank=True, editable=False, help_text="为空表示下次登录时必须更换。"
    )

    class Meta(AbstractUser.Meta):
        verbose_name = verbose_name_plural = "工作人员"

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    def get_full_name(self) -> str:
        return f"{self.last_name}{self.first_name}".strip()

    def set_password(self, raw_password: str | None) -> None:
        """A password that somebody else sets is changed at the next login (portal/login/adapter.py says whose it is)."""
        super().set_password(raw_password)
        self.password_changed_at = None

    @classmethod
    def importer(cls) -> "User":
        """The account in whose name data is migrated; nobody can log in with it."""
        user, made = cls.objects.get_or_create(
            username=IMPORTER, defaults={"is_active": False, "first_name": "数据迁移"}
        )
        if made:
            user.set_unusable_password()
            user.save(update_fields=["password"])
        return user
