"""定点、定向公开: named groups that open an item with an access code."""

import pghistory
from django.contrib.auth.hashers import check_password, make_password
from django.db import models
from django.utils import timezone
from django.utils.crypto import get_random_string

from portal.models.unit import Unit

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without 0 O 1 I L: a code is read out and typed by hand."""
LENGTH = 12


@pghistory.track(exclude=["code"])
class DisclosureGroup(models.Model):
    """特定群体, such as the residents of one building. Only a salted hash of its access code is kept."""

    name = models.CharField("名称", max_length=100, unique=True, help_text="例：海棠苑3号楼全体业主")
    unit = models.ForeignKey(Unit, verbose_name="管理单位", on_delete=models.PROTECT, related_name="+")
    code = models.CharField("访问码", max_length=128, editable=False)
    code_made_at = models.DateTimeField("访问码生成时间", default=timezone.now, editable=False)
    active = models.BooleanField("启用", default=True, help_text="停用后，原访问码不能再打开任何信息。")

    class Meta:
        verbose_name = verbose_name_plural = "特定群体"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def renew_code(self) -> str:
        """A new code, shown once; the former one opens nothing any more. The caller saves."""
        code = get_random_string(LENGTH, ALPHABET)
        self.code, self.code_made_at = make_password(code), timezone.now()
        return "-".join(code[start : start + 4] for start in range(0, LENGTH, 4))

    def opens_with(self, code: str) -> bool:
        return self.active and check_password(code.upper().replace("-", "").replace(" ", ""), self.code)
