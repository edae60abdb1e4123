"""The tag catalogue 〔13〕: dimensions and tags seen from the demand side, imported in versions."""

from typing import Self

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from taggit.models import ItemBase, TagBase

from portal.models.user import User
from portal.models.version import bumps_version
from portal.publication_rules import owned_frozen

CODE = RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$", "代码只用小写字母、数字和连字符。")


class CatalogueVersion(models.Model):
    """One import of the catalogue: which file, by whom, what it changed."""

    version = models.CharField("版本", max_length=50, unique=True)
    file_name = models.CharField("文件名", max_length=200)
    sha256 = models.CharField("SHA-256", max_length=64)
    imported_at = models.DateTimeField("导入时间", auto_now_add=True)
    imported_by = models.ForeignKey(User, verbose_name="导入人", on_delete=models.PROTECT, related_name="+")
    added = models.PositiveIntegerField("新增", default=0)
    renamed = models.PositiveIntegerField("更名", default=0)
    merged = models.PositiveIntegerField("合并", default=0)
    retired = models.PositiveIntegerField("停用", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "标签目录版本"
        ordering = ["-imported_at"]

    def __str__(self) -> str:
        return self.version


@pghistory.track()
class TagDimension(models.Model):  # type: ignore[django-manager-missing]
    """标签维度, such as 服务对象 or 人生事件."""

    class Facing(models.TextChoices):
        CITIZEN = "citizen", "市民"
        COMPANY = "company", "企业"
        BOTH = "both", "通用"

    code = models.CharField("代码", max_length=50, unique=True, validators=[CODE])
    name = models.CharField("名称", max_length=50, unique=True)
    facing = models.CharField("面向", max_length=10, choices=Facing, default=Facing.BOTH)
    required_for = ArrayField(
        models.CharField(max_length=20),
        verbose_name="必选的文件类别",
        default=list,
        blank=True,
        help_text="这些类别的文件发布前必须在本维度至少选一个标签，填类别代码，多个用逗号分开。",
    )
    position = models.PositiveSmallIntegerField("排序", default=100)

    class Meta:
        verbose_name = verbose_name_plural = "标签维度"
        ordering = ["position", "code"]
        triggers = [bumps_version()]

    def __str__(self) -> str:
        return self.name


class TagQuerySet(models.QuerySet):
    def in_use(self) -> Self:
        """Tags that may be given; merged and retired ones stay as addresses."""
        return self.filter(retired=False, merged_into=None)


@pghistory.track()
class Tag(TagBase):
    """A tag. Its address is its code, which neither renaming nor merging breaks."""

    slug = models.SlugField("代码", max_length=80, unique=True, validators=[CODE])
    name = models.CharField("名称", max_length=50)
    dimension = models.ForeignKey(TagDimension, verbose_name="维度", on_delete=models.PROTECT, related_name="tags")
    parent = models.ForeignKey(
        "self", verbose_name="上级标签", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    synonyms = ArrayField(models.CharField(max_length=50), verbose_name="同义词", default=list, blank=True)
    description = models.CharField("说明", max_length=300, blank=True)
    merged_into = models.ForeignKey(
        "self", verbose_name="并入", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )
    retired = models.BooleanField("停用", default=False)
    position = models.PositiveSmallIntegerField("排序", default=100)

    objects = TagQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "标签"
        ordering = ["dimension", "position", "slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["dimension", "name"],
                condition=Q(retired=False, merged_into=None),
                name="policies_tag_name_in_dimension",
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="policies_tag_not_into_itself"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="policies_tag_not_its_own_parent"),
        ]
        triggers = [bumps_version()]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """The code is given by the catalogue; taggit's invention of a slug is passed over."""
        models.Model.save(self, *args, **kwargs)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return reverse("policies:tag", args=[self.slug])


# Merging two tags of the catalogue moves their documents; it says nothing new about any of them.
_MERGED = """
    OLD.tag_id IS NOT NULL AND EXISTS (
        SELECT 1 FROM policies_tag merged WHERE merged.id = OLD.tag_id AND (
            (TG_OP = 'UPDATE' AND merged.merged_into_id = NEW.tag_id AND OLD.content_object_id = NEW.content_object_id)
            OR (TG_OP = 'DELETE' AND EXISTS (
                SELECT 1 FROM policies_taggeddocument other
                 WHERE other.content_object_id = OLD.content_object_id AND other.tag_id = merged.merged_into_id))))
"""


@pghistory.track()
class TaggedDocument(ItemBase):
    content_object = models.ForeignKey("policies.Document", on_delete=models.CASCADE, related_name="tagged")
    tag = models.ForeignKey(Tag, verbose_name="标签", on_delete=models.PROTECT, related_name="tagged")

    class Meta:
        verbose_name = verbose_name_plural = "文件标签"
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="policies_tagged_document_once")]
        triggers = [bumps_version(), owned_frozen("policies_document", "content_object_id", unless=_MERGED)]

    def __str__(self) -> str:
        return f"{self.content_object_id}: {self.tag_id}"
