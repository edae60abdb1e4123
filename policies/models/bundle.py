"""政策集成: everything that matters in one situation of life or business, on one page (work points 2023, item 15)."""

import datetime as dt
from typing import Self

import pghistory
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from policies.models.document import Document
from policies.validity import ENDED, validity_expression
from portal.models.version import bumps_version
from portal.publication_rules import content_frozen, owned_frozen
from portal.publication_states import State
from portal.publishing import Publishable, PublishableQuerySet

CONTENT = [
    "title", "slug", "summary", "words", "unit_id", "disclosure", "disclosure_basis", "audience", "named_groups",
]  # fmt: skip


class BundleQuerySet(PublishableQuerySet):
    def with_ended(self, on: dt.date | None = None) -> Self:
        """Those that show a document which no longer holds or is no longer public: their editor has something to do."""
        ended = BundleItem.objects.filter(bundle=OuterRef("pk"), document__in=_ended(on))
        return self.filter(Exists(ended))


def _ended(on: dt.date | None) -> models.QuerySet[Document]:
    rows = Document.objects.annotate(state_now=validity_expression(on))
    return rows.filter(Q(state_now__in=list(ENDED)) | Q(state=State.WITHDRAWN)).order_by().values("pk")  # type: ignore[return-value]


@pghistory.track()
class Bundle(Publishable):
    slug = models.SlugField(
        "网址名", max_length=40, unique=True, help_text="网址的一部分，公开后不变，例：start-business"
    )
    summary = models.CharField("一句话说明", max_length=300, blank=True, help_text="什么时候用得上这一页。")
    words = models.TextField("导语", max_length=2000, blank=True, help_text="用市民的话，不抄文件。")

    objects = BundleQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Publishable.Meta):
        verbose_name = verbose_name_plural = "政策集成"
        triggers = [*Publishable.Meta.triggers, content_frozen(*CONTENT)]

    def get_absolute_url(self) -> str:
        return reverse("policies:bundle", args=[self.slug])

    def blockers(self, *, urgent: bool = False) -> list[str]:
        found = super().blockers(urgent=urgent)
        if not self.summary.strip():
            found.append("缺少一句话说明。")
        sections = set(self.sections.values_list("position", flat=True)) if self.pk else set()
        items = list(self.items.select_related("document")) if self.pk else []
        if not sections or not items:
            found.append("至少要有一节和一个条目。")
        for item in items:
            if item.section not in sections:
                found.append(f"条目“{item}”放在第{item.section}节，但没有这一节。")
            if item.document and item.document.state != State.PUBLISHED:
                found.append(f"条目“{item}”的文件没有公开或已撤回。")
        return found


@pghistory.track()
class BundleSection(models.Model):
    """A step or a question of the situation, with words of its own."""

    bundle = models.ForeignKey(Bundle, verbose_name="政策集成", on_delete=models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField("第几节")
    title = models.CharField("小标题", max_length=100, help_text="例：先看自己符不符合条件")
    words = models.TextField("说明", max_length=2000, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "小节"
        ordering = ["bundle", "position"]
        constraints = [models.UniqueConstraint(fields=["bundle", "position"], name="policies_bundlesection_position")]
        triggers = [bumps_version(), owned_frozen("policies_bundle", "bundle_id")]

    def __str__(self) -> str:
        return self.title


@pghistory.track()
class BundleItem(models.Model):
    """A policy of any unit, or an address outside, in a section; what it brings in this situation, in plain words."""

    class Level(models.TextChoices):
        NATION = "nation", "国家"
        CITY = "city", "市"
        DISTRICT = "district", "区"
        TOWN = "town", "镇（乡、街道）"

    bundle = models.ForeignKey(Bundle, verbose_name="政策集成", on_delete=models.CASCADE, related_name="items")
    section = models.PositiveSmallIntegerField("放在第几节", default=1)
    position = models.PositiveSmallIntegerField("顺序", default=0)
    level = models.CharField("层级", max_length=8, choices=Level, default=Level.DISTRICT)
    document = models.ForeignKey(
        Document, verbose_name="文件", null=True, blank=True, on_delete=models.PROTECT, related_name="bundled"
    )
    title = models.CharField("名称", max_length=200, blank=True, help_text="站外条目必填；文件不填则用文件的标题。")
    url = models.URLField("站外网址", max_length=500, blank=True)
    words = models.CharField("一句话：在这里有什么用", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "条目"
        ordering = ["bundle", "section", "position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(document__isnull=False, url="") | Q(document__isnull=True) & ~Q(url="") & ~Q(title=""),
                name="policies_bundleitem_document_or_address",
                violation_error_message="每个条目要么选一份文件，要么填写站外网址和名称。",
            ),
            models.UniqueConstraint(fields=["bundle", "section", "document"], name="policies_bundleitem_once"),
        ]
        triggers = [bumps_version(), owned_frozen("policies_bundle", "bundle_id")]

    def __str__(self) -> str:
        return self.title or (self.document.title if self.document else "")
