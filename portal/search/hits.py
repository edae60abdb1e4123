"""One result as the page, the export and the suggestions show it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import connection
from django.utils import timezone
from django.utils.safestring import SafeString

from portal.search import highlight
from portal.search.engine import Found, unit_texts
from portal.search.results import types


@dataclass(frozen=True)
class Result:
    object: Any
    kind: str
    position: int
    title: SafeString
    url: str
    excerpt: SafeString
    place: str
    """第十二条, or the page of an attachment."""
    place_url: str
    state: dict[str, str] | None
    reason: str
    day: str


def results(found: Found, rows: Any, first: int = 1) -> list[Result]:
    """Results for rows of the snapshot in their order; asks the public door for the objects once more."""
    rows = [int(row) for row in rows]
    objects, passages = _objects(found, rows), _passages(found, rows)
    numbers, names = found.snapshot.states(timezone.localdate())
    wanted = unit_texts(found.query)
    shown: list[Result] = []
    for row in rows:
        table = found.snapshot.kinds[found.snapshot.kind[row]]
        item = objects.get((table, int(found.snapshot.objects[row])))
        if item is None:
            continue
        public_type, (place, target, text) = types()[table], passages.get(row, ("", "", ""))
        url, day = item.get_absolute_url(), int(found.snapshot.day[row])
        summary = public_type.summary(item)
        state = public_type.search.states.get(names[numbers[row]])
        shown.append(Result(
            object=item, kind=public_type.label, position=first + len(shown),
            title=highlight.marked(item.title, wanted), url=url,
            excerpt=highlight.excerpt(text or summary, wanted),
            place=place, place_url=(url + target if target.startswith("#") else target) if place else "",
            state={"label": state[0], "tone": state[1]} if state else None,
            reason=found.direct.get(row, ""), day=_date(day),
        ))  # fmt: skip
    return shown


def _date(ordinal: int) -> str:
    return dt.date.fromordinal(ordinal).isoformat() if ordinal else ""


def _objects(found: Found, rows: list[int]) -> dict[tuple[str, int], Any]:
    """(table, pk) → object behind the public door."""
    objects: dict[tuple[str, int], Any] = {}
    for table, public_type in types().items():
        pks = [
            int(found.snapshot.objects[row]) for row in rows if found.snapshot.kinds[found.snapshot.kind[row]] == table
        ]
        if pks:
            visible = public_type.model._default_manager.published().filter(pk__in=pks)
            objects |= {(table, each.pk): each for each in public_type.search.for_list(visible)}
    return objects


def _passages(found: Found, rows: list[int]) -> dict[int, tuple[str, str, str]]:
    """row → (label, target, text) of its best passage; the head only when nothing else matched."""
    snapshot, acc, best = found.snapshot, found.scored.acc, {}
    for row in rows:
        start, count = int(snapshot.first[row]) - snapshot.base, int(snapshot.passages[row])
        scores = acc[start + 1 : start + count]
        if len(scores) and scores.max() > 0:
            best[row] = int(snapshot.first[row]) + 1 + int(np.argmax(scores))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT slot, label, target, text FROM portal_searchpassage WHERE slot = ANY(%s)", [list(best.values())]
        )
        texts = {slot: (label, target, text) for slot, label, target, text in cursor.fetchall()}
    return {row: texts[slot] for row, slot in best.items() if slot in texts}


def facts(result: Result) -> dict[str, Any]:
    """A row of the export."""
    item = result.object
    issuer = getattr(item, "lead_issuer", None)
    return {
        "类型": result.kind,
        "标题": item.title,
        "发文字号": getattr(item, "number", ""),
        "发文机关": issuer.name if issuer else "",
        "日期": result.day,
        "有效性": result.state["label"] if result.state else "",
        "网址": result.url,
    }
