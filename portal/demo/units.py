"""Units and staff of the demonstration district."""

import secrets
import tomllib
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.utils import timezone

from portal.models import Unit, User

FOLDER = Path(__file__).parent
STAFF = {
    "author": ("construction", "起草", "建管委起草人"),
    "reviewer": ("construction", "审查", "建管委审查人"),
    "office": ("office", "发布", "政务公开办"),
    "admin": ("office", "发布", "系统管理员"),
}
"""The accounts to log in with: user name → unit key, group, name."""


def load_units() -> dict[str, Unit]:
    """Unit key → unit; run again it brings the rows up to date."""
    records: list[dict[str, Any]] = tomllib.loads((FOLDER / "units.toml").read_text())["unit"]
    units: dict[str, Unit] = {}
    for record in records:
        fields = {name: value for name, value in record.items() if name not in ("key", "parent", "successor")}
        units[record["key"]], _ = Unit.objects.update_or_create(name=record["name"], defaults=fields)
    for record in records:
        unit = units[record["key"]]
        unit.parent, unit.successor = units.get(record.get("parent", "")), units.get(record.get("successor", ""))
        unit.save(update_fields=["parent", "successor"])
    return units


def load_staff(units: dict[str, Unit], data_dir: Path) -> str:
    """The accounts of STAFF with one password that is made once and kept beside the data; returns it."""
    path = data_dir / "demo-password"
    if not path.exists():
        path.write_text(secrets.token_urlsafe(9) + "-2026")
        path.chmod(0o600)
    password = path.read_text().strip()
    hashed = ""
    for name, (unit, group, label) in STAFF.items():
        user, made = User.objects.get_or_create(
            username=name,
            defaults={"unit": units[unit], "first_name": label, "is_staff": True, "is_superuser": name == "admin"},
        )
        if made:
            hashed = hashed or make_password(password)
            user.password, user.password_changed_at = hashed, timezone.now()
            user.save(update_fields=["password", "password_changed_at"])
            user.groups.set([Group.objects.get(name=group)])
    return password


def desk_of(unit: Unit, key: str) -> tuple[User, User]:
    """(author, reviewer) of a unit, in whose names its demonstration items were drafted and reviewed; nobody logs in as them."""
    held = User.objects.in_bulk([f"author.{key}", f"reviewer.{key}"], field_name="username")
    author, reviewer = (
        held.get(f"{role}.{key}") or _colleague(unit, f"{role}.{key}", group, label)
        for role, group, label in (("author", "起草", "起草人"), ("reviewer", "审查", "审查人"))
    )
    return author, reviewer


def _colleague(unit: Unit, name: str, group: str, label: str) -> User:
    user = User.objects.create(
        username=name,
        unit=unit,
        first_name=f"{unit.label}{label}",
        is_active=False,
        password=make_password(None),
    )
    user.groups.set([Group.objects.get(name=group)])
    return user
