"""识别结果: what the text of a document seems to say about other documents and its own dates. Staff confirm or dismiss it."""

from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from policies.models.document import Document
from policies.models.relation import Relation


class ProposalQuerySet(models.QuerySet):
    def open(self) -> Self:
        """Waits for a decision, and what it says is not on record yet."""
        held = Relation.objects.filter(source=OuterRef("document"), target=OuterRef("target"))
        same = Exists(held.filter(kind=OuterRef("kind")))
        end = Exists(held.filter(kind__in=["repeals", "replaces"]))
        return (
            self.filter(state="proposed")
            .exclude(Q(kind="effective_on") & Q(day=F("document__effective_on")))
            .exclude(Q(kind="expires_on") & Q(day=F("document__expires_on")))
            .exclude(same)
            .exclude(Q(kind__in=["repeals", "replaces"]) & end)
        )

    def ready(self) -> Self:
        """Open, and known well enough to be confirmed: a day, or a document that is here."""
        return self.open().filter(Q(target__isnull=False) | Q(kind__in=Proposal.FIELDS))


@pghistory.track()
class Proposal(models.Model):
    class Kind(models.TextChoices):
        REPEALS = "repeals", "废止"
        AMENDS = "amends", "修改"
        REPLACES = "replaces", "替代"
        EXTENDS = "extends", "延长有效期"
        IMPLEMENTS = "implements", "贯彻落实"
        BASED_ON = "based_on", "依据"
        EFFECTIVE_ON = "effective_on", "施行日期"
        EXPIRES_ON = "expires_on", "有效期至"

    FIELDS = [Kind.EFFECTIVE_ON, Kind.EXPIRES_ON]

    class State(models.TextChoices):
        PROPOSED = "proposed", "待确认"
        CONFIRMED = "confirmed", "已采用"
        DISMISSED = "dismissed", "不采用"

    document = models.ForeignKey(Document, verbose_name="文件", on_delete=models.CASCADE, related_name="proposals")
    kind = models.CharField("识别为", max_length=12, choices=Kind)
    key = models.CharField(max_length=150, editable=False)
    title = models.CharField("文中的标题", max_length=300, blank=True)
    number = models.CharField("文中的文号", max_length=160, blank=True)
    target = models.ForeignKey(
        Document, verbose_name="对象文件", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    day = models.DateField("日期", null=True, blank=True)
    articles = models.CharField("涉及条款", max_length=200, blank=True)
    evidence = models.TextField("原句")
    state = models.CharField("状态", max_length=10, choices=State, default=State.PROPOSED)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="处理人", null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField("处理时间", null=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "识别结果"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["document", "key"], name="policies_proposal_once"),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_by__isnull=True, decided_at__isnull=True)
                | ~Q(state="proposed") & Q(decided_by__isnull=False, decided_at__isnull=False),
                name="policies_proposal_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["effective_on", "expires_on"]) | Q(day__isnull=False),
                name="policies_proposal_of_a_day",
            ),
            models.CheckConstraint(condition=~Q(target=F("document")), name="policies_proposal_of_another"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}{self.object_name}"

    @property
    def object_name(self) -> str:
        """The document or the day it is about, as staff read it."""
        if self.kind in self.FIELDS and self.day:
            return f"{self.day.year}年{self.day.month}月{self.day.day}日"
        return (f"《{self.title}》" if self.title else "") + (f"（{self.number}）" if self.number else "")

    @property
    def is_unresolved(self) -> bool:
        """Names a document that is not here, or is not one."""
        return self.kind not in self.FIELDS and self.target_id is None
