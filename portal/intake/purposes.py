"""What can be handed in, registered by the apps; the look-up page asks it for the state of a receipt."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from portal.models import Receipt


@dataclass(frozen=True)
class Purpose:
    key: str
    label: str
    prefix: str
    """Two capital letters of its receipt numbers."""
    state: Callable[[HttpRequest, Receipt], HttpResponse]
    """The page that tells the holder of number and code how it stands; made no-store by who calls it."""


_purposes: dict[str, Purpose] = {}


def register_purpose(purpose: Purpose) -> None:
    """Called in AppConfig.ready(); a second one of the same key or prefix is a programming error."""
    if purpose.key in _purposes or any(purpose.prefix == each.prefix for each in _purposes.values()):
        raise ValueError(f"purpose {purpose.key!r} ({purpose.prefix}) is registered twice")
    _purposes[purpose.key] = purpose


def purpose_of(key: str) -> Purpose:
    """KeyError for one that no app registered."""
    return _purposes[key]


def is_purpose(key: str) -> bool:
    return key in _purposes
