"""专题: a page for a while that composes what stands elsewhere: columns, bundles, indicators, projects.

It ends by the clock: after its last day it is archived, leaves the list of current ones and stays readable.
"""

import datetime as dt
from typing import Self

import pghistory
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from disclosures import special_parts
from portal.models.version import bumps_version
from portal.publication_queries import PublishableQuerySet
from portal.publication_rules import content_frozen, owned_frozen
from portal.publishing import Publishable

CONTENT = [
    "title", "slug", "summary", "words", "starts_on", "ends_on",
    "unit_id", "disclosure", "disclosure_basis", "audience", "named_groups",
]  # fmt: skip


RESERVED = "archive"
"""An address beside the specials, where no special can stand."""


class Stage(models.TextChoices):
    SOON = "soon", "即将开始"
    OPEN = "open", "正在进行"
    ARCHIVED = "archived", "已归档"


def stage_on(starts_on: dt.date | None, ends_on: dt.date | None, on: dt.date) -> Stage:
    """Until its first day soon, through its last day open, then archived; without dates always open."""
    if ends_on is not None and ends_on < on:
        return Stage.ARCHIVED
    return Stage.SOON if starts_on is not None and starts_on > on else Stage.OPEN


class SpecialQuerySet(PublishableQuerySet):
    def archived(self, on: dt.date | None = None) -> Self:
        """The same as stage_on() says, asked of the database."""
        return self.filter(ends_on__lt=on or timezone.localdate())

    def current(self, on: dt.date | None = None) -> Self:
        """What runs or will begin."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on or timezone.localdate()))


@pghistory.track(
    pghistory.InsertEvent(trigger_name="special_insert"),
    pghistory.UpdateEvent(trigger_name="special_update"),
    pghistory.DeleteEvent(trigger_name="special_delete"),
)
class Special(Publishable):
    slug = models.SlugField(
        "网址名", max_length=40, unique=True, help_text="网址的一部分，公开后不变，例：business-environment"
    )
    summary = models.CharField("一句话说明", max_length=300, blank=True)
    words = models.TextField("导语", max_length=3000, blank=True)
    starts_on = models.DateField("开始", null=True, blank=True)
    ends_on = models.DateField(
        "截止", null=True, blank=True, help_text="最后一天；过后自动归档，仍可查阅。长期的专题不填。"
    )

    objects = SpecialQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Publishable.Meta):
        verbose_name = verbose_name_plural = "专题"
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="disclosures_special_in_order",
                violation_error_message="截止不能早于开始。",
            ),
            models.CheckConstraint(
                condition=~Q(slug=RESERVED),
                name="disclosures_special_address",
                violation_error_message=f"网址名不能用{RESERVED}。",
            ),
        ]
        triggers = [*Publishable.Meta.triggers, content_frozen(*CONTENT)]
        indexes = [models.Index(fields=["state", "ends_on"], name="disclosures_special_current")]

    def get_absolute_url(self) -> str:
        return reverse("disclosures:special", args=[self.slug])

    @property
    def stage(self) -> Stage:
        return stage_on(self.starts_on, self.ends_on, timezone.localdate())

    @property
    def closed_at(self) -> dt.datetime | None:
        """The midnight after its last day."""
        if self.ends_on is None:
            return None
        return timezone.make_aware(dt.datetime.combine(self.ends_on + dt.timedelta(days=1), dt.time()))

    def blockers(self, *, urgent: bool = False) -> list[str]:
        found = super().blockers(urgent=urgent)
        if not self.summary.strip():
            found.append("缺少一句话说明。")
        parts = list(self.parts.all()) if self.pk else []
        if not parts:
            found.append("至少要有一个版块。")
        shown = special_parts.shown([each.target for each in parts])
        return found + [f"版块“{each}”没有公开的内容。" for each in parts if each.target not in shown]


@pghistory.track()
class SpecialPart(models.Model):
    """版块 of a special: one thing that stands elsewhere, named by its kind and its address name."""

    special = models.ForeignKey(Special, verbose_name="专题", on_delete=models.CASCADE, related_name="parts")
    position = models.PositiveSmallIntegerField("顺序", default=0)
    target = models.CharField("内容", max_length=110, help_text="例：column:eco-island、indicator:pm25")
    title = models.CharField("小标题", max_length=100, blank=True, help_text="不填用内容自己的名称。")
    words = models.TextField("说明", max_length=1000, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "版块"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["special", "target"],
                name="disclosures_specialpart_once",
                violation_error_message="同一内容在一个专题里只放一次。",
            )
        ]
        triggers = [bumps_version(), owned_frozen("disclosures_special", "special_id")]

    def __str__(self) -> str:
        return self.title or self.target

    def clean(self) -> None:
        if self.target and not special_parts.known(self.target):
            raise ValidationError({"target": "没有这样的内容，请从列表中选。"})
