"""How often one sender may do something; counted in the database, so that it holds on every web node."""

import datetime as dt

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from portal.models import IntakeCount


def is_over(request: HttpRequest, what: str, limit: int, window: dt.timedelta, now: dt.datetime | None = None) -> bool:
    """Counts this attempt, and says whether the sender has passed the limit of the window."""
    return counted(f"{what}:{sender(request, now)}", limit, window, now)


def counted(name: str, limit: int, window: dt.timedelta, now: dt.datetime | None = None) -> bool:
    """As is_over, for a name of one's own: a receipt number whose code is being guessed."""
    now = now or timezone.now()
    begun = int(now.timestamp() // window.total_seconds())
    until = dt.datetime.fromtimestamp((begun + 1) * window.total_seconds(), dt.UTC)
    return IntakeCount.up(f"{name[:70]}:{begun}", until) > limit


def sender(request: HttpRequest, now: dt.datetime | None = None) -> str:
    """A keyed hash of the network address and the day: enough to count with, nothing to trace a person by."""
    day = timezone.localdate(now or timezone.now())
    return salted_hmac("portal.intake.sender", f"{day}|{address(request)}", algorithm="sha256").hexdigest()[:24]


def address(request: HttpRequest) -> str:
    """The network address; behind TRUSTED_PROXIES proxies the one that the outermost of them saw."""
    hops = [each.strip() for each in request.headers.get("X-Forwarded-For", "").split(",") if each.strip()]
    trusted = settings.TRUSTED_PROXIES
    if trusted and len(hops) >= trusted:
        return hops[-trusted]
    return request.META.get("REMOTE_ADDR") or ""
