"""Anonymous pages in memory, keyed by the publication version and the day.

Every change of what the public sees bumps the version in the transaction that makes it (portal/models/version.py), so a
cached page is never stale and a withdrawn one is gone with the next request. The day is part of the key because validity
changes at midnight without anybody saving anything, and so are the moments at which a consultation opens or closes
(portal/moments.py). Pages are put in by the middleware; a repeated request is answered by
the WSGI front (portal/front.py) before Django begins.
"""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone

from portal.middleware import is_staff_path
from portal.models.version import PublicationVersion
from portal.moments import passed

NEVER_CACHED = ("/admin/", "/healthz", "/static/")


@dataclass(frozen=True)
class Page:
    content: bytes
    headers: dict[str, str]

    def response(self) -> HttpResponse:
        return HttpResponse(self.content, headers=self.headers)


class PageStore:
    """Least recently used pages up to a number of entries and of bytes; one per process."""

    def __init__(self, entries: int, size: int) -> None:
        self.entries, self.size = entries, size
        self._pages: OrderedDict[str, Page] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, key: str) -> Page | None:
        with self._lock:
            if page := self._pages.get(key):
                self._pages.move_to_end(key)
            return page

    def put(self, key: str, page: Page) -> None:
        if len(page.content) > self.size // 8:
            return
        with self._lock:
            if previous := self._pages.pop(key, None):
                self._bytes -= len(previous.content)
            self._pages[key] = page
            self._bytes += len(page.content)
            while self._bytes > self.size or len(self._pages) > self.entries:
                self._bytes -= len(self._pages.popitem(last=False)[1].content)

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()
            self._bytes = 0


store = PageStore(settings.PAGE_CACHE_ENTRIES, settings.PAGE_CACHE_BYTES)


def is_cacheable_request(meta: Mapping[str, Any]) -> bool:
    return meta["REQUEST_METHOD"] == "GET" and not meta["PATH_INFO"].startswith(NEVER_CACHED)


def etag(meta: Mapping[str, Any], version: int, moments: int) -> str:
    """The name of a page under a version, a day and the moments that have passed; before anything is parsed."""
    packed = "gzip" in meta.get("HTTP_ACCEPT_ENCODING", "")
    parts = (
        version,
        moments,
        timezone.localdate(),
        meta.get("HTTP_HOST"),
        meta.get("HTTP_X_FORWARDED_PROTO"),
        meta["PATH_INFO"],
        meta.get("QUERY_STRING"),
        packed,
    )
    return f'W/"{hashlib.sha256(repr(parts).encode()).hexdigest()[:20]}"'


def marked(response: HttpResponse, tag: str) -> HttpResponse:
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "no-cache"  # a browser keeps it, and asks each time
    return response


class PageCache:
    """GET of public pages: 304 for a known ETag, the stored page, or a fresh one that is stored."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        with PublicationVersion.answering():
            if not is_cacheable_request(request.META):
                return self.get_response(request)
            tag = etag(request.META, PublicationVersion.known(), passed())
            if tag in request.headers.get("If-None-Match", ""):
                return marked(HttpResponseNotModified(), tag)
            if page := store.get(tag):
                return page.response()
            response = self.get_response(request)
            if may_be_kept(request, response):
                marked(response, tag)
                store.put(tag, Page(response.content, dict(response.headers)))
            return response


def may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    """Only whole successful pages that carry nothing personal."""
    return (
        response.status_code == 200
        and not is_staff_path(request)
        and not response.streaming
        and not response.cookies
        and "no-store" not in response.headers.get("Cache-Control", "")
    )
