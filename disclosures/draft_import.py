"""Drafts from a table: many projects or indicators at once, judged cell by cell, taken in whole or not at all.

Only new drafts come in; they go the way of every draft, by review. The headings are the labels of the form.
"""

import dataclasses
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, BinaryIO

import pghistory
from django.core.exceptions import ValidationError
from django.db import connection, models, transaction

from disclosures.cell_values import MONEY_UNITS, Kind, read, same_heading
from portal import roles
from portal.models import User
from portal.publication_states import Refused
from portal.publishing import Publishable
from portal.spreadsheet import Row, read_table

IMPORT_LOCK = 20_190_062
"""Advisory lock: the same table twice at once must not make every draft twice."""
YES, NO = {"是", "√", "1"}, {"否", "×", "0", ""}


@dataclass(frozen=True)
class DraftKind:
    """What can be brought by table. `fields` are the columns in the order of the form; of `needed` none may be blank."""

    model: type[Publishable]
    fields: Sequence[str]
    needed: Sequence[str]
    basis: str
    """Article by which such an item is public, for rows that do not name another."""
    parts: dict[str, Callable[[str], list[models.Model]]] = dataclasses.field(default_factory=dict)
    """Heading → reader of a cell that makes rows belonging to the draft; ValueError with a sentence for staff."""
    part_owner: str = ""
    """The foreign key of such rows to the draft."""

    @property
    def headings(self) -> dict[str, Any]:
        """Heading without its unit → model field."""
        found = (self.model._meta.get_field(name) for name in self.fields)
        return {same_heading(str(field.verbose_name))[0]: field for field in found}  # type: ignore[union-attr]

    @property
    def shown(self) -> list[str]:
        """The headings as staff are told them."""
        names = (self.model._meta.get_field(name) for name in self.fields)
        return [*(str(each.verbose_name) for each in names), *self.parts]  # type: ignore[union-attr]


@dataclass
class DraftPlan:
    sha256: str
    drafts: list[tuple[Any, list[models.Model]]] = dataclasses.field(default_factory=list)
    troubles: list[tuple[int, str]] = dataclasses.field(default_factory=list)
    digest: str = ""
    """Nothing that stands is changed, so that nothing has to have stayed as it was."""

    @property
    def changes_nothing(self) -> bool:
        return not self.drafts


@dataclass
class _Number:
    """How a number is written in its column (cell_values.Declared)."""

    kind: str
    measure: str = ""
    options: list[str] = dataclasses.field(default_factory=list)


def plan(kind: DraftKind, file: BinaryIO, name: str, by: User) -> DraftPlan:
    """What the file would make; a bounded number of queries. FileRejected when it is no table."""
    table = read_table(file, name)
    made = DraftPlan(table.sha256, troubles=list(table.troubles))
    headings, units = kind.headings, {}
    columns: dict[str, Any] = {}
    for heading in filter(None, table.columns):
        plain, unit = same_heading(heading)
        if plain in columns.values():
            made.troubles.append((1, f"表头“{heading[:30]}”重复。"))
        elif plain in headings or plain in kind.parts:
            columns[heading], units[plain] = plain, unit
        else:
            made.troubles.append((1, f"表头不认识“{heading[:30]}”。"))
    labels = {field.name: label for label, field in headings.items()}
    made.troubles += [
        (1, f"表头缺少“{labels[each]}”。") for each in kind.needed if labels[each] not in columns.values()
    ]
    if any(number == 1 for number, _ in made.troubles):
        return made
    reader = _Reader(kind, by, made.troubles, columns, units)
    for row in table.rows:
        if draft := reader.draft(row):
            made.drafts.append(draft)
    made.troubles.sort()
    return made


class _Reader:
    def __init__(
        self, kind: DraftKind, by: User, troubles: list[tuple[int, str]], columns: dict[str, str], units: dict[str, str]
    ) -> None:
        self.kind, self.by, self.troubles, self.columns, self.units = kind, by, troubles, columns, units
        self.headings = kind.headings
        self.labels = {field.name: label for label, field in self.headings.items()}
        self.own = {unit.pk: unit for unit in roles.visible_units(by)}
        self.pointed = {
            field.name: _names(field.related_model, self.own.values() if field.name == "unit" else None)
            for field in self.headings.values()
            if field.is_relation
        }
        self.seen: dict[tuple[str, int], int] = {}
        rows = kind.model._default_manager.filter(unit__in=self.own).exclude(state="withdrawn")
        self.held = set(rows.values_list("title", "unit"))
        unique = [field.name for field in self.headings.values() if field.unique]
        self.taken = {name: set(kind.model._default_manager.values_list(name, flat=True)) for name in unique}

    def draft(self, row: Row) -> tuple[Any, list[models.Model]] | None:
        before = len(self.troubles)
        item = self.kind.model(created_by=self.by, unit=self.by.unit, disclosure_basis=self.kind.basis)
        parts: list[models.Model] = []
        for heading, plain in self.columns.items():
            cell = row.cells.get(heading, "")
            try:
                if plain in self.kind.parts:
                    parts += self.kind.parts[plain](cell) if cell else []
                elif cell:
                    field = self.headings[plain]
                    setattr(item, field.name, self._value(field, cell, self.units[plain]))
            except ValueError as why:
                self._trouble(row, heading, str(why))
        for name in self.kind.needed:
            if getattr(item, self.headings[self.labels[name]].attname) in (None, "") and not self._told(
                row, before, name
            ):
                self._trouble(row, self.labels[name], "没有填")
        if len(self.troubles) == before:
            self._validate(row, item)
        return (item, parts) if len(self.troubles) == before else None

    def _told(self, row: Row, before: int, name: str) -> bool:
        return any(f"「{self.labels[name]}" in text for _, text in self.troubles[before:])

    def _trouble(self, row: Row, label: str, why: str) -> None:
        self.troubles.append((row.number, f"「{label}」：{why.rstrip('。')}。"))

    def _value(self, field: Any, cell: str, unit: str) -> Any:
        if field.is_relation:
            return self._pointed(field, cell)
        if field.choices:
            known = {str(label): value for value, label in field.choices} | {
                str(value): value for value, _ in field.choices
            }
            if cell not in known:
                raise ValueError(f"不认识“{cell[:30]}”，可以写：{'、'.join(str(label) for _, label in field.choices)}")
            return known[cell]
        if isinstance(field, models.BooleanField):
            if cell not in YES | NO:
                raise ValueError("写“是”或“否”")
            return cell in YES
        if isinstance(field, models.DateField):
            return field.to_python(read(_Number(Kind.DATE), cell, cell))
        if isinstance(field, models.IntegerField):
            return read(_Number(Kind.INTEGER), cell, cell)
        if isinstance(field, models.DecimalField):
            return self._decimal(field, cell, unit)
        return cell

    def _decimal(self, field: Any, cell: str, unit: str) -> Any:
        """In the field's own unit; a heading like 预算（万元） says that the column is in another."""
        own = same_heading(str(field.verbose_name))[1]
        if own not in MONEY_UNITS:
            return read(_Number(Kind.DECIMAL), cell, cell)
        if unit and unit not in MONEY_UNITS:
            raise ValueError(f"表头的计量单位“{unit[:10]}”不认识")
        number = read(_Number(Kind.MONEY, unit or own), cell, cell)
        return Decimal(number) * MONEY_UNITS[unit or own] / MONEY_UNITS[own]

    def _pointed(self, field: Any, cell: str) -> Any:
        found = self.pointed[field.name].get(cell, [])
        if len(found) == 1:
            return found[0]
        kind = field.related_model._meta.verbose_name
        missing = f"没有（或者不归您管）这个{kind}：" if field.name == "unit" else f"没有这个{kind}："
        raise ValueError(f"{f'不止一个{kind}叫' if found else missing}“{cell[:30]}”")

    def _validate(self, row: Row, item: Any) -> None:
        """The rules of the model, and of this file: one draft of a title for each unit."""
        title, unit = item.title, item.unit_id
        if unit is None:
            self._trouble(row, self.labels["unit"], "没有填，您的账号也没有单位")
        elif (title, unit) in self.held:
            self._trouble(row, self.labels["title"], f"本单位已有“{title[:30]}”")
        elif (title, unit) in self.seen:
            self._trouble(row, self.labels["title"], f"和第{self.seen[title, unit]}行相同")
        self.seen[title, unit] = row.number
        for name, taken in self.taken.items():
            value = getattr(item, name)
            if value in taken:
                self._trouble(row, self.labels[name], f"“{value}”已经有了")
            taken.add(value)
        given = set(self.labels)
        try:
            item.clean_fields(exclude={each.name for each in item._meta.fields if each.name not in given})
            item.validate_constraints(exclude={each.name for each in item._meta.fields if each.unique})
        except ValidationError as error:
            for name, sentences in error.message_dict.items():
                self._trouble(row, self.labels.get(name, "整行"), "".join(sentences))


def _names(model: Any, rows: Iterable[Any] | None = None) -> dict[str, list[Any]]:
    """Every name by which a row can be meant."""
    found: dict[str, list[Any]] = {}
    for row in rows if rows is not None else model._default_manager.all():
        names = (getattr(row, name, "") for name in ("name", "short_name", "slug", "code"))
        for name in {each for each in names if each}:
            found.setdefault(name, []).append(row)
    return found


def take(kind: DraftKind, file: BinaryIO, name: str, by: User) -> list[Any]:
    """The drafts. Refused when anything in the file does not do, also because of what happened since the preview."""
    with transaction.atomic(), pghistory.context(verb="draft", user=by.pk):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [IMPORT_LOCK])
        made = plan(kind, file, name, by)
        if made.troubles or not made.drafts:
            raise Refused("文件里有问题，什么都没有导入。")
        for item, parts in made.drafts:
            item.save(force_insert=True)
            for part in parts:
                setattr(part, kind.part_owner, item)
                part.save(force_insert=True)
    return [item for item, _ in made.drafts]


_POINT = re.compile(r"(.+?)[\s:：]+(\S.*)")


def dated(model: type[models.Model], name: str, day: str) -> Callable[[str], list[models.Model]]:
    """Reader of cells like “主体封顶 2026-05-01；竣工验收 2026年9月30日”."""

    def read_cell(cell: str) -> list[models.Model]:
        found = []
        for each in filter(None, (part.strip() for part in re.split(r"[;；\n]", cell))):
            match = _POINT.fullmatch(each)
            if match is None:
                raise ValueError(f"“{each[:30]}”要写成“名称 日期”，几个之间用分号")
            row = model(**{name: match[1]})
            setattr(row, day, model._meta.get_field(day).to_python(read(_Number(Kind.DATE), match[2], match[2])))  # type: ignore[union-attr]
            row.clean_fields(exclude={each.name for each in model._meta.fields if each.name not in (name, day)})
            found.append(row)
        return found

    return read_cell
