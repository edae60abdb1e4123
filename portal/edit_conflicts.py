"""Two people edit one item: whoever saves second is shown both texts, and loses neither.

The page that opens an item carries its edit version; saving compares it under the row's lock. The database's own
history gives the version and the text that both people started from, so that a change by any way counts.
"""

import difflib
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.db import models

VERSION_FIELD, TAKE_OVER_FIELD = "edit_version", "take_over"
_BLOCK_END = re.compile(r"</(?:p|div|h[1-6]|li|tr|caption|figcaption|dd|dt)>|<br[^>]*>", re.IGNORECASE)
_CELL_END = re.compile(r"</t[dh]>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^>]*>")
_KEPT = 1
"""Unchanged lines shown on each side of a change."""


@dataclass(frozen=True, slots=True)
class DiffRow:
    """One line of two texts side by side. state: same, changed, added (only in mine), removed (only in theirs), gap."""

    state: str
    theirs: str
    mine: str


@dataclass(frozen=True, slots=True)
class FieldConflict:
    name: str
    label: str
    both: bool
    """Whether both people changed it; otherwise only the other one did, and her value is taken."""
    rows: list[DiffRow]


@dataclass(slots=True)
class Conflict:
    """What stands in the database now beside what was about to be saved."""

    current: models.Model
    version: str
    fields: list[FieldConflict] = field(default_factory=list)
    mine: dict[str, Any] = field(default_factory=dict)
    """Field values that the second person changed, to be shown again in the form."""


def edit_version(item: models.Model) -> str:
    """Names the newest row of each history of the item: 812.96; moves with every write, SQL's included."""
    newest = [
        event.objects.filter(pgh_obj_id=item.pk).aggregate(top=models.Max("pgh_id"))["top"]
        for event in _histories(item)
    ]
    return ".".join(str(each or 0) for each in newest)


def _histories(item: models.Model) -> list[Any]:
    """The event models of a tracked item, each once, in a fixed order."""
    found = {each._meta.label: each for each in type(item).pgh_event_models.values()}  # type: ignore[attr-defined]
    return [found[label] for label in sorted(found)]


def _at_version(item: models.Model, version: str) -> dict[str, Any]:
    """Field values of the item at that version, as far as its histories hold them."""
    ids = version.split(".") if re.fullmatch(r"\d{1,18}(?:\.\d{1,18})*", version) else []
    values: dict[str, Any] = {}
    for event, pgh_id in zip(_histories(item), ids, strict=False):
        row = event.objects.filter(pgh_id=pgh_id, pgh_obj_id=item.pk).values().first()
        values |= row or {}
    return values


def comparable(value: Any) -> Any:
    """Values of the form and of the database in one shape: keys for related rows, no white space at the ends."""
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, models.QuerySet | list | tuple | set):
        return sorted(str(comparable(each)) for each in value)
    return value.strip().replace("\r\n", "\n") if isinstance(value, str) else ("" if value is None else value)


def find_conflict(form: Any) -> Conflict | None:
    """Locks the row of the item of a GuardedForm; the conflict when it is not the one that the form was made from."""
    model = type(form.instance)
    current = model._default_manager.select_for_update(of=("self",)).get(pk=form.instance.pk)
    version = edit_version(current)
    if version in {form.data.get(VERSION_FIELD, ""), form.data.get(TAKE_OVER_FIELD, "")}:
        return None
    base = _at_version(current, form.data.get(VERSION_FIELD, ""))
    fresh = type(form)(instance=current)
    conflict = Conflict(current, version)
    for name in form.fields:
        mine = form.cleaned_data.get(name, form[name].data)
        theirs = fresh.stored(name)
        if comparable(mine) == comparable(theirs):
            continue
        column = name if name in base else f"{name}_id"
        started = base.get(column, theirs)
        by_me = comparable(mine) != comparable(started)
        by_them = comparable(theirs) != comparable(started)
        if by_me:
            conflict.mine[name] = [each.pk for each in mine] if isinstance(mine, models.QuerySet) else mine
        label = str(form.fields[name].label or name)
        if by_them or by_me:
            rows = side_by_side(_shown(form, name, theirs), _shown(form, name, mine))
            conflict.fields.append(FieldConflict(name, label, by_me, rows))
    return conflict


def _shown(form: forms.ModelForm, name: str, value: Any) -> str:
    """A value as people read it."""
    formfield = form.fields[name]
    if isinstance(formfield, forms.ModelChoiceField):  # the parent of ModelMultipleChoiceField
        keys = comparable(value) if isinstance(comparable(value), list) else [comparable(value)]
        rows = formfield.queryset.filter(pk__in=[key for key in keys if key != ""])  # type: ignore[union-attr]
        return "\n".join(str(row) for row in rows)
    choices = dict(getattr(formfield, "choices", None) or {})
    if choices:
        return str(choices.get(value, value))
    return "\n".join(map(str, value)) if isinstance(value, list) else ("" if value is None else str(value))


def text_lines(text: str) -> list[str]:
    """Lines of a text; of HTML, one line for each block, without its tags."""
    if _TAG.search(text):
        text = _CELL_END.sub("　", _BLOCK_END.sub("\n", text.replace("\n", " ")))
        text = html.unescape(_TAG.sub("", text))
    return [line.strip() for line in text.split("\n") if line.strip()]


def side_by_side(theirs: str, mine: str) -> list[DiffRow]:
    """Both texts line by line; long stretches without a difference become one gap."""
    left, right = text_lines(theirs), text_lines(mine)
    if left == right and theirs != mine:
        return [DiffRow("changed", "文字相同，格式不同", "文字相同，格式不同")]
    rows: list[DiffRow] = []
    matcher = difflib.SequenceMatcher(None, left, right, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        rows += (
            _equal(left[a:b], first=a == 0, last=b == len(left))
            if kind == "equal"
            else _different(left[a:b], right[c:d])
        )
    return rows


def _equal(lines: list[str], *, first: bool, last: bool) -> Iterator[DiffRow]:
    head, tail = (0 if first else _KEPT), (0 if last else _KEPT)
    if len(lines) <= head + tail + 1:
        yield from (DiffRow("same", line, line) for line in lines)
        return
    yield from (DiffRow("same", line, line) for line in lines[:head])
    hidden = f"……相同的 {len(lines) - head - tail} 行……"
    yield DiffRow("gap", hidden, hidden)
    yield from (DiffRow("same", line, line) for line in lines[len(lines) - tail :])


def _different(left: list[str], right: list[str]) -> Iterator[DiffRow]:
    for at in range(max(len(left), len(right))):
        theirs = left[at] if at < len(left) else ""
        mine = right[at] if at < len(right) else ""
        yield DiffRow("changed" if theirs and mine else "removed" if theirs else "added", theirs, mine)
