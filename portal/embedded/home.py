"""The folder of an embedded PostgreSQL: what lies where, whose it is, and the lock files in it.

    <data>/cluster/   the PostgreSQL data folder; appears complete or not at all
    <data>/run/       lock files, socket and server.log; mode 0700, so that only its owner (and root) can connect

Every lock is a `flock`: the kernel drops it when the last process that holds it is gone, however it went,
so nothing here can be stale.

    users    shared: held by every process that uses the server, for its whole life
    start    exclusive: held while the cluster is made, or the server started or stopped
    server   exclusive: inherited by the postmaster and all its children, free when none of them is left
    watch    exclusive: held by the watchdog
    keep     exclusive: held by the process that `python -m portal.embedded start` leaves behind
"""

import fcntl
import os
import pwd
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

# The account that runs the server when root starts it in a folder that belongs to root.
FALLBACK_ACCOUNT = "nobody"
LOG_LIMIT = 10_000_000  # bytes


class EmbeddedPostgresError(Exception):
    """The embedded PostgreSQL cannot serve; the message is one sentence that says what to do."""


@dataclass(frozen=True)
class Account:
    """Who owns the cluster and runs the server."""

    uid: int
    gid: int

    @property
    def name(self) -> str:
        try:
            return pwd.getpwuid(self.uid).pw_name
        except KeyError:
            return f"number {self.uid}"


@dataclass(frozen=True)
class Home:
    """One data folder (absolute, links resolved)."""

    data: Path

    @property
    def cluster(self) -> Path:
        return self.data / "cluster"

    @property
    def staging(self) -> Path:
        return self.data / "cluster.new"

    @property
    def run(self) -> Path:
        return self.data / "run"

    @property
    def log(self) -> Path:
        return self.run / "server.log"

    def account(self) -> Account:
        """PostgreSQL refuses to run as root: root lends the server to the account that owns the folder around it."""
        if os.geteuid() != 0:
            return Account(os.geteuid(), os.getegid())
        with suppress(FileNotFoundError):
            if (made := self.run.stat()).st_uid:
                return Account(made.st_uid, made.st_gid)
        for folder in (self.data, *self.data.parents):
            with suppress(FileNotFoundError, KeyError):  # no such folder yet, no name for its owner (initdb needs one)
                if owner := folder.stat().st_uid:
                    return Account(owner, pwd.getpwuid(owner).pw_gid)
        entry = pwd.getpwnam(FALLBACK_ACCOUNT)
        return Account(entry.pw_uid, entry.pw_gid)

    def owner(self) -> Account:
        """Whose the folder is, or the one that it would be in."""
        for folder in (self.run, self.data, *self.data.parents):
            with suppress(OSError):
                found = folder.stat()
                return Account(found.st_uid, found.st_gid)
        return Account(0, 0)

    def prepare(self) -> None:
        """Make what is missing; the mode of a folder that exists is never changed."""
        account = self.account()
        make_folders(self.data, account)
        with suppress(FileExistsError):
            self.run.mkdir(mode=0o700)
        self.give(self.run, account)

    def give(self, path: Path, account: Account | None = None) -> None:
        """Hand what root has just made to the server's account."""
        account = account or self.account()
        if os.geteuid() == 0 and path.stat(follow_symlinks=False).st_uid == 0:
            os.chown(path, account.uid, account.gid, follow_symlinks=False)

    def open(self, name: str, flags: int = os.O_RDWR) -> int:
        """Open a file in `run`, made if missing; the descriptor is not inherited by other programs."""
        path = self.run / name
        fd = os.open(path, flags | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        if os.geteuid() == 0 and os.fstat(fd).st_uid == 0:
            account = self.account()
            os.fchown(fd, account.uid, account.gid)
        return fd

    def open_lock(self, name: str) -> int:
        return self.open(f"{name}.lock")

    def is_current(self, fd: int, name: str) -> bool:
        """False when somebody deleted the folder and the descriptor is a lock on a file that is gone."""
        try:
            return os.path.samestat(os.fstat(fd), os.stat(self.run / f"{name}.lock"))
        except FileNotFoundError:
            return False

    def is_held(self, name: str) -> bool:
        fd = self.open_lock(name)
        try:
            return not try_exclusive(fd)
        finally:
            os.close(fd)

    @contextmanager
    def locked(self, name: str) -> Iterator[int]:
        """Hold a lock exclusively for the length of a block; gives its descriptor."""
        fd = self.open_lock(name)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX)
            yield fd
        finally:
            os.close(fd)

    def open_log(self) -> int:
        with suppress(FileNotFoundError):
            if self.log.stat().st_size > LOG_LIMIT:
                self.log.replace(self.log.with_suffix(".log.1"))
        return self.open(self.log.name, os.O_WRONLY | os.O_APPEND)

    def note(self, text: str) -> None:
        fd = self.open_log()
        try:
            os.write(fd, f"{time.strftime('%F %T')} [{os.getpid()}] portal: {text}\n".encode())
        finally:
            os.close(fd)


def make_folders(folder: Path, account: Account) -> None:
    """`mkdir -p`; in an ordinary user's folder root makes them that user's, elsewhere they stay root's."""
    for missing in [part for part in reversed((folder, *folder.parents)) if not part.exists()]:
        with suppress(FileExistsError):
            missing.mkdir(mode=0o755)
            if os.geteuid() == 0 and account.name != FALLBACK_ACCOUNT:
                os.chown(missing, account.uid, account.gid)


def try_exclusive(fd: int) -> bool:
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
