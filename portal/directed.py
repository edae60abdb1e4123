"""定点、定向公开: an item for named groups opens with the access code of any of them, without cookies and in no cache.

A right code is exchanged for a signed token in the address of the page and of its files. It names the item, the group and
the code under which it was given, lasts a quarter of an hour, and is void as soon as the code is renewed, the group switched
off or no longer named by the item.
"""

import datetime as dt
from typing import Any

from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import add_never_cache_headers

from portal.models import DisclosureGroup, WrongCode

SALT, PARAMETER = "directed", "access"
LASTS = dt.timedelta(minutes=15)
ATTEMPTS = 20
"""Wrong codes for one item from one network address within half an hour."""
WITHIN = dt.timedelta(minutes=30)


def _name(item: Any) -> str:
    return f"{item._meta.label_lower} {item.pk}"


def grant(item: Any, group: DisclosureGroup) -> str:
    """The token that opens this item to this group for a while."""
    return signing.dumps([_name(item), group.pk, group.code_made_at.isoformat()], salt=SALT)


def granted_to(request: HttpRequest, item: Any) -> DisclosureGroup | None:
    """The group to which the address of this request opens this very item."""
    try:
        name, pk, made_at = signing.loads(request.GET.get(PARAMETER, ""), salt=SALT, max_age=LASTS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    group = _groups(item).filter(pk=pk).first()
    return group if group and name == _name(item) and made_at == group.code_made_at.isoformat() else None


def _groups(item: Any) -> Any:
    return DisclosureGroup.objects.filter(pk__in=item.named_groups, active=True)


def knock(request: HttpRequest, item: Any, code: str) -> tuple[DisclosureGroup | None, str]:
    """(the group whose code this is, why it does not open the item). A wrong code counts against the network address."""
    address = request.META.get("REMOTE_ADDR") or None
    if WrongCode.recent(_name(item), address, WITHIN) >= ATTEMPTS:
        return None, "访问码错误次数过多，请半小时后再试。"
    if group := next((each for each in _groups(item) if each.opens_with(code)), None):
        return group, ""
    WrongCode.objects.create(item=_name(item), address=address)
    return None, "访问码不对，请核对后重新输入。"


def sealed(response: HttpResponseBase) -> HttpResponseBase:
    """In no cache, in no index, and its address goes to nobody."""
    add_never_cache_headers(response)
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
