"""Columns from a table: what the file would add and change in the tree, and the change itself, whole or not at all."""

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, BinaryIO

import pghistory
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from disclosures.models import Column
from disclosures.models.column import TREE_LOCK, ColumnType, Rhythm
from disclosures.models.entry import REQUIRABLE
from portal.models import Unit, User
from portal.publication_states import Refused
from portal.spreadsheet import Row, read_table

NAME, SLUG, PARENT, UNIT = "栏目名称", "地址名", "上级栏目", "责任单位"
HEADER = (
    NAME, SLUG, PARENT, UNIT, "栏目类别", "栏目说明", "关键词", "更新周期", "更新期限（天）", "必填要素", "归档期限（月）",
    "启用",
)  # fmt: skip
NEEDED = (NAME, SLUG)
COMPARED = {
    "name": NAME, "unit": UNIT, "kind": "栏目类别", "description": "栏目说明", "keywords": "关键词", "rhythm": "更新周期",
    "limit_days": "更新期限（天）", "required": "必填要素", "archive_after": "归档期限（月）", "active": "启用",
}  # fmt: skip
LABELS = {label: name for name, label in COMPARED.items()} | {SLUG: "slug"}
RHYTHMS = {
    "2周": Rhythm.NEWS, "两周": Rhythm.NEWS, "6个月": Rhythm.NOTICES, "半年": Rhythm.NOTICES, "1年": Rhythm.PLANS,
    "一年": Rhythm.PLANS, "不要求": Rhythm.NONE, "无": Rhythm.NONE,
} | {label: Rhythm(value) for value, label in Rhythm.choices}  # fmt: skip
YES, NO = {"是", "启用", "√", "1"}, {"否", "停用", "×", "0"}


@dataclass
class Line:
    """A row of the file as a column; `parent` is an address name, empty for the first level."""

    number: int
    values: dict[str, Any]
    parent: str


@dataclass
class ColumnPlan:
    sha256: str
    added: list[Line] = dataclasses.field(default_factory=list)
    changed: list[tuple[Column, Line, list[str]]] = dataclasses.field(default_factory=list)
    same: int = 0
    troubles: list[tuple[int, str]] = dataclasses.field(default_factory=list)
    """(row, sentence) of every cell that does not do; with one of them nothing is taken in."""
    digest: str = ""

    @property
    def changes_nothing(self) -> bool:
        return not (self.added or self.changed)


def plan(file: BinaryIO, name: str) -> ColumnPlan:
    """What the file would do to the tree as it stands; three queries. FileRejected when it is not a table of columns."""
    table = read_table(file, name)
    made = ColumnPlan(table.sha256)
    held = {each.slug: each for each in Column.objects.order_by("path").select_related("unit")}
    made.digest = _digest(list(held.values()))
    made.troubles += [(1, f"表头缺少“{each}”。") for each in NEEDED if each not in table.columns]
    made.troubles += [(1, f"表头不认识“{each[:30]}”。") for each in table.columns if each and each not in HEADER]
    made.troubles += table.troubles
    if made.troubles:
        return made
    reader = _Reader(held, made.troubles)
    for row in table.rows:
        line = reader.line(row)
        if line is None:
            continue
        column = held.get(line.values["slug"])
        if column is None:
            made.added.append(line)
            continue
        given = {key: value for key, value in line.values.items() if key in COMPARED}
        differs = [COMPARED[key] for key, value in given.items() if getattr(column, key) != value]
        if differs:
            made.changed.append((column, line, differs))
        else:
            made.same += 1
    made.troubles.sort()
    return made


class _Reader:
    """Judges rows one by one; a parent may stand in the tree or further up in the file."""

    def __init__(self, held: dict[str, Column], troubles: list[tuple[int, str]]) -> None:
        self.held, self.troubles = held, troubles
        self.units: dict[str, list[Unit]] = {}
        for unit in Unit.objects.all():
            for name in {unit.name, unit.short_name, unit.code or ""} - {""}:
                self.units.setdefault(name, []).append(unit)
        self.names: dict[str, set[str]] = {}
        for column in held.values():
            self.names.setdefault(column.name, set()).add(column.slug)
        self.seen: dict[str, int] = {}

    def line(self, row: Row) -> Line | None:
        before = len(self.troubles)
        values = dict(self._values(row))
        slug = values["slug"]
        column = self.held.get(slug)
        if slug in self.seen:
            self._trouble(row, SLUG, f"和第{self.seen[slug]}行相同")
        parent = self._parent(row, column)
        if column and column.fixed and values["name"] != column.name:
            self._trouble(row, NAME, f"法定栏目“{column.name}”不能改名")
        self._validate(row, column, values)
        self.seen.setdefault(slug, row.number)
        self.names.setdefault(values["name"], set()).add(slug)
        return Line(row.number, values, parent) if len(self.troubles) == before else None

    def _trouble(self, row: Row, label: str, why: str) -> None:
        self.troubles.append((row.number, f"「{label}」：{why}。"))

    def _values(self, row: Row) -> Iterator[tuple[str, Any]]:
        """Columns that the file does not have are left as they are."""
        for label, cell in row.cells.items():
            if label in (PARENT, ""):
                continue
            try:
                yield LABELS[label], self._value(label, cell)
            except ValueError as why:
                self._trouble(row, label, str(why))
                yield LABELS[label], None

    def _value(self, label: str, cell: str) -> Any:
        if label == UNIT:
            return self._unit(cell) if cell else None
        if label == "关键词":
            return _listed(cell)
        if label == "必填要素":
            return _known(_listed(cell), {text: key for key, text in REQUIRABLE.items()})
        if label in ("更新期限（天）", "归档期限（月）"):
            return _number(cell)
        if label == "更新周期":
            return _known([cell], RHYTHMS)[0] if cell else Rhythm.NOTICES
        if label == "栏目类别":
            return _known([cell], {each: each for each in ColumnType.values})[0] if cell else ColumnType.CATALOGUE
        if label == "启用":
            if cell not in YES | NO | {""}:
                raise ValueError("写“是”或“否”")
            return cell not in NO
        return cell

    def _unit(self, cell: str) -> Unit:
        found = self.units.get(cell, [])
        if len(found) != 1:
            raise ValueError(f"{'不止一个' if found else '没有'}单位叫“{cell[:30]}”")
        return found[0]

    def _parent(self, row: Row, column: Column | None) -> str:
        """The address name of the parent."""
        cell = row.cells.get(PARENT, "")
        parent = cell if cell in self.held or cell in self.seen else ""
        if cell and not parent:
            named = self.names.get(cell, set())
            if len(named) != 1:
                why = (
                    f"不止一个栏目叫“{cell[:30]}”，请写地址名"
                    if named
                    else f"没有栏目“{cell[:30]}”，上级要写在下级前面"
                )
                self._trouble(row, PARENT, why)
                return ""
            (parent,) = named
        if column and PARENT in row.cells:
            above = next((each for each in self.held.values() if each.path == column.path[: -Column.steplen]), None)
            if (above.slug if above else "") != parent:
                self._trouble(
                    row,
                    PARENT,
                    f"“{column.name}”现在的上级是“{above.name if above else '（一级栏目）'}”，移动请在栏目页上做",
                )
        return parent

    def _validate(self, row: Row, column: Column | None, values: dict[str, Any]) -> None:
        """The rules of the model itself."""
        tried = Column(**{key: value for key, value in values.items() if value is not None})
        exclude = {"path", "depth", "numchild", *(("slug",) if column else ())}
        try:
            tried.clean_fields(exclude=exclude)
        except ValidationError as error:
            shown = {name: label for label, name in LABELS.items()}
            for name, sentences in error.message_dict.items():
                self._trouble(row, shown.get(name, name), "".join(sentences).rstrip("。"))


def _listed(cell: str) -> list[str]:
    return [each for each in re.split(r"[、,，;；\s]+", cell) if each]


def _known(words: list[str], known: dict[str, Any]) -> list[Any]:
    if unknown := [each for each in words if each not in known]:
        raise ValueError(f"不认识“{unknown[0][:30]}”，可以写：{'、'.join(known)}")
    return [known[each] for each in words]


def _number(cell: str) -> int | None:
    if not cell:
        return None
    digits = cell.removesuffix(".0")
    if not (digits.isdecimal() and 0 < int(digits) <= 32_767):
        raise ValueError("写大于 0 的整数")
    return int(digits)


def take(file: BinaryIO, name: str, by: User, digest: str) -> ColumnPlan:
    """Refused when the tree changed since the preview, when the file has troubles or changes nothing."""
    with transaction.atomic(), pghistory.context(verb="import", user=by.pk):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TREE_LOCK])
        made = plan(file, name)
        if made.troubles:
            raise Refused("文件里还有问题，什么都没有导入。")
        if made.digest != digest:
            raise Refused("预览以后栏目又有改动，请重新核对。")
        if made.changes_nothing:
            raise Refused("文件和现在的栏目完全一样，没有导入。")
        for line in made.added:
            parent = Column.objects.get(slug=line.parent) if line.parent else None
            Column.place(parent, **{key: value for key, value in line.values.items() if value is not None})
        for column, line, _ in made.changed:
            given = {key: value for key, value in line.values.items() if key in COMPARED}
            for key, value in given.items():
                setattr(column, key, value)
            column.save(update_fields=list(given))
    return made


def _digest(columns: list[Column]) -> str:
    text = repr([(each.pk, each.path, each.slug, *(str(getattr(each, key)) for key in COMPARED)) for each in columns])
    return sha256(text.encode()).hexdigest()
