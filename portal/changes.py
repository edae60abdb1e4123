"""What changed in an item, readable by people: from the rows that the database wrote (pghistory), field by field."""

import datetime as dt
import difflib
import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils import timezone

from portal.models import DisclosureGroup
from portal.models.group import GroupsField

_BLOCK_END = re.compile(r"</(?:p|h[1-6]|li|tr|div|section|table)>|<br\s*/?>", re.I)
_TAG = re.compile(r"<[^>]+>")
INLINE_LIMIT = 2_000
"""Characters of a paragraph that are compared letter by letter; a longer one is shown as replaced."""
CONTEXT = 1
"""Unchanged paragraphs shown around a change."""


@dataclass(frozen=True)
class Change:
    """One field, before and after, as people call it; `lines` for a long text."""

    label: str
    before: str = ""
    after: str = ""
    lines: list["Line"] = field(default_factory=list)


@dataclass(frozen=True)
class Line:
    """A paragraph of a text difference: kind is same, gone, new, changed or skip; parts are (kind, text)."""

    kind: str
    parts: list[tuple[str, str]]


def paragraphs(text: str) -> list[str]:
    """HTML or plain text as paragraphs without mark-up, empty ones left out."""
    plain = html.unescape(_TAG.sub("", _BLOCK_END.sub("\n", text)))
    return [line for line in (" ".join(each.split()) for each in plain.splitlines()) if line]


def text_difference(before: str, after: str) -> list[Line]:
    """Paragraph by paragraph, with the letters that changed; unchanged stretches become one `skip` line."""
    old, new = paragraphs(before), paragraphs(after)
    lines: list[Line] = []
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            lines += _unchanged(old[i1:i2])
        else:
            lines += _replaced(old[i1:i2], new[j1:j2])
    return lines if any(line.kind not in ("same", "skip") for line in lines) else []


def _unchanged(same: list[str]) -> list[Line]:
    shown = [Line("same", [("same", each)]) for each in same]
    if len(same) <= 2 * CONTEXT + 1:
        return shown
    skipped = Line("skip", [("same", f"……{len(same) - 2 * CONTEXT} 段未改动……")])
    return [*shown[:CONTEXT], skipped, *shown[-CONTEXT:]]


def _replaced(old: list[str], new: list[str]) -> Iterator[Line]:
    for first, second in zip(old, new, strict=False):
        if (
            len(first) + len(second) <= INLINE_LIMIT
            and difflib.SequenceMatcher(None, first, second).quick_ratio() > 0.5
        ):
            yield Line("changed", list(parts(first, second)))
        else:
            yield Line("gone", [("gone", first)])
            yield Line("new", [("new", second)])
    for each in old[len(new) :]:
        yield Line("gone", [("gone", each)])
    for each in new[len(old) :]:
        yield Line("new", [("new", each)])


def parts(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """(kind, text) of two texts cut into letters or words: same and gone are the old text, same and new the new one."""
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield "same", "".join(old[i1:i2])
            continue
        if i1 < i2:
            yield "gone", "".join(old[i1:i2])
        if j1 < j2:
            yield "new", "".join(new[j1:j2])


class Reader:
    """Values of history rows as staff read them. Looks each referenced row up once."""

    def __init__(self) -> None:
        self._names: dict[tuple[type[models.Model], Any], str] = {}

    def value(self, column: models.Field, value: Any) -> str:
        if value in (None, "", []):
            return ""
        if column.is_relation:
            return self._name(column.related_model, value)  # type: ignore[arg-type]
        if isinstance(column, GroupsField):
            return "、".join(self._name(DisclosureGroup, pk) for pk in value)
        if column.choices:
            return str(dict(column.flatchoices).get(value, value))
        return _plain(value)

    def _name(self, model: type[models.Model], pk: Any) -> str:
        key = (model, pk)
        if key not in self._names:
            row = model._base_manager.filter(pk=pk).first()
            self._names[key] = str(row) if row else f"（已删除的{model._meta.verbose_name} {pk}）"
        return self._names[key]

    def fields(self, model: type[models.Model], before: Any, after: Any) -> list[Change]:
        """Changes of the fields that staff fill in; before may be None for a new row."""
        found = []
        for column in shown_fields(model):
            if not hasattr(after, column.attname):
                continue
            old, new = getattr(before, column.attname, None), getattr(after, column.attname)
            if old != new and (old or new):
                label = str(column.verbose_name)
                if isinstance(column, models.TextField):
                    found.append(Change(label, lines=text_difference(str(old or ""), str(new or ""))))
                else:
                    found.append(Change(label, self.value(column, old), self.value(column, new)))
        return found

    def row(self, model: type[models.Model], event: Any, owner: str) -> str:
        """A row that belongs to an item, in one line."""
        columns = [each for each in shown_fields(model) if each.name != owner and hasattr(event, each.attname)]
        values = [self.value(each, getattr(event, each.attname)) for each in columns if each.name != "position"]
        return " ".join(each for each in values if each)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dt.datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)


def shown_fields(model: type[models.Model]) -> list[models.Field]:
    return [each for each in model._meta.concrete_fields if each.editable and not each.primary_key]


def owned_models(model: type[models.Model]) -> list[tuple[type[models.Model], str]]:
    """(model, name of its foreign key) of everything that belongs to an item and has a history."""
    return [
        (each.related_model, each.field.name)
        for each in model._meta.related_objects
        if each.one_to_many and each.on_delete is models.CASCADE and hasattr(each.related_model, "pgh_event_models")
    ]
