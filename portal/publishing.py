"""The life of everything that is published: 草稿 → 待审 → 已审 → 已发布 → 已撤回.

Regulation on Open Government Information art. 17: nothing is published before it has been reviewed, and the reviewer
is not the author. The verbs here say so in sentences; portal/publication_rules.py makes the database say so.
"""

import datetime as dt
from typing import Any, Self

import pghistory
from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from portal.models.unit import Unit
from portal.models.user import User
from portal.publication_rules import CONSTRAINTS, TRANSITIONS, TRIGGERS


class Refused(Exception):
    """A verb that may not be done now; each line of the message is a sentence shown to staff."""


class State(models.TextChoices):
    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "待审"
    CLEARED = "cleared", "已审"
    PUBLISHED = "published", "已发布"
    WITHDRAWN = "withdrawn", "已撤回"


EDITABLE = {State.DRAFT}
RETURNABLE = {State.SUBMITTED, State.CLEARED}
ONCE_PUBLIC = {State.PUBLISHED, State.WITHDRAWN}


class Disclosure(models.TextChoices):
    """公开属性."""

    PUBLIC = "public", "主动公开"
    ON_REQUEST = "on_request", "依申请公开"
    CLOSED = "closed", "不予公开"


class Audience(models.TextChoices):
    """公开对象. 定点、定向公开 is for a named group and is never listed."""

    EVERYONE = "everyone", "全社会"
    GROUP = "group", "特定群体"


class PublishableQuerySet(models.QuerySet):
    def published(self, at: dt.datetime | None = None) -> Self:
        """The only door to the public: what everyone may see at the moment `at` (now)."""
        return self.filter(
            state=State.PUBLISHED,
            disclosure=Disclosure.PUBLIC,
            audience=Audience.EVERYONE,
            published_at__lte=at or timezone.now(),
        )

    def withdrawn(self) -> Self:
        """What was public once and answers 410 now."""
        return self.filter(state=State.WITHDRAWN, audience=Audience.EVERYONE)

    def due(self, at: dt.datetime | None = None) -> Self:
        """Cleared items whose planned moment has come."""
        return self.filter(state=State.CLEARED, publish_at__lte=at or timezone.now())


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
        "不公开的依据", max_length=200, blank=True, help_text="依申请公开或不予公开时必填，写明法律条款。"
    )
    audience = models.CharField("公开对象", max_length=10, choices=Audience, default=Audience.EVERYONE)
    publish_at = models.DateTimeField(
        "计划发布时间", null=True, blank=True, help_text="审查通过后，到这一分钟自动发布；不填则由发布人手动发布。"
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

    def blockers(self) -> list[str]:
        """Everything that stands between this item and the public, each a sentence for staff."""
        found = []
        if not self.title.strip():
            found.append("缺少标题。")
        if self.disclosure != Disclosure.PUBLIC:
            found.append(f"公开属性是「{self.get_disclosure_display()}」，只有主动公开的信息可以发布。")
        if not self.cleared_by_id:
            found.append("还没有通过公开审查。")
        return found

    def submit(self, by: User, at: dt.datetime | None = None) -> None:
        """送审."""
        self._advance("submit", "送审", State.SUBMITTED, by, at, sent_back_reason="")

    def clear(self, by: User, at: dt.datetime | None = None) -> None:
        """审查通过; by someone who neither drafted, edited nor submitted it."""
        self.refresh_from_db()
        if by.pk in {self.created_by_id, self.edited_by_id, self.submitted_by_id}:
            raise Refused(f"「{self.title}」由您起草、编辑或送审，须由另一人审查。")
        self._advance("clear", "审查通过", State.CLEARED, by, at)

    def send_back(self, by: User, reason: str) -> None:
        """退回起草人, with the reason."""
        if not reason.strip():
            raise Refused("退回必须写明原因。")
        cleared = {f"{verb}_{part}": None for verb in ("submitted", "cleared") for part in ("at", "by")}
        self._advance("send_back", "退回", State.DRAFT, by, sent_back_reason=reason.strip(), **cleared)

    def publish(self, by: User, at: dt.datetime | None = None) -> None:
        """发布; refused with every blocker at once."""
        self._advance("publish", "发布", State.PUBLISHED, by, at)

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

    def _advance(
        self, verb: str, label: str, to: State, by: User, at: dt.datetime | None = None, **fields: Any
    ) -> None:
        at = at or timezone.now()
        with transaction.atomic(), pghistory.context(verb=verb, user=by.pk):
            self._lock()
            if (self.state, to) not in TRANSITIONS:
                raise Refused(f"「{self.title}」现在是{self.get_state_display()}，不能{label}。")
            if to == State.PUBLISHED:
                if blockers := self.blockers():
                    raise Refused("\n".join(blockers))
                fields |= self.prepare_publication(at)
            if to != State.DRAFT:
                fields |= {f"{to}_at": at, f"{to}_by": by}
            self._write(state=to, **fields)
