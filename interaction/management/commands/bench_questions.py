"""Real messages posted over HTTP at full speed while the web process is killed and the database restarted.

Every receipt that was given out must be in the table, none twice. Runs on a data folder of its own, which it empties.
"""

import gzip
import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import altcha
import psycopg
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

WRITERS, TRIES, PATIENCE = 8, 60, 0.5
NUMBER = re.compile(r"<strong>(LY\d{8}-\d+)</strong>")
PATH = "/interaction/ask/"


class Command(BaseCommand):
    help = "Post messages of the corpus through the public form under kill -9, and compare receipts with the table."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--corpus", type=Path, required=True)
        parser.add_argument("--messages", type=int, default=2000)
        parser.add_argument("--kills", type=int, default=3)

    def handle(self, *args: Any, **options: Any) -> None:
        file = options["corpus"] / "questions.jsonl.gz"
        if not file.is_file():
            raise CommandError(f"there is no {file}; set --corpus to the folder that holds questions.jsonl.gz.")
        data = settings.DATA_DIR / "bench-questions"
        self.environment = os.environ | {
            "PORTAL_DATA": str(data), "DEBUG": "1", "LOG_LEVEL": "ERROR", "INTAKE_PROOF_COST": "1",
            "INTAKE_POSTS_AN_HOUR": "1000000", "DJANGO_SETTINGS_MODULE": "portal.settings",
        }  # fmt: skip
        self.environment.pop("DATABASE_URL", None)
        self.embedded("stop", data)
        shutil.rmtree(data, ignore_errors=True)
        manage = [sys.executable, "manage.py"]
        for command in (["migrate", "-v0"], ["load_demo"]):
            subprocess.run([*manage, *command], env=self.environment, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
        self.port = _free_port()
        self.server = self.start()
        wanted = list(islice(_messages(file), options["messages"]))
        self.receipts: dict[str, str] = {}
        self.sent = 0
        begun = time.perf_counter()
        trouble = threading.Thread(target=self.trouble, args=(options["kills"], len(wanted), data))
        trouble.start()
        with ThreadPoolExecutor(WRITERS) as pool:
            list(pool.map(self.post, wanted))
        trouble.join()
        self.report(data, len(wanted), time.perf_counter() - begun)
        self.server.terminate()
        self.embedded("stop", data)

    def embedded(self, verb: str, data: Path) -> None:
        command = [sys.executable, "-m", "portal.embedded", verb, "--data", str(data / "postgres")]
        subprocess.run(command, env=self.environment, check=False, capture_output=True)  # noqa: S603

    def start(self) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(self.port),
                   "--workers", "1", "--blocking-threads", "4", "--log-level", "error", "portal.wsgi:application"]  # fmt: skip
        return subprocess.Popen(  # noqa: S603
            command, env=self.environment, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def trouble(self, kills: int, total: int, data: Path) -> None:
        """Kills the web processes in the middle, and the database once."""
        for kill in range(kills):
            while self.sent < total * (kill + 1) // (kills + 2):
                time.sleep(0.05)
            os.killpg(self.server.pid, signal.SIGKILL)
            self.server.wait()
            self.server = self.start()
            self.stdout.write(f"killed the web process with -9 after {self.sent} receipts")
        while self.sent < total * (kills + 1) // (kills + 2):
            time.sleep(0.05)
        postmaster = data / "postgres" / "cluster" / "postmaster.pid"
        os.kill(int(postmaster.read_text().split()[0]), signal.SIGINT)  # whoever uses it starts it again
        self.stdout.write(f"restarted the database after {self.sent} receipts")

    def post(self, message: dict[str, str]) -> None:
        """One citizen: sends the same form again until an answer comes, as a person with a bad connection would."""
        proof = ""
        for _ in range(TRIES):
            try:
                proof = proof or self.proof()
                status, page = self.ask("POST", urlencode(message | {"proof": proof}))
            except (OSError, http.client.HTTPException, ValueError, KeyError):
                time.sleep(PATIENCE)
                continue
            if number := NUMBER.search(page):
                self.receipts[message["title"] + message["text"]] = number[1]
                self.sent += 1
                return
            if status not in (500, 502, 503):
                raise CommandError(f"the form answered {status}: {re.sub('<[^>]+>', ' ', page)[-800:]}")
            time.sleep(PATIENCE)

    def proof(self) -> str:
        _, text = self.ask("GET", path="/receipts/challenge/question/")
        challenge = altcha.Challenge.from_dict(json.loads(text))
        solution = altcha.solve_challenge(challenge)
        if solution is None:
            raise ValueError
        return altcha.Payload(challenge, solution).to_base64()

    def ask(self, method: str, body: str = "", path: str = PATH) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            headers = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
            connection.request(method, path, body or None, headers)
            response = connection.getresponse()
            return response.status, response.read().decode()
        finally:
            connection.close()

    def report(self, data: Path, total: int, seconds: float) -> None:
        command = [sys.executable, "-m", "portal.embedded", "url", "--data", str(data / "postgres")]
        found = subprocess.run(command, env=self.environment, check=True, capture_output=True, text=True)  # noqa: S603
        with psycopg.connect(found.stdout.strip()) as database:
            rows = database.execute(
                "SELECT r.number, q.title || q.text FROM portal_receipt r JOIN interaction_question q ON q.receipt_id = r.id"
                " WHERE q.received_at > now() - interval '1 hour' AND r.received_at > now() - interval '1 hour'"
            ).fetchall()
        stored = [number for number, words in rows if words in self.receipts]
        lost = set(self.receipts.values()) - set(stored)
        twice = len(stored) - len(set(self.receipts.values()) & set(stored))
        self.stdout.write(
            f"{total} messages in {seconds:.1f} s ({total / seconds:.0f}/s), {len(self.receipts)} receipts given out"
        )
        self.stdout.write(f"receipts missing in the table: {len(lost)} (wanted 0)")
        self.stdout.write(f"messages in the table more than once: {twice} (wanted 0)")
        if lost or twice or len(self.receipts) != total:
            raise CommandError("a receipt was lost, or a message stands twice, or somebody got no answer.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _messages(file: Path) -> Iterator[dict[str, str]]:
    """Forms as citizens would fill them in, one for each distinct message that is long enough."""
    seen: set[str] = set()
    with gzip.open(file, "rt") as lines:
        for line in lines:
            row = json.loads(line)
            title = " ".join((row.get("title") or row["question"]).split())[:60]
            text = "\n".join(part.strip() for part in row["question"].split("\n") if part.strip())[:1900]
            if len("".join(text.split())) < 5 or not title or title + text in seen:
                continue
            seen.add(title + text)
            yield {
                "channel": "help",
                "title": title,
                "text": text,
                "name": "市民",
                "contact": "13800138000",
                "has_read": "on",
            }
