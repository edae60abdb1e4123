"""One result as the page, the export and the suggestions show it."""

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import connection
from django.db.models import Value
from django.urls import get_script_prefix
from django.utils import timezone
from django.utils.safestring import SafeString

from portal.models.unit import Unit, units_now
from portal.search import highlight
from portal.search.engine import Found, unit_texts
from portal.search.index import line
from portal.search.results import types


@dataclass(frozen=True)
class Result:
    title: SafeString
    name: str
    """The title as it is."""
    kind: str
    position: int
    url: str
    number: str
    unit: Unit | None
    facts: list[str]
    excerpt: SafeString
    place: str
    """第十二条, or the page of an attachment."""
    place_url: str
    state: dict[str, str] | None
    reason: str
    day: str


@dataclass(frozen=True)
class _Entry:
    title: str
    line: dict[str, Any]
    place: str
    target: str
    text: str
    """Of the best passage, empty when only the head matched."""


def visible(wanted: Iterable[tuple[str, int]]) -> set[tuple[str, int]]:
    """Those of (table, key) that stand behind the public door now, all kinds in one statement."""
    keys: dict[str, list[int]] = {}
    for table, pk in wanted:
        keys.setdefault(table, []).append(pk)
    asked = [
        types()[table].model._default_manager.published().order_by().filter(pk__in=pks)
        .annotate(searched_in=Value(table)).values_list("searched_in", "pk")
        for table, pks in keys.items() if table in types()
    ]  # fmt: skip
    return set(asked[0].union(*asked[1:], all=True)) if asked else set()


def results(found: Found, rows: Any, first: int = 1) -> list[Result]:
    """Results for rows of the snapshot in their order; asks the public door for each once more. Two statements."""
    snapshot, units = found.snapshot, units_now()
    names = {int(row): (snapshot.kinds[snapshot.kind[row]], int(snapshot.objects[row])) for row in rows}
    if not names:
        return []
    public = visible(names.values())
    entries = _entries(found, [row for row, name in names.items() if name in public], names)
    numbers, states = snapshot.states(timezone.localdate())
    wanted = unit_texts(found.query)
    shown: list[Result] = []
    for row, entry in entries.items():
        public_type, said = types()[names[row][0]], entry.line
        url = f"{get_script_prefix().rstrip('/')}{said['url']}"
        state = public_type.search.states.get(states[numbers[row]])
        shown.append(Result(
            title=highlight.marked(entry.title, wanted), name=entry.title, kind=public_type.label,
            position=first + len(shown), url=url, number=said["number"], unit=units.get(said["unit"]),
            facts=said["facts"], excerpt=highlight.excerpt(entry.text.removeprefix(entry.place) or said["summary"], wanted),
            place=entry.place, place_url=_address(url, entry.target) if entry.place else "",
            state={"label": state[0], "tone": state[1]} if state else None,
            reason=found.direct.get(row, ""), day=_date(int(snapshot.day[row])),
        ))  # fmt: skip
    return shown


def _address(url: str, target: str) -> str:
    return url + target if target.startswith("#") else target


def _date(ordinal: int) -> str:
    return dt.date.fromordinal(ordinal).isoformat() if ordinal else ""


def _entries(found: Found, rows: list[int], names: dict[int, tuple[str, int]]) -> dict[int, _Entry]:
    """row → its entry with its best passage, in the order of the rows.

    Entries are asked for by what they stand for: one that was corrected since the snapshot has another number.
    """
    kinds, objects = [names[row][0] for row in rows], [names[row][1] for row in rows]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT wanted.row, entry.title, entry.shown::text, passage.label, passage.target, passage.text "
            "FROM unnest(%s::int[], %s::text[], %s::bigint[], %s::bigint[]) AS wanted(row, kind, pk, slot) "
            "JOIN portal_searchentry AS entry ON entry.kind = wanted.kind AND entry.object_id = wanted.pk "
            "LEFT JOIN portal_searchpassage AS passage ON passage.slot = wanted.slot",
            [rows, kinds, objects, [_best_slot(found, row) for row in rows]],
        )
        held = {record[0]: record[1:] for record in cursor.fetchall()}
    entries = {}
    for row in rows:
        if row in held:
            title, said, label, target, text = held[row]
            described = json.loads(said) or _line_now(*names[row])
            entries[row] = _Entry(title, described, label or "", target or "", text or "")
    return entries


def _best_slot(found: Found, row: int) -> int | None:
    """Slot of the passage that matches best; none when only the head does."""
    first, count = int(found.snapshot.first[row]), int(found.snapshot.passages[row])
    start = first - found.snapshot.base
    scores = found.scored.acc[start + 1 : start + count]
    return first + 1 + int(np.argmax(scores)) if len(scores) and scores.max() > 0 else None


def _line_now(table: str, pk: int) -> dict[str, Any]:
    """For an entry from before lines were kept."""
    public_type = types()[table]
    row = public_type.model._default_manager.get(pk=pk)
    return line(public_type, row, public_type.search.item(row))


def facts(result: Result) -> dict[str, Any]:
    """A row of the export."""
    return {
        "类型": result.kind,
        "标题": result.name,
        "发文字号": result.number,
        "单位": result.unit.name if result.unit else "",
        "日期": result.day,
        "有效性": result.state["label"] if result.state else "",
        "说明": "；".join(result.facts),
        "网址": result.url,
    }
