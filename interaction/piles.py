from django.db.models import Q
from django.utils import timezone

from interaction.models import FAQ, Question
from portal import clocks
from portal.models import User
from portal.piles import Pile, Worked
from portal.publication_states import State


def _outdated(user: User) -> Q:
    return Q(state=State.PUBLISHED, pk__in=FAQ.objects.outdated().values("pk"))


def _open(**where: object) -> Q:
    return Q(state__in=Question.OPEN, **where)


OUTDATED = Pile("outdated", "可能已过时", _outdated, alarm=True, calls=False, group="常见问题")
QUESTIONS = Worked(
    Question,
    "留言",
    named=lambda question: f"{question.receipt.number} {question.title}",
    since=lambda question: question.received_at,
    related=("unit", "receipt"),
)
_GROUP = "留言"
QUESTION_PILES = [
    Pile("received", "待受理", lambda who: Q(state=Question.State.RECEIVED), group=_GROUP),
    Pile("assigned", "待答复", lambda who: Q(state=Question.State.ASSIGNED), calls=False, group=_GROUP),
    Pile("drafted", "答复待审核", lambda who: Q(state=Question.State.DRAFTED), group=_GROUP),
    Pile(
        "question-overdue",
        "留言已逾期",
        lambda who: _open(clock__due_on__lt=timezone.localdate()),
        alarm=True,
        calls=False,
        group=_GROUP,
    ),
    Pile(
        "question-silent",
        "超三个月未答复（单项否决）",
        lambda who: _open(clock__received_on__lt=clocks.silent()),
        alarm=True,
        calls=False,
        group=_GROUP,
    ),
]
