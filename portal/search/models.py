"""Tables of the search. Postings belong to no row of Django: they are written and merged in bulk (index.py,
merge.py)."""

import datetime as dt

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from portal.models.user import User
from portal.models.version import MOVE, bumps_version

# Whoever deletes an entry, its passages and keys go with it, and every process learns of it by the version.
LEAVE_TOMBSTONE = f"""
    {MOVE}
    DELETE FROM portal_searchpassage WHERE slot >= OLD.first_slot AND slot < OLD.first_slot + OLD.passages;
    DELETE FROM portal_searchkey WHERE entry_id = OLD.id;
    INSERT INTO portal_searchtombstone (entry_id, version) SELECT OLD.id, number FROM portal_publicationversion;
    RETURN NULL;
"""  # noqa: S608 - no value of anybody


class SearchState(models.Model):
    """A single row: the next free passage slot. Slots are given once and never again."""

    next_slot = models.BigIntegerField(default=0)

    class Meta:
        app_label = "portal"
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="portal_searchstate_single_row")]

    def __str__(self) -> str:
        return str(self.next_slot)


class SearchEntry(models.Model):
    """One public item. Narrow, because every process holds the columns of all entries (snapshot.py).

    `version` is the publication version of the transaction that wrote the row; transactions that move the version
    commit one after the other, so "rows with a higher version than mine" is never incomplete.
    """

    kind = models.CharField(max_length=30)
    object_id = models.BigIntegerField()
    version = models.BigIntegerField(db_index=True)
    first_slot = models.BigIntegerField()
    passages = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    title_key = models.CharField(max_length=300)
    facets = ArrayField(models.CharField(max_length=120), default=list)
    """name:value"""
    phases = ArrayField(models.CharField(max_length=40), default=list)
    """since:state, since may be empty"""
    day = models.DateField(null=True)
    weight = models.FloatField(default=1.0)
    until = models.DateTimeField(null=True)
    """found no more from this moment on"""
    cites = ArrayField(models.CharField(max_length=300), default=list)
    """title keys that its text cites"""
    cited = models.PositiveIntegerField(default=0)
    """how many entries cite it; refreshed by a periodic task"""
    shown = models.JSONField(default=dict)
    """what its line in the results says (index.line); empty in entries from before it was kept"""
    digest = models.CharField(max_length=32)
    """of the item as it was indexed, for the drift check"""

    class Meta:
        app_label = "portal"
        verbose_name = verbose_name_plural = "检索条目"
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="portal_searchentry_once")]
        indexes = [
            models.Index(fields=["title_key"], name="portal_searchentry_title"),
            GinIndex(fields=["cites"], name="portal_searchentry_cites"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="leave_tombstone", when=pgtrigger.After, operation=pgtrigger.Delete, func=LEAVE_TOMBSTONE
            )
        ]

    def __str__(self) -> str:
        return self.title


class SearchPassage(models.Model):
    """The text of a slot as it is shown."""

    slot = models.BigIntegerField(primary_key=True)
    entry = models.ForeignKey(
        SearchEntry, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    label = models.CharField(max_length=300)
    target = models.CharField(max_length=500)
    text = models.TextField()

    class Meta:
        app_label = "portal"

    def __str__(self) -> str:
        return self.label or str(self.slot)


class SearchPosting(models.Model):
    """Where a term occurs in the slots of a segment: little-endian uint32 slots, and for each a byte of its weight."""

    pk = models.CompositePrimaryKey("term", "segment")
    term = models.BigIntegerField()
    segment = models.BigIntegerField()
    slots = models.BinaryField()
    weights = models.BinaryField()

    class Meta:
        app_label = "portal"

    def __str__(self) -> str:
        return f"{self.term}/{self.segment}"


class SearchTombstone(models.Model):
    """An entry that was removed: its slots stay in the postings until the next full build and are passed over."""

    entry_id = models.BigIntegerField(primary_key=True)
    version = models.BigIntegerField(db_index=True)

    class Meta:
        app_label = "portal"

    def __str__(self) -> str:
        return str(self.entry_id)


class SearchKey(models.Model):
    """An identity (number, index number, title) in its folded form."""

    entry = models.ForeignKey(SearchEntry, on_delete=models.DO_NOTHING, related_name="keys", db_constraint=False)
    key = models.CharField(max_length=300, db_index=True)

    class Meta:
        app_label = "portal"

    def __str__(self) -> str:
        return self.key


class SearchWord(models.Model):
    """Vocabulary of titles with pinyin and document counts: for the one spelling suggestion and for pinyin queries."""

    word = models.CharField(max_length=40, primary_key=True)
    pinyin = models.CharField(max_length=200, db_index=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "portal"
        indexes = [GinIndex(fields=["deletions"], name="portal_searchword_near")]

    deletions = ArrayField(models.CharField(max_length=40), default=list)
    """The word with each one character left out: two words at distance one share one of them."""

    def __str__(self) -> str:
        return self.word


class Synonym(models.Model):
    """同义词, kept by the office; effective with the next search."""

    words = ArrayField(
        models.CharField(max_length=40),
        verbose_name="同义的词",
        help_text="至少两个，用逗号分开，例：公租房,公共租赁住房",
    )
    one_way = models.BooleanField(
        "只从第一个词展开", default=False, help_text="勾选后，搜第一个词时也找其余的词，反过来不找。"
    )
    active = models.BooleanField("启用", default=True)
    note = models.CharField("备注", max_length=200, blank=True)
    changed_at = models.DateTimeField("修改时间", auto_now=True)

    class Meta:
        app_label = "portal"
        verbose_name = verbose_name_plural = "同义词"
        ordering = ["words"]
        triggers = [bumps_version()]

    def __str__(self) -> str:
        return " = ".join(self.words)

    def clean(self) -> None:
        self.words = list(dict.fromkeys(word.strip() for word in self.words or [] if word.strip()))
        if len(self.words) < 2:
            raise ValidationError({"words": "至少写两个不同的词。"})
        if any(len(word) < 2 for word in self.words):
            raise ValidationError({"words": "每个词至少两个字。"})


class PinnedResult(models.Model):
    """推荐结果 for a query, until a day."""

    queries = ArrayField(
        models.CharField(max_length=60), verbose_name="查询词", help_text="完全等于其中一个时推荐，用逗号分开。"
    )
    title = models.CharField("显示的标题", max_length=200)
    url = models.CharField("地址", max_length=500, help_text="本站页面以 / 开头，例：/policies/2026/03/12/")
    note = models.CharField("说明", max_length=200, blank=True)
    position = models.PositiveSmallIntegerField("排序", default=100)
    since = models.DateField("开始日期", default=timezone.localdate)
    until = models.DateField("结束日期", help_text="含当日。")
    active = models.BooleanField("启用", default=True)

    class Meta:
        app_label = "portal"
        verbose_name = verbose_name_plural = "推荐结果"
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=models.F("since")), name="portal_pinned_until_after_since")
        ]
        triggers = [bumps_version()]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        if not self.url.startswith("/") or self.url.startswith("//"):
            raise ValidationError({"url": "只能推荐本站的页面，以 / 开头。"})

    def runs(self, on: dt.date) -> bool:
        return self.active and self.since <= on <= self.until


class SearchLog(models.Model):
    """A search that was done: words, number of results, what was opened. No address, no cookie, no user; deleted by
    task."""

    token = models.CharField(max_length=22, unique=True)
    asked_on = models.DateField("日期", default=timezone.localdate, db_index=True)
    query = models.CharField("查询", max_length=80)
    total = models.PositiveIntegerField("结果数")
    milliseconds = models.PositiveIntegerField("毫秒")
    clicked = models.PositiveSmallIntegerField("点击位置", null=True)

    class Meta:
        app_label = "portal"
        verbose_name = verbose_name_plural = "检索记录"
        ordering = ["-asked_on", "-id"]

    def __str__(self) -> str:
        return self.query


class JudgedQuery(models.Model):
    """A question whose right answers staff have named."""

    query = models.CharField("查询", max_length=200, unique=True)
    relevant = ArrayField(
        models.CharField(max_length=300),
        verbose_name="应当找到",
        help_text="文号、索引号或完整标题，用逗号分开，最相关的在前。",
    )
    changed_by = models.ForeignKey(
        User, verbose_name="维护人", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        app_label = "portal"
        verbose_name = verbose_name_plural = "评测问题"
        ordering = ["query"]

    def __str__(self) -> str:
        return self.query


class JudgedRun(models.Model):
    """A measurement of all judged queries at one time."""

    run_at = models.DateTimeField("时间", default=timezone.now)
    queries = models.PositiveIntegerField("问题数")
    ndcg = models.FloatField("nDCG@10")
    recall = models.FloatField("召回率@10")
    mrr = models.FloatField("MRR@10")
    p50 = models.FloatField("p50 毫秒")
    p95 = models.FloatField("p95 毫秒")
    worst = models.JSONField("找得最差的问题", default=list)

    class Meta:
        app_label = "portal"
        verbose_name = verbose_name_plural = "评测结果"
        ordering = ["-run_at"]

    def __str__(self) -> str:
        return f"{self.run_at:%Y-%m-%d %H:%M} nDCG {self.ndcg:.3f}"
