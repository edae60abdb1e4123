"""What every list offers to click: options of a facet, chips, page numbers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Option:
    label: str
    url: str
    count: int | None = None
    selected: bool = False
    below: tuple["Option", ...] = ()
    """The second level, when this value or one below it was chosen."""


@dataclass(frozen=True)
class FacetView:
    name: str
    label: str
    options: list[Option]
    more: list[Option]

    @property
    def chosen(self) -> bool:
        return any(option.selected or option.below for option in self.options)


def page_links(url: Callable[..., str], page: Any) -> list[dict[str, Any]]:
    """Previous, a few numbers around the current page, next; gaps have no address. `url(page=3)` is the third page."""
    links: list[dict[str, Any]] = []
    if page.has_previous():
        links.append({"label": "上一页", "url": url(page=page.previous_page_number()), "current": False})
    for number in page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1):
        current = number == page.number
        address = None if current or isinstance(number, str) else url(page=number)
        links.append({"label": str(number), "url": address, "current": current})
    if page.has_next():
        links.append({"label": "下一页", "url": url(page=page.next_page_number()), "current": False})
    return links
