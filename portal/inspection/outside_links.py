"""Links of public texts to other sites: asked at night, least recently asked first; one that stays closed is a problem.

Source: 国办秘函〔2019〕19号, 附件和链接打不开按条扣分.
"""

import datetime as dt
import ipaddress
import logging
import re
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from django.db.models import F, TextField
from django.utils import timezone

from portal import notices
from portal.context import profile_now
from portal.inspection import Check, Found, register_check
from portal.models import OutsideLink
from portal.registry import public_types

SECONDS = 15
AT_ONCE = 8
"""Addresses that are asked at the same time."""
EACH_NIGHT = 1_000
EVERY = dt.timedelta(hours=20)
"""An address is asked for once a night, also when the job runs twice."""
FAILURES = 3
"""Nights in a row after which an address counts as closed."""
LONGEST = 1_000
REFUSES_ROBOTS = {
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.METHOD_NOT_ALLOWED,
    HTTPStatus.TOO_MANY_REQUESTS,
}
"""Answers of a server that is there and does not talk to programs."""
UNREACHED = "连接不上"
HOSTS = 3
"""So many hosts do not all go away in one night."""
log = logging.getLogger(__name__)
_LINK = re.compile(r'<(?:a|img)\b[^>]*?\b(?:href|src)="([^"]*)"')


def failure_of(url: str) -> str:
    """Why an address does not open, in a few words for staff; empty when it does. http and https only."""
    if not url.startswith(("https://", "http://")):
        return "不是网页地址"
    if is_inside(url):
        return "是内部网络的地址，公众打不开"
    try:
        request = urllib.request.Request(url, headers={"User-Agent": "Mozilla/5.0 (link check)"})  # noqa: S310
        with urllib.request.urlopen(request, timeout=SECONDS):  # noqa: S310 - the scheme was checked
            return ""
    except urllib.error.HTTPError as error:
        return "" if error.code in REFUSES_ROBOTS else f"对方回答 {error.code}"
    except (OSError, ValueError) as error:
        return f"{UNREACHED}（{type(error).__name__}）"


def is_inside(url: str) -> bool:
    """A name without a dot, or an address of a private network: never asked, for nobody outside could follow it."""
    host = urlsplit(url).hostname or ""
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return "." not in host


def outside(html: str) -> Iterator[str]:
    """Addresses of other sites in a text, each once."""
    domain = profile_now().domain
    for address in dict.fromkeys(unescape(each).strip() for each in _LINK.findall(html)):
        try:
            parts = urlsplit(address)
            host = parts.hostname
        except ValueError:
            continue
        if (
            parts.scheme in {"http", "https"}
            and host
            and host not in {domain, f"www.{domain}"}
            and len(address) <= LONGEST
        ):
            yield address


def linking() -> Iterator[tuple[Any, str]]:
    """(public item, address) of every outside link in the text of what is public."""
    for kind in public_types():
        texts = [each.name for each in kind.model._meta.fields if isinstance(each, TextField) and each.name == "body"]
        for name in texts:
            rows = (
                kind.model._default_manager.published().filter(**{f"{name}__contains": "href="}).select_related("unit")
            )
            for item in rows.order_by("pk").iterator(chunk_size=200):
                for address in outside(getattr(item, name)):
                    yield item, address


def ask(failure: Callable[[str], str] = failure_of, at_most: int = EACH_NIGHT) -> int:
    """Takes in what is linked now, forgets what is not any more, and asks what is due. Returns how many were asked."""
    wanted = {address for _, address in linking()}
    held = set(OutsideLink.objects.values_list("address", flat=True))
    OutsideLink.objects.filter(address__in=held - wanted).delete()
    OutsideLink.objects.bulk_create(
        [OutsideLink(address=each) for each in sorted(wanted - held)], ignore_conflicts=True
    )
    due = OutsideLink.objects.exclude(asked_at__gt=timezone.now() - EVERY)
    rows = list(due.order_by(F("asked_at").asc(nulls_first=True), "pk")[:at_most])
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(zip(rows, pool.map(failure, [each.address for each in rows]), strict=True))
    if line_is_down((row.address, why) for row, why in answers):
        return len(rows)
    now = timezone.now()
    for row, why in answers:
        row.asked_at, row.failure = now, why[:200]
        row.failures = min(row.failures + 1, FAILURES) if why else 0
    OutsideLink.objects.bulk_update(rows, ["asked_at", "failures", "failure"], batch_size=500)
    return len(rows)


def line_is_down(answers: Iterable[tuple[str, str]]) -> bool:
    """Whether (address, why) speak of our own line: several hosts were asked, and not one of them was reached."""
    answers = list(answers)
    hosts = {urlsplit(address).hostname for address, _ in answers}
    down = len(hosts) >= HOSTS and all(why.startswith(UNREACHED) for _, why in answers)
    if down:
        log.warning("none of %d outside hosts was reached: this night is not counted", len(hosts))
    return down


def closed() -> Iterator[Found]:
    """Every place that links to an address which did not open on several nights in a row."""
    why = dict(OutsideLink.objects.filter(failures__gte=FAILURES).values_list("address", "failure"))
    if not why:
        return
    for item, address in linking():
        if address in why:
            yield Found(
                f"{item._meta.label}:{item.pk}:{address}",
                f"《{item}》里的外部链接 {address[:200]} 打不开：{why[address]}。",
                item.unit,
                notices.admin_url(item),
            )


register_check(Check("outside-links", "外部链接打不开", closed, points=0.5, cap=10, position=45))
