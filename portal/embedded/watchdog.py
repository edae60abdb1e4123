"""The watchdog: one process beside each running server, asleep in flock(2).

It stops the server when the last user is gone, however it went, and starts it again when somebody killed it under
its users. It may itself be killed: the server lives on, and the next process that comes or goes starts another.
"""

import fcntl
import os
import sys
import threading
import time
from pathlib import Path

from . import programs, server
from .home import EmbeddedPostgresError, Home, try_exclusive

ROOT = Path(__file__).resolve().parents[2]
RETRY = 5.0  # seconds between attempts to start a server that does not start


def start_if_missing(home: Home) -> None:
    """The child inherits the lock that says there is a watchdog, so there are never two and never a gap."""
    lock = home.open_lock("watch")
    try:
        if try_exclusive(lock):
            command = [sys.executable, "-m", "portal.embedded", "watch", "--data", str(home.data), "--lock", str(lock)]
            programs.detach(home, command, folder=ROOT, keep=[lock])
    finally:
        os.close(lock)


def watch(home: Home, lock: int) -> None:
    """Never returns; `lock` is the inherited descriptor of the watch lock."""
    os.chdir("/")
    users = home.open_lock("users")
    threading.Thread(target=revive, args=[home, lock], daemon=True).start()
    fcntl.flock(users, fcntl.LOCK_EX)
    if home.is_current(users, "users"):  # else the folder was deleted, and a new one may have other users
        with home.locked("start"):  # waits for a revival under way, and then keeps it from happening
            if not server.stop(home):
                home.note("the server does not stop")
            # In this order: who waits for the users lock finds no watchdog and starts the next one.
            os.close(lock)
            os.close(users)
            os._exit(0)
    os._exit(0)


def revive(home: Home, lock: int) -> None:
    while home.is_current(lock, "watch"):
        try:
            server.wait_until_gone(home)
            with home.locked("start"):
                if home.is_current(lock, "watch") and not server.running(home):
                    server.start(home, programs.find(home))
                    home.note("the server was gone while in use and was started again")
        except (EmbeddedPostgresError, OSError) as error:
            home.note(f"the server is gone and does not start: {error}")
            time.sleep(RETRY)
