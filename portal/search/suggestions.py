"""Suggestions while somebody types: titles, numbers, tags, units. At most three statements."""

import re

import numpy as np
from django.db import connection
from django.utils import timezone

from portal.search.engine import state_factors
from portal.search.folding import clean, key
from portal.search.names import names
from portal.search.postings import Postings
from portal.search.query import Query
from portal.search.results import types
from portal.search.scoring import Scorer
from portal.search.snapshot import current
from portal.search.terms import TITLE, title_pieces

TITLES, NUMBERS, NAMES = 6, 3, 3
LOOKED_AT = 60
_LATIN = re.compile("[a-z ]{2,40}")


def suggestions(text: str) -> list[dict[str, str]]:
    """[{kind, text, url}], best first."""
    query = clean(text, 60)
    wanted = key(query)
    if not wanted:
        return []
    return [*_of_names(wanted), *_of_numbers(wanted), *_of_titles(query, wanted)]


def _of_names(wanted: str) -> list[dict[str, str]]:
    latin = _LATIN.fullmatch(wanted) is not None
    found = [
        {"kind": kind, "text": name, "url": url}
        for folded, sound, kind, name, url in names()
        if wanted in folded or (latin and sound.startswith(wanted))
    ]
    return found[:NAMES]


def _of_numbers(wanted: str) -> list[dict[str, str]]:
    if not any(char.isdigit() for char in wanted):
        return []
    pattern = wanted.replace("\\", "").replace("%", "").replace("_", "") + "%"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT entry.kind, entry.object_id FROM portal_searchkey AS own "
            "JOIN portal_searchentry AS entry ON entry.id = own.entry_id WHERE own.key LIKE %s LIMIT %s",
            [pattern, NUMBERS],
        )
        found = cursor.fetchall()
    shown = []
    for table, public_type in types().items():
        pks = [pk for kind, pk in found if kind == table]
        rows = public_type.model._default_manager.published().filter(pk__in=pks) if pks else []
        shown += [
            {"kind": "文号", "text": f"{getattr(row, 'number', '')} {row.title}".strip(), "url": row.get_absolute_url()}
            for row in rows
        ]
    return shown


def _of_titles(query: str, wanted: str) -> list[dict[str, str]]:
    """Titles that contain what was typed, as it was typed."""
    snapshot = current()
    numbers = title_pieces(query)
    scorer = Scorer(snapshot, Query(query, title_terms=numbers), Postings(number | TITLE for number in numbers))
    share = scorer.title_share()
    rows = np.flatnonzero((share > 0.999) & snapshot.alive)
    if not len(rows):
        return []
    factor = scorer.factors(timezone.localdate(), state_factors())[rows]
    rows = rows[np.argsort(-factor, kind="stable")][:LOOKED_AT]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, kind, object_id, title FROM portal_searchentry WHERE id = ANY(%s) AND strpos(title_key, %s) > 0",
            [snapshot.ids[rows].tolist(), wanted],
        )
        found = {record[0]: record[1:] for record in cursor.fetchall()}
    best = [found[entry] for entry in snapshot.ids[rows].tolist() if entry in found][:TITLES]
    addresses = _addresses(best)
    return [
        {"kind": "标题", "text": title, "url": addresses[kind, pk]}
        for kind, pk, title in best
        if (kind, pk) in addresses
    ]


def _addresses(found: list[tuple[str, int, str]]) -> dict[tuple[str, int], str]:
    addresses = {}
    for table, public_type in types().items():
        pks = [pk for kind, pk, _ in found if kind == table]
        for row in public_type.model._default_manager.published().filter(pk__in=pks) if pks else []:
            addresses[table, row.pk] = row.get_absolute_url()
    return addresses
