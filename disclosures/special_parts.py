"""What a special can be composed of: each kind registers what staff may choose and how it is shown."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Shown:
    """One part as the public sees it: its own name, its page, and what its template shows of it."""

    name: str
    url: str
    data: Any


@dataclass(frozen=True)
class PartKind:
    """A kind of part. Things are named by the last part of their address, which never changes once public."""

    key: str
    label: str
    template: str
    """Its context: `part` (Shown)."""
    options: Callable[[], Iterable[tuple[str, str]]]
    """(address name, title) of what staff may choose."""
    shown: Callable[[Sequence[str], dt.datetime | None], Mapping[str, Shown]]
    """Address names → what is public of each, in a bounded number of queries; what is not public is absent.
    With a moment, only what was public by then: an archived special is closed."""
    position: int = 100
    together: str = ""
    """Class of the box in which neighbours of the kind without words of their own share one section; empty: each alone."""


_kinds: dict[str, PartKind] = {}


def register(kind: PartKind) -> None:
    """Called once per kind in `AppConfig.ready()`; a second registration of a key is a programming error."""
    if kind.key in _kinds:
        raise ValueError(f"part {kind.key!r} is registered twice")
    _kinds[kind.key] = kind


def kinds() -> Iterator[PartKind]:
    yield from sorted(_kinds.values(), key=lambda each: (each.position, each.key))


def kind_of(target: str) -> PartKind | None:
    return _kinds.get(target.partition(":")[0])


def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """For a select with groups: (kind, [(target, title)])."""
    return [(each.label, [(f"{each.key}:{slug}", title) for slug, title in each.options()]) for each in kinds()]


def known(target: str) -> bool:
    """Whether staff could have chosen it."""
    kind = kind_of(target)
    return kind is not None and target.partition(":")[2] in {slug for slug, _ in kind.options()}


def shown(targets: Sequence[str], until: dt.datetime | None = None) -> dict[str, Shown]:
    """Target → what is public of it; each kind that occurs is asked once."""
    wanted: dict[str, list[str]] = {}
    for target in targets:
        key, _, slug = target.partition(":")
        wanted.setdefault(key, []).append(slug)
    found: dict[str, Shown] = {}
    for key, slugs in wanted.items():
        if key in _kinds:
            found |= {f"{key}:{slug}": each for slug, each in _kinds[key].shown(slugs, until).items()}
    return found
