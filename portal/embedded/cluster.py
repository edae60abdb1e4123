"""Making and checking the PostgreSQL data folder."""

import os
import secrets
import shutil
from pathlib import Path

from .home import EmbeddedPostgresError, Home
from .programs import Programs, last_line

ROLE = DATABASE = "portal"
VOLATILE = "portal.volatile"  # this file in a cluster: made for tests, may lose data when the machine stops
PASSWORD_FILE = "portal.password"  # noqa: S105 its name; for TCP only, the socket lies in a private folder

INITDB = (
    "--username=postgres", "--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
    "--text-search-config=pg_catalog.simple", "--auth-local=trust", "--auth-host=scram-sha-256", "--no-instructions",
)  # fmt: skip


def make_if_missing(home: Home, programs: Programs, start_lock: int, *, durable: bool) -> None:
    """Leaves a complete cluster of the right version, or raises; the caller holds the start lock.

    initdb inherits the lock: when this process is killed, nobody starts again before the orphan has ended.
    """
    if home.cluster.exists():
        check(home, programs)
        return
    if home.staging.exists():
        home.note("an earlier initdb was interrupted: starting it again")
        shutil.rmtree(home.staging)
    home.note("initdb: making a new cluster")
    home.staging.mkdir(mode=0o700)
    home.give(home.staging)
    try:
        fill(home, programs, start_lock, durable=durable)
    except BaseException:
        shutil.rmtree(home.staging, ignore_errors=True)
        raise
    home.staging.rename(home.cluster)
    sync_folder(home.data)


def fill(home: Home, programs: Programs, start_lock: int, *, durable: bool) -> None:
    staging = str(home.staging)
    options = INITDB if durable else (*INITDB, "--no-sync")
    status, said = programs.run(home, "initdb", "-D", staging, *options, keep=[start_lock])
    if status == 0:
        password = secrets.token_urlsafe(24)
        single = (
            "--single",
            "-j",
            "-D",
            staging,
            "-c",
            "log_checkpoints=off",
            "-c",
            f"fsync={on(durable)}",
            "postgres",
        )
        status, said = programs.run(home, "postgres", *single, stdin=first_statements(password), keep=[start_lock])
        if "ERROR:" in said or not (home.staging / "PG_VERSION").exists():
            status = status or 1
    if status != 0:
        home.note(said)
        raise EmbeddedPostgresError(
            f"PostgreSQL could not make its data folder in {home.data} ({last_line(said)}): put that right, or set "
            "PORTAL_DATA to another folder, and start again."
        )
    write_private(home, home.staging / PASSWORD_FILE, password)
    if not durable:
        write_private(home, home.staging / VOLATILE, "")


def first_statements(password: str) -> str:
    """The portal's role owns its database and may make more (tests), but is no superuser. `-j`: ends of statements
    are an empty line."""
    return (
        f"CREATE ROLE {ROLE} LOGIN CREATEDB PASSWORD '{password}';\n\n"
        f"GRANT pg_monitor, pg_signal_backend, pg_checkpoint TO {ROLE};\n\n"
        f"CREATE DATABASE {DATABASE} OWNER {ROLE};\n\n"
    )


def check(home: Home, programs: Programs) -> None:
    """Only what PostgreSQL itself would say less clearly."""
    try:
        version = (home.cluster / "PG_VERSION").read_text().strip()
        (home.cluster / "global" / "pg_control").stat()
        major = int(version)
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise damaged(home, f"PG_VERSION or pg_control is missing or unreadable: {error}") from None
    if major != programs.major:
        raise EmbeddedPostgresError(
            f"The data in {home.cluster} were made by PostgreSQL {version} and this is PostgreSQL {programs.major}: "
            f"use the version that made them, or move the folder away and load a dump of it (pg_dump {version})."
        )
    owner = home.cluster.stat().st_uid
    if owner != home.account().uid:
        raise EmbeddedPostgresError(
            f"The folder {home.cluster} belongs to another account (number {owner}) than {home.run}: "
            f"give both to the same one with chown -R, or set PORTAL_DATA to another folder."
        )


def damaged(home: Home, reason: str) -> EmbeddedPostgresError:
    return EmbeddedPostgresError(
        f"The database in {home.cluster} does not start ({reason}; see {home.log}): "
        "restore a backup, or move the folder away to begin with an empty database."
    )


def write_private(home: Home, path: Path, text: str) -> None:
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(fd, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(fd)
    home.give(path)


def sync_folder(folder: Path) -> None:
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def on(value: bool) -> str:
    return "on" if value else "off"
