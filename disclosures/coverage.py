"""覆盖情况: which items of the standard catalogues have content, which have none, and which are late."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.utils import timezone

from disclosures.models import Column, Entry, StandardItem
from disclosures.models.column import tree
from disclosures.models.standard import EntryStandard, StandardMapping
from disclosures.updates import last_update


class Standing(StrEnum):
    LATE = "超期未更新"
    EMPTY = "没有内容"
    UNMAPPED = "没有对应栏目"
    FULFILLED = "有内容"


@dataclass(frozen=True)
class Covered:
    item: StandardItem
    columns: list[Column]
    entries: int
    """Public entries that name the item itself."""
    last: dt.date | None
    """The last public change of its columns, or of the entries that name it."""
    due: dt.date | None

    @property
    def standing(self) -> Standing:
        if not self.columns and not self.entries:
            return Standing.UNMAPPED
        if self.last is None:
            return Standing.EMPTY
        return Standing.LATE if self.due and self.due < timezone.localdate() else Standing.FULFILLED


def covered(items: Iterable[StandardItem]) -> list[Covered]:
    """Two queries, whatever the number of items."""
    items = list(items)
    keys = [each.pk for each in items]
    columns: dict[int, list[Column]] = {}
    known = tree().by_pk
    for item, column in StandardMapping.objects.filter(item__in=keys).order_by("pk").values_list("item", "column"):
        if column in known and known[column].active:
            columns.setdefault(item, []).append(known[column])
    named: dict[int, list[dt.date]] = {}
    public = EntryStandard.objects.filter(item__in=keys, entry__in=Entry.objects.published().values("pk"))
    for item, published, corrected in public.values_list("item", "entry__published_at", "entry__corrected_at"):
        named.setdefault(item, []).append(timezone.localtime(corrected or published).date())
    return [_covered(each, columns.get(each.pk, []), named.get(each.pk, [])) for each in items]


def _covered(item: StandardItem, columns: list[Column], named: list[dt.date]) -> Covered:
    """Late when a column that fulfils it is past its limit; the strictest one counts."""
    days, due = [*named], []
    for column in columns:
        if moment := last_update(column):
            day = timezone.localtime(moment).date()
            days.append(day)
            if limit := column.next_update(day):
                due.append(limit)
    return Covered(item, columns, len(named), max(days, default=None), min(due, default=None))


def totals(rows: Iterable[Covered]) -> dict[Standing, int]:
    """How many items stand how; every standing is named."""
    counted = Counter(each.standing for each in rows)
    return {each: counted[each] for each in Standing}
