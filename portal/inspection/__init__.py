"""常态化检查: what is wrong with the site, found each night, told to the owner once, counted by the national check table.

Apps register their checks in `AppConfig.ready()`; each check names everything that it finds wrong now. What was found before
and is not found any more is over. Source: 国办秘函〔2019〕19号 (reference in docs/operations.md); deductions whose numbers the
published table does not give are rows that the office edits.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from portal.models import Unit


@dataclass(frozen=True)
class Found:
    """One thing that is wrong. `subject` is the same text for the same thing on every night."""

    subject: str
    text: str
    unit: Unit | None = None
    url: str = ""
    """Staff page where it can be mended."""


@dataclass(frozen=True)
class Check:
    """`veto`: so many problems at once are a 单项否决; None where the check only costs points."""

    key: str
    label: str
    find: Callable[[], Iterable[Found]]
    points: float = 1.0
    """Deducted for each problem, until the office sets its own."""
    cap: float = 10.0
    """Deducted at most."""
    veto: int | None = None
    position: int = 100


_checks: dict[str, Check] = {}


def register_check(check: Check) -> None:
    """A second registration of a key is a programming error."""
    if check.key in _checks:
        raise ValueError(f"check {check.key!r} is registered twice")
    _checks[check.key] = check


def checks() -> Iterator[Check]:
    yield from sorted(_checks.values(), key=lambda each: (each.veto is None, each.position, each.key))


def check_of(key: str) -> Check | None:
    return _checks.get(key)
