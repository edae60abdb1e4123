"""What a content type, or a later part of the system, wants to be true before an item goes out.

`Publishable.blockers()` asks every gate of the item's model. A gate registers in `AppConfig.ready()`: the interpretation
gate, personal data in text and files, dead links. What may wait for the second signature of an urgent publication says so.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Gate:
    name: str
    check: Callable[[Any], list[str]]
    """The sentences of what is missing in one item; none when it may pass."""
    postponable: bool = False
    """Whether an urgent publication may go first and complete this before its second signature."""


_gates: dict[str, list[Gate]] = {}


def register_gate(model: type, gate: Gate) -> None:
    """Adds a gate to a model; the same name twice is a programming error."""
    held = _gates.setdefault(model._meta.label, [])  # type: ignore[attr-defined]
    if any(each.name == gate.name for each in held):
        raise ValueError(f"gate {gate.name!r} of {model.__name__} is registered twice")
    held.append(gate)


def at_the_gates(item: Any, *, urgent: bool = False) -> list[str]:
    """What the registered gates of the item's model still ask for."""
    return [
        sentence
        for gate in _gates.get(item._meta.label, [])
        if not (urgent and gate.postponable)
        for sentence in gate.check(item)
    ]
