"""python -m portal.embedded"""

import json
import subprocess
import sys
from pathlib import Path

from portal.embedded.home import Home
from portal.embedded.server import running

from .visitors import ROOT, is_stopped, kill_watchdog


def cli(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "portal.embedded", *arguments[:1], "--data", str(folder), *arguments[1:]]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=30)


def test_command_line_starts_shows_and_stops(folder):
    assert cli(folder, "status").returncode == 3
    started = cli(folder, "start")
    try:
        assert started.stdout.startswith("postgresql://")
        assert cli(folder, "psql", "-Atc", "SELECT 6 * 7").stdout == "42\n"
        assert cli(folder, "url").stdout == started.stdout
        assert "portal.embedded keep" in cli(folder, "status").stdout
    finally:
        stopped = cli(folder, "stop")
    assert (stopped.returncode, stopped.stdout) == (0, "stopped\n")
    assert is_stopped(folder)


def test_stop_refuses_while_others_use_it_and_names_them(visit, folder):
    visitor = visit(folder)
    assert visitor.url
    refused = cli(folder, "stop")
    assert refused.returncode == 1
    assert f"still in use by {visitor.process.pid} (" in refused.stdout
    assert running(Home(folder))


def test_stop_ends_a_server_that_lost_watchdog_and_users(visit, folder):
    visitor = visit(folder)
    assert visitor.url
    kill_watchdog(folder)
    visitor.kill()
    assert running(Home(folder))
    assert cli(folder, "stop").stdout == "stopped\n"
    assert is_stopped(folder)


def test_module_does_not_need_django():
    listing = "import json, sys, portal.embedded; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", listing], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not [name for name in json.loads(done.stdout) if name.split(".")[0] in {"django", "psycopg"}]
