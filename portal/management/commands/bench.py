"""`make bench`: what the pages cost with real documents, in numbers and against a bare view on the same server."""

import http.client
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

ROUNDS = 300
PORT = 8765
TURNS = 10


class Command(BaseCommand):
    help = "Import the corpus into a data folder of its own, serve it, measure pages one request at a time."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--corpus", type=Path, required=True)
        parser.add_argument("--rounds", type=int, default=ROUNDS)

    def handle(self, *args: Any, **options: Any) -> None:
        documents = options["corpus"] / "documents.jsonl.gz"
        if not documents.is_file():
            raise CommandError(f"there is no {documents}; set CORPUS to the folder that holds documents.jsonl.gz.")
        environment = os.environ | {"PORTAL_DATA": str(settings.DATA_DIR / "bench"), "BENCH": "1", "LOG_LEVEL": "ERROR"}
        environment.pop("DATABASE_URL", None)
        manage = [sys.executable, "manage.py"]
        for command in (["migrate", "-v0"], ["load_demo"], ["collectstatic", "--noinput", "-v0"]):
            subprocess.run([*manage, *command], env=environment, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
        start = time.perf_counter()
        subprocess.run([*manage, "import_documents", str(documents)], env=environment, check=False)  # noqa: S603
        self.stdout.write(f"import (second and later runs compare only): {time.perf_counter() - start:.1f} s")
        subprocess.run([*manage, "bench_pages"], env=environment, check=True)  # noqa: S603
        subprocess.run([*manage, "bench_citations", str(options["corpus"])], env=environment, check=True)  # noqa: S603
        for load in ("bench_screening", "bench_opinions", "bench_questions", "bench_indicators", "bench_datasets"):
            command = [*manage, load, "--corpus", str(options["corpus"])]
            subprocess.run(command, env=environment, check=True)  # noqa: S603
        for load in ("bench_projects", "bench_desk"):
            subprocess.run([*manage, load], env=environment, check=True)  # noqa: S603
        subprocess.run([*manage, "bench_known_items"], env=environment, check=True)  # noqa: S603
        judged = str(options["corpus"] / "retrieval")
        subprocess.run([*manage, "bench_search", judged], env=environment, check=True)  # noqa: S603
        self.serve(environment, options["rounds"])

    def serve(self, environment: dict[str, str], rounds: int) -> None:
        """Both servers at once, asked in turns: a machine that is slow for a minute is slow for both."""
        server = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1",
                  "--workers", "1", "--blocking-threads", "4", "--log-level", "error"]  # fmt: skip
        children, spent = [], {"bare view": 0.0, "repeat anonymous page": 0.0}
        try:
            asked = []
            for port, (name, application, url) in enumerate((
                ("bare view", "portal.bare:application", "/"),
                ("repeat anonymous page", "portal.wsgi:application", "/policies/"),
            ), PORT):  # fmt: skip
                children.append(subprocess.Popen([*server, "--port", str(port), application], env=environment))  # noqa: S603
                asked.append((name, connected(port), url))
            for turn in range(TURNS + 1):
                for name, connection, url in asked:
                    taken = self.time(connection, url, rounds)
                    spent[name] += taken if turn else 0.0  # the first turn warms up
        finally:
            for child in children:
                child.terminate()
                child.wait()
        bare, page = (rounds * TURNS / seconds for seconds in spent.values())
        for name, rate in zip(spent, (bare, page), strict=True):
            self.stdout.write(f"{name:30} {rate:8.0f} requests/s")
        self.stdout.write(f"{'ratio':30} {page / bare:8.2f}   (wanted: at least 0.70)")

    def time(self, connection: http.client.HTTPConnection, url: str, rounds: int) -> float:
        """Seconds for so many requests over one kept connection."""
        start = time.perf_counter()
        for _ in range(rounds):
            fetch(connection, url)
        return time.perf_counter() - start


def connected(port: int) -> http.client.HTTPConnection:
    deadline = time.monotonic() + 30
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            connection.connect()
            return connection
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def fetch(connection: http.client.HTTPConnection, url: str) -> None:
    connection.request("GET", url, headers={"Accept-Encoding": "gzip"})
    response = connection.getresponse()
    response.read()
    if response.status != 200:
        raise CommandError(f"{url} answered {response.status}")
