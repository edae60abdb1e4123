"""The WSGI application: a repeated anonymous page is answered before Django begins.

It asks the database for the publication version each time, over one connection per thread, so that it is exactly as fresh
as the page cache itself; whatever it cannot answer goes to Django.
"""

import threading
from collections.abc import Callable, Iterable
from typing import Any

import psycopg
from django.db import connections

from portal.moments import passed_if_known
from portal.pagecache import Page, etag, is_cacheable_request, store

VERSION = "SELECT number FROM portal_publicationversion"


class Front:
    def __init__(self, application: Callable) -> None:
        self.application = application
        self._local = threading.local()

    def __call__(self, environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
        if is_cacheable_request(environ):
            version = self.version()
            moments = None if version is None else passed_if_known(version)
            tag = "" if version is None or moments is None else etag(environ, version, moments)
            if tag and tag in environ.get("HTTP_IF_NONE_MATCH", ""):
                start_response("304 Not Modified", [("ETag", tag), ("Cache-Control", "no-cache")])
                return [b""]
            if tag and (page := store.get(tag)):
                return answer(page, start_response)
        return self.application(environ, start_response)

    def version(self) -> int | None:
        """The publication version, or None when the database is away: Django will say so."""
        try:
            if getattr(self._local, "connection", None) is None:
                self._local.connection = connect()
            row = self._local.connection.execute(VERSION, prepare=True).fetchone()
            return row[0] if row else None
        except psycopg.Error:
            self._local.connection = None
            return None


def connect() -> psycopg.Connection:
    parameters = connections["default"].get_connection_params()
    names = ("dbname", "user", "password", "host", "port")
    return psycopg.connect(**{name: parameters[name] for name in names if parameters.get(name)}, autocommit=True)


def answer(page: Page, start_response: Callable) -> list[bytes]:
    start_response("200 OK", [*page.headers.items(), ("Content-Length", str(len(page.content)))])
    return [page.content]
