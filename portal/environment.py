"""The environment as typed values; a wrong one is a sentence that names the variable and what it takes."""

import os
from pathlib import Path
from typing import Any

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

from portal.embedded import EmbeddedPostgresError, ensure


class ConfigurationError(Exception):
    """A setting that cannot be used; the message is shown to the operator as it is."""


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: bool = False) -> bool:
    value = text(name).lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ConfigurationError(f"{name} is {value!r}; set it to 1 or 0.")


def number(name: str, default: int) -> int:
    value = text(name)
    if not value:
        return default
    if not value.isdigit():
        raise ConfigurationError(f"{name} is {value!r}; set it to a whole number.")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list without empty items."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def database(name: str = "DATABASE_URL", *, data_dir: Path, durable: bool = True, pool: int = 0) -> dict[str, Any]:
    """Django's DATABASES entry from a postgresql:// address, or of the embedded server when the variable is unset.

    pool: connections kept per process, 0 for none.
    """
    url = text(name)
    if not url:
        try:
            url = ensure(data_dir, durable=durable)
        except EmbeddedPostgresError as error:
            raise ConfigurationError(str(error)) from None
    try:
        parts = conninfo_to_dict(url)
    except ProgrammingError as error:
        raise ConfigurationError(
            f"{name} is not a PostgreSQL address ({error}); use postgresql://user@host/db"
        ) from None
    entry: dict[str, Any] = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", "portal"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": str(parts.pop("port", "")),
        "OPTIONS": parts,
    }
    if pool:
        entry["OPTIONS"]["pool"] = {"min_size": 1, "max_size": pool, "timeout": 5}
    return entry
