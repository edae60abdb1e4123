"""定点、定向公开: an item for a named group opens with the group's access code, without cookies and in no cache.

A right code is exchanged for a signed token in the address of the page and of its files. It names the item and the code
under which it was given, lasts a quarter of an hour, and is void as soon as the code is renewed or the group switched off.
"""

import datetime as dt
from typing import Any

from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from portal.models import LoginFailure

SALT, PARAMETER = "directed", "access"
LASTS = dt.timedelta(minutes=15)
ATTEMPTS = 20
"""Wrong codes from one network address within half an hour."""


def grant(item: Any) -> str:
    """The token that opens this item for a while."""
    return signing.dumps(_what(item), salt=SALT)


def _what(item: Any) -> list[Any]:
    return [item._meta.label_lower, item.pk, item.group_id, item.group.code_made_at.isoformat()]


def is_granted(request: HttpRequest, item: Any) -> bool:
    """Whether the address carries a token for this very item."""
    try:
        return signing.loads(request.GET.get(PARAMETER, ""), salt=SALT, max_age=LASTS) == _what(item)
    except signing.BadSignature:
        return False


def refusal(request: HttpRequest, item: Any, code: str) -> str:
    """Why this code does not open the item; empty when it does. A wrong code counts against the network address."""
    name = f"群体{item.group_id}"
    address = request.META.get("REMOTE_ADDR") or None
    since = timezone.now() - dt.timedelta(minutes=30)
    if LoginFailure.objects.filter(username=name, address=address, at__gt=since).count() >= ATTEMPTS:
        return "访问码错误次数过多，请半小时后再试。"
    if item.group.opens_with(code):
        return ""
    LoginFailure.objects.create(username=name, address=address)
    return "访问码不对，请核对后重新输入。"


def sealed(response: HttpResponseBase) -> HttpResponseBase:
    """In no cache, in no index, and its address goes to nobody."""
    add_never_cache_headers(response)
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
