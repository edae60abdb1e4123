"""Towns on the district's own map, and the kinds of projects: reference data that the office keeps."""

import pghistory
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse

from portal.models import Unit
from portal.models.unit import units_now
from portal.models.version import PerVersion, bumps_version

WIDTH, HEIGHT = 400, 300
"""The box in which every town is drawn."""


@pghistory.track()
class ProjectCategory(models.Model):
    """项目类别: 美丽街区, 加装电梯, 积水点改造 …"""

    name = models.CharField("名称", max_length=30, unique=True)
    slug = models.SlugField(
        "地址名",
        max_length=40,
        unique=True,
        validators=[RegexValidator(r"^[a-z0-9-]+$", "只用小写字母、数字和短横。")],
        help_text="网址的一段，公开后不再改，例：elevators。",
    )
    position = models.PositiveSmallIntegerField("排序", default=100)

    class Meta:
        verbose_name = verbose_name_plural = "项目类别"
        ordering = ["position", "pk"]
        triggers = [bumps_version()]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("disclosures:projects", query={"category": self.slug})


@pghistory.track()
class TownShape(models.Model):
    """乡镇街道图形: the outline of a town as an SVG path, and where its name stands."""

    unit = models.OneToOneField(
        Unit,
        verbose_name="乡镇街道",
        on_delete=models.PROTECT,
        related_name="+",
        limit_choices_to={"kind": Unit.Kind.TOWN},
    )
    path = models.TextField(
        "轮廓",
        max_length=4000,
        validators=[
            RegexValidator(r"^[Mm][MLHVCSQTAZmlhvcsqtaz0-9 ,.\-\r\n]+$", "轮廓是SVG路径，只有命令字母和数字。")
        ],
        help_text=f"SVG路径，画在宽{WIDTH}、高{HEIGHT}的框里；相邻乡镇共用边上的点。",
    )
    x = models.PositiveSmallIntegerField("名称的横坐标")
    y = models.PositiveSmallIntegerField("名称的纵坐标")

    class Meta:
        verbose_name = verbose_name_plural = "乡镇图形"
        ordering = ["unit__position", "unit_id"]
        triggers = [bumps_version()]

    def __str__(self) -> str:
        return str(self.unit)


categories_now: PerVersion[list[ProjectCategory]] = PerVersion(lambda: list(ProjectCategory.objects.all()))
shapes_now: PerVersion[dict[int, TownShape]] = PerVersion(
    lambda: {each.unit_id: each for each in TownShape.objects.all()}
)


def towns_now() -> list[Unit]:
    """Towns and streets of the district in their order; those that were dissolved are gone."""
    found = [each for each in units_now().values() if each.kind == Unit.Kind.TOWN and each.successor_id is None]
    return sorted(found, key=lambda each: (each.position, each.name))
