"""Check of messages for the inspection: within a year, none of them stays unanswered over three months (单项否决)."""

from collections.abc import Iterator

from interaction.models import Question
from portal import clocks, notices
from portal.inspection import Check, Found, register_check


def silent() -> Iterator[Found]:
    rows = Question.objects.filter(state__in=Question.OPEN, clock__received_on__lt=clocks.silent())
    for question in rows.select_related("unit", "receipt", "clock"):
        if question.clock is None:  # the query asks for one
            continue
        text = f"留言{question.receipt.number}{question.clock.received_on:%Y-%m-%d}收到，超过三个月没有答复。"
        yield Found(f"question:{question.pk}", text, question.unit, notices.admin_url(question))


register_check(Check("silent-messages", "留言超过三个月未回应", silent, points=5, cap=20, veto=1, position=5))
