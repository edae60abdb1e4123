"""政策解读: what a policy means for those it is for; written, reviewed and published together with it.

Work points 2023 item 17: 同步起草、同步审签、同步发布 (三同步). A normative document goes public in the same moment as its
interpretation, or with a waiver that somebody signed; the trigger `three_sync` of policies/models/document.py says so.
"""

import datetime as dt
from typing import Any, Self

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from policies import bodytext
from policies.models.document import Document
from portal.attachments import Attachment
from portal.models.version import bumps_version
from portal.publication_rules import content_frozen, owned_frozen
from portal.publishing import Publishable, PublishableQuerySet, State

ELEMENTS = [
    "core_concepts", "scope", "how_to_apply", "operation", "standards", "benefits", "differences",
]  # fmt: skip
"""核心概念、适用范围、办事指引、操作方法、执行口径、惠民利企举措、新旧政策差异 (item 17), as a reader wants them."""
CONTENT = [
    "title", "document_id", "occasion", "form", "interpreter", "approver", "summary", "keywords", *ELEMENTS, "body",
    "source", "source_url", "unit_id", "disclosure", "disclosure_basis", "audience", "named_groups",
]  # fmt: skip


class InterpretationQuerySet(PublishableQuerySet):
    def published(self, at: dt.datetime | None = None) -> Self:
        """Never without its document: what explains a policy is public while the policy is."""
        return super().published(at).filter(document__in=Document.objects.published(at).order_by().values("pk"))

    def ready_for(self, document: Document) -> Self:
        """随文解读 that can go public with the document; for a document that is out already, what is out too."""
        states = [State.PUBLISHED] if document.state == State.PUBLISHED else [State.CLEARED, State.PUBLISHED]
        return self.filter(document=document, occasion=Interpretation.Occasion.PUBLICATION, state__in=states)


@pghistory.track()
class Interpretation(Publishable):
    class Occasion(models.TextChoices):
        PUBLICATION = "publication", "随文解读"
        FOLLOW_UP = "follow_up", "动态跟踪解读"
        CASE = "case", "案例解读"
        DRAFT = "draft", "草案解读"

    class Form(models.TextChoices):
        TEXT = "text", "文字解读"
        GRAPHIC = "graphic", "图解"
        AUDIO = "audio", "音频解读"
        VIDEO = "video", "视频解读"
        QUESTIONS = "qa", "问答"
        PRESS = "press", "新闻发布会"
        EXPERT = "expert", "专家解读"
        MEDIA = "media", "媒体解读"
        CASE = "case", "案例"

    document = models.ForeignKey(
        Document, verbose_name="所解读的文件", on_delete=models.PROTECT, related_name="interpretations"
    )
    occasion = models.CharField(
        "解读时机", max_length=12, choices=Occasion, default=Occasion.PUBLICATION,
        help_text="随文解读与文件同时发布；政策出台后问得多的事，用动态跟踪解读。",
    )  # fmt: skip
    form = models.CharField("解读形式", max_length=10, choices=Form, default=Form.TEXT)
    interpreter = models.CharField(
        "解读人", max_length=100, blank=True, help_text="起草单位的负责人、专家或媒体，例：区民政局养老服务科科长 周敏"
    )
    approver = models.CharField("审签人", max_length=100, blank=True, help_text="单位内审签解读的人。")
    summary = models.CharField("一句话说明", max_length=300, blank=True, help_text="读完解读，市民会知道什么。")
    keywords = ArrayField(
        models.CharField(max_length=120), verbose_name="关键词", default=list, blank=True,
        help_text="多个用逗号分开；写成“词：意思”就会解释给读者。",
    )  # fmt: skip
    core_concepts = models.TextField("核心概念", max_length=3000, blank=True)
    scope = models.TextField("适用范围", max_length=3000, blank=True, help_text="谁可以、谁不可以，从什么时候起。")
    how_to_apply = models.TextField("办事指引", max_length=3000, blank=True, help_text="到哪里、带什么、多久办好。")
    operation = models.TextField("操作方法", max_length=3000, blank=True)
    standards = models.TextField("执行口径", max_length=3000, blank=True, help_text="数额、比例、期限怎么算。")
    benefits = models.TextField("惠民利企举措", max_length=3000, blank=True)
    differences = models.TextField("新旧政策差异", max_length=3000, blank=True)
    body = models.TextField("解读全文", blank=True)
    source = models.CharField("原载媒体", max_length=100, blank=True)
    source_url = models.URLField("原文网址", max_length=500, blank=True)

    file_url_name = "policies:interpretation-file"
    objects = InterpretationQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Publishable.Meta):
        verbose_name = verbose_name_plural = "政策解读"
        triggers = [*Publishable.Meta.triggers, content_frozen(*CONTENT)]
        indexes = [models.Index(fields=["document", "state"], name="policies_interpretation_of")]

    def get_absolute_url(self) -> str:
        return reverse("policies:interpretation", args=[self.pk])

    def clean(self) -> None:
        super().clean()
        self.body = bodytext.from_html(self.body).html

    @property
    def explained(self) -> list[tuple[str, str]]:
        """(label, text) of the elements that are filled in, in the order of item 17."""
        fields: list[Any] = [self._meta.get_field(name) for name in ELEMENTS]
        return [(str(each.verbose_name), text) for each in fields if (text := getattr(self, each.name))]

    def blockers(self, *, urgent: bool = False) -> list[str]:
        found = super().blockers(urgent=urgent) + self.incomplete()
        if self.document_id and self.document.state != State.PUBLISHED:
            found.append("所解读的文件还没有公开；随文解读会和文件同时发布，不用单独发布。")
        return found

    def incomplete(self) -> list[str]:
        """What the interpretation itself lacks, whatever its document."""
        found = []
        if not self.summary.strip():
            found.append("缺少一句话说明。")
        if not (self.body.strip() or self.explained or self.attachments.exists()):
            found.append("解读没有内容：写全文、要点，或上传图解、音视频。")
        roles = set(self.attachments.values_list("role", flat=True)) if self.pk else set()
        if self.form == self.Form.VIDEO and not {"video", "captions"} <= roles and not self.source_url:
            found.append("视频解读要有视频和字幕（VTT）。")
        if self.form == self.Form.AUDIO and not ("audio" in roles and self.body.strip()) and not self.source_url:
            found.append("音频解读要有音频，并把文字稿写在解读全文里。")
        if self.form == self.Form.GRAPHIC and not self.body.strip() and not self.explained:
            found.append("图解要有文字说明，读屏软件才读得出。")
        if self.form == self.Form.MEDIA and not self.source:
            found.append("媒体解读要写明原载媒体。")
        return found

    @classmethod
    def still_asked_of(cls, document: Document) -> list[str]:
        """What the three-sync rule still asks of a normative document before it may be published."""
        if document.category != Document.Category.NORMATIVE or document.source_id:
            return []
        if InterpretationWaiver.objects.filter(document=document).exists():
            return []
        ready = list(cls.objects.ready_for(document))
        if not ready:
            return ["行政规范性文件要有审查通过的随文解读，与文件同时发布；确实不需要的，由审查人登记免予解读的理由。"]
        return [f"随文解读「{each.title}」：{sentence}" for each in ready for sentence in each.incomplete()]


@pghistory.track(exclude=["text", "page_starts"])
class InterpretationFile(Attachment):
    class Role(models.TextChoices):
        GRAPHIC = "graphic", "图解"
        AUDIO = "audio", "音频"
        VIDEO = "video", "视频"
        CAPTIONS = "captions", "视频字幕"
        FIGURE = "figure", "正文插图"
        ANNEX = "annex", "附件"

    interpretation = models.ForeignKey(
        Interpretation, verbose_name="解读", on_delete=models.CASCADE, related_name="attachments"
    )
    role = models.CharField("用途", max_length=10, choices=Role, default=Role.ANNEX)
    alt = models.CharField("图片说明", max_length=300, blank=True, help_text="图解必填：图上写了什么。")

    class Meta(Attachment.Meta):
        verbose_name = verbose_name_plural = "解读附件"
        triggers = [bumps_version(), owned_frozen("policies_interpretation", "interpretation_id")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(role="graphic", kind__in=["png", "jpeg", "gif", "webp"]) | ~Q(alt=""),
                name="policies_interpretation_graphic_described",
                violation_error_message="图解要写图片说明，读屏软件才读得出。",
            )
        ]

    def get_absolute_url(self) -> str:
        return reverse("policies:interpretation-file", args=[self.interpretation_id, self.pk, self.name])


_SIGNED_BY_ANOTHER = """
    IF EXISTS (
        SELECT 1 FROM policies_document item
         WHERE item.id = NEW.document_id AND NEW.signed_by_id IN (item.created_by_id, item.edited_by_id, item.submitted_by_id)
    ) THEN
        RAISE EXCEPTION 'a waiver is not signed by who wrote the document' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
"""


class InterpretationWaiver(models.Model):
    """免予解读: why a normative document needs no interpretation, and who answers for it. Never changed or deleted."""

    document = models.OneToOneField(
        Document, verbose_name="文件", on_delete=models.PROTECT, related_name="interpretation_waiver"
    )
    reason = models.CharField("理由", max_length=500)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="签字人", editable=False, on_delete=models.PROTECT, related_name="+"
    )
    signed_at = models.DateTimeField("签字时间", default=timezone.now, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "免予解读"
        ordering = ["-signed_at"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="policies_waiver_with_reason")]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="signed_by_another",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=_SIGNED_BY_ANOTHER,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id}: {self.reason}"


def publish_with(document: Document, by: Any, at: dt.datetime) -> None:
    """Publishes every cleared 随文解读 in the transaction and at the moment that publishes the document."""
    rows = Interpretation.objects.filter(document=document, occasion=Interpretation.Occasion.PUBLICATION)
    for each in rows.filter(state=State.CLEARED):
        each.publish(by, at=at)


def withdraw_with(document: Document, by: Any, at: dt.datetime) -> None:
    """Withdraws what explains a document that is being withdrawn."""
    for each in Interpretation.objects.filter(document=document, state=State.PUBLISHED):
        each.withdraw(by, f"所解读的文件已撤回：{document.withdrawal_reason}", at=at)
