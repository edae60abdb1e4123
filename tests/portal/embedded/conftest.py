"""Folders for the embedded server, and visitors that are gone after each test."""

import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from .visitors import AS_NOBODY, ROOT, Visit, Visitor, is_stopped, wait_for, wait_until_stopped, watchdogs


@pytest.fixture
def visit() -> Iterator[Visit]:
    visitors: list[tuple[Visitor, Path]] = []

    def come(folder: Path, **options) -> Visitor:
        visitors.append((Visitor(folder, **options), folder))
        return visitors[-1][0]

    yield come
    for visitor, _ in visitors:
        visitor.end()
    for folder in {folder for _, folder in visitors if (folder / "run").is_dir()}:
        wait_until_stopped(folder)


@pytest.fixture
def fresh(tmp_path) -> Path:
    """A folder that is not there yet."""
    return tmp_path / "pg"


@pytest.fixture
def folder(fresh, made_cluster) -> Path:
    """A cluster at rest, volatile."""
    subprocess.run(["cp", "-a", made_cluster, fresh], check=True)
    return fresh


@pytest.fixture(scope="session")
def made_cluster(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "pg"
    visitor = Visitor(folder)
    assert visitor.url
    visitor.leave()
    visitor.end()
    wait_for(lambda: is_stopped(folder) and not watchdogs(folder))
    return folder


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every account can reach, unlike pytest's; ask for it before `visit`, which ends what is in it."""
    path = Path(tempfile.mkdtemp(prefix="portal-", dir="/tmp"))
    path.chmod(0o755)
    yield path / "pg"
    shutil.rmtree(path)


@pytest.fixture
def nobody_python() -> list[str]:
    """Python as an ordinary user: ours, or the system's where ours lies in a private folder."""
    trial = "import portal.embedded, subprocess, sys; subprocess.run([sys.executable, '-c', ''], check=True)"
    packages = sysconfig.get_path("purelib")
    for python in (sys.executable, "/usr/bin/python3"):
        command = [*AS_NOBODY, "env", f"PYTHONPATH={packages}", python]
        if subprocess.run([*command, "-c", trial], cwd=ROOT, capture_output=True).returncode == 0:
            return command
    pytest.skip("the account nobody cannot reach this checkout")
