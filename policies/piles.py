"""Documents that run out: what the drafting unit must evaluate, extend, replace or let lapse (standards.md 5)."""

import calendar
import datetime as dt
from collections.abc import Callable

from django.db.models import F, Q
from django.utils import timezone

from policies.models import Bundle, Document, Proposal
from policies.models.service import FAILURES
from portal import roles
from portal.models import User
from portal.piles import Pile
from portal.publication_states import State


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day of a later month, or its last day."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def expiring_within(months: int) -> Callable[[User], Q]:
    """In force today, and for the last time on a day within that many months."""

    def where(user: User) -> Q:
        today = timezone.localdate()
        return Q(
            state=State.PUBLISHED, repealed_on=None, lapses_on__gt=today, lapses_on__lte=months_later(today, months)
        )

    return where


EXPIRING = [
    Pile("expiring-1", "1个月内到期", expiring_within(1), alarm=True, calls=False, group="有效期"),
    Pile("expiring-2", "2个月内到期", expiring_within(2), calls=False, group="有效期"),
    Pile("expiring-6", "6个月内到期", expiring_within(6), calls=False, group="有效期"),
]

ENDED_IN_BUNDLE = Pile(
    "bundle-ended",
    "政策集成含失效文件",
    lambda user: Q(state=State.PUBLISHED, pk__in=Bundle.objects.with_ended().values("pk")),
    alarm=True,
    group="有效期",
)
BROKEN_LINK = Pile(
    "broken-link",
    "办理网址打不开",
    lambda user: Q(state=State.PUBLISHED, failures__gte=FAILURES),
    alarm=True,
    group="有效期",
)


def _proposed(user: User) -> Q:
    """With something that this person may confirm: drafts for who drafts, published ones for who corrects."""
    states = [State.DRAFT, State.PUBLISHED] if roles.sees_everything(user) else [State.DRAFT]
    return Q(state__in=states, pk__in=Proposal.objects.ready().order_by().values("document"))


PROPOSED = Pile(
    "proposals", "正文识别待确认", _proposed, frozenset({roles.AUTHOR, roles.OFFICE}), calls=False, group="有效期"
)


def _undecided(user: User) -> Q:
    """Runs out within six months, and nobody has decided about this last day."""
    decided = Document.objects.filter(validity_decisions__lapses_on=F("lapses_on")).order_by().values("pk")
    return expiring_within(6)(user) & ~Q(pk__in=decided)


UNDECIDED = Pile(
    "undecided", "临近届满未决定", _undecided, frozenset({roles.AUTHOR, roles.OFFICE}), calls=False, group="有效期"
)
