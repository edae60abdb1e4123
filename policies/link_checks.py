"""Whether the addresses that a service guide sends people to still open; a broken one is reported, and readers are warned."""

import datetime as dt
import urllib.error
import urllib.request
from collections.abc import Callable
from http import HTTPStatus

from django.db.models import Q
from django.utils import timezone

from policies.models import ServiceGuide
from policies.models.service import FAILURES
from portal import notices
from portal.models import User

SECONDS = 15
EVERY = dt.timedelta(hours=20)
"""A guide is asked for once a night, also when the job runs twice."""
REFUSES_ROBOTS = {
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.METHOD_NOT_ALLOWED,
    HTTPStatus.TOO_MANY_REQUESTS,
}
"""Answers of a server that is there and does not talk to programs."""


def failure_of(url: str) -> str:
    """Why an address does not open, in a few words for staff; empty when it does. http and https only."""
    if not url.startswith(("https://", "http://")):
        return "不是网页地址"
    try:
        request = urllib.request.Request(url, headers={"User-Agent": "Mozilla/5.0 (link check)"})  # noqa: S310
        with urllib.request.urlopen(request, timeout=SECONDS):  # noqa: S310 - the scheme was checked
            return ""
    except urllib.error.HTTPError as error:
        return "" if error.code in REFUSES_ROBOTS else f"对方回答 {error.code}"
    except (OSError, ValueError) as error:
        return f"连接不上（{type(error).__name__}）"


def check_services(failure: Callable[[str], str] = failure_of) -> int:
    """Asks every published address that was not asked tonight; tells the unit once when one is broken. Returns how many."""
    now, asked = timezone.now(), 0
    due = ServiceGuide.objects.published().exclude(apply_url="").exclude(checked_at__gt=now - EVERY)
    for guide in due.order_by("pk"):
        why = failure(guide.apply_url)
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
        asked += 1
    return asked
