"""The PostgreSQL that the portal brings along, for when DATABASE_URL is unset.

`ensure` is called by every process that uses the database; the first starts the server, and it stops when the last
of them is gone, even by kill -9. `docs/decisions/0002-embedded-postgresql.md` tells why it is done this way.
Needs no Django; `python -m portal.embedded` is its command line.
"""

import atexit
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from . import cluster, programs, server, watchdog
from .home import EmbeddedPostgresError, Home

__all__ = ["EmbeddedPostgresError", "ensure"]

_held: dict[Path, int] = {}  # the shared lock of this process on each data folder that it uses


def ensure(data_dir: Path, durable: bool = True) -> str:
    """Start or join the server of a data folder; gives its postgresql:// address.

    The server stays until this process and all others that called `ensure` are gone. `durable` matters when the folder
    is new: False makes a cluster for tests, faster and not safe against a crash of the machine.
    Raises EmbeddedPostgresError, one sentence that says what to do.
    """
    home = Home(Path(data_dir).expanduser().resolve())
    with told_in_a_sentence(home):
        home.prepare()
        hold(home)
        try:
            at = server.running(home) or start(home, durable=durable)
            watchdog.start_if_missing(home)
            return server.url(home, at)
        except BaseException:
            os.close(_held.pop(home.data))
            raise


def start(home: Home, *, durable: bool) -> server.Address:
    with home.locked("start") as lock:
        if at := server.running(home):  # another process was faster
            return at
        found = programs.find(home)
        cluster.make_if_missing(home, found, lock, durable=durable)
        watchdog.start_if_missing(home)
        return server.start(home, found)


def hold(home: Home) -> None:
    """Be counted among the users of the server until this process ends.

    The lock belongs to the open file: children made by fork share it, which is right; other programs never get it.
    """
    held = _held.get(home.data)
    if held is not None and home.is_current(held, "users"):
        return
    users = home.open_lock("users")
    fcntl.flock(users, fcntl.LOCK_SH)  # waits while the watchdog stops the server
    if held is None:
        atexit.register(leave, home)
    else:
        os.close(held)
    _held[home.data] = users


def leave(home: Home) -> None:
    """The watchdog sees us go; if somebody has killed it, its successor must see to the server."""
    users = _held.pop(home.data, None)
    if users is not None:
        os.close(users)
        with told_in_a_sentence(home):
            if home.run.exists() and home.is_held("server"):
                watchdog.start_if_missing(home)


@contextmanager
def told_in_a_sentence(home: Home) -> Iterator[None]:
    try:
        yield
    except PermissionError as error:
        owner = home.owner()
        what = "make it writable" if owner.uid == os.geteuid() else "start as that account"
        raise EmbeddedPostgresError(
            f"No permission for {error.filename or home.data}, its folder belongs to the account {owner.name}: "
            f"{what}, or set PORTAL_DATA to a folder that you may write to."
        ) from error
    except OSError as error:
        raise EmbeddedPostgresError(
            f"The embedded PostgreSQL cannot use {error.filename or home.data} ({error.strerror}): "
            "put that right, or set PORTAL_DATA to a folder that you may write to."
        ) from error
