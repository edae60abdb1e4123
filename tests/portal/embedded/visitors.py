"""Processes that call `ensure`, and what the tests see of the server that they share."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from portal.embedded.home import Home
from portal.embedded.server import address

ROOT = Path(__file__).resolve().parents[3]
NOBODY = 65534
AS_NOBODY = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root")

VISITOR = """
import os, sys, time
from pathlib import Path
from portal.embedded import EmbeddedPostgresError, ensure
began = time.perf_counter()
try:
    url = ensure(Path(sys.argv[1]), durable=sys.argv[2] == "durable")
except EmbeddedPostgresError as error:
    print("error", error, flush=True)
    sys.exit(1)
print(time.perf_counter() - began, url, flush=True)
{then}
sys.stdin.read()
"""


class Visitor:
    """A process that calls `ensure` and then waits to be told to go."""

    def __init__(self, folder: Path, *, durable: bool = False, then: str = "", command: list[str] | None = None, **env):
        command = [*(command or [sys.executable]), "-c", VISITOR.format(then=then)]
        self.process = subprocess.Popen(
            [*command, str(folder), "durable" if durable else "volatile"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, start_new_session=True,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **env},
        )  # fmt: skip

    def answer(self) -> tuple[str, str]:
        assert self.process.stdout
        word, _, rest = self.process.stdout.readline().strip().partition(" ")
        return word, rest

    @property
    def url(self) -> str:
        word, url = self.answer()
        assert word != "error", url
        return url

    @property
    def error(self) -> str:
        word, sentence = self.answer()
        assert word == "error", f"it started: {sentence}"
        assert self.process.wait(10) == 1
        assert "\n" not in sentence
        assert sentence.endswith(".")
        return sentence

    def leave(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        assert self.process.wait(10) == 0

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def end(self) -> None:
        self.kill()
        self.process.__exit__(None, None, None)  # closes the pipes


Visit = Callable[..., Visitor]


def wait_for(condition: Callable[[], object], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


def wait_until_stopped(folder: Path) -> None:
    wait_for(lambda: is_stopped(folder))


def is_stopped(folder: Path) -> bool:
    return not Home(folder).is_held("server")


def postmaster(folder: Path) -> int:
    at = address(Home(folder))
    assert at
    return at.pid


def watchdogs(folder: Path) -> list[int]:
    """Watchdogs of a folder by their command line."""
    found, words = [], ["-m", "portal.embedded", "watch", "--data", str(folder)]
    for process in Path("/proc").glob("[0-9]*"):
        try:
            line = (process / "cmdline").read_text().split("\0")
        except OSError:
            continue
        if line[1:6] == words:
            found.append(int(process.name))
    return found


def only_watchdog(folder: Path) -> int:
    """Who starts a watchdog does not wait until the new process bears its command line."""
    wait_for(lambda: watchdogs(folder))
    (watchdog,) = watchdogs(folder)
    return watchdog


def kill_watchdog(folder: Path) -> None:
    """Returns when it no longer holds its lock, which is a moment after its command line is gone."""
    os.kill(only_watchdog(folder), signal.SIGKILL)
    wait_for(lambda: not watchdogs(folder) and not Home(folder).is_held("watch"))


def ask(url: str, sql: str):
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(sql)
        return cursor.fetchone() if cursor.description else None
