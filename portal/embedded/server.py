"""Starting, finding and stopping the server of one data folder. Starting and stopping need the start lock."""

import os
import signal
import socket
import time
import zlib
from collections.abc import Iterator
from contextlib import closing, suppress
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from .cluster import DATABASE, PASSWORD_FILE, ROLE, VOLATILE, damaged
from .home import EmbeddedPostgresError, Home, try_exclusive
from .programs import Programs, last_line

PORT_VARIABLE = "PORTAL_POSTGRES_PORT"
DEFAULT_PORT = 5432
SOCKET_PATH_LIMIT = 103  # bytes; sun_path holds 108 on Linux and 104 on macOS, the last one a zero
ORPHANS_GONE = 90.0  # seconds; a backend whose postmaster was killed may still be busy with its query
STARTED = 600.0  # seconds; recovery after a crash can be long
STOPPED, STOPPED_AT_ONCE = 60.0, 15.0  # seconds

# For two cores and a small machine. No parallel queries: their shared memory is more than the 64 MB that container
# engines grant, and with several visitors at a time they make each other slower.
SETTINGS = {
    "cluster_name": "portal", "max_connections": "100", "shared_buffers": "256MB", "effective_cache_size": "2GB",
    "work_mem": "32MB", "maintenance_work_mem": "128MB", "max_wal_size": "2GB", "random_page_cost": "1.1",
    "jit": "off", "max_parallel_workers_per_gather": "0", "max_parallel_maintenance_workers": "0",
    "timezone": "UTC", "log_timezone": "UTC", "log_checkpoints": "off", "log_line_prefix": "%m [%p] %q%d ",
}  # fmt: skip
VOLATILE_SETTINGS = {
    "shared_buffers": "128MB", "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off",
    "checkpoint_timeout": "1h",
}  # fmt: skip


class Address(NamedTuple):
    """Where a postmaster listens: its own word, from postmaster.pid."""

    pid: int
    port: int
    socket_folder: str  # empty: loopback TCP only
    ready: bool

    def answers(self) -> bool:
        family, target = (socket.AF_UNIX, f"{self.socket_folder}/.s.PGSQL.{self.port}")
        with closing(socket.socket(family if self.socket_folder else socket.AF_INET)) as client:
            client.settimeout(5)
            try:
                client.connect(target if self.socket_folder else ("127.0.0.1", self.port))
            except OSError:
                return False
        return True


def address(home: Home) -> Address | None:
    try:
        lines = (home.cluster / "postmaster.pid").read_text().splitlines()
    except (FileNotFoundError, NotADirectoryError):
        return None
    if len(lines) < 6 or not lines[3].strip():
        return None
    return Address(int(lines[0]), int(lines[3]), lines[4].strip(), len(lines) > 7 and lines[7].strip() == "ready")


def running(home: Home) -> Address | None:
    """The address of the server if it takes connections now."""
    found = address(home)
    return found if found and found.ready and found.answers() else None


def url(home: Home, at: Address) -> str:
    """A libpq connection URI; the socket folder is its percent-encoded host."""
    if at.socket_folder:
        return f"postgresql://{ROLE}@{quote(at.socket_folder, safe='')}:{at.port}/{DATABASE}"
    password = quote((home.cluster / PASSWORD_FILE).read_text().strip(), safe="")
    return f"postgresql://{ROLE}:{password}@127.0.0.1:{at.port}/{DATABASE}"


def start(home: Home, programs: Programs) -> Address:
    """Returns when the server takes connections; raises EmbeddedPostgresError with the reason when it ends instead."""
    where = listen(home)
    lock = take_server_lock(home)
    try:
        end_server_of_deleted_folder(home)
        clear_stale_files(home)
        log_size = home.log.stat().st_size if home.log.exists() else 0
        settings = SETTINGS | (VOLATILE_SETTINGS if (home.cluster / VOLATILE).exists() else {}) | where
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        programs.detach(home, "postgres", "-D", str(home.cluster), *options, keep=[lock])
    finally:
        os.close(lock)
    for _ in ticks(STARTED):
        if at := running(home):
            return at
        if not home.is_held("server"):
            break
    raise why_not_started(home, log_size, where["port"])


def listen(home: Home) -> dict[str, str]:
    """The settings that say where: a socket where its path allows, else loopback TCP; TCP too if a port is wanted."""
    wanted = os.environ.get(PORT_VARIABLE, "")
    socket_path = home.run / f".s.PGSQL.{wanted or DEFAULT_PORT}"
    # libpq reads a comma as the end of a host.
    short = len(os.fsencode(socket_path)) <= SOCKET_PATH_LIMIT and "," not in str(socket_path)
    port = wanted_port(wanted) if wanted else DEFAULT_PORT if short else free_port(home)
    folder = '"' + str(home.run).replace('"', '""') + '"'
    return {
        "listen_addresses": "" if short and not wanted else "127.0.0.1",
        "unix_socket_directories": folder if short else "",
        "port": str(port),
    }


def wanted_port(text: str) -> int:
    if not text.isdecimal() or not 1024 <= int(text) <= 65535:
        raise EmbeddedPostgresError(f"{PORT_VARIABLE} is {text!r}: set it to a port from 1024 to 65535, or unset it.")
    if not is_free(int(text)):
        raise port_taken(text)
    return int(text)


def port_taken(port: str) -> EmbeddedPostgresError:
    return EmbeddedPostgresError(
        f"Port {port} on 127.0.0.1 is taken by another program: end that, or set {PORT_VARIABLE} to a free port."
    )


def free_port(home: Home) -> int:
    """The same port at every start, so that a restarted server is found again; below the ephemeral ports."""
    first = zlib.crc32(os.fsencode(home.data)) % 10_000
    for step in range(100):
        if is_free(port := 20_000 + (first + step) % 10_000):
            return port
    raise EmbeddedPostgresError(
        f"No free port for PostgreSQL was found: set {PORT_VARIABLE} to one, or use a shorter path."
    )


def is_free(port: int) -> bool:
    with closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def take_server_lock(home: Home) -> int:
    """The lock that the postmaster will inherit; waits for the children of a killed one to end."""
    lock = home.open_lock("server")
    for _ in ticks(ORPHANS_GONE):
        if try_exclusive(lock):
            return lock
    os.close(lock)
    raise EmbeddedPostgresError(
        f"A PostgreSQL process that lost its server still works in {home.cluster}: end it (see `ps`) and start again."
    )


def clear_stale_files(home: Home) -> None:
    """PostgreSQL takes a recycled process number, or a zombie's, for a server of this folder; we know better."""
    for path in (home.cluster / "postmaster.pid", *home.run.glob(".s.PGSQL.*.lock")):
        with suppress(FileNotFoundError, ValueError, IndexError):
            if not may_be_server(int(path.read_text().splitlines()[0]), home.cluster):
                path.unlink()


def end_server_of_deleted_folder(home: Home) -> None:
    """A server whose folder was deleted ends within a minute, and then removes the socket of its successor here."""
    for _ in ticks(STOPPED_AT_ONCE):
        left = [int(link.parts[2]) for link in Path("/proc").glob("[0-9]*/cwd") if is_deleted(link, home.cluster)]
        for pid in left:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGQUIT)
        if not left:
            return


def is_deleted(link: Path, folder: Path) -> bool:
    """Does a process (its /proc/PID/cwd) of ours stand in a folder of this name that was deleted?"""
    with suppress(OSError):  # it has ended, or is another account's
        return os.readlink(link) == f"{folder} (deleted)"
    return False


def may_be_server(pid: int, cluster: Path) -> bool:
    """Might this process be a postmaster that somebody started by hand on the cluster? When in doubt, yes."""
    try:
        arguments = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return not Path("/proc/self").exists()
    if os.path.basename(arguments[0]) not in {b"postgres", b"postmaster"}:
        return False
    folders = [after for option, after in pairwise(arguments) if option == b"-D"]
    return not folders or not os.path.isabs(folders[0]) or folders[0] == os.fsencode(cluster)


def why_not_started(home: Home, log_size: int, port: str) -> EmbeddedPostgresError:
    with home.log.open("rb") as log:
        log.seek(log_size)
        said = log.read().decode(errors="replace")
    if "could not bind" in said:
        return port_taken(port)
    return damaged(home, last_line(said))


def stop(home: Home) -> bool:
    """Shut down in order; at once, which costs a recovery at the next start, if that takes too long."""
    for number, seconds in ((signal.SIGINT, STOPPED), (signal.SIGQUIT, STOPPED_AT_ONCE)):
        signalled = False
        for _ in ticks(seconds):
            if not home.is_held("server"):
                return True
            # The file is only believed while somebody listens where it says: a killed postmaster leaves it behind.
            if not signalled and (at := address(home)) and at.answers():
                with suppress(ProcessLookupError):
                    os.kill(at.pid, number)
                signalled = True
    return False


def wait_until_gone(home: Home) -> None:
    """Sleep until no process of the server is left."""
    with home.locked("server"):
        pass


def ticks(seconds: float) -> Iterator[None]:
    """Go round now and then, more and more slowly (5 to 50 ms), until the time is over."""
    end, pause = time.monotonic() + seconds, 0.005
    while True:
        yield
        if time.monotonic() > end:
            return
        time.sleep(pause)
        pause = min(pause * 1.2, 0.05)
