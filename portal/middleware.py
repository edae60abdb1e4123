"""Staff cookies under /admin/ only, reading modes in the address, error pages of the site."""

from collections.abc import Callable
from typing import Any

from allauth.account.middleware import AccountMiddleware
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.middleware.gzip import GZipMiddleware
from django.template.response import SimpleTemplateResponse, TemplateResponse
from django.urls import get_script_prefix, set_script_prefix
from pghistory.middleware import HistoryMiddleware

STAFF_PREFIX = "/admin/"
READING_MODES = {"elder": "长者版", "contrast": "高对比"}


class Gone(Exception):
    """Raised by a public view for what was withdrawn: 410 with a neutral sentence."""


def is_staff_path(request: HttpRequest) -> bool:
    return request.path_info.startswith(STAFF_PREFIX)


class StaffOnly:
    """Mixin: the middleware exists for staff addresses; a public page never sees its cookies."""

    def __call__(self, request: HttpRequest) -> Any:
        if is_staff_path(request):
            return super().__call__(request)  # type: ignore[misc]
        return self.get_response(request)  # type: ignore[attr-defined]

    def process_view(self, request: HttpRequest, *args: Any) -> Any:
        inner = getattr(super(), "process_view", None)
        return inner(request, *args) if inner and is_staff_path(request) else None


class StaffSessionMiddleware(StaffOnly, SessionMiddleware):
    pass


class StaffCsrfMiddleware(StaffOnly, CsrfViewMiddleware):
    pass


class StaffAuthenticationMiddleware(StaffOnly, AuthenticationMiddleware):
    pass


class StaffMessageMiddleware(StaffOnly, MessageMiddleware):
    pass


class StaffAccountMiddleware:
    """allauth's own, for staff addresses."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.inner = AccountMiddleware(get_response)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.inner(request) if is_staff_path(request) else self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return self.inner.process_exception(request, exception) if is_staff_path(request) else None


class StaffHistoryMiddleware(StaffOnly, HistoryMiddleware):
    """Puts user and address into the history of every change made in the admin."""


class StaffContentPolicy:
    """The staff theme evaluates its own expressions and styles (Alpine); the policy is wider under /admin/ and nowhere else."""

    wider = {"script-src": ["'self'", "'unsafe-eval'", "'unsafe-inline'"], "style-src": ["'self'", "'unsafe-inline'"]}

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if is_staff_path(request):
            response._csp_replace = self.wider  # type: ignore[attr-defined]
        return response


class PublicGZip(GZipMiddleware):
    """Compresses public pages, which hold no secret (BREACH); it stands inside the page cache, so once per page."""

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        return response if is_staff_path(request) else super().process_response(request, response)


class ReadingMode:
    """/elder/… and /contrast/… are the same pages in 长者版 or high contrast.

    The prefix becomes the script prefix, so that every reversed link keeps it: no cookie, no JavaScript, no lost function.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.reading = ""  # type: ignore[attr-defined]
        first, _, rest = request.path_info.lstrip("/").partition("/")
        if first not in READING_MODES or f"/{rest}".startswith(STAFF_PREFIX):
            return self.get_response(request)
        original = get_script_prefix()
        request.reading = first  # type: ignore[attr-defined]
        request.path_info = f"/{rest}"
        set_script_prefix(f"{original}{first}/")
        try:
            response = self.get_response(request)
            if isinstance(response, SimpleTemplateResponse):
                response.render()
            return response
        finally:
            set_script_prefix(original)


class PublicErrors:
    """Turns Gone into the 410 page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Gone):
            return TemplateResponse(request, "410.html", {"crumbs": [], "meta": []}, status=410).render()
        return None
