"""Links of a body that lead nowhere: addresses of this site that no reader can open, anchors that are not there."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import unquote, urlsplit

from django.http import Http404, HttpRequest
from django.test import RequestFactory
from django.urls import Resolver404, ResolverMatch, resolve

from policies.models import Document, DocumentAttachment
from portal.context import profile_now
from portal.middleware import READING_MODES, STAFF_PREFIX, Gone

MAX_OPENED = 30
"""Pages that are really asked for in one check; documents and files are looked up together instead."""
_LINK = re.compile(r'<(?:a|img)\b[^>]*?\b(?:href|src)="([^"]*)"')
_ID = re.compile(r'\bid="([^"]*)"')


def dead_links(item: Any) -> list[str]:
    """Sentences for staff, one for each dead address."""
    anchors = set(_ID.findall(item.body))
    addresses = dict.fromkeys(unescape(each).strip() for each in _LINK.findall(item.body))
    inside: dict[str, str] = {}
    found = []
    for address in addresses:
        if address.startswith("#"):
            if unquote(address[1:]) not in anchors:
                found.append(f"正文链接 {address} 指向的位置不在本文中。")
        elif path := internal_path(address):
            inside[address] = path
    return found + [
        f"正文链接 {address} {why}。"
        for address, why in _judge(item.pk if isinstance(item, Document) else None, inside)
    ]


def internal_path(address: str) -> str:
    """Path of an address of this site without reading mode; empty for other sites and for mail and telephone."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    domain = profile_now().domain
    if parts.scheme not in {"", "http", "https"} or (parts.netloc and parts.hostname not in {domain, f"www.{domain}"}):
        return ""
    path = unquote(parts.path)
    first, _, rest = path.lstrip("/").partition("/")
    return f"/{rest}" if first in READING_MODES else path


def _judge(own: int | None, inside: dict[str, str]) -> Iterator[tuple[str, str]]:
    matches = {address: _resolved(path) for address, path in inside.items()}
    public = _public_documents(matches.values())
    files = _files(own, matches.values(), public)
    opened = 0
    for address, match in matches.items():
        if inside[address].startswith(STAFF_PREFIX):
            yield address, "是工作人员的地址，公众打不开"
        elif match is None:
            yield address, "在本网站上不存在"
        elif match.view_name == "policies:document":
            if match.kwargs["pk"] not in public | {own}:
                yield address, "指向的文件没有公开或已撤回"
        elif match.view_name == "policies:file":
            if (match.kwargs["pk"], match.kwargs["file"]) not in files:
                yield address, "指向的附件不存在或没有公开"
        elif opened < MAX_OPENED:
            opened += 1
            if not _opens(match, inside[address]):
                yield address, "打不开"


def _resolved(path: str) -> ResolverMatch | None:
    if not path.startswith("/"):
        return None
    try:
        return resolve(path)
    except Resolver404:
        return None


def _public_documents(matches: Any) -> set[int]:
    wanted = {
        match.kwargs["pk"] for match in matches if match and match.view_name in {"policies:document", "policies:file"}
    }
    return set(Document.objects.published().filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()


def _files(own: int | None, matches: Any, public: set[int]) -> set[tuple[int, int]]:
    """(document, file) pairs that open, those of the document `own` among them."""
    wanted = {match.kwargs["file"] for match in matches if match and match.view_name == "policies:file"}
    if not wanted:
        return set()
    rows = DocumentAttachment.objects.filter(pk__in=wanted, document__in=[*public, *([own] if own else [])])
    return set(rows.values_list("document_id", "pk"))


def _opens(match: ResolverMatch, path: str) -> bool:
    """Whether the public page answers; asked as anybody would ask."""
    request: HttpRequest = RequestFactory().get(path)
    request.reading = ""  # type: ignore[attr-defined]
    try:
        response = match.func(request, *match.args, **match.kwargs)
    except (Http404, Gone):
        return False
    response.close()
    return response.status_code < 400
