"""Real processes come, go and are killed: the server is there while one of them lives, and then no longer."""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from portal.embedded.home import Home
from portal.embedded.server import is_deleted, running

from .visitors import (
    ask,
    is_stopped,
    kill_watchdog,
    only_watchdog,
    postmaster,
    wait_for,
    wait_until_stopped,
    watchdogs,
)


def test_server_durable_by_default_with_utf8_and_an_ordinary_role(visit, fresh):
    url = visit(fresh, durable=True).url
    settings = "current_setting('fsync'), current_setting('synchronous_commit'), current_setting('full_page_writes')"
    assert ask(url, f"SELECT {settings}") == ("on", "on", "on")
    assert ask(url, "SELECT pg_encoding_to_char(encoding), datlocale FROM pg_database WHERE datname = 'portal'") == (
        "UTF8",
        "C.UTF-8",
    )
    assert ask(url, "SELECT current_user, rolsuper, rolcreatedb FROM pg_roles WHERE rolname = current_user") == (
        "portal",
        False,
        True,
    )
    assert ask(url, "SELECT upper('é岚屿'), lower('ÀÉ')") == ("É岚屿", "àé")


def test_server_volatile_when_made_for_tests_only(visit, fresh):
    assert ask(visit(fresh).url, "SELECT current_setting('fsync')") == ("off",)
    assert ask(visit(fresh, durable=True).url, "SELECT current_setting('fsync')") == ("off",)


def test_second_process_joins_at_once(visit, folder):
    first = visit(folder).url
    answers = [visit(folder).answer() for _ in range(3)]
    assert {url for _, url in answers} == {first}
    assert min(float(seconds) for seconds, _ in answers) < 0.05  # measured: 0.001


def test_server_stops_with_last_process_however_it_ends(visit, folder):
    first, second, third = visit(folder), visit(folder), visit(folder)
    url, _, _ = first.url, second.url, third.url
    server = postmaster(folder)
    first.kill()
    second.leave()
    time.sleep(0.5)
    assert postmaster(folder) == server
    assert ask(url, "SELECT 1") == (1,)
    third.kill()
    wait_until_stopped(folder)
    wait_for(lambda: not watchdogs(folder))
    assert not (folder / "cluster" / "postmaster.pid").exists(), "it was not an orderly shutdown"


def test_rows_survive_when_everything_is_killed(visit, fresh):
    visitor = visit(fresh, durable=True)
    ask(visitor.url, "CREATE TABLE kept AS SELECT 42 AS n")
    for pid in [only_watchdog(fresh), postmaster(fresh)]:
        os.kill(pid, signal.SIGKILL)
    visitor.kill()
    assert ask(visit(fresh).url, "SELECT n FROM kept") == (42,)


def test_six_processes_at_once_on_empty_folder_make_one_cluster(visit, fresh):
    visitors = [visit(fresh) for _ in range(6)]
    clusters = {ask(visitor.url, "SELECT system_identifier FROM pg_control_system()") for visitor in visitors}
    assert len(clusters) == 1
    assert (fresh / "run" / "server.log").read_text().count("initdb: making") == 1
    assert only_watchdog(fresh)


def test_come_and_go_many_times_never_finds_a_dying_server(visit, folder):
    keeper = visit(folder)
    assert keeper.url
    keeper.kill()
    for _ in range(6):
        visitor = visit(folder)
        assert ask(visitor.url, "SELECT 1") == (1,)
        visitor.kill()


def test_forked_child_keeps_the_server_and_an_executed_program_does_not(visit, folder):
    forked = visit(folder, then="if os.fork(): os._exit(0)")
    assert forked.url
    forked.process.wait(10)
    time.sleep(0.5)
    assert running(Home(folder)), "the child still uses it"
    assert forked.process.stdin
    forked.process.stdin.close()
    wait_until_stopped(folder)
    program = visit(folder, then="import subprocess; subprocess.Popen(['sleep', '20'], close_fds=False); os._exit(0)")
    assert program.url
    wait_for(lambda: is_stopped(folder), seconds=10)


@pytest.mark.parametrize("whole_group", [False, True])
def test_start_repairs_when_initdb_was_killed(visit, fresh, whole_group):
    broken = visit(fresh)
    wait_for((fresh / "cluster.new" / "base" / "1").exists)
    os.killpg(broken.process.pid, signal.SIGKILL) if whole_group else broken.kill()
    assert not (fresh / "cluster").exists()
    assert ask(visit(fresh).url, "SELECT 1") == (1,)
    assert not (fresh / "cluster.new").exists()


def test_killed_server_comes_back_under_its_users(visit, fresh):
    url = visit(fresh, durable=True).url
    ask(url, "CREATE TABLE kept AS SELECT 1 AS n")
    killed = postmaster(fresh)
    os.kill(killed, signal.SIGKILL)
    wait_for(lambda: (at := running(Home(fresh))) and at.pid != killed)
    assert ask(url, "SELECT n FROM kept") == (1,)


def test_stale_pid_file_with_a_living_process_does_not_prevent_start(visit, folder):
    visitor = visit(folder)
    assert visitor.url
    visitor.leave()
    wait_until_stopped(folder)
    owner = (folder / "cluster").stat().st_uid
    with subprocess.Popen(["sleep", "30"], user=owner if os.geteuid() == 0 else None) as other:
        stale = f"{other.pid}\n{folder}/cluster\n1\n5432\n{folder}/run\n\n  1 1\nready   \n"
        (folder / "cluster" / "postmaster.pid").write_text(stale)
        (folder / "run" / ".s.PGSQL.5432.lock").write_text(stale)
        assert ask(visit(folder).url, "SELECT 1") == (1,)
        other.kill()


def test_killed_watchdog_is_replaced_by_who_comes(visit, folder):
    first = visit(folder)
    assert first.url
    kill_watchdog(folder)
    second = visit(folder)
    assert second.url
    assert only_watchdog(folder)
    first.kill()
    second.kill()
    wait_until_stopped(folder)


def test_killed_watchdog_is_replaced_by_who_goes(visit, folder):
    visitor = visit(folder)
    assert visitor.url
    kill_watchdog(folder)
    visitor.leave()
    wait_until_stopped(folder)


def test_deleted_folder_gets_a_new_server_that_its_old_watchdog_leaves_alone(visit, folder):
    old = visit(folder)
    assert old.url
    old_server = postmaster(folder)
    shutil.rmtree(folder)
    url = visit(folder).url
    new_server = postmaster(folder)
    assert not is_deleted(Path(f"/proc/{old_server}/cwd"), folder / "cluster"), (
        "at its end it would remove the socket of the new one"
    )
    old.leave()
    time.sleep(0.7)
    assert new_server != old_server
    assert postmaster(folder) == new_server
    assert ask(url, "SELECT 1") == (1,)
