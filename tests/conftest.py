"""Shared fixtures. Every test runs on the embedded PostgreSQL (or DATABASE_URL); nothing may leave the machine."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.db.backends.signals import connection_created
from django.dispatch import receiver
from django.test import Client
from xdist.scheduler import LoadFileScheduling

from portal.models import Unit, User
from portal.models.version import PerVersion
from portal.pagecache import store
from tests import factories

CORPUS = Path(os.environ.get("PORTAL_CORPUS", Path(__file__).resolve().parents[2] / "shared" / "corpus"))
_connect = socket.socket.connect


def _local_only(self: socket.socket, address: Any) -> None:
    if self.family != socket.AF_UNIX and address[0] not in ("127.0.0.1", "::1", "localhost"):
        raise AssertionError(f"a test tried to reach {address}")
    _connect(self, address)


class OneBrowser(LoadFileScheduling):
    """A file is run by one worker, and the browser tests, which share one loaded portal, all by the same one."""

    def _split_scope(self, nodeid: str) -> str:
        file: str = super()._split_scope(nodeid)
        return "tests/browser" if file.startswith("tests/browser/") else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> OneBrowser:
    return OneBrowser(config, log)


@pytest.fixture(autouse=True)
def _no_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket.socket, "connect", _local_only)


@pytest.fixture(autouse=True)
def _fresh_caches() -> None:
    store.clear()
    PerVersion.forget()
    cache.clear()


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real documents; absent in a user's clone, never under CI."""
    if not CORPUS.is_dir():
        if os.environ.get("CI"):
            pytest.fail(f"{CORPUS} is missing under CI")
        pytest.skip(f"{CORPUS} is not there")
    return CORPUS


@pytest.fixture(scope="module")
def kept(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """For a fixture of a module whose tests all read the same rows: they are rolled back after the last of them."""
    with django_db_blocker.unblock(), transaction.atomic():
        PerVersion.forget()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def construction(db: None) -> Unit:
    return factories.make_unit(
        "岚屿区建设和管理委员会", short_name="区建管委", code="11999901MB00000011", number_prefixes=["岚建规"]
    )


@pytest.fixture
def health(db: None) -> Unit:
    return factories.make_unit("岚屿区卫生健康委员会", short_name="区卫健委", code="11999901MB00000022")


@pytest.fixture
def lin(construction: Unit) -> User:
    """林 drafts at the construction committee."""
    return factories.make_user("lin", construction, "起草")


@pytest.fixture
def he(construction: Unit) -> User:
    """何 reviews at the construction committee."""
    return factories.make_user("he", construction, "审查")


@pytest.fixture
def qiu(db: None) -> User:
    """邱 publishes in the open-government office."""
    office = factories.make_unit("岚屿区人民政府办公室", kind=Unit.Kind.OFFICE)
    return factories.make_user("qiu", office, "发布")


@pytest.fixture
def staff() -> Any:
    """Client logged in as a member of staff: staff(lin).get(...)."""

    def login(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return login


@receiver(connection_created)
def plan_every_time(connection: Any, **_: Any) -> None:
    """Plans of triggers are not kept: a session of thousands of rolled back tests outgrows those made for empty tables."""
    with connection.cursor() as cursor:
        cursor.execute("SET plan_cache_mode = force_custom_plan")
