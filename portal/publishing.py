"""The life of everything that is published: 草稿 → 待审 → 已审 → 已发布 → 已撤回.

Regulation on Open Government Information art. 17: nothing is published before it has been reviewed, and the reviewer
is not the author. The verbs here say so in sentences; portal/publication_rules.py makes the database say so.
"""

import datetime as dt
from typing import Any

import pghistory
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from portal import notices
from portal.disclosure_basis import BASES_OF, Basis
from portal.models.group import DisclosureGroup, named_groups
from portal.models.review import CHECKS, DEFAULT_BASIS, Review
from portal.models.unit import Unit
from portal.models.user import User
from portal.publication_companions import companions_of
from portal.publication_gates import at_the_gates
from portal.publication_queries import PublishableQuerySet
from portal.publication_rules import CONSTRAINTS, TRANSITIONS, TRIGGERS
from portal.publication_states import EDITABLE, ONCE_PUBLIC, RETURNABLE, Audience, Disclosure, Refused, State
from portal.search.index import index_with_touched

__all__ = [
    "EDITABLE",
    "ONCE_PUBLIC",
    "RETURNABLE",
    "Audience",
    "Disclosure",
    "Publishable",
    "PublishableQuerySet",
    "Refused",
    "State",
]
NEWS = dt.timedelta(days=1)
"""What is entered as having happened longer ago concerns nobody's desk any more."""


def _actor(verbose: str) -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=verbose,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )


def _moment(verbose: str) -> Any:
    return models.DateTimeField(verbose, null=True, blank=True, editable=False)


class Publishable(models.Model):
    """Abstract. A content type adds its fields, `blockers()` of its own and `content_frozen(...)` in its triggers."""

    unit = models.ForeignKey(
        Unit,
        verbose_name="公开主体",
        on_delete=models.PROTECT,
        related_name="+",
        help_text="对外公开并负责答复的单位。",
    )
    title = models.CharField("标题", max_length=300)
    state = models.CharField("状态", max_length=10, choices=State, default=State.DRAFT, editable=False)
    disclosure = models.CharField("公开属性", max_length=10, choices=Disclosure, default=Disclosure.PUBLIC)
    disclosure_basis = models.CharField(
        "认定依据", max_length=10, choices=Basis, blank=True, help_text="《政府信息公开条例》条款，与公开属性一致。"
    )
    audience = models.CharField("公开对象", max_length=10, choices=Audience, default=Audience.EVERYONE)
    named_groups = named_groups()
    publish_at = models.DateTimeField(
        "计划发布时间", null=True, blank=True, help_text="建议的时间。审查通过后由发布人确认，到这一分钟自动发布。"
    )
    created_at = models.DateTimeField("起草时间", default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="起草人", editable=False, on_delete=models.PROTECT, related_name="+"
    )
    edited_at = _moment("最后编辑时间")
    edited_by = _actor("最后编辑人")
    submitted_at = _moment("送审时间")
    submitted_by = _actor("送审人")
    cleared_at = _moment("审查通过时间")
    cleared_by = _actor("审查人")
    published_at = _moment("发布时间")
    published_by = _actor("发布人")
    withdrawn_at = _moment("撤回时间")
    withdrawn_by = _actor("撤回人")
    corrected_at = _moment("更正时间")
    corrected_by = _actor("更正人")
    scheduled_at = _moment("定时时间")
    scheduled_by = _actor("定时人")
    signed_at = _moment("补签时间")
    signed_by = _actor("补签人")
    round = models.PositiveSmallIntegerField("送审轮次", default=0, editable=False)
    urgent_reason = models.TextField("应急发布原因", blank=True, editable=False)
    corrected_in = models.BigIntegerField("更正事务", null=True, editable=False)
    versions_public = models.BooleanField("公开更正前的版本", default=False, editable=False)
    sent_back_reason = models.TextField("退回原因", blank=True, editable=False)
    withdrawal_reason = models.TextField("撤回原因", blank=True, editable=False)
    correction_note = models.TextField("更正说明", blank=True, editable=False)
    source_id = models.CharField("来源标识", max_length=100, null=True, blank=True, unique=True, editable=False)

    objects = PublishableQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = CONSTRAINTS
        triggers = TRIGGERS

    def __str__(self) -> str:
        return self.title

    @property
    def is_published(self) -> bool:
        """Whether this very row is behind the public door; querysets use published()."""
        return type(self)._default_manager.published().filter(pk=self.pk).exists()

    @property
    def group_names(self) -> str:
        """The named groups of directed disclosure, as staff read them."""
        return (
            "、".join(map(str, DisclosureGroup.objects.filter(pk__in=self.named_groups))) if self.named_groups else ""
        )

    @property
    def writers(self) -> set[int | None]:
        """Who drafted, last edited or submitted it: none of them reviews, publishes or signs it."""
        return {self.created_by_id, self.edited_by_id, self.submitted_by_id} - {None}

    def clean(self) -> None:
        super().clean()
        if self.named_groups and self.audience != Audience.GROUP:
            raise ValidationError({"audience": "选了特定群体，公开对象要选“特定群体”；面向全社会的，请清空特定群体。"})

    def blockers(self, *, urgent: bool = False) -> list[str]:
        """Everything that stands between this item and the public, each a sentence for staff.

        urgent: without what may be completed after an urgent publication.
        """
        found = []
        if not self.title.strip():
            found.append("缺少标题。")
        if not self.disclosure_basis:
            found.append("还没有认定公开属性：请选择公开属性和认定依据。")
        elif self.disclosure_basis not in BASES_OF[self.disclosure]:
            found.append("认定依据与公开属性不一致。")
        if self.disclosure != Disclosure.PUBLIC:
            found.append(f"公开属性是「{self.get_disclosure_display()}」，只有主动公开的信息可以发布。")
        if self.audience == Audience.GROUP and not self.named_groups:
            found.append("公开对象是特定群体，还没有指定群体。")
        if not self.cleared_by_id:
            found.append("还没有通过公开审查。")
        return found + at_the_gates(self, urgent=urgent)

    def submit(self, by: User, at: dt.datetime | None = None) -> None:
        """送审; opens the next round of review."""
        self._advance("submit", "送审", State.SUBMITTED, by, at, sent_back_reason="")

    def clear(self, by: User, at: dt.datetime | None = None, *, basis: str = DEFAULT_BASIS, opinion: str = "") -> None:
        """审查通过 with every check of the list confirmed; by someone who neither drafted, edited nor submitted it."""
        with transaction.atomic():
            self._lock()
            if self.state == State.SUBMITTED:
                checks = dict.fromkeys(CHECKS, True)
                self._conclude(by, at, conclusion=Review.Conclusion.PASSED, basis=basis, opinion=opinion, **checks)
            self._advance("clear", "审查通过", State.CLEARED, by, at)

    def send_back(
        self, by: User, reason: str, *, basis: str = DEFAULT_BASIS, checks: dict[str, bool] | None = None
    ) -> None:
        """退回起草人, with the reason; what was under review gets this conclusion of its round."""
        if not reason.strip():
            raise Refused("退回必须写明原因。")
        cleared = {f"{verb}_{part}": None for verb in ("submitted", "cleared", "scheduled") for part in ("at", "by")}
        with transaction.atomic():
            self._lock()
            if self.state == State.SUBMITTED:
                checks = dict.fromkeys(CHECKS, False) | (checks or {})
                self._conclude(
                    by, None, conclusion=Review.Conclusion.RETURNED, basis=basis, opinion=reason.strip(), **checks
                )
            self._advance("send_back", "退回", State.DRAFT, by, sent_back_reason=reason.strip(), **cleared)

    def _conclude(self, by: User, at: dt.datetime | None, **conclusion: Any) -> None:
        if by.pk in self.writers:
            raise Refused(f"「{self.title}」由您起草、编辑或送审，须由另一人审查。")
        Review.objects.create(
            item=self, title=self.title, round=self.round, reviewer=by, reviewed_at=at or timezone.now(), **conclusion
        )

    def schedule(self, by: User, moment: dt.datetime) -> None:
        """定时发布: confirmed by the publisher, done by the sweep in the publisher's name at that minute."""
        with transaction.atomic(), pghistory.context(verb="schedule", user=by.pk):
            self._lock()
            if self.state != State.CLEARED:
                raise Refused(f"「{self.title}」现在是{self.get_state_display()}，不能定时发布。")
            if moment <= timezone.now():
                raise Refused("定时发布的时间已经过去，请直接发布，或另选时间。")
            self._refuse_publication(by)
            self._write(publish_at=moment, scheduled_at=timezone.now(), scheduled_by=by)

    def unschedule(self, by: User) -> None:
        """取消定时."""
        with transaction.atomic(), pghistory.context(verb="unschedule", user=by.pk):
            self._lock()
            if self.state != State.CLEARED or not self.scheduled_at:
                raise Refused(f"「{self.title}」没有定时发布的安排。")
            self._write(scheduled_at=None, scheduled_by=None)

    def publish(self, by: User, at: dt.datetime | None = None) -> None:
        """发布; refused with every blocker at once."""
        self._advance("publish", "发布", State.PUBLISHED, by, at)

    def publish_urgently(self, by: User, reason: str, at: dt.datetime | None = None, **review: Any) -> None:
        """应急发布: the publisher may also be the reviewer, and what can wait may wait; then a second person signs.

        The review itself is never skipped (Law on Guarding State Secrets art. 35).
        """
        if not reason.strip():
            raise Refused("应急发布必须写明原因。")
        with transaction.atomic():
            self._lock()
            if self.state == State.SUBMITTED:
                self.clear(by, at, **review)
            self._advance("publish_urgently", "应急发布", State.PUBLISHED, by, at, urgent_reason=reason.strip())

    def sign(self, by: User, at: dt.datetime | None = None) -> None:
        """补签 an urgent publication, by a person who had no hand in it, once everything that waited is done."""
        with transaction.atomic(), pghistory.context(verb="sign", user=by.pk):
            self._lock()
            if self.state != State.PUBLISHED or not self.urgent_reason or self.signed_at:
                raise Refused(f"「{self.title}」没有待补签的应急发布。")
            if by.pk in self.writers | {self.cleared_by_id, self.published_by_id}:
                raise Refused(f"「{self.title}」由您经手，须由另一人补签。")
            if blockers := self.blockers():
                raise Refused("\n".join(["补签前还要完成：", *blockers]))
            self._write(signed_at=at or timezone.now(), signed_by=by)

    def _refuse_publication(self, by: User, *, urgent: bool = False) -> None:
        """Refused when this person may not publish this item, or when it is not ready."""
        if by.pk in self.writers:
            raise Refused(f"「{self.title}」由您起草、编辑或送审，须由另一人发布。")
        if not urgent and by.pk == self.cleared_by_id:
            raise Refused(f"「{self.title}」由您审查，须由另一人发布；紧急情况请用应急发布。")
        if blockers := self.blockers(urgent=urgent):
            raise Refused("\n".join(blockers))

    def withdraw(self, by: User, reason: str, at: dt.datetime | None = None) -> None:
        """撤回; the address answers 410 from the next request on."""
        if not reason.strip():
            raise Refused("撤回必须写明原因。")
        self._advance("withdraw", "撤回", State.WITHDRAWN, by, at, withdrawal_reason=reason.strip())

    def correct(self, by: User, note: str, at: dt.datetime | None = None, **changes: Any) -> None:
        """更正 a published item: the changed fields and a note that readers see, in one write."""
        if not note.strip():
            raise Refused("更正必须写明更正说明，它会向公众显示。")
        with transaction.atomic(), pghistory.context(verb="correct", user=by.pk):
            self._lock()
            if self.state != State.PUBLISHED:
                raise Refused(f"「{self.title}」现在是{self.get_state_display()}，只有已发布的信息才需要更正。")
            known = set(at_the_gates(self))
            for name, value in changes.items():
                setattr(self, name, value)
            if new := [sentence for sentence in at_the_gates(self) if sentence not in known]:
                raise Refused("\n".join(new))
            self._write(corrected_at=at or timezone.now(), corrected_by=by, correction_note=note.strip(), **changes)

    def prepare_publication(self, at: dt.datetime) -> dict[str, Any]:
        """Fields that come into being with publication (an index number, a date). Within the publishing transaction."""
        return {}

    def _lock(self) -> None:
        self.refresh_from_db(from_queryset=type(self)._default_manager.select_for_update(of=("self",)))

    def _write(self, **fields: Any) -> None:
        for name, value in fields.items():
            setattr(self, name, value)
        self.save(update_fields=list(fields))
        if self.state in ONCE_PUBLIC:
            index_with_touched(self)

    def _advance(
        self, verb: str, label: str, to: State, by: User, at: dt.datetime | None = None, **fields: Any
    ) -> None:
        at = at or timezone.now()
        with transaction.atomic(), pghistory.context(verb=verb, user=by.pk):
            self._lock()
            if (self.state, to) not in TRANSITIONS:
                raise Refused(f"「{self.title}」现在是{self.get_state_display()}，不能{label}。")
            if to == State.PUBLISHED:
                self._refuse_publication(by, urgent="urgent_reason" in fields)
                fields |= self.prepare_publication(at)
            if to == State.SUBMITTED:
                fields["round"] = self.round + 1
            if to != State.DRAFT:
                fields |= {f"{to}_at": at, f"{to}_by": by}
            self._write(state=to, **fields)
            for companion in companions_of(self):
                if to == State.PUBLISHED:
                    companion.published(self, by, at)
                elif to == State.WITHDRAWN:
                    companion.withdrawn(self, by, at)
            if abs(timezone.now() - at) < NEWS:
                notices.announce(verb, self, by)
