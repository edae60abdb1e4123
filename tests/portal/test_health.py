"""/healthz: 200 with database and queue, 503 when the database is away."""

from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client


@pytest.mark.django_db
def test_health_tells_the_state_of_database_and_queue(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status) VALUES ('default', 'try', 'todo'),"
            " ('default', 'try', 'failed'), ('default', 'try', 'failed')"
        )
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.json() == {"database": "ok", "queue": {"waiting": 1, "running": 0, "failed": 2}}


@pytest.mark.django_db
def test_health_is_never_kept(client: Client) -> None:
    before = client.get("/healthz").json()["queue"]["waiting"]
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_jobs (queue_name, task_name) VALUES ('default', 'try')")
    assert client.get("/healthz").json()["queue"]["waiting"] == before + 1


@pytest.mark.django_db
def test_health_is_503_when_the_database_is_away(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: Any, **__: Any) -> Any:
        raise OperationalError("connection refused")

    monkeypatch.setattr(connection, "cursor", gone)
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (503, {"database": "away"})


def test_health_asks_no_session(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "cursor", lambda *_: (_ for _ in ()).throw(OperationalError()))
    response = client.get("/healthz", headers={"cookie": "sessionid=x"})
    assert not response.cookies
