"""Links around what a body names, put in at the places that were found when it was saved."""

from collections.abc import Callable, Iterable
from typing import Any

from policies.citing.mentions import title_keys
from policies.numbers import search_key

Named = dict[str, set[int]]
"""Key → documents that bear it."""


def wanted(citations: Iterable[list[Any]]) -> tuple[set[str], set[str]]:
    """(keys of numbers, keys of titles) that a body names."""
    by_number: set[str] = set()
    by_title: set[str] = set()
    for _, _, kind, key in citations:
        by_number.add(key) if kind == "n" else by_title.update(title_keys(key))
    return by_number, by_title


def targets(citations: list[list[Any]], numbers: Named, titles: Named) -> list[int | None]:
    """The one document that each citation names, or None.

    A title that several bear is the one whose number follows it in brackets; a title whose number is another document's
    is nobody's.
    """
    found: list[int | None] = []
    for index, (_, end, kind, key) in enumerate(citations):
        if kind == "n":
            found.append(_only(numbers.get(key, set())))
            continue
        bearers = set().union(*(titles.get(each, set()) for each in title_keys(key)))
        following = citations[index + 1] if index + 1 < len(citations) else None
        if following and following[2] == "n" and 0 <= following[0] - end <= 1:
            bearers &= numbers.get(following[3], set())
        found.append(_only(bearers))
    return found


def _only(bearers: set[int]) -> int | None:
    return next(iter(bearers)) if len(bearers) == 1 else None


def linked(html: str, citations: list[list[Any]], address: Callable[[int], str | None]) -> str:
    """`html` with a link around each citation for whose index `address` gives one.

    What does not stand where it was found (the body was changed behind its back) is left alone.
    """
    parts, position = [], 0
    for index, (start, end, kind, key) in enumerate(citations):
        url = address(index)
        if url is None or start < position or not _stands(html[start:end], kind, key):
            continue
        parts += [html[position:start], f'<a href="{url}">', html[start:end], "</a>"]
        position = end
    return "".join([*parts, html[position:]])


def _stands(text: str, kind: str, key: str) -> bool:
    return text[:1] == "《" and text[-1:] == "》" if kind == "t" else search_key(text) == key
