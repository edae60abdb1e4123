"""The page cache and the WSGI front before Django: never stale, never personal, with every header of a fresh page."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client, RequestFactory

from portal.front import Front
from portal.models import PublicationVersion
from portal.pagecache import Page, PageStore, store
from portal.wsgi import django_application
from tests.factories import make_policy, withdraw

pytestmark = pytest.mark.django_db


class CountingFront(Front):
    """The front with the test's own connection, counting what reaches Django."""

    def __init__(self) -> None:
        super().__init__(self._django)
        self.reached = 0

    def _django(self, environ: Any, start_response: Any) -> Any:
        self.reached += 1
        return django_application(environ, start_response)

    def version(self) -> int | None:
        return PublicationVersion.current()


def ask(front: Front, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    environ = RequestFactory().get(path, headers=headers).environ
    got: dict[str, Any] = {}

    def start_response(status: str, response_headers: list[tuple[str, str]], *_: Any) -> None:
        got["status"], got["headers"] = int(status.split()[0]), {k.lower(): v for k, v in response_headers}

    body = b"".join(front(environ, start_response))
    return got["status"], got["headers"], body


@pytest.fixture(autouse=True)
def _keep_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """A WSGI request ends with closing old connections; a test keeps its transaction."""
    monkeypatch.setattr(connection, "close_if_unusable_or_obsolete", lambda: None)


def test_second_request_does_not_reach_django_and_has_the_same_headers() -> None:
    front = CountingFront()
    make_policy()
    first, second = ask(front, "/policies/"), ask(front, "/policies/")
    assert front.reached == 1
    assert first[0] == second[0] == 200
    assert first[2] == second[2]
    assert {"content-security-policy", "x-content-type-options", "etag"} <= set(second[1])
    assert {**first[1], "content-length": ""} == {**second[1], "content-length": ""}


def test_known_etag_answers_304_without_django() -> None:
    front = CountingFront()
    tag = ask(front, "/policies/")[1]["etag"]
    status, _, body = ask(front, "/policies/", **{"if-none-match": tag})
    assert (status, body, front.reached) == (304, b"", 1)


def test_withdrawn_page_is_gone_with_the_next_request() -> None:
    front, item = CountingFront(), make_policy()
    assert ask(front, item.get_absolute_url())[0] == 200
    withdraw(item)
    assert ask(front, item.get_absolute_url())[0] == 410


def test_page_built_at_midnight_is_not_shown_the_next_day(monkeypatch: pytest.MonkeyPatch) -> None:
    front = CountingFront()
    for n, day in enumerate((dt.date(2026, 6, 1), dt.date(2026, 6, 2)), start=1):
        monkeypatch.setattr("django.utils.timezone.localdate", lambda *a, day=day: day)
        ask(front, "/policies/")
        assert front.reached == n


def test_foreign_host_is_never_kept(client: Client) -> None:
    front = CountingFront()
    for _ in range(2):
        assert ask(front, "/policies/", host="evil.example")[0] == 400
    assert front.reached == 2


def test_packed_and_plain_pages_are_kept_apart() -> None:
    front = CountingFront()
    make_policy()
    packed = ask(front, "/policies/", **{"accept-encoding": "gzip"})
    plain = ask(front, "/policies/")
    assert packed[1]["content-encoding"] == "gzip"
    assert "content-encoding" not in plain[1]


def test_store_drops_the_oldest_beyond_its_limits() -> None:
    small = PageStore(entries=2, size=8000)
    for name in "abc":
        small.put(name, Page(name.encode() * 100, {}))
    assert (small.get("a"), small.get("c") is not None) == (None, True)
    small.put("huge", Page(b"x" * 5000, {}))
    assert small.get("huge") is None
    assert store is not small
