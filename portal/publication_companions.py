"""What goes public, and goes away, together with an item of another model: interpretations with their policy.

A companion registers in `AppConfig.ready()` and acts in the transaction and at the moment of the item it follows.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Companion:
    """Each is called with the item, who does it and the moment; a refusal takes the item's own verb back too."""

    published: Callable[[Any, Any, dt.datetime], None]
    withdrawn: Callable[[Any, Any, dt.datetime], None]


_companions: dict[str, list[Companion]] = {}


def register_companion(model: type, companion: Companion) -> None:
    _companions.setdefault(model._meta.label, []).append(companion)  # type: ignore[attr-defined]


def companions_of(item: Any) -> list[Companion]:
    """In the order of registration."""
    return _companions.get(item._meta.label, [])
