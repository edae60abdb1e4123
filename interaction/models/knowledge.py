"""What the hotline and the service portal fetch: published questions and FAQs with a cursor, and who fetched how far."""

from django.db import models


class KnowledgeItem(models.Model):
    """The state of one exported item as of its last change. Its place in the order is the cursor."""

    key = models.CharField("标识", max_length=40, primary_key=True)
    cursor = models.PositiveBigIntegerField("序号", unique=True)
    hash = models.CharField("内容摘要", max_length=64)
    is_deleted = models.BooleanField("已撤下", default=False)
    changed_at = models.DateTimeField("变更时间")

    class Meta:
        verbose_name = verbose_name_plural = "知识库条目"
        ordering = ["cursor"]

    def __str__(self) -> str:
        return self.key


class KnowledgeFetch(models.Model):
    """回执: a client came with this cursor, which shows that everything before it has arrived there."""

    client = models.CharField("取用方", max_length=60)
    at = models.DateTimeField("时间", auto_now_add=True)
    since = models.PositiveBigIntegerField("已收到")
    given = models.PositiveIntegerField("本次条数")
    upto = models.PositiveBigIntegerField("本次末条")

    class Meta:
        verbose_name = verbose_name_plural = "知识库取用记录"
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["client", "-at"], name="interaction_fetch_client")]

    def __str__(self) -> str:
        return f"{self.client} {self.since}–{self.upto}"
