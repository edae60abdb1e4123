"""Whether the addresses that a service guide sends people to still open; a broken one is reported, and readers are warned."""

import datetime as dt
from collections.abc import Callable

from django.db.models import Q
from django.utils import timezone

from policies.models import ServiceGuide
from policies.models.service import FAILURES
from portal import notices
from portal.inspection.outside_links import failure_of, line_is_down
from portal.models import User

EVERY = dt.timedelta(hours=20)
"""A guide is asked for once a night, also when the job runs twice."""


def check_services(failure: Callable[[str], str] = failure_of) -> int:
    """Asks every published address that was not asked tonight; tells the unit once when one is broken. Returns how many."""
    due = ServiceGuide.objects.published().exclude(apply_url="").exclude(checked_at__gt=timezone.now() - EVERY)
    answers = [(guide, failure(guide.apply_url)) for guide in due.order_by("pk")]
    if line_is_down((guide.apply_url, why) for guide, why in answers):
        return len(answers)
    for guide, why in answers:
        failures = guide.failures + 1 if why else 0
        ServiceGuide.objects.filter(pk=guide.pk).update(
            checked_at=timezone.now(), failures=min(failures, 999), failure=why[:200]
        )
        if failures == FAILURES:
            people = User.objects.filter(
                Q(pk=guide.created_by_id, is_active=True) | Q(pk__in=notices.office().values("pk"))
            )
            sentence = f"办事指引“{guide.title[:80]}”的网上办理网址打不开：{why}。公开页面已提示改到窗口办理，请更正。"
            notices.tell(people, sentence, notices.admin_url(guide))
    return len(answers)
