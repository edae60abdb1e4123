"""Blocks that an app adds to a page of a lower app: the message board under a policy, under a unit.

    register_panel("document", Panel("board", "留言", 60, board_context, "interaction/_board.html"))

`context(item)` returns what the template needs, in a bounded number of queries, or None when there is nothing to show.
`notices` in it (tone, before, text, url, after) stand at the head of the page.
Panels stand in the order of their position and are linked from the page's own navigation by their key.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Panel:
    key: str
    label: str
    position: int
    context: Callable[[Any], dict[str, Any] | None]
    template: str
    styles: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shown:
    """A panel with what it shows of one item."""

    panel: Panel
    data: dict[str, Any]


_places: dict[str, list[Panel]] = {}


def register_panel(place: str, panel: Panel) -> None:
    """Called in AppConfig.ready(); the same key twice in a place is a programming error."""
    held = _places.setdefault(place, [])
    if any(each.key == panel.key for each in held):
        raise ValueError(f"panel {panel.key!r} of {place!r} is registered twice")
    held.append(panel)
    held.sort(key=lambda each: each.position)


def panels(place: str, item: Any) -> list[Shown]:
    """What the registered panels show of an item, in their order."""
    found = ((panel, panel.context(item)) for panel in _places.get(place, []))
    return [Shown(panel, data) for panel, data in found if data is not None]
