"""留言选登: the moderated copy of a question and its answer, published like everything else."""

from typing import Any

import pghistory
from django.db import models
from django.urls import reverse

from interaction.models.question import Question
from policies.models import Document
from portal.publication_rules import content_frozen
from portal.publishing import Publishable

CONTENT = [
    "title", "asked", "answered", "asked_on", "answered_on", "document_id", "channel_name", "grounds", "article",
    "unit_id", "disclosure", "disclosure_basis", "audience", "named_groups",
]  # fmt: skip


@pghistory.track()
class Exchange(Publishable):
    """A question and its answer as everybody may read them. Personal data was taken out; the original stays private."""

    question = models.OneToOneField(
        Question, verbose_name="留言", editable=False, on_delete=models.PROTECT, related_name="exchange"
    )
    document = models.ForeignKey(
        Document, verbose_name="关于政策", null=True, blank=True, on_delete=models.PROTECT, related_name="exchanges"
    )
    channel_name = models.CharField("类别", max_length=20, editable=False)
    asked = models.TextField("问", max_length=2000, help_text="隐去姓名、电话、住址等个人信息后的内容。")
    answered = models.TextField("答", max_length=5000)
    grounds = models.CharField("依据", max_length=200, blank=True)
    article = models.CharField(
        "引用条款", max_length=30, blank=True, help_text="所关联政策的条款，如第八条；会链接到正文的这一条。"
    )
    asked_on = models.DateField("留言日期")
    answered_on = models.DateField("答复日期")

    class Meta(Publishable.Meta):
        verbose_name = verbose_name_plural = "公开的留言"
        triggers = [*Publishable.Meta.triggers, content_frozen(*CONTENT)]
        indexes = [
            models.Index(fields=["document", "-answered_on"], name="interaction_exchange_document"),
            models.Index(fields=["state", "-answered_on"], name="interaction_exchange_newest"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("interaction:exchange", args=[self.pk])

    def blockers(self, *, urgent: bool = False) -> list[str]:
        found = super().blockers(urgent=urgent)
        if not self.question.may_publish:
            found.append("留言人没有同意公开。")
        if self.document_id and not Document.objects.published().filter(pk=self.document_id).exists():
            found.append("所关联的政策没有公开。")
        return found

    @property
    def said(self) -> list[tuple[str, str]]:
        """(place, text) of everything that would be public."""
        return [
            ("标题", self.title),
            ("问", self.asked),
            ("答", self.answered),
            ("依据", self.grounds),
            ("引用条款", self.article),
        ]

    def clean(self) -> None:
        super().clean()
        self.title = self.title.strip()


ExchangeEvent: Any = Exchange.pgh_event_models["update"]  # type: ignore[attr-defined]
