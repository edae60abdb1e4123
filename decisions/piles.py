"""Consultations on the desk that wait for the unit."""

from django.db.models import Q
from django.utils import timezone

from portal import roles
from portal.models import User
from portal.piles import Pile
from portal.publication_states import State


def _closed(user: User) -> Q:
    closed = Q(state=State.PUBLISHED, closes_at__lte=timezone.now())
    return closed & (Q(feedback__isnull=True) | ~Q(feedback__state=State.PUBLISHED))


UNANSWERED = [
    Pile("unanswered", "征集已截止、未公开采纳情况", _closed, frozenset({roles.AUTHOR, roles.OFFICE}), group="决策")
]
