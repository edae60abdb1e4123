"""A district at work: sixty units and thousands of items of every kind in every state, made from what stands here already.

For measuring alone, within a transaction that is rolled back: rows come by bulk statements, past the verbs, but not past the
constraints and triggers of the database.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, connection, models, transaction
from django.db.models import F, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from portal.models import AccessLog, Clock, Notice, Review, Unit, User
from portal.models.review import CHECKS, DEFAULT_BASIS
from portal.publishing import Publishable, State
from portal.registry import public_types

SHARES = {
    "draft": 20, "returned": 5, "submitted": 15, "cleared": 10, "scheduled": 5, "late": 2, "published": 35, "urgent": 3,
    "withdrawn": 5,
}  # fmt: skip
"""Of a hundred items, how many are in which situation."""
LEADING, LEADING_SHARE = "policies.document", 0.5
"""The kind of which there are most."""
_STAMPED = ("edited", "submitted", "cleared", "published", "withdrawn", "corrected", "scheduled", "signed")


class Crowd:
    """Units with their people, then items; `left_out` says which kinds or states the database refused, and why."""

    def __init__(self, units: int, items: int) -> None:
        self.left_out: list[str] = []
        self.made: dict[str, int] = {}
        self.pools: dict[type[models.Model], list[Any]] = {}
        self.now = timezone.now()
        office = Unit.objects.filter(kind=Unit.Kind.OFFICE).first() or Unit.objects.create(
            name="测量办公室", kind=Unit.Kind.OFFICE
        )
        self.office, self.second = (self.person(f"bench-{name}", office, "发布") for name in ("office", "second"))
        parent = Unit.objects.create(name="测量单位")
        self.units = [parent, *(Unit.objects.create(name=f"测量单位{n}", parent=parent) for n in range(1, units))]
        self.authors = [self.person(f"bench-a{unit.pk}", unit, "起草") for unit in self.units]
        self.reviewers = [self.person(f"bench-r{unit.pk}", unit, "审查") for unit in self.units]
        kinds = [each.model for each in public_types()]
        for model in _dependent_last(kinds):
            leading = model._meta.label_lower == LEADING
            share = LEADING_SHARE if leading else (1 - LEADING_SHARE) / max(len(kinds) - 1, 1)
            self.fill(model, round(items * share))
        self.surroundings()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def person(self, name: str, unit: Unit, group: str) -> User:
        user = User.objects.create(
            username=name, first_name=name, unit=unit, is_staff=True, password_changed_at=self.now
        )
        user.groups.set(Group.objects.filter(name=group))
        return user

    def fill(self, model: type[Publishable], count: int) -> None:
        """So many copies of the rows that stand here, spread over units and situations."""
        patterns: list[Any] = list(model._default_manager.order_by("pk")[:40])
        if not patterns:
            self.left_out.append(f"{model._meta.label}: 没有可以照抄的行")
            return
        rows = [self.copy(patterns[n % len(patterns)], n) for n in range(count)]
        try:
            with transaction.atomic():
                made = model._default_manager.bulk_create([row for row in rows if row is not None], batch_size=500)
        except DatabaseError as error:
            self.left_out.append(f"{model._meta.label}: {str(error).splitlines()[0]}")
            return
        self.pools[model], self.made[model._meta.label] = made, len(made)
        first = 0
        for situation, share in SHARES.items():
            end = first + len(made) * share // 100
            self.move(model, made[first:end], situation)
            first = end

    def copy(self, pattern: Any, number: int) -> Any:
        """A draft like the pattern; None when something it must be the only one of has run out."""
        model, at = type(pattern), number % len(self.units)
        row = model(
            **{
                column.attname: getattr(pattern, column.attname)
                for column in model._meta.concrete_fields
                if not column.primary_key and not column.generated
            }
        )
        for verb in _STAMPED:
            setattr(row, f"{verb}_at", None)
            setattr(row, f"{verb}_by_id", None)
        row.state, row.round, row.source_id, row.scheduled_at, row.corrected_in = State.DRAFT, 0, None, None, None
        row.urgent_reason = row.sent_back_reason = row.withdrawal_reason = row.correction_note = ""
        row.unit, row.created_by = self.units[at], self.authors[at]
        row.created_at = self.now - dt.timedelta(hours=number)
        row.title = f"{pattern.title[:200]}（{number}）"
        return row if all(self.alone(row, column, number) for column in _unique_columns(model)) else None

    def alone(self, row: Any, column: Any, number: int) -> bool:
        """Gives a column that must be unique a value of its own."""
        if column.is_relation:
            pool = self.pools.get(column.related_model, [])
            if number < len(pool):
                setattr(row, column.attname, pool[number].pk)
            return number < len(pool)
        if column.null:
            setattr(row, column.attname, None)
        elif isinstance(column, models.CharField):
            setattr(row, column.attname, f"{getattr(row, column.attname)[:20]}-{number}")
        elif isinstance(column, models.IntegerField):
            setattr(row, column.attname, 10_000 + number)
        return True

    def move(self, model: type[Publishable], rows: list[Any], situation: str) -> None:
        """From draft through every state up to the situation, as the state machine wants it."""
        items = model._default_manager.filter(pk__in=[row.pk for row in rows])
        try:
            with transaction.atomic():
                for fields in self.steps(model, rows, situation):
                    items.update(**fields)
        except DatabaseError as error:
            self.left_out.append(f"{model._meta.label} {situation}: {str(error).splitlines()[0][:120]}")

    def steps(self, model: type[Publishable], rows: list[Any], situation: str) -> Iterator[dict[str, Any]]:
        then = self.now - dt.timedelta(days=1)
        if situation == "returned":
            yield {"sent_back_reason": "附件缺页"}
        if situation in ("draft", "returned"):
            return
        yield {"state": State.SUBMITTED, "submitted_at": then, "submitted_by": F("created_by"), "round": F("round") + 1}
        if situation == "submitted":
            return
        self.review(model, rows)
        yield {"state": State.CLEARED, "cleared_at": then, "cleared_by": self.second}
        if situation in ("scheduled", "late"):
            ahead = dt.timedelta(days=3) if situation == "scheduled" else -dt.timedelta(hours=2)
            yield {"publish_at": self.now + ahead, "scheduled_at": then, "scheduled_by": self.office}
        if situation in ("cleared", "scheduled", "late"):
            return
        stamps: dict[str, Any] = {"published_at": then, "published_by": self.office}
        names = {column.name for column in model._meta.concrete_fields}
        if "index_number" in names:
            stamps |= {
                "published_on": then.date(),
                "index_number": Concat(Value("测量-"), Cast("pk", models.CharField())),
            }
        yield {"state": State.PUBLISHED, "urgent_reason": "台风预警" if situation == "urgent" else ""} | stamps
        if situation == "withdrawn":
            gone = {"withdrawn_at": self.now, "withdrawn_by": self.office, "withdrawal_reason": "内容有误"}
            yield {"state": State.WITHDRAWN} | gone

    def review(self, model: type[Publishable], rows: list[Any]) -> None:
        kind = ContentType.objects.get_for_model(model)
        checks = dict.fromkeys(CHECKS, True)
        Review.objects.bulk_create(
            [
                Review(content_type=kind, object_id=row.pk, title=row.title[:300], round=1, reviewer=self.second,
                       conclusion=Review.Conclusion.PASSED, basis=DEFAULT_BASIS, **checks)
                for row in rows
            ],
            batch_size=1000,
        )  # fmt: skip

    def surroundings(self) -> None:
        """Deadlines, notices and the log of who looked."""
        today = timezone.localdate()
        rows = [row for pool in self.pools.values() for row in pool[:200]]
        Clock.objects.bulk_create(
            [
                Clock(kind="bench", subject=row.title[:200], unit_id=row.unit_id, object_id=row.pk, workdays=20,
                      content_type=ContentType.objects.get_for_model(row), received_on=today - dt.timedelta(days=40),
                      started_on=today - dt.timedelta(days=40), due_on=today + dt.timedelta(days=at % 60 - 30))
                for at, row in enumerate(rows)
            ]
        )  # fmt: skip
        for person in (self.office, self.authors[0], self.reviewers[0]):
            Notice.objects.bulk_create(Notice(recipient=person, text=f"第{n}条提醒") for n in range(500))
        AccessLog.objects.bulk_create(
            AccessLog(user=self.office, kind=AccessLog.Kind.OPENED, what=f"第{n}件") for n in range(2000)
        )


def _unique_columns(model: Any) -> list[Any]:
    """Columns that must differ: unique by themselves, or the last of a set that is unique together."""
    alone = [column for column in model._meta.concrete_fields if column.unique and not column.primary_key]
    together = [
        model._meta.get_field(constraint.fields[-1])
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint) and constraint.fields
    ]
    return list(dict.fromkeys([*alone, *together]))


def _needed(model: Any) -> set[Any]:
    return {column.related_model for column in _unique_columns(model) if column.is_relation}


def _dependent_last(kinds: list[Any]) -> list[Any]:
    """Kinds after those of which each of their rows needs one of its own."""
    order: list[Any] = []
    waiting = list(kinds)
    while waiting:
        ready = [model for model in waiting if not (_needed(model) - {model}) & set(waiting)]
        order += ready or waiting
        waiting = [model for model in waiting if model not in order]
    return order
