"""标准目录: what a field of grass-roots work must disclose, item by item, with the columns that fulfil each.

The columns of the table are those of the national pilot catalogues (国办发〔2019〕54号). Fields and their names differ over
the country and are rows that the office keeps. An item lives on over the versions of its catalogue; each version is a file
that was imported, and what it changed.
"""

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from disclosures.models.column import Column
from disclosures.models.entry import Entry
from portal.models.version import bumps_version
from portal.publication_rules import owned_frozen


class Channel(models.TextChoices):
    """公开渠道和载体: the thirteen of the national table."""

    WEBSITE = "website", "政府网站"
    GAZETTE = "gazette", "政府公报"
    MOBILE = "mobile", "两微一端"
    BRIEFING = "briefing", "发布会/听证会"
    BROADCAST = "broadcast", "广播电视"
    PAPER = "paper", "纸质媒体"
    READING = "reading", "公开查阅点"
    SERVICE = "service", "政务服务中心"
    STATION = "station", "便民服务站"
    DOORSTEP = "doorstep", "入户/现场"
    BOARD = "board", "社区/企事业单位/村公示栏（电子屏）"
    PUSH = "push", "精准推送"
    OTHER = "other", "其他"


class StandardField(models.Model):
    """领域, one of the twenty-six and those added since."""

    name = models.CharField("领域", max_length=40, unique=True)
    slug = models.SlugField(
        "地址名", max_length=60, unique=True, validators=[RegexValidator(r"^[a-z0-9-]+$", "只用小写字母、数字和短横。")]
    )
    position = models.PositiveSmallIntegerField("排序", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "标准目录"
        ordering = ["position", "id"]
        triggers = [bumps_version()]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("disclosures:standard", args=[self.slug])


class StandardVersion(models.Model):
    """A catalogue file that was imported into a field."""

    field = models.ForeignKey(
        StandardField, verbose_name="领域", on_delete=models.PROTECT, related_name="versions", editable=False
    )
    number = models.PositiveSmallIntegerField("版本", editable=False)
    file_name = models.CharField("文件名", max_length=200, editable=False)
    sha256 = models.CharField("文件SHA-256", max_length=64, editable=False)
    imported_at = models.DateTimeField("导入时间", default=timezone.now, editable=False)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="导入人", on_delete=models.PROTECT, related_name="+", editable=False
    )
    added = models.PositiveSmallIntegerField("新增事项", default=0, editable=False)
    changed = models.PositiveSmallIntegerField("修改事项", default=0, editable=False)
    dropped = models.PositiveSmallIntegerField("取消事项", default=0, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "标准目录版本"
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["field", "number"], name="disclosures_standardversion_once")]
        triggers = [bumps_version()]

    def __str__(self) -> str:
        return f"{self.field}第{self.number}版"


@pghistory.track(
    pghistory.InsertEvent(trigger_name="standarditem_insert"),
    pghistory.UpdateEvent(trigger_name="standarditem_update"),
    pghistory.DeleteEvent(trigger_name="standarditem_delete"),
)
class StandardItem(models.Model):
    """公开事项: a line of the catalogue."""

    field = models.ForeignKey(StandardField, verbose_name="领域", on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField("序号")
    first = models.CharField("一级事项", max_length=100)
    second = models.CharField("二级事项", max_length=150)
    content = models.TextField("公开内容（要素）")
    basis = models.TextField("公开依据")
    time_limit = models.CharField("公开时限", max_length=300)
    body = models.CharField("公开主体", max_length=200)
    channels = ArrayField(
        models.CharField(max_length=10, choices=Channel), verbose_name="公开渠道和载体", default=list, blank=True
    )
    for_all = models.BooleanField("全社会", default=True)
    for_some = models.CharField("特定群众", max_length=100, blank=True)
    proactive = models.BooleanField("主动公开", default=True)
    on_request = models.BooleanField("依申请公开", default=False)
    county = models.BooleanField("县级", default=True)
    township = models.BooleanField("乡、村级", default=False)
    version = models.ForeignKey(
        StandardVersion, verbose_name="所在版本", on_delete=models.PROTECT, related_name="items", editable=False
    )
    dropped = models.BooleanField("已取消", default=False, help_text="最新版本里不再有的事项，公开页面不显示。")
    columns: "models.ManyToManyField[Column, StandardMapping]" = models.ManyToManyField(
        Column, through="disclosures.StandardMapping", verbose_name="对应栏目", related_name="standard_items"
    )

    class Meta:
        verbose_name = verbose_name_plural = "公开事项"
        ordering = ["field__position", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["field", "first", "second"], name="disclosures_standarditem_once"),
            models.CheckConstraint(
                condition=Q(for_all=True) | ~Q(for_some=""),
                name="disclosures_standarditem_audience",
                violation_error_message="公开对象至少选一项。",
            ),
            models.CheckConstraint(
                condition=Q(proactive=True) | Q(on_request=True),
                name="disclosures_standarditem_way",
                violation_error_message="公开方式至少选一项。",
            ),
            models.CheckConstraint(
                condition=Q(county=True) | Q(township=True),
                name="disclosures_standarditem_level",
                violation_error_message="公开层级至少选一项。",
            ),
        ]
        triggers = [bumps_version()]

    def __str__(self) -> str:
        return f"{self.field}：{self.first}—{self.second}"

    @property
    def channel_names(self) -> list[str]:
        return [Channel(each).label for each in self.channels]

    @property
    def audience(self) -> str:
        return "、".join(each for each in ("全社会" if self.for_all else "", self.for_some) if each)

    @property
    def way(self) -> str:
        return "、".join(name for name, held in (("主动公开", self.proactive), ("依申请公开", self.on_request)) if held)

    @property
    def level(self) -> str:
        return "、".join(name for name, held in (("县级", self.county), ("乡、村级", self.township)) if held)


@pghistory.track()
class StandardMapping(models.Model):
    """A column that fulfils an item."""

    item = models.ForeignKey(StandardItem, verbose_name="公开事项", on_delete=models.CASCADE, related_name="mappings")
    column = models.ForeignKey(Column, verbose_name="栏目", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "对应栏目"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "column"],
                name="disclosures_standardmapping_once",
                violation_error_message="这个栏目已经对应。",
            )
        ]
        triggers = [bumps_version()]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.column_id}"


@pghistory.track()
class EntryStandard(models.Model):
    """The item that an entry fulfils, where its column serves several."""

    entry = models.ForeignKey(Entry, verbose_name="信息", on_delete=models.CASCADE, related_name="fulfils")
    item = models.ForeignKey(StandardItem, verbose_name="公开事项", on_delete=models.PROTECT, related_name="entries")

    class Meta:
        verbose_name = verbose_name_plural = "对应标准目录事项"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "item"],
                name="disclosures_entrystandard_once",
                violation_error_message="这个事项已经选过。",
            )
        ]
        triggers = [bumps_version(), owned_frozen("disclosures_entry", "entry_id")]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.item_id}"
