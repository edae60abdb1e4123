"""Anonymous pages in memory, keyed by the publication version and the day.

Every change of what the public sees bumps the version in the transaction that makes it (portal/models/version.py), so a
cached page is never stale and a withdrawn one is gone with the next request. The day is part of the key because validity
changes at midnight without anybody saving anything.
"""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone

from portal.middleware import is_staff_path
from portal.models.version import PublicationVersion

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


def etag(version: int, day: str, path: str) -> str:
    return f'W/"{hashlib.sha256(f"{version} {day} {path}".encode()).hexdigest()[:20]}"'


class PageCache:
    """GET and HEAD of public pages: 304 for a known ETag, the stored page, or a fresh one that is stored."""

    store = PageStore(settings.PAGE_CACHE_ENTRIES, settings.PAGE_CACHE_BYTES)

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD") or request.path_info.startswith(NEVER_CACHED):
            return self.get_response(request)
        with PublicationVersion.answering() as version:
            return self._answer(request, version)

    def _answer(self, request: HttpRequest, version: int) -> HttpResponse:
        packed = "gzip" in request.headers.get("Accept-Encoding", "")
        path = f"{request.get_host()}{request.get_full_path()} {packed}"
        tag = etag(version, timezone.localdate().isoformat(), path)
        if tag in request.headers.get("If-None-Match", ""):
            return self._mark(HttpResponseNotModified(), tag)
        if page := self.store.get(tag):
            return page.response()
        response = self.get_response(request)
        if cacheable(request, response):
            self._mark(response, tag)
            self.store.put(tag, Page(response.content, dict(response.headers)))
        return response

    @staticmethod
    def _mark(response: HttpResponse, tag: str) -> HttpResponse:
        response.headers["ETag"] = tag
        response.headers["Cache-Control"] = "no-cache"  # a browser keeps it, and asks each time
        return response


def cacheable(request: HttpRequest, response: HttpResponse) -> bool:
    """Only whole successful pages that carry nothing personal."""
    return (
        request.method == "GET"
        and not is_staff_path(request)
        and response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "no-store" not in response.headers.get("Cache-Control", "")
    )
