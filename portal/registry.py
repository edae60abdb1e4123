"""What the public can see, registered once by each app in `AppConfig.ready()`.

Sitemap, feeds, the home page, search, inspection, statistics and the leak test all walk this list; the library never
imports a content app.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from portal.search.item import Searchable

if TYPE_CHECKING:  # publishing writes the search index, which reads this list
    from portal.publishing import Publishable


@dataclass(frozen=True)
class PublicType:
    """One public model: how it is named, and how one row of it is shown in a list of mixed things."""

    key: str
    """Stable lower-case name, part of feed addresses and search facets."""
    model: "type[Publishable]"
    label: str
    """Chinese name of the kind, as a facet shows it."""
    list_url: str
    """Name of the URL of its list."""
    updated: Callable[[Any], Any]
    """The moment of the last public change of a row."""
    summary: Callable[[Any], str]
    urls: Callable[[Any], list[str]]
    """Every public address that shows the row or belongs to it (page, files); the leak test asks each of them."""
    position: int = 100
    needs: tuple[str, ...] = ()
    """Columns beside the row's moments that its address is made of."""
    search: Searchable | None = None
    """How it is searched; None: not at all."""


_types: dict[str, PublicType] = {}


def register(public_type: PublicType) -> None:
    """Called once per model; a second registration of a key is a programming error."""
    if public_type.key in _types:
        raise ValueError(f"public type {public_type.key!r} is registered twice")
    _types[public_type.key] = public_type


def public_types() -> Iterator[PublicType]:
    """All registered types in their display order."""
    yield from sorted(_types.values(), key=lambda each: (each.position, each.key))


def get(key: str) -> PublicType:
    """The type of that key; KeyError when there is none."""
    return _types[key]


def of_model(model: "type[Publishable]") -> PublicType | None:
    """The type of a model; None when it is not registered."""
    return next((each for each in _types.values() if each.model is model), None)
