"""A portal of its own: the real server with the demonstration content, as `make demo` runs it."""

import fcntl
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parents[2]
COLLECT = "import django; django.setup(); from portal.management.commands import demo; demo.collect_static()"
WAIT = 40
"""Seconds for the server to answer."""


@dataclass(frozen=True)
class Site:
    url: str
    database: str
    data: Path
    environment: dict[str, str]

    def manage(self, command: str) -> None:
        """Runs a management command of this site."""
        subprocess.run([sys.executable, "manage.py", command], cwd=ROOT, env=self.environment, check=True)

    @property
    def password(self) -> str:
        """Of the demonstration accounts (portal/demo/units.py)."""
        return (self.data / "demo-password").read_text().strip()

    def ask(self, query: str) -> list[tuple]:
        with psycopg.connect(self.database, autocommit=True) as database:
            return database.execute(query).fetchall()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/healthz", timeout=2) as response:
            return response.status == 200
    except (urllib.error.URLError, OSError):
        return False


@contextmanager
def running(database: str, data: Path) -> Iterator[Site]:
    """Loads the demonstration content into the database and serves it until the end of the block."""
    environment = os.environ | {
        "DATABASE_URL": database, "SECRET_KEY": "k" * 50, "PORTAL_DATA": str(data), "DEBUG": "0", "STAFF_MFA_REQUIRED": "0",
        "DJANGO_SETTINGS_MODULE": "portal.settings",
    }  # fmt: skip
    manage = [sys.executable, "manage.py"]
    subprocess.run([*manage, "migrate", "-v0"], cwd=ROOT, env=environment, check=True)
    subprocess.run([*manage, "load_demo"], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    port = free_port()
    site = Site(f"http://127.0.0.1:{port}", database, data, environment)
    with (Path(tempfile.gettempdir()) / "portal-browser-static.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the folder of static files is one; another worker may be writing it
        subprocess.run([sys.executable, "-c", COLLECT], cwd=ROOT, env=environment, check=True)
        with (data / "server.log").open("wb") as log:
            command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1",
                       "--port", str(port), "--workers", "1", "--blocking-threads", "4", "portal.wsgi:application"]  # fmt: skip
            server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        end = time.monotonic() + WAIT
        while not answers(site.url):
            assert server.poll() is None, (data / "server.log").read_text()
            assert time.monotonic() < end, (data / "server.log").read_text()
            time.sleep(0.1)
    try:
        yield site
    finally:
        server.terminate()
        server.wait(timeout=15)
