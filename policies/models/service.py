"""阅办联动: from the policy to the counter: apply here, what to bring, who may, where, whom to call (work points 2023, 19)."""

import datetime as dt
from typing import Any, Self

import pghistory
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse

from policies.models.document import Document
from portal.publication_rules import content_frozen
from portal.publication_states import State
from portal.publishing import Publishable, PublishableQuerySet

PARTS = ["conditions", "materials", "steps", "place", "hours", "fee"]
"""What a person reads before setting out, in this order."""
CONTENT = [
    "title", "document_id", "apply_url", "hotline", "workdays", *PARTS, "unit_id", "disclosure", "disclosure_basis",
    "audience", "named_groups",
]  # fmt: skip
FAILURES = 3
"""So many checks in a row must fail before a link is reported: a server that is down for a night is no broken link."""


class ServiceGuideQuerySet(PublishableQuerySet):
    def published(self, at: dt.datetime | None = None) -> Self:
        """Never without its document."""
        return super().published(at).filter(document__in=Document.objects.published(at).order_by().values("pk"))


@pghistory.track(exclude=["checked_at", "failures", "failure"])
class ServiceGuide(Publishable):
    """How to get what one policy grants. `failure` is what the last check of the address found, empty when it opened."""

    document = models.ForeignKey(Document, verbose_name="依据的文件", on_delete=models.PROTECT, related_name="services")
    apply_url = models.URLField("网上办理网址", max_length=500, blank=True)
    conditions = models.TextField("申请条件", max_length=2000, blank=True)
    materials = models.TextField("要带的材料", max_length=2000, blank=True, help_text="一行一项。")
    steps = models.TextField("办理步骤", max_length=2000, blank=True, help_text="一行一步。")
    place = models.TextField("办理地点", max_length=500, blank=True)
    hours = models.CharField("办理时间", max_length=200, blank=True)
    fee = models.CharField("收费", max_length=100, default="不收费")
    hotline = models.CharField("咨询电话", max_length=60)
    workdays = models.PositiveSmallIntegerField(
        "办结时限（工作日）", null=True, blank=True, validators=[MinValueValidator(1)]
    )
    checked_at = models.DateTimeField("网址检查时间", null=True, editable=False)
    failures = models.PositiveSmallIntegerField("连续打不开的次数", default=0, editable=False)
    failure = models.CharField("打不开的原因", max_length=200, blank=True, editable=False)

    objects = ServiceGuideQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Publishable.Meta):
        verbose_name = verbose_name_plural = "办事指引"
        triggers = [*Publishable.Meta.triggers, content_frozen(*CONTENT)]
        indexes = [models.Index(fields=["document"], name="policies_serviceguide_of")]

    def get_absolute_url(self) -> str:
        return reverse("policies:service", args=[self.pk])

    @property
    def is_broken(self) -> bool:
        """Whether readers are warned instead of being sent to the address."""
        return self.failures >= FAILURES

    @property
    def parts(self) -> list[tuple[str, list[str]]]:
        """(label, lines) of what is filled in."""
        fields = [(self._meta.get_field(name), getattr(self, name)) for name in PARTS]
        return [(str(field.verbose_name), text.splitlines()) for field, text in fields if text.strip()]  # type: ignore[union-attr]

    def blockers(self, *, urgent: bool = False) -> list[str]:
        found = super().blockers(urgent=urgent)
        if not (self.apply_url or self.place.strip()):
            found.append("网上办理网址和办理地点至少填一项。")
        if not self.materials.strip():
            found.append("缺少要带的材料；不需要材料的，写“不需要”。")
        if self.document_id and self.document.state != State.PUBLISHED:
            found.append("所依据的文件还没有公开。")
        return found


def withdraw_with(document: Document, by: Any, at: dt.datetime) -> None:
    """Withdraws how to apply under a document that is being withdrawn."""
    for each in ServiceGuide.objects.filter(document=document, state=State.PUBLISHED):
        each.withdraw(by, f"所依据的文件已撤回：{document.withdrawal_reason}", at=at)
