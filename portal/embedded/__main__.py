"""python -m portal.embedded url | start | stop | status | psql [--data FOLDER]"""

import argparse
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from . import EmbeddedPostgresError, ensure, hold, programs, server, told_in_a_sentence, watchdog
from .home import Home, try_exclusive

NOT_RUNNING = 3  # exit status of `status`, as of an init script
KEEPER_READY = 10.0  # seconds
IN_USE_AFTER = 1.0  # seconds that `stop` gives processes which are just ending


def default_data() -> Path:
    return Path(os.environ.get("PORTAL_DATA") or watchdog.ROOT / ".local") / "postgres"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m portal.embedded", description="The portal's own PostgreSQL.")
    parser.add_argument("command", choices=COMMANDS, help="start: keep it running until stop")
    parser.add_argument("--data", type=Path, default=default_data(), help="its folder (default: %(default)s)")
    parser.add_argument("--lock", type=int, help=argparse.SUPPRESS)
    known, rest = parser.parse_known_args()
    if rest and known.command != "psql":
        parser.error(f"unknown arguments: {' '.join(rest)}")
    home = Home(known.data.resolve())
    try:
        with told_in_a_sentence(home):
            return COMMANDS[known.command](home, known.lock or 0, rest)
    except EmbeddedPostgresError as error:
        print(f"portal: {error}", file=sys.stderr)
        return 1


def print_url(home: Home, lock: int, rest: list[str]) -> int:
    """The address; it answers as long as something uses the server (see `start`)."""
    print(ensure(home.data))
    return 0


def start(home: Home, lock: int, rest: list[str]) -> int:
    """Leave a process behind that uses the server and does nothing else."""
    url = ensure(home.data)
    keep = home.open_lock("keep")
    if try_exclusive(keep):
        os.ftruncate(keep, 0)
        command = [sys.executable, "-m", "portal.embedded", "keep", "--data", str(home.data), "--lock", str(keep)]
        programs.detach(home, command, folder=watchdog.ROOT, keep=[keep])
        for _ in server.ticks(KEEPER_READY):
            if os.pread(keep, 20, 0):
                break
    print(url)
    return 0


def keep(home: Home, lock: int, rest: list[str]) -> int:
    os.chdir("/")
    hold(home)
    os.pwrite(lock, str(os.getpid()).encode(), 0)
    signal.pause()
    return 0


def stop(home: Home, lock: int, rest: list[str]) -> int:
    """End what `start` began. A server that others use goes on; they are named."""
    if not home.run.exists():
        return said("not running")
    end_keeper(home)
    users = home.open_lock("users")
    end = time.monotonic() + IN_USE_AFTER
    while not try_exclusive(users):  # the watchdog, while it stops the server, or those who use it
        if time.monotonic() > end and (names := list(named_users(home))):
            return said(f"still in use by {', '.join(names)}; it stops with the last of them", status=1)
        time.sleep(0.05)
    with home.locked("start"):
        stopped = server.stop(home)
    return said("stopped") if stopped else said(f"does not stop; see {home.log}", status=1)


def end_keeper(home: Home) -> None:
    with open(home.open_lock("keep"), "r+b", buffering=0) as file:
        if not try_exclusive(file.fileno()) and (pid := file.read().strip()):
            os.kill(int(pid), signal.SIGTERM)
        else:
            file.truncate(0)


def status(home: Home, lock: int, rest: list[str]) -> int:
    at = server.running(home) if home.run.exists() else None
    if not at:
        return said("not running", status=NOT_RUNNING)
    users = ", ".join(named_users(home)) or "nobody"
    return said(f"running as process {at.pid} at {server.url(home, at)}\ndata: {home.cluster}\nused by: {users}")


def psql(home: Home, lock: int, rest: list[str]) -> int:
    """Extra arguments go to psql."""
    url = ensure(home.data)
    command = [str(programs.wheel_folder() / "psql"), url, *rest]
    return subprocess.run(command, check=False).returncode  # noqa: S603 the person's own command line


def watch(home: Home, lock: int, rest: list[str]) -> int:
    watchdog.watch(home, lock)
    return 0


def named_users(home: Home) -> Iterator[str]:
    """Who has the users lock open, as far as /proc shows it to us: "123 (granian)"."""
    lock = str(home.run / "users.lock")
    for process in Path("/proc").glob("[0-9]*"):
        try:
            open_files = [os.readlink(fd) for fd in process.glob("fd/*")]
            words = (process / "cmdline").read_text().split("\0")
        except OSError:
            continue
        if lock in open_files and int(process.name) != os.getpid() and "watch" not in words:
            yield f"{process.name} ({' '.join(words)[:60].strip()})"


def said(sentence: str, status: int = 0) -> int:
    print(sentence)
    return status


COMMANDS = {
    "url": print_url,
    "start": start,
    "stop": stop,
    "status": status,
    "psql": psql,
    "watch": watch,
    "keep": keep,
}

if __name__ == "__main__":
    sys.exit(main())
