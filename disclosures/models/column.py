"""栏目: the tree in which everything that is disclosed has its place, its owner and its rhythm."""

import datetime as dt
from typing import Any, Self

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import connection, models, transaction
from django.db.models import Q
from django.urls import reverse
from treebeard.mp_tree import MP_Node, MP_NodeManager

from portal.models import Unit
from portal.models.history import never_emptied
from portal.models.version import PerVersion, bumps_version

TREE_LOCK = 20_190_061
"""Advisory lock of whoever places a column: two at once would take the same path."""


class ColumnType(models.TextChoices):
    """ColumnType of the national page tags (standard of government web pages)."""

    OVERVIEW = "概况信息", "概况信息"
    FUNCTIONS = "机构职能", "机构职能"
    LEADERS = "负责人信息", "负责人信息"
    NEWS = "工作动态", "工作动态"
    POLICIES = "政策文件", "政策文件"
    GUIDE = "信息公开指南", "信息公开指南"
    CATALOGUE = "信息公开目录", "信息公开目录"
    REPORT = "信息公开年报", "信息公开年报"
    REQUESTS = "依申请公开", "依申请公开"
    FIGURES = "数据发布", "数据发布"
    OPEN_DATA = "数据开放", "数据开放"
    INTERPRETATION = "政策解读", "政策解读"
    RESPONSE = "回应关切", "回应关切"
    SERVICES = "办事服务", "办事服务"
    COMPLAINTS = "咨询投诉", "咨询投诉"
    SURVEYS = "征集调查", "征集调查"
    INTERVIEWS = "在线访谈", "在线访谈"


class Rhythm(models.TextChoices):
    """更新周期: after how long without an update the national inspection calls a column stale."""

    NEWS = "news", "动态要闻（2周）"
    NOTICES = "notices", "通知公告、政策文件（6个月）"
    PLANS = "plans", "人事、规划计划（1年）"
    NONE = "none", "不要求定期更新"


LIMITS = {Rhythm.NEWS: 14, Rhythm.NOTICES: 183, Rhythm.PLANS: 366}
"""Days; a column may set its own."""

FIXED_COLUMN = pgtrigger.Trigger(
    name="fixed_stays",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    condition=pgtrigger.Condition("OLD.\"fixed\" <> ''"),
    func="""
        IF TG_OP = 'DELETE' OR NEW.fixed <> OLD.fixed OR NEW.slug <> OLD.slug OR NEW.name <> OLD.name
           OR NEW.depth <> OLD.depth THEN
            RAISE EXCEPTION 'a column of the national structure keeps its name and its place'
                USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    """,
)


@pghistory.track()
class Column(MP_Node):
    """A place in the disclosure platform. `fixed` names one of the national structure (national_structure.py)."""

    name = models.CharField("栏目名称", max_length=60, help_text="不用专业词和网络新词。")
    slug = models.SlugField(
        "地址名",
        max_length=60,
        unique=True,
        validators=[RegexValidator(r"^[a-z0-9-]+$", "只用小写字母、数字和短横。")],
        help_text="网址的一段，全站唯一，公开后不再改，例：elderly-care。",
    )
    unit = models.ForeignKey(
        Unit, verbose_name="责任单位", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField("栏目类别", max_length=10, choices=ColumnType, default=ColumnType.CATALOGUE)
    description = models.CharField("栏目说明", max_length=300, blank=True, help_text="设置目的与主要内容，显示在页首。")
    keywords = ArrayField(models.CharField(max_length=30), verbose_name="关键词", default=list, blank=True)
    rhythm = models.CharField("更新周期", max_length=10, choices=Rhythm, default=Rhythm.NOTICES)
    limit_days = models.PositiveSmallIntegerField(
        "更新期限（天）", null=True, blank=True, help_text="比更新周期更严时填写；不填按更新周期。"
    )
    required = ArrayField(
        models.CharField(max_length=20),
        verbose_name="必填要素",
        default=list,
        blank=True,
        help_text="信息缺了不能发布，例：summary,written_on,attachments",
    )
    archive_after = models.PositiveSmallIntegerField(
        "归档期限（月）", null=True, blank=True, help_text="发布满这么多个月的信息收进“往期信息”；不填不归档。"
    )
    fixed = models.CharField("法定栏目", max_length=20, blank=True, editable=False)
    active = models.BooleanField("启用", default=True, help_text="停用的栏目不再显示，其中的信息仍可查阅。")

    objects = MP_NodeManager()

    class Meta:
        verbose_name = verbose_name_plural = "栏目"
        constraints = [
            models.UniqueConstraint(fields=["fixed"], condition=~Q(fixed=""), name="disclosures_column_fixed_once"),
            models.CheckConstraint(
                condition=Q(limit_days__isnull=True) | Q(limit_days__gt=0), name="disclosures_column_limit_positive"
            ),
        ]
        triggers = [bumps_version(), never_emptied(), FIXED_COLUMN]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("disclosures:column", args=[tree().address(self.pk)])

    @property
    def limit(self) -> int | None:
        """Days without an update after which the column is stale; None: never."""
        return self.limit_days or LIMITS.get(Rhythm(self.rhythm))

    def next_update(self, last: dt.date | None) -> dt.date | None:
        """下次更新: the last day on which the next update is in time."""
        return last + dt.timedelta(days=self.limit) if last and self.limit else None

    @classmethod
    def place(cls, parent: Self | None = None, **fields: Any) -> Self:
        """A new column at the end of its parent's children, safe against two people at once."""
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TREE_LOCK])
            if parent is None:
                return cls.objects.add_root(fields)
            parent.refresh_from_db()
            return cls.objects.add_child(parent, fields)

    def place_below(self, parent: "Column | None") -> None:
        """Moves the column with everything under it to the end of another's children, or of the first level."""
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TREE_LOCK])
            self.refresh_from_db()
            if parent is None:
                type(self).objects.move(self, type(self).objects.get_last_root_node(), "last-sibling")
            else:
                parent.refresh_from_db()
                type(self).objects.move(self, parent, "last-child")


class Tree:
    """The whole tree in memory; pages find their way in it without a query."""

    def __init__(self) -> None:
        self.columns: list[Column] = list(Column.objects.order_by("path"))
        self.by_pk = {each.pk: each for each in self.columns}
        self.by_slug = {each.slug: each for each in self.columns}
        self.by_path = {each.path: each for each in self.columns}

    def parent(self, column: Column) -> Column | None:
        return self.by_path.get(column.path[: -Column.steplen])

    def line(self, pk: int) -> list[Column]:
        """From the root to the column itself."""
        path = self.by_pk[pk].path
        return [self.by_path[path[:end]] for end in range(Column.steplen, len(path) + 1, Column.steplen)]

    def address(self, pk: int) -> str:
        return "/".join(each.slug for each in self.line(pk))

    def children(self, column: Column | None = None) -> list[Column]:
        depth = column.depth + 1 if column else 1
        return [each for each in self.below(column) if each.depth == depth]

    def below(self, column: Column | None = None) -> list[Column]:
        """The column and everything under it, in the order of the tree."""
        return [each for each in self.columns if column is None or each.path.startswith(column.path)]


tree: PerVersion[Tree] = PerVersion(Tree)
