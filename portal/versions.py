"""Corrections of a published item: when, what was said about it, and what stood there before."""

import datetime as dt
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from django.db import models

from portal.changes import Change, Reader, text_difference


@dataclass
class Correction:
    """One correction; `texts` are the long fields as they stood before it (clean HTML)."""

    at: dt.datetime
    note: str
    changes: list[Change] = field(default_factory=list)
    texts: list[tuple[str, str]] = field(default_factory=list)


def corrections(item: Any) -> list[Correction]:
    """Every correction, newest first, from the history rows of the database."""
    short, long = _kinds(type(item))
    rows = list(short.objects.filter(pgh_obj_id=item.pk).order_by("pgh_id"))
    texts = {kind: list(kind.objects.filter(pgh_obj_id=item.pk).order_by("pgh_id")) for kind in long}
    reader, found = Reader(), []
    for before, after in pairwise(rows):
        if after.corrected_at and after.corrected_at != before.corrected_at:
            correction = Correction(after.corrected_at, after.correction_note, reader.fields(type(item), before, after))
            for versions in texts.values():
                _add_texts(type(item), correction, versions, after)
            found.append(correction)
    return found[::-1]


def _kinds(model: Any) -> tuple[Any, list[Any]]:
    kinds = list(dict.fromkeys(model.pgh_event_models.values()))
    return next(each for each in kinds if hasattr(each, "state")), [
        each for each in kinds if not hasattr(each, "state")
    ]


def _add_texts(model: Any, correction: Correction, versions: list[Any], event: Any) -> None:
    """The text is written by the same statement as the correction, so it carries the same moment."""
    changed = [
        each for each in versions if each.pgh_created_at == event.pgh_created_at and each.pgh_id != versions[0].pgh_id
    ]
    if not changed:
        return
    before, after = versions[versions.index(changed[-1]) - 1], changed[-1]
    for column in model._meta.concrete_fields:
        if isinstance(column, models.TextField) and hasattr(after, column.attname):
            old, new = getattr(before, column.attname), getattr(after, column.attname)
            correction.changes.append(Change(str(column.verbose_name), lines=text_difference(old, new)))
            correction.texts.append((str(column.verbose_name), old))
