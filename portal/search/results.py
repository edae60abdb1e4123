"""The page of results: filters with true counts, chips, order, pages. All counting is done on the snapshot."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import quote_plus

import numpy as np
from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils import timezone

from portal import registry
from portal.list_links import FacetView, Option
from portal.search import labels
from portal.search.engine import Found, first_of, search
from portal.search.phrases import CHECKED
from portal.search.synonyms import pins

PER_PAGE = 20
SHOWN, LONGEST = 6, 40
"""Options of a facet before 更多, and at all."""
SORTS = {"": "按相关度", "newest": "新的在前", "oldest": "旧的在前"}
KIND, STATE = "kind", "validity"
MAX_TAGS = 8


@dataclass
class Results:
    """What an address asks for. `mask` are the rows of the list, of which `page` shows twenty."""

    params: QueryDict
    path: str
    notes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.found: Found = search(self.params.get("q", ""))
        self.q = self.found.query.raw
        self.sort = self.params.get("sort", "") if self.params.get("sort", "") in SORTS else ""
        self.chosen: dict[str, list[str]] = {}
        self._masks: dict[str, Any] = {}
        self._choose()

    # -- filters ------------------------------------------------------------------------------------------------------

    def _choose(self) -> None:
        for name, kind in {KIND: None, STATE: None, **labels.facet_kinds()}.items():
            for value in dict.fromkeys(self.params.getlist(name)[:MAX_TAGS]):
                mask = self._mask_of(name, value)
                if mask is None:
                    if value:
                        self.notes.append(f"没有“{value[:30]}”这个筛选值，已忽略。")
                elif kind is not None and kind.adds and name in self._masks:
                    self._masks[name] = self._masks[name] & mask
                    self.chosen[name].append(value)
                else:
                    self._masks[name], self.chosen[name] = mask, [value]
        for label, text in self.found.query.fields:
            self._choose_by_label(label, text)
        if self.found.phrase_cut:
            self.notes.append(f"引号里的词出现得太多，只核对了最相关的{CHECKED}处原文。")
        if self.found.query.cut:
            self.notes.append("查询太长，只用了前 200 个字。")

    def _choose_by_label(self, label: str, text: str) -> None:
        """发文机关:卫健委 - any facet by its name, any value whose name has the text."""
        for name, kind in labels.facet_kinds().items():
            column = self.found.snapshot.facets.get(name)
            if kind.label == label and column is not None:
                known = labels.names_of(name, column.names)
                values = [
                    value for value, shown in known.items() if text in shown or text in labels.long_name(name, value)
                ]
                masks = [column.mask(value, len(self.found.snapshot)) for value in values]
                self._masks[f"field:{name}"] = np.logical_or.reduce(masks) if masks else np.zeros(self._size, bool)
                self.notes.append(f"只看{label}中有“{text}”的结果。")
                return
        if label == "标题":
            return
        self.notes.append(f"没有“{label}”这个字段，已忽略。")

    @property
    def _size(self) -> int:
        return len(self.found.snapshot)

    def _mask_of(self, name: str, value: str) -> Any:
        """Rows with a value; None when nothing has it."""
        snapshot = self.found.snapshot
        if name == KIND:
            table = labels.table_of(value)
            return snapshot.kind == snapshot.kinds.index(table) if table in snapshot.kinds else None
        if name == STATE:
            numbers, names = snapshot.states(timezone.localdate())
            if value in names and value:
                return numbers == names.index(value)
            return np.zeros(self._size, bool) if value in labels.state_labels() else None
        column = snapshot.facets.get(name)
        return column.mask(value, self._size) if column is not None and value in column.numbers else None

    def mask_without(self, name: str = "") -> Any:
        """Matching rows with all filters but one."""
        mask = self.found.mask & self.found.snapshot.alive
        for other, condition in self._masks.items():
            if other != name:
                mask = mask & condition
        return mask

    @cached_property
    def mask(self) -> Any:
        return self.mask_without()

    @cached_property
    def total(self) -> int:
        return int(np.count_nonzero(self.mask))

    # -- rows ---------------------------------------------------------------------------------------------------------

    def rows(self, most: int | None = None) -> Any:
        """The first `most` row numbers, or all, in the order of the list."""
        if not self.sort:
            return self.found.ordered(self.mask, most)
        snapshot = self.found.snapshot
        late = snapshot.day if self.sort == "newest" else np.where(snapshot.day > 0, -snapshot.day, -(2**30))
        rows = first_of(np.flatnonzero(self.mask), late, most)
        return rows[np.lexsort((-snapshot.ids[rows], -late[rows]))][:most]

    @cached_property
    def page(self) -> Page:
        """Any number gives a page."""
        return Paginator(_Ranked(self), PER_PAGE).get_page(self.params.get("page"))

    # -- addresses ----------------------------------------------------------------------------------------------------

    @cached_property
    def _said(self) -> dict[str, str]:
        """What every address of the page repeats, already encoded: the query, the filters that hold, the order."""
        said = {"q": [self.q], **self.chosen, "sort": [self.sort]}
        return {name: _encoded(name, values) for name, values in said.items() if any(values)}

    def url(self, drop: tuple[str, ...] = (), path: str = "", **changes: Any) -> str:
        left = {*drop, *changes}
        parts = [text for name, text in self._said.items() if name not in left]
        parts += [_encoded(name, value if isinstance(value, list) else [str(value)]) for name, value in changes.items()]
        path = path or self.path
        return f"{path}?{'&'.join(parts)}" if parts else path

    def _with(self, name: str, values: list[str]) -> str:
        parts = [text for other, text in self._said.items() if other != name]
        if values:
            parts.append(_encoded(name, values))
        return f"{self.path}?{'&'.join(parts)}" if parts else self.path

    def _toggle(self, name: str, value: str, adds: bool) -> str:
        held = self.chosen.get(name, [])
        if value in held:
            return self._with(name, [each for each in held if each != value])
        return self._with(name, [*held, value] if adds else [value])

    def chips(self) -> list[Option]:
        return [
            Option(labels.name_of(name, value), self._toggle(name, value, adds=True))
            for name, values in self.chosen.items()
            for value in values
        ]

    @property
    def clear_url(self) -> str | None:
        return self.url(drop=tuple(self.chosen)) if self.chosen else None

    def sorts(self) -> list[Option]:
        return [
            Option(label, self.url(sort=name) if name else self.url(drop=("sort",)), selected=name == self.sort)
            for name, label in SORTS.items()
        ]

    def drops(self) -> list[Option]:
        """For an empty list: what would be found without each filter."""
        found = []
        for name, values in self.chosen.items():
            if number := int(np.count_nonzero(self.mask_without(name))):
                shown = "、".join(labels.name_of(name, value) for value in values)
                found.append(Option(shown, self.url(drop=(name,)), number))
        return found

    # -- facets -------------------------------------------------------------------------------------------------------

    def facets(self) -> list[FacetView]:
        """What has more than one value; a chosen one always."""
        views = [self._view(KIND, "类型", self._kind_counts(), labels.kind_labels(), by_count=False)]
        views.append(self._view(STATE, "有效性和状态", self._state_counts(), labels.state_labels(), by_count=False))
        for name, kind in labels.facet_kinds().items():
            column = self.found.snapshot.facets.get(name)
            if column is None:
                continue
            counts = column.counts(self.mask if kind.adds else self.mask_without(name))
            shown = labels.names_of(name, list(counts))
            if kind.group is not None:
                views += self._grouped(kind, counts, shown)
            else:
                views.append(self._view(name, kind.label, counts, shown, by_count=not kind.ordered))
        return [view for view in views if len(view.options) > 1 or any(option.selected for option in view.options)]

    def _kind_counts(self) -> dict[str, int]:
        snapshot = self.found.snapshot
        counts = np.bincount(snapshot.kind[self.mask_without(KIND)], minlength=len(snapshot.kinds))
        return {labels.key_of(table): int(counts[i]) for i, table in enumerate(snapshot.kinds)}

    def _state_counts(self) -> dict[str, int]:
        numbers, names = self.found.snapshot.states(timezone.localdate())
        counts = np.bincount(numbers[self.mask_without(STATE)], minlength=len(names))
        return {name: int(count) for name, count in zip(names, counts, strict=True) if name}

    def _grouped(self, kind: Any, counts: dict[str, int], shown: dict[str, str]) -> Iterator[FacetView]:
        groups: dict[tuple[str, str], dict[str, str]] = {}
        for value, group in labels.groups_of(kind.name, list(shown)).items():
            groups.setdefault(group, {})[value] = shown[value]
        for (code, label), members in groups.items():
            yield self._view(kind.name, label, counts, members, by_count=True, shown_as=f"{kind.name}-{code}")

    def _view(
        self, name: str, label: str, counts: dict[str, int], shown: dict[str, str], by_count: bool, shown_as: str = ""
    ) -> FacetView:
        kind, held = labels.facet_kinds().get(name), self.chosen.get(name, [])
        adds = bool(kind and kind.adds)
        values = [value for value in shown if counts.get(value) or value in held]
        if by_count:
            values.sort(key=lambda value: (-counts.get(value, 0), shown[value]))
        parents = {value: up for value, up in self._parents(name, values).items() if up in shown}
        opened = {*held, *(parents.get(value, "") for value in held)}

        def option(value: str) -> Option:
            lower = [each for each in values if parents.get(each) == value] if value in opened else []
            up = parents.get(value, "") if value in held and not adds else ""
            url = self._with(name, [up]) if up else self._toggle(name, value, adds)
            return Option(shown[value], url, counts.get(value, 0), value in held, tuple(map(option, lower)))

        values_on_top = [value for value in values if value not in parents]
        options = list(map(option, values_on_top[:LONGEST]))
        options += [option(value) for value in values_on_top[LONGEST:] if value in opened]
        first = options[:SHOWN] + [each for each in options[SHOWN:] if each.selected or each.below]
        more = [each for each in options[SHOWN:] if not (each.selected or each.below)]
        return FacetView(shown_as or name, label, first, more)

    def _parents(self, name: str, values: list[str]) -> dict[str, str]:
        return labels.parents_of(name, values) if name in labels.facet_kinds() else {}

    # -- beside the list ----------------------------------------------------------------------------------------------

    def pinned(self) -> list[Any]:
        """推荐结果 of exactly this query."""
        today, wanted = timezone.localdate(), self.found.query.raw.lower()
        return [pin for pin in pins() if pin.runs(today) and wanted in {each.lower() for each in pin.queries}]

    def suggestion(self) -> tuple[str, str] | None:
        """(another spelling, its address)."""
        text = self.found.suggestion(self.total) if self.q else ""
        return (text, self.url(q=text)) if text else None


class _Ranked(Sequence[int]):
    """The rows of a list for the paginator: as many are put in order as the page needs."""

    def __init__(self, listing: Results) -> None:
        self.listing = listing

    def __len__(self) -> int:
        return self.listing.total

    def __getitem__(self, place: Any) -> Any:
        return self.listing.rows(place.stop)[place]


def _encoded(name: str, values: list[str]) -> str:
    return "&".join(f"{name}={quote_plus(value, errors='replace')}" for value in values)


def types() -> dict[str, Any]:
    """table → registered type, for those that are searched."""
    return {each.model._meta.db_table: each for each in registry.public_types() if each.search is not None}
