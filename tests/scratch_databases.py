"""Copies of the test database, for processes of their own."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connection


def address(name: str) -> str:
    """postgresql:// address of a database on the server that the tests run on."""
    parts = connection.settings_dict
    login = f"{parts['USER']}:{parts['PASSWORD']}" if parts["PASSWORD"] else parts["USER"]
    return f"postgresql://{login}@/{name}?host={parts['HOST']}&port={parts['PORT']}"


@contextmanager
def copied(name: str, blocker: Any) -> Iterator[str]:
    """Address of a copy of the test database, dropped at the end; an empty one when no test of this run needs the database.

    blocker: pytest-django's django_db_blocker.
    """
    source = connection.settings_dict["NAME"]
    copy = f"{source}_{name}{os.environ.get('PYTEST_XDIST_WORKER', '')}"
    template = source if source.startswith("test_") else "template0"
    with blocker.unblock():
        connection.close()  # a database in use cannot be copied
        server = psycopg.connect(address("postgres"), autocommit=True)
    with server:
        server.execute(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{template}"')
        yield address(copy)
        server.execute(f'DROP DATABASE "{copy}" WITH (FORCE)')
