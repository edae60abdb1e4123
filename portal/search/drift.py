"""Whether the index says what the content says, and how it is set right (`manage.py reindex`)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

from portal import registry
from portal.search.index import BATCH, digest, index_many, line, refresh_citations
from portal.search.merge import merge
from portal.search.models import SearchEntry, SearchPosting
from portal.search.vocabulary import add_words


@dataclass
class Drift:
    """Keys of rows by what is wrong with their entries."""

    missing: list[int] = field(default_factory=list)
    extra: list[int] = field(default_factory=list)
    changed: list[int] = field(default_factory=list)

    @property
    def all(self) -> list[int]:
        return sorted({*self.missing, *self.extra, *self.changed})


def searched_types() -> Iterator[Any]:
    yield from (each for each in registry.public_types() if each.search is not None)


def drift(public_type: Any) -> Drift:
    """Compare every public row with its entry by the digest of what would be indexed."""
    model = public_type.model
    held = dict(SearchEntry.objects.filter(kind=model._meta.db_table).values_list("object_id", "digest"))
    found, seen = Drift(), set()
    keys = list(model._default_manager.published().order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        part = keys[start : start + BATCH]
        for row in public_type.search.prefetch(model._default_manager.published().filter(pk__in=part)):
            seen.add(row.pk)
            item = public_type.search.item(row)
            if row.pk not in held:
                found.missing.append(row.pk)
            elif held[row.pk] != digest(item, line(public_type, row, item)):
                found.changed.append(row.pk)
    found.extra = sorted(held.keys() - seen)
    return found


def repair(public_type: Any, found: Drift) -> int:
    return index_many(public_type, found.all)


def rebuild(progress: Callable[[str, int], None]) -> None:
    """Every entry anew. Readers keep the old entries of a batch until the new ones are committed.

    Afterwards nothing that stands has its words in a segment from before, and those segments go.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('portal_searchsegment')")
        last = cursor.fetchone()[0]
    for public_type in searched_types():
        keys = list(public_type.model._default_manager.published().order_by("pk").values_list("pk", flat=True))
        stale = SearchEntry.objects.filter(kind=public_type.model._meta.db_table).exclude(object_id__in=keys)
        keys += list(stale.values_list("object_id", flat=True))
        for start in range(0, len(keys), BATCH):
            index_many(public_type, keys[start : start + BATCH])
            progress(public_type.label, min(start + BATCH, len(keys)))
    SearchPosting.objects.filter(segment__lte=last).delete()
    maintain()


def maintain() -> int:
    """What a task does every night: count citations and words, join segments. Returns how many segments were joined."""
    refresh_citations()
    count_words()
    return merge()


def count_words() -> None:
    """Vocabulary of the titles that stand now, with true counts."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM portal_searchword")
        add_words(cursor, list(SearchEntry.objects.values_list("title", flat=True)))
