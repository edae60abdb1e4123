"""A large table until the worker has read it: it may hold private columns, so it lies apart from the uploads, briefly."""

import secrets
import time
from pathlib import Path
from typing import IO

from django.conf import settings

VALID_SECONDS = 30 * 60


def _folder() -> Path:
    folder: Path = settings.DATA_DIR / ("test-imports" if settings.TESTING else "imports")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def keep(file: IO[bytes]) -> str:
    """The name by which opened() finds it again."""
    forget_old()
    name = secrets.token_hex(20)
    path = _folder() / name
    path.touch(mode=0o600)
    file.seek(0)
    with path.open("wb") as kept:
        while chunk := file.read(1024 * 1024):
            kept.write(chunk)
    return name


def opened(name: str) -> IO[bytes] | None:
    """None when it is gone. `name` is what keep() gave, never what somebody typed."""
    try:
        return (_folder() / name).open("rb")
    except FileNotFoundError:
        return None


def forget(name: str) -> None:
    (_folder() / name).unlink(missing_ok=True)


def forget_old() -> int:
    """Deletes what no worker has read in time; returns how many."""
    old = [each for each in _folder().iterdir() if each.stat().st_mtime < time.time() - VALID_SECONDS]
    for each in old:
        each.unlink(missing_ok=True)
    return len(old)
