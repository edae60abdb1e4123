from collections.abc import Mapping
from typing import Self

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import connection, models
from django.db.models.functions import Substr
from django.urls import reverse
from django.utils import timezone

from portal.models.version import PerVersion, bumps_version


class UnitQuerySet(models.QuerySet):
    def own(self) -> Self:
        """Units of this district; the others issued documents that we only hold."""
        return self.exclude(kind=Unit.Kind.EXTERNAL)

    def below(self, unit: "Unit") -> Self:
        """The unit itself and every unit under it, at any depth."""
        return self.filter(
            pk__in=models.expressions.RawSQL(
                """WITH RECURSIVE tree(id) AS (
                       SELECT %s::bigint UNION SELECT u.id FROM portal_unit u JOIN tree t ON u.parent_id = t.id)
                   SELECT id FROM tree""",
                [unit.pk],
            )
        )

    def above(self, unit: "Unit") -> Self:
        """The unit itself and every unit over it: those whose staff see its items."""
        return self.filter(
            pk__in=models.expressions.RawSQL(
                """WITH RECURSIVE line(id, parent_id) AS (
                       SELECT id, parent_id FROM portal_unit WHERE id = %s
                       UNION SELECT u.id, u.parent_id FROM portal_unit u JOIN line l ON u.id = l.parent_id)
                   SELECT id FROM line""",
                [unit.pk],
            )
        )


@pghistory.track()
class Unit(models.Model):
    """单位: a body that issues, publishes or answers."""

    class Kind(models.TextChoices):
        GOVERNMENT = "government", "区政府"
        OFFICE = "office", "区政府办公室"
        DEPARTMENT = "department", "区政府部门"
        TOWN = "town", "乡镇街道"
        INSTITUTION = "institution", "事业单位"
        EXTERNAL = "external", "区外机关"

    name = models.CharField("名称", max_length=100, unique=True)
    short_name = models.CharField("简称", max_length=50, blank=True)
    code = models.CharField(
        "统一社会信用代码",
        max_length=18,
        unique=True,
        null=True,
        blank=True,
        validators=[RegexValidator(r"^[0-9A-Z]{18}$", "统一社会信用代码为18位数字或大写字母。")],
        help_text="18位。索引号取其中第9至17位的组织机构代码。",
    )
    number_prefixes = ArrayField(
        models.CharField(max_length=30),
        verbose_name="机关代字",
        default=list,
        blank=True,
        help_text="多个用逗号分开，例：岚建规,岚建",
    )
    kind = models.CharField("类别", max_length=20, choices=Kind, default=Kind.DEPARTMENT)
    parent = models.ForeignKey(
        "self", verbose_name="上级单位", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    successor = models.ForeignKey(
        "self",
        verbose_name="职责承继单位",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="predecessors",
        help_text="机构改革后由哪个单位承继职责。",
    )
    address = models.CharField("办公地址", max_length=200, blank=True)
    hours = models.CharField("办公时间", max_length=200, blank=True)
    phone = models.CharField("联系电话", max_length=50, blank=True)
    position = models.PositiveSmallIntegerField("排序", default=100)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "单位"
        ordering = ["position", "name"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(parent=models.F("id")), name="portal_unit_not_its_own_parent"),
            models.UniqueConstraint(
                Substr("code", 9, 9),
                name="portal_unit_body_code_once",
                violation_error_message="另一个单位已经使用同样的组织机构代码（第9至17位），索引号会重复。",
            ),
            models.CheckConstraint(
                condition=~models.Q(successor=models.F("id")), name="portal_unit_not_its_own_successor"
            ),
        ]
        triggers = [bumps_version()]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("portal:unit", args=[self.slug])

    @property
    def slug(self) -> str:
        """The code in addresses: the social credit code where there is one."""
        return self.code or f"u{self.pk}"

    @property
    def label(self) -> str:
        return self.short_name or self.name

    @property
    def index_code(self) -> str:
        """The nine characters that stand for the unit in an index number: the organisation code within the 18."""
        return self.code[8:17] if self.code else f"W{self.pk:08d}"


units_now: PerVersion[dict[int, Unit]] = PerVersion(lambda: Unit.objects.select_related("parent").in_bulk())
"""Every unit by its key, in memory: names stand on every line of every list."""


class IndexCounter(models.Model):
    """The last serial given to a unit in a year. It only grows: an index number is never given twice."""

    unit = models.ForeignKey(Unit, verbose_name="单位", on_delete=models.PROTECT)
    year = models.PositiveSmallIntegerField("年份")
    last = models.PositiveIntegerField("已用流水号", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "索引号流水"
        constraints = [models.UniqueConstraint(fields=["unit", "year"], name="portal_index_counter_unit_year")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year}: {self.last}"

    @classmethod
    def take(cls, unit: Unit, count: int = 1, year: int | None = None) -> list[str]:
        """Reserve index numbers 索引号 in the caller's transaction: site prefix, nine-character code, year, five digits."""
        year = year or timezone.localdate().year
        return cls.take_many({(unit, year): count})[unit.pk, year]

    @classmethod
    def take_many(cls, wanted: Mapping[tuple[Unit, int], int]) -> dict[tuple[int, int], list[str]]:
        """(unit, year) → count in, (unit key, year) → numbers out, in one statement that locks the counters until commit."""
        pairs = sorted(wanted, key=lambda pair: (pair[0].pk, pair[1]))  # one order for all: no deadlock
        with connection.cursor() as cursor:
            cursor.execute(
                """INSERT INTO portal_indexcounter AS held (unit_id, year, last)
                   SELECT * FROM unnest(%s::bigint[], %s::smallint[], %s::int[])
                   ON CONFLICT (unit_id, year) DO UPDATE SET last = held.last + EXCLUDED.last
                   RETURNING unit_id, year, last""",
                [[unit.pk for unit, _ in pairs], [year for _, year in pairs], [wanted[pair] for pair in pairs]],
            )
            last = {(unit, year): number for unit, year, number in cursor.fetchall()}
        return {
            (unit.pk, year): [
                f"LY{unit.index_code}{year}{serial:05d}"
                for serial in range(last[unit.pk, year] - wanted[unit, year] + 1, last[unit.pk, year] + 1)
            ]
            for unit, year in pairs
        }
