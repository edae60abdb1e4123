"""A version as a page shows it: what was asked, which rows, in which order, and the links that ask otherwise."""

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db import connection
from django.urls import reverse

from disclosures.cell_values import shown
from disclosures.dataset_import import cells_of
from disclosures.dataset_index import asked, found, ordered
from disclosures.models import Dataset, DatasetField, DatasetVersion
from portal.list_links import page_links

PER_PAGE = 50
SUMMED = 5_000
"""Of so many found rows the sums are made while the page is; those of the whole version stand ready."""
SORTS = {"": "none", "up": "ascending", "down": "descending"}


class ShownTable:
    """`query`: q, sort (a key, or -key), page of the address; what makes no sense is left out and said in `notes`."""

    def __init__(self, item: Dataset, version: DatasetVersion | None, query: dict[str, str]) -> None:
        self.item, self.version = item, version
        self.fields: list[DatasetField] = [each for each in item.fields.all() if not each.private]
        self.query = asked(query.get("q", ""))
        self.notes: list[str] = []
        wanted = query.get("sort", "")
        self.down, self.key = wanted.startswith("-"), wanted.removeprefix("-")
        if self.key and self.key not in {each.key for each in self.fields}:
            self.notes.append("没有这个排序方式，按原来的次序显示。")
            self.down, self.key = False, ""
        self._page = query.get("page", "")

    @cached_property
    def numbers(self) -> Any:
        """Row numbers of everything that was asked for, in order."""
        if self.version is None:
            return []
        rows = found(self.version, self.query)
        return ordered(self.version, rows, self.key, down=self.down) if self.key else rows

    @property
    def size(self) -> str:
        """How many rows were found."""
        return f"{len(self.numbers):,}行"

    @cached_property
    def page(self) -> Page:
        return Paginator(self.numbers, PER_PAGE).get_page(self._page)

    @cached_property
    def lines(self) -> list[dict[str, Any]]:
        """The rows of the page, each cell as it is read."""
        if self.version is None:
            return []
        numbers = [int(each) for each in self.page]
        rows = cells_of(self.version, numbers)
        return [
            {"number": number, "cells": [(each, shown(each, cells.get(each.key))) for each in self.fields]}
            for number, cells in zip(numbers, rows, strict=True)
        ]

    @property
    def summed(self) -> list[DatasetField]:
        return [each for each in self.fields if each.total]

    @cached_property
    def totals(self) -> list[dict[str, Any]]:
        """合计 of what was found, where that is made, and of the whole table."""
        if not self.summed or self.version is None or not self.version.rows:
            return []
        whole = self._total(f"全表合计（{self.version.size}）", self.version.totals)
        if not self.query or not 0 < len(self.numbers) <= SUMMED:
            return [whole]
        return [self._total(f"查到的{self.size}合计", self._sums()), whole]

    def _total(self, name: str, sums: dict[str, Any]) -> dict[str, Any]:
        """The name stands over the columns before the first that has a sum."""
        first = next(at for at, each in enumerate(self.fields) if each.total)
        cells = [shown(each, sums.get(each.key)) if each.total else "" for each in self.fields[first:]]
        return {"name": name, "span": first, "cells": cells}

    def _sums(self) -> dict[str, Any]:
        assert self.version is not None
        sums = ", ".join("sum((cells ->> %s)::numeric)" for _ in self.summed)
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {sums} FROM disclosures_datasetrow WHERE version_id = %s AND number = ANY(%s)",  # noqa: S608
                [*(each.key for each in self.summed), self.version.pk, [int(each) for each in self.numbers]],
            )
            values = cursor.fetchone()
        return {each.key: 0 if value is None else value for each, value in zip(self.summed, values, strict=True)}

    @cached_property
    def columns(self) -> list[dict[str, Any]]:
        """Headings, each with the link that sorts by it: up, then down, then as the file was."""
        found = []
        for each in self.fields:
            state = ("down" if self.down else "up") if each.key == self.key else ""
            after = {"": each.key, "up": f"-{each.key}", "down": ""}[state]
            said = {"": "升序排列", "up": "降序排列", "down": "恢复原来的次序"}[state]
            found.append(
                {"field": each, "sort": SORTS[state], "state": state, "said": said, "url": self.url(sort=after)}
            )
        return found

    @property
    def sort(self) -> str:
        return f"-{self.key}" if self.down and self.key else self.key

    @property
    def older(self) -> int | None:
        """Its number, when it is not the current version."""
        return self.version.number if self.version and self.version.standing != "confirmed" else None

    def query_string(self, **changes: Any) -> str:
        query = {"version": self.older, "q": self.query, "sort": self.sort} | changes
        text = urlencode({name: value for name, value in query.items() if value})
        return f"?{text}" if text else ""

    def url(self, **changes: Any) -> str:
        return self.item.get_absolute_url() + self.query_string(**changes) + "#table"

    @property
    def all_url(self) -> str:
        return self.url(q="")

    @property
    def page_links(self) -> list[dict[str, Any]]:
        return page_links(lambda page: self.url(page=page), self.page)

    @property
    def downloads(self) -> list[tuple[str, str]]:
        """(label, address) of the rows that are shown, all pages of them."""
        return [
            (kind.upper(), reverse("disclosures:dataset-rows", args=[self.item.slug, kind]) + self.query_string())
            for kind in ("csv", "xlsx", "json")
        ]
