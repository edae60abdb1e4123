"""`make demo`: everything from an empty folder to a running portal, in one process that starts two."""

import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

WAIT = 60
"""Seconds for the server to answer before something is wrong."""


class Command(BaseCommand):
    help = "Migrate, load the fictional district, start web server and worker, print the address."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--corpus", type=Path, help="folder with documents.jsonl.gz to import as well")

    def handle(self, *args: Any, **options: Any) -> None:
        port, corpus = options["port"], options["corpus"]
        require_free(port)
        documents = corpus / "documents.jsonl.gz" if corpus else None
        if documents and not documents.is_file():
            raise CommandError(f"there is no {documents}; set CORPUS to the folder that holds documents.jsonl.gz.")
        collect_static()
        call_command("migrate", interactive=False, verbosity=0)
        call_command("load_demo", stdout=self.stdout)
        if documents:
            call_command("import_documents", str(documents), stdout=self.stdout)
        self.serve(port)

    def serve(self, port: int) -> None:
        environment = {"STAFF_MFA_REQUIRED": "0"} | os.environ | {"DJANGO_SETTINGS_MODULE": "portal.settings"}
        web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
               "--workers", "1", "--blocking-threads", "4", "--log-level", "warning", "portal.wsgi:application"]  # fmt: skip
        worker = [sys.executable, "manage.py", "procrastinate", "worker", "--concurrency", "3"]
        children = [
            subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment)  # noqa: S603 - our own commands
            for command in (web, worker)
        ]
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            self.announce(port, children)
            while all(child.poll() is None for child in children):
                time.sleep(0.5)
            raise CommandError("the web server or the worker has stopped; the lines above say why.")
        except KeyboardInterrupt:
            self.stdout.write("Stopping.")
        finally:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl-C must not leave children behind
            for child in children:
                child.terminate()
            for child in children:
                child.wait(timeout=15)

    def announce(self, port: int, children: list[subprocess.Popen]) -> None:
        deadline = time.monotonic() + WAIT
        while not answers(port):
            if time.monotonic() > deadline or any(child.poll() is not None for child in children):
                raise CommandError(f"the server did not answer on port {port}.")
            time.sleep(0.1)
        self.stdout.write(f"\n  The portal:  http://localhost:{port}/\n  Staff:       http://localhost:{port}/admin/\n")
        if os.environ.get("STAFF_MFA_REQUIRED", "0") == "0":
            self.stdout.write(
                "  Second factor: offered, not required in the demonstration; STAFF_MFA_REQUIRED=1 make demo requires it.\n"
            )
        self.stdout.write("  Stop with Ctrl-C; the data stays.\n")


def collect_static() -> None:
    """collectstatic hashes and compresses for seconds, so only when a file has changed since the last time."""
    files = sorted(
        (path, stat.st_size, stat.st_mtime_ns)
        for finder in get_finders()
        for path, storage in finder.list([])
        for stat in [os.stat(storage.path(path))]
    )
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    digest = hashlib.sha256(repr(files).encode()).hexdigest()
    if not stamp.exists() or stamp.read_text() != digest:
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(digest)


def require_free(port: int) -> None:
    """CommandError when another program listens there."""
    if not 0 < port < 65536:
        raise CommandError(f"{port} is not a port; use PORT=8000.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            raise CommandError(f"port {port} needs an administrator; use another: make demo PORT=8001") from None
        except OSError:
            raise CommandError(f"port {port} is taken; use another: make demo PORT={port + 1}") from None


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as response:
            return response.status == 200
    except (urllib.error.URLError, OSError):
        return False
