"""信息: what is disclosed in columns, once, however many columns it stands in (同源)."""

import datetime as dt

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from disclosures.fact_kinds import FactKind, parsed
from disclosures.masking import masked_body
from disclosures.models.column import Column
from policies import bodytext
from portal.attachments import Attachment
from portal.models.version import bumps_version
from portal.publication_queries import PublishableQuerySet
from portal.publication_rules import content_frozen, owned_frozen
from portal.publishing import Publishable

CONTENT = [
    "title", "summary", "keywords", "written_on", "source", "body", "publicity_from", "publicity_until",
    "unit_id", "disclosure", "disclosure_basis", "audience", "named_groups",
]  # fmt: skip


class EntryQuerySet(PublishableQuerySet):
    def lasting(self, at: dt.datetime | None = None) -> Q:
        """A 公示 is public through its last day and gone at midnight."""
        return Q(publicity_until__isnull=True) | Q(publicity_until__gte=timezone.localdate(at))

    def in_columns(self, columns: list[int]) -> "EntryQuerySet":
        """Of any of the columns; what stands in several of them comes once."""
        return self.filter(pk__in=Placement.objects.filter(column__in=columns).values("entry"))


@pghistory.track(pghistory.InsertEvent(trigger_name="entry_insert"), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Entry(Publishable):
    summary = models.CharField("摘要", max_length=300, blank=True, help_text="一两句话，显示在列表里。")
    keywords = ArrayField(models.CharField(max_length=30), verbose_name="关键词", default=list, blank=True)
    written_on = models.DateField("形成日期", null=True, blank=True)
    source = models.CharField("来源", max_length=100, blank=True, help_text="不是本单位制作的，写明来自哪里。")
    body = models.TextField("正文", blank=True)
    publicity_from = models.DateField("公示开始", null=True, blank=True, help_text="公示的第一天。")
    publicity_until = models.DateField(
        "公示截止", null=True, blank=True, help_text="公示的最后一天。过了当天24时，页面、检索和附件自动撤下。"
    )
    columns: "models.ManyToManyField[Column, Placement]" = models.ManyToManyField(
        Column, through="disclosures.Placement", verbose_name="所在栏目", related_name="entries"
    )
    file_url_name = "disclosures:entry-file"

    objects = EntryQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Publishable.Meta):
        verbose_name = verbose_name_plural = "信息"
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(publicity_from__isnull=True, publicity_until__isnull=True)
                | Q(publicity_from__isnull=False, publicity_until__gte=F("publicity_from")),
                name="disclosures_entry_publicity_in_order",
                violation_error_message="公示期要同时写明开始和截止，截止不早于开始。",
            ),
        ]
        triggers = [*Publishable.Meta.triggers, content_frozen(*CONTENT)]
        indexes = [
            models.Index(fields=["state", "published_at"], name="disclosures_entry_newest"),
            models.Index(fields=["publicity_until"], name="disclosures_entry_publicity"),
        ]

    def get_absolute_url(self) -> str:
        moment = timezone.localtime(self.published_at or self.created_at)
        return reverse("disclosures:entry", args=[moment.year, moment.month, self.pk])

    def clean(self) -> None:
        super().clean()
        self.body = bodytext.from_html(self.body).html
        self.keywords = [each.strip() for each in self.keywords if each.strip()]

    @property
    def ends_at(self) -> dt.datetime | None:
        """The midnight at which a 公示 is taken down; None for what stays."""
        if self.publicity_until is None:
            return None
        return timezone.make_aware(dt.datetime.combine(self.publicity_until + dt.timedelta(days=1), dt.time()))

    def blockers(self, *, urgent: bool = False) -> list[str]:
        found = super().blockers(urgent=urgent)
        placed = list(self.columns.all()) if self.pk else []
        if not placed:
            found.append("至少要放进一个栏目。")
        found += [f"栏目“{each.name}”已停用，不能再放信息。" for each in placed if not each.active]
        found += [f"栏目“{each.name}”要求填写{label}。" for each in placed for label in self._missing(each)]
        if not (self.body.strip() or (self.pk and self.attachments.exists())):
            found.append("没有内容：写正文，或上传附件。")
        if self.publicity_until:
            found += [
                f"公示内容没有遮盖：{each.place}“{each.after}”处，可以用“遮盖个人信息”一并处理。"
                for each in masked_body(self.body)[1]
            ]
        if self.publicity_until and self.publicity_until < timezone.localdate():
            found.append("公示截止日期已经过去。")
        return found

    def _missing(self, column: Column) -> list[str]:
        """Names of what the column asks for and this entry lacks."""
        missing = [REQUIRABLE[name] for name in column.required if name in REQUIRABLE and not self._has(name)]
        given = {each.fact_id for each in self.facts.all()}
        return missing + [each.name for each in column.facts.all() if each.required and each.pk not in given]

    def _has(self, name: str) -> bool:
        if name == "attachments":
            return self.attachments.exists()
        if name == "publicity":
            return self.publicity_until is not None
        return bool(getattr(self, name))


REQUIRABLE = {
    "summary": "摘要",
    "keywords": "关键词",
    "written_on": "形成日期",
    "source": "来源",
    "body": "正文",
    "attachments": "附件",
    "publicity": "公示期",
}
"""Elements that a column can ask of its entries."""


@pghistory.track()
class Placement(models.Model):
    """An entry in a column. The one that was placed first is where its breadcrumb leads."""

    entry = models.ForeignKey(Entry, verbose_name="信息", on_delete=models.CASCADE, related_name="placements")
    column = models.ForeignKey(Column, verbose_name="栏目", on_delete=models.PROTECT, related_name="placements")

    class Meta:
        verbose_name = verbose_name_plural = "所在栏目"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "column"],
                name="disclosures_placement_once",
                violation_error_message="这条信息已经在这个栏目里。",
            )
        ]
        triggers = [bumps_version(), owned_frozen("disclosures_entry", "entry_id")]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.column_id}"


@pghistory.track()
class ColumnFact(models.Model):
    """A typed element that a column asks for: 金额 of a penalty, 床位 of a home."""

    column = models.ForeignKey(Column, verbose_name="栏目", on_delete=models.CASCADE, related_name="facts")
    name = models.CharField("要素名称", max_length=30)
    kind = models.CharField("类型", max_length=10, choices=FactKind, default=FactKind.TEXT)
    measure = models.CharField("计量单位", max_length=20, blank=True)
    required = models.BooleanField("必填", default=False)
    position = models.PositiveSmallIntegerField("排序", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "栏目要素"
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["column", "name"], name="disclosures_columnfact_once")]
        triggers = [bumps_version()]

    def __str__(self) -> str:
        return f"{self.name}（{self.column.name}）"


@pghistory.track()
class EntryFact(models.Model):
    """The value of a typed element, stored in the canonical form of its kind (fact_kinds.py)."""

    entry = models.ForeignKey(Entry, verbose_name="信息", on_delete=models.CASCADE, related_name="facts")
    fact = models.ForeignKey(ColumnFact, verbose_name="要素", on_delete=models.PROTECT, related_name="+")
    value = models.CharField("内容", max_length=300)

    class Meta:
        verbose_name = verbose_name_plural = "要素内容"
        ordering = ["fact__position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "fact"],
                name="disclosures_entryfact_once",
                violation_error_message="这个要素已经填过。",
            )
        ]
        triggers = [bumps_version(), owned_frozen("disclosures_entry", "entry_id")]

    def __str__(self) -> str:
        return f"{self.fact_id}: {self.value}"

    def clean(self) -> None:
        if self.fact_id and self.value:
            try:
                self.value = parsed(self.fact.kind, self.value)
            except ValueError as error:
                raise ValidationError({"value": str(error)}) from None


@pghistory.track(exclude=["text", "page_starts"])
class EntryFile(Attachment):
    entry = models.ForeignKey(Entry, verbose_name="信息", on_delete=models.CASCADE, related_name="attachments")

    class Meta(Attachment.Meta):
        verbose_name = verbose_name_plural = "附件"
        triggers = [bumps_version(), owned_frozen("disclosures_entry", "entry_id")]

    def get_absolute_url(self) -> str:
        return reverse("disclosures:entry-file", args=[self.entry_id, self.pk, self.name])
