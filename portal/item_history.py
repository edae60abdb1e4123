"""The life of an item as a list of deeds: who did which verb when, and what it changed, from the history tables."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from portal.changes import Change, Reader, owned_models, text_difference
from portal.models.user import User
from portal.publication_states import State

BY_SQL = "直接修改数据库，没有经过本系统"
_STATE_VERBS = {
    (State.DRAFT, State.SUBMITTED): "送审",
    (State.SUBMITTED, State.CLEARED): "审查通过",
    (State.SUBMITTED, State.DRAFT): "退回",
    (State.CLEARED, State.DRAFT): "退回",
    (State.CLEARED, State.PUBLISHED): "发布",
    (State.PUBLISHED, State.WITHDRAWN): "撤回",
}
_ROW_VERBS = {"insert": "增加", "update": "修改", "delete": "删除"}


@dataclass
class Deed:
    """What one person did in one go (one transaction)."""

    at: dt.datetime
    who: str
    by_sql: bool
    verbs: list[str] = field(default_factory=list)
    reason: str = ""
    changes: list[Change] = field(default_factory=list)

    @property
    def label(self) -> str:
        return "、".join(dict.fromkeys(self.verbs)) or "编辑"


class ItemHistory:
    """Deeds of an item, oldest first; a bounded number of queries whatever the length of its life."""

    def __init__(self, item: models.Model) -> None:
        self.item, self.model = item, type(item)
        self.reader = Reader()
        self._deeds: dict[tuple[Any, dt.datetime], Deed] = {}
        self._people: dict[int, str] = {}

    def deeds(self) -> list[Deed]:
        own, text = self._own_events()
        owned = {model: (name, self._events(model, **{name: self.item.pk})) for model, name in owned_models(self.model)}
        everything = [*own, *text, *(event for _, events in owned.values() for event in events)]
        self._load_people(everything)
        self._fields(own)
        self._texts(text)
        for model, (name, events) in owned.items():
            self._rows(model, name, events)
        return sorted(self._deeds.values(), key=lambda deed: deed.at)

    def _own_events(self) -> tuple[list[Any], list[Any]]:
        """(rows with the short fields, rows with a long text alone)."""
        kinds = dict.fromkeys(self.model.pgh_event_models.values())  # type: ignore[attr-defined]
        found: dict[bool, list[Any]] = {True: [], False: []}
        for kind in kinds:
            found[hasattr(kind, "state")] += self._of(kind, pgh_obj_id=self.item.pk)
        return found[True], found[False]

    def _events(self, model: Any, **where: Any) -> list[Any]:
        kinds = dict.fromkeys(model.pgh_event_models.values())
        return [event for kind in kinds for event in self._of(kind, **where)]

    @staticmethod
    def _of(kind: Any, **where: Any) -> Iterable[Any]:
        return kind.objects.filter(**where).select_related("pgh_context").order_by("pgh_id")

    def _load_people(self, events: list[Any]) -> None:
        ids = {event.pgh_context.metadata.get("user") for event in events if event.pgh_context}
        people = User.objects.filter(pk__in=[pk for pk in ids if pk]).select_related("unit")
        self._people = {each.pk: f"{each}（{each.unit.label}）" if each.unit else str(each) for each in people}

    def _deed(self, event: Any) -> Deed:
        key = (event.pgh_context_id, event.pgh_created_at)
        if key not in self._deeds:
            metadata = event.pgh_context.metadata if event.pgh_context else {}
            who = self._people.get(metadata.get("user") or 0, "") or ("系统" if event.pgh_context else BY_SQL)
            self._deeds[key] = Deed(event.pgh_created_at, who, by_sql=not event.pgh_context)
        return self._deeds[key]

    def _fields(self, events: list[Any]) -> None:
        before = None
        for event in events:
            deed = self._deed(event)
            if event.pgh_label == "delete":
                deed.verbs.append("删除草稿")
                continue
            deed.verbs += verbs(before, event)
            deed.reason = deed.reason or reason(before, event)
            deed.changes += self.reader.fields(self.model, before, event) if before else []
            before = event

    def _texts(self, events: list[Any]) -> None:
        before = None
        for event in events:
            for column in self.model._meta.concrete_fields:
                if before and hasattr(event, column.attname) and isinstance(column, models.TextField):
                    old, new = getattr(before, column.attname), getattr(event, column.attname)
                    if lines := text_difference(old, new):
                        self._deed(event).changes.append(Change(str(column.verbose_name), lines=lines))
            before = event

    def _rows(self, model: Any, owner: str, events: list[Any]) -> None:
        before: dict[int, str] = {}
        for event in events:
            now = self.reader.row(model, event, owner)
            label = f"{model._meta.verbose_name}（{_ROW_VERBS.get(event.pgh_label, event.pgh_label)}）"
            old = (
                before.get(event.id, "") if event.pgh_label == "update" else now if event.pgh_label == "delete" else ""
            )
            new = "" if event.pgh_label == "delete" else now
            before[event.id] = now
            if old != new:
                self._deed(event).changes.append(Change(label, old, new))


def verbs(before: Any, event: Any) -> list[str]:
    """The verbs that lead from one row of the history to the next."""
    if before is None:
        return ["起草"] if event.state == State.DRAFT else ["导入"]
    found = []
    if before.state != event.state:
        urgent = event.state == State.PUBLISHED and event.urgent_reason
        found.append("应急发布" if urgent else _STATE_VERBS.get((before.state, event.state), "改变状态"))
    if before.corrected_at != event.corrected_at:
        found.append("更正")
    if before.scheduled_at != event.scheduled_at and event.state == State.CLEARED:
        found.append("定时发布" if event.scheduled_at else "取消定时")
    if before.signed_at != event.signed_at:
        found.append("补签")
    return found


def reason(before: Any, event: Any) -> str:
    """Why it was done, where the verb asks for it."""
    for name in ("sent_back_reason", "urgent_reason", "correction_note", "withdrawal_reason"):
        value = getattr(event, name)
        if value and value != getattr(before, name, ""):
            return value
    return ""


def since_last_round(item: Any) -> list[Change] | None:
    """What the author changed between the former submission and this one; None in the first round."""
    if item.round < 2:
        return None
    kind = next(each for each in type(item).pgh_event_models.values() if hasattr(each, "state"))
    submitted = kind.objects.filter(pgh_obj_id=item.pk, state=State.SUBMITTED, round=item.round - 1).order_by("pgh_id")
    former = submitted.first()
    if former is None:
        return None
    changes = Reader().fields(type(item), former, kind.objects.filter(pgh_obj_id=item.pk).latest("pgh_id"))
    return changes + _later(item, former.pgh_created_at)


def _later(item: Any, moment: dt.datetime) -> list[Change]:
    """Texts and belongings that changed after a moment, the many steps of a text as one difference."""
    history = ItemHistory(item)
    _, texts = history._own_events()
    changes = []
    for column in type(item)._meta.concrete_fields:
        versions = [event for event in texts if hasattr(event, column.attname) and isinstance(column, models.TextField)]
        old = [event for event in versions if event.pgh_created_at <= moment]
        if old and (lines := text_difference(getattr(old[-1], column.attname), getattr(versions[-1], column.attname))):
            changes.append(Change(str(column.verbose_name), lines=lines))
    for model, name in owned_models(type(item)):
        history._rows(
            model, name, [each for each in history._events(model, **{name: item.pk}) if each.pgh_created_at > moment]
        )
    return changes + [change for deed in history._deeds.values() for change in deed.changes]
