"""公开征求意见: the notice, its window, the drafts that stand side by side, and the questions of a questionnaire."""

import datetime as dt
from typing import Any, Self

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from decisions import regulation
from decisions.models.decision import OfDecision, frozen
from policies import bodytext
from portal.models.version import bumps_version
from portal.participation.phase import Phase, Window, phase, phase_expression
from portal.publication_rules import owned_frozen
from portal.publishing import PublishableQuerySet, State

MONTH = dt.timedelta(days=regulation.COMMENT_DAYS)


class ConsultationQuerySet(PublishableQuerySet):
    def with_phase(self, at: dt.datetime | None = None) -> Self:
        """Adds `phase_now`, the SQL twin of Consultation.phase()."""
        answered = models.Case(
            models.When(feedback__state=State.PUBLISHED, then=F("feedback__published_at")),
            output_field=models.DateTimeField(),
        )
        return self.annotate(answered_at=answered).annotate(phase_now=phase_expression(at, answered="answered_at"))


@pghistory.track()
class Consultation(OfDecision):
    body = models.TextField("公告", blank=True, help_text="征求意见公告全文：背景、范围、方式和截止时间。")
    opens_at = models.DateTimeField("开始时间", null=True, blank=True)
    closes_at = models.DateTimeField(
        "截止时间", null=True, blank=True, help_text="到这一分钟为止。填次日0时，公开时写作当日24时。"
    )
    shortened_reason = models.CharField(
        "缩短期限的理由", max_length=300, blank=True, help_text="不足30日时必填，写进公告（条例第十五条）。"
    )
    online = models.BooleanField("网上填写", default=True)
    post = models.CharField("来信地址", max_length=200, blank=True)
    email = models.EmailField("电子邮箱", blank=True)
    phone = models.CharField("联系电话", max_length=50, blank=True)

    objects = ConsultationQuerySet.as_manager()  # type: ignore[misc]

    class Meta(OfDecision.Meta):
        verbose_name = verbose_name_plural = "公开征求意见"
        constraints = [
            *OfDecision.Meta.constraints,
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True) | Q(closes_at__isnull=True) | Q(closes_at__gt=F("opens_at")),
                name="decisions_consultation_in_order",
                violation_error_message="截止时间应晚于开始时间。",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["published", "withdrawn"])
                | Q(closes_at__gte=F("opens_at") + MONTH)
                | ~Q(shortened_reason="") & Q(opens_at__isnull=False, closes_at__isnull=False),
                name="decisions_consultation_thirty_days_or_reason",
            ),
        ]
        triggers = [
            *OfDecision.Meta.triggers,
            frozen(
                "body", "opens_at", "closes_at", "shortened_reason", "online", "post", "email", "phone"
            ),
        ]  # fmt: skip

    def get_absolute_url(self) -> str:
        return self.address("consultation")

    def clean(self) -> None:
        super().clean()
        self.body = bodytext.from_html(self.body).html

    @property
    def outcome(self) -> Any:
        """The published feedback, or None."""
        feedback = getattr(self, "feedback", None)
        return feedback if feedback is not None and feedback.state == State.PUBLISHED else None

    @property
    def window(self) -> Window:
        outcome = self.outcome
        start = self.opens_at or dt.datetime.max.replace(tzinfo=dt.UTC)
        return Window(start, self.closes_at or start, outcome.published_at if outcome else None)

    def phase(self, now: dt.datetime | None = None) -> Phase:
        return phase(self.window, now or timezone.now())

    def breaches(self) -> list[regulation.Breach]:
        return regulation.public_comment(self.opens_at, self.closes_at, self.shortened_reason)

    def blockers(self, *, urgent: bool = False) -> list[str]:
        found = super().blockers(urgent=urgent)
        drafts = list(self.drafts.all())
        if not drafts:
            found.append("没有征求意见的草案。")
        for draft in drafts:
            missing = [
                label
                for label, text in (
                    ("草案全文", draft.body),
                    ("起草说明", draft.drafting_note),
                    ("草案解读", draft.interpretation),
                )
                if not text.strip()
            ]
            if missing:
                found.append(f"《{draft.title}》缺少{'、'.join(missing)}。")
        if not self.body.strip():
            found.append("缺少公告全文。")
        if not (self.post and self.phone):
            found.append("公告须写明来信地址和联系电话：不上网的人也要能提意见。")
        if self.shortened_reason.strip() and self.shortened_reason.strip() not in bodytext.plain(self.body):
            found.append("缩短期限的理由须一字不差地写进公告（条例第十五条）。")
        return found


@pghistory.track()
class Draft(models.Model):
    """One draft; several are alternatives (Regulation art. 13) that readers see side by side."""

    consultation = models.ForeignKey(
        Consultation, verbose_name="征求意见", on_delete=models.CASCADE, related_name="drafts"
    )
    position = models.PositiveSmallIntegerField("顺序", default=0)
    title = models.CharField("草案名称", max_length=200)
    body = models.TextField("草案全文", blank=True)
    toc = models.JSONField("目录", default=list, editable=False)
    articles = models.JSONField("条目", default=list, editable=False)
    drafting_note = models.TextField("起草说明", blank=True)
    interpretation = models.TextField("草案解读", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "草案"
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["consultation", "position"], name="decisions_draft_position")]
        triggers = [bumps_version(), owned_frozen("decisions_consultation", "consultation_id")]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        self.set_body(bodytext.from_html(self.body))
        self.drafting_note = bodytext.from_html(self.drafting_note).html
        self.interpretation = bodytext.from_html(self.interpretation).html

    def set_body(self, body: bodytext.Body) -> None:
        """Clean HTML with its contents list and the articles that one can comment on."""
        self.body = body.html
        self.toc = [{"anchor": entry.anchor, "label": entry.label, "level": entry.level} for entry in body.toc]
        self.articles = [{"anchor": each.anchor, "label": each.label} for each in body.articles]


@pghistory.track()
class ChoiceQuestion(models.Model):
    """A question with choices beside the free text, where a unit wants one."""

    consultation = models.ForeignKey(
        Consultation, verbose_name="征求意见", on_delete=models.CASCADE, related_name="questions"
    )
    position = models.PositiveSmallIntegerField("顺序", default=0)
    text = models.CharField("问题", max_length=200)
    choices: Any = ArrayField(models.CharField(max_length=100), verbose_name="选项", help_text="多个用逗号分开。")
    multiple = models.BooleanField("可以多选", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "选择题"
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "position"], name="decisions_choicequestion_position"),
            models.CheckConstraint(condition=Q(choices__len__gte=2), name="decisions_choicequestion_has_choices"),
        ]
        triggers = [bumps_version(), owned_frozen("decisions_consultation", "consultation_id")]

    def __str__(self) -> str:
        return self.text
