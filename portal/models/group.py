"""定点、定向公开: named groups that open an item with an access code."""

import datetime as dt
from typing import Any

import pghistory
import pgtrigger
from django import forms
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.crypto import get_random_string

from portal.models.unit import Unit

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without 0 O 1 I L: a code is read out and typed by hand."""
LENGTH = 12
MOST_GROUPS = 20
"""Of one item: each is another slow hash for a code that somebody types."""


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
        triggers = [pgtrigger.Protect(name="keep_group", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.name

    def renew_code(self) -> str:
        """A new code, shown once; the former one opens nothing any more. The caller saves."""
        code = get_random_string(LENGTH, ALPHABET)
        self.code, self.code_made_at = make_password(code), timezone.now()
        return "-".join(code[start : start + 4] for start in range(0, LENGTH, 4))

    def opens_with(self, code: str) -> bool:
        return self.active and check_password(code.upper().replace("-", "").replace(" ", ""), self.code)


class GroupsField(ArrayField):
    """The groups of an item, their keys in ascending order: in its row, so that history, freeze and constraint hold them."""

    def deconstruct(self) -> Any:
        """Migrations and histories know it as the array that it is in the database."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.contrib.postgres.fields.ArrayField", args, kwargs

    def formfield(self, **kwargs: Any) -> forms.ModelMultipleChoiceField:
        allowed = {"widget", "queryset", "label", "help_text", "initial"}
        options: dict[str, Any] = {"label": self.verbose_name, "help_text": self.help_text, "required": False}
        options |= {key: value for key, value in kwargs.items() if key in allowed}
        return forms.ModelMultipleChoiceField(**{"queryset": DisclosureGroup.objects.all()} | options)

    def save_form_data(self, instance: models.Model, data: Any) -> None:
        setattr(instance, self.attname, sorted(group.pk for group in data))


def named_groups() -> GroupsField:
    return GroupsField(
        models.BigIntegerField(),
        size=MOST_GROUPS,
        verbose_name="特定群体",
        default=list,
        blank=True,
        help_text="公开对象为特定群体时必填，可选多个；各凭自己的访问码查看。",
    )


def known_groups() -> pgtrigger.Trigger:
    """An item names groups that exist; none of them is ever deleted."""
    return pgtrigger.Trigger(
        name="known_groups",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("named_groups"),
        condition=pgtrigger.Condition("NEW.\"named_groups\" <> '{}'"),
        func="""
            IF EXISTS (SELECT unnest(NEW.named_groups) EXCEPT SELECT id FROM portal_disclosuregroup) THEN
                RAISE EXCEPTION '% names a group that does not exist', TG_TABLE_NAME
                    USING ERRCODE = 'foreign_key_violation';
            END IF;
            RETURN NEW;
        """,
    )


class WrongCode(models.Model):
    """A wrong access code for one item from one network address; too many of them close its door for a while."""

    item = models.CharField("信息", max_length=60)
    address = models.GenericIPAddressField("网络地址", null=True)
    at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "错误的访问码"
        indexes = [models.Index(fields=["item", "-at"], name="portal_wrongcode_of_item")]

    def __str__(self) -> str:
        return f"{self.item} {timezone.localtime(self.at):%Y-%m-%d %H:%M}"

    @classmethod
    def recent(cls, item: str, address: str | None, within: dt.timedelta) -> int:
        return cls.objects.filter(item=item, address=address, at__gt=timezone.now() - within).count()
