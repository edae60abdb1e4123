"""常见问题: questions that many ask, answered once, on the page of the policy they are about."""

import datetime as dt
from typing import Self

import pghistory
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from policies.models import Document
from policies.validity import Validity, validity_expression
from portal.publication_rules import content_frozen
from portal.publishing import Publishable, PublishableQuerySet

CONTENT = [
    "title", "answer", "document_id", "article", "position", "unit_id", "disclosure", "disclosure_basis",
    "audience", "named_groups",
]  # fmt: skip


class FAQQuerySet(PublishableQuerySet):
    def outdated(self, on: dt.date | None = None) -> Self:
        """可能已过时: the document was corrected after the answer was checked, or it no longer holds."""
        on = on or timezone.localdate()
        ended = Document.objects.annotate(state_now=validity_expression(on)).filter(
            pk=OuterRef("document_id"), state_now__in=[Validity.EXPIRED, Validity.REPEALED, Validity.AMENDED]
        )
        changed = Document.objects.filter(pk=OuterRef("document_id"), corrected_at__gt=OuterRef("answers_as_of"))
        withdrawn = Document.objects.filter(pk=OuterRef("document_id"), state="withdrawn")
        # An amendment or a lapse that the answer already knows of is no news.
        news = Q(Exists(changed)) | Q(Exists(withdrawn)) | Q(Exists(ended)) & ~Q(known_state=_now(on))
        return self.filter(document__isnull=False).filter(news)


def _now(on: dt.date) -> models.Subquery:
    rows = Document.objects.annotate(state_now=validity_expression(on)).filter(pk=OuterRef("document_id"))
    return models.Subquery(rows.values("state_now")[:1])


@pghistory.track()
class FAQ(Publishable):
    """A question as people ask it (the title) and the answer, bound to the version of the document that it explains."""

    document = models.ForeignKey(
        Document, verbose_name="关于政策", null=True, blank=True, on_delete=models.PROTECT, related_name="faqs"
    )
    answer = models.TextField("答", max_length=5000)
    article = models.CharField("依据条款", max_length=30, blank=True, help_text="如第八条；会链接到正文的这一条。")
    position = models.PositiveSmallIntegerField("顺序", default=0)
    answers_as_of = models.DateTimeField("核对时间", default=timezone.now, editable=False)
    known_state = models.CharField("核对时的有效性", max_length=10, blank=True, editable=False)

    objects = FAQQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Publishable.Meta):
        verbose_name = verbose_name_plural = "常见问题"
        triggers = [*Publishable.Meta.triggers, content_frozen(*CONTENT)]
        indexes = [models.Index(fields=["document", "position"], name="interaction_faq_document")]

    def get_absolute_url(self) -> str:
        return reverse("interaction:faq", args=[self.pk])

    def save(self, *args: object, **kwargs: object) -> None:
        if self._state.adding and self.document:
            self.known_state = self.document.validity().value
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def version_on(self, document: Document) -> dt.date:
        """The day of the text that the answer was checked against: its last correction until then, or its publication."""
        corrected, checked = document.corrected_at, self.answers_as_of
        if corrected and corrected > checked:
            return timezone.localtime(checked).date()
        return timezone.localtime(corrected or document.published_at or checked).date()

    @property
    def said(self) -> list[tuple[str, str]]:
        """(place, text) of everything that would be public."""
        return [("问", self.title), ("答", self.answer)]

    def blockers(self, *, urgent: bool = False) -> list[str]:
        found = super().blockers(urgent=urgent)
        if not self.answer.strip():
            found.append("缺少答复。")
        if self.document_id and not Document.objects.published().filter(pk=self.document_id).exists():
            found.append("所关联的政策没有公开。")
        return found
