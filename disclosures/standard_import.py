"""Taking a standard catalogue into a field: what it would change, and the change itself, whole or not at all."""

import dataclasses
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import pghistory
from django.db import transaction

from disclosures.models import Column, StandardField, StandardItem, StandardMapping, StandardVersion
from disclosures.models.column import tree
from disclosures.standard_file import MAPPED, CatalogueFile, Line
from portal.models import User
from portal.publication_states import Refused

COMPARED = {
    "content": "公开内容", "basis": "公开依据", "time_limit": "公开时限", "body": "公开主体", "channels": "公开渠道和载体",
    "for_all": "公开对象", "for_some": "特定群众", "proactive": "主动公开", "on_request": "依申请公开", "county": "县级",
    "township": "乡、村级",
}  # fmt: skip


@dataclass
class Change:
    line: Line
    item: StandardItem
    differs: list[str]


@dataclass
class CataloguePlan:
    field: StandardField
    file: CatalogueFile
    digest: str
    added: list[Line] = dataclasses.field(default_factory=list)
    changed: list[Change] = dataclasses.field(default_factory=list)
    same: list[Change] = dataclasses.field(default_factory=list)
    dropped: list[StandardItem] = dataclasses.field(default_factory=list)

    @property
    def troubles(self) -> list[tuple[int, str]]:
        return self.file.troubles

    @property
    def changes_nothing(self) -> bool:
        return not (self.added or self.changed or self.dropped)


def plan(standard: StandardField, file: CatalogueFile) -> CataloguePlan:
    """What the file would do to the items that stand now; two queries. Unknown columns are troubles of the file."""
    held = {(each.first, each.second): each for each in standard.items.prefetch_related("mappings")}
    made = CataloguePlan(standard, file, _digest(list(held.values())))
    columns = _columns(file)
    for line in file.lines:
        item = held.pop(line.key, None)
        if item is None:
            made.added.append(line)
            continue
        differs = [label for name, label in COMPARED.items() if getattr(item, name) != line.values[name]]
        if line.columns is not None and {each.column_id for each in item.mappings.all()} != columns[line.key]:
            differs.append(MAPPED)
        change = Change(line, item, ["恢复", *differs] if item.dropped else differs)
        (made.changed if change.differs else made.same).append(change)
    made.dropped = [each for each in held.values() if not each.dropped]
    return made


def _columns(file: CatalogueFile) -> dict[tuple[str, str], set[int]]:
    """The columns that each line names, by name or address name."""
    named: dict[str, list[Column]] = {}
    for each in tree().columns:
        for name in {each.name, each.slug}:
            named.setdefault(name, []).append(each)
    found = {}
    for line in file.lines:
        for name in line.columns or []:
            problem = {0: "没有栏目", 1: ""}.get(len(named.get(name, [])), "不止一个栏目叫")
            text = f"「{MAPPED}」：{problem}“{name[:30]}”。"
            if problem and (line.number, text) not in file.troubles:
                file.troubles.append((line.number, text))
        found[line.key] = {each.pk for name in line.columns or [] for each in named.get(name, [])[:1]}
    return found


def take(standard: StandardField, file: CatalogueFile, by: User, digest: str) -> StandardVersion:
    """The next version. Refused when the items changed since the preview, when the file has troubles or changes nothing."""
    with transaction.atomic(), pghistory.context(verb="import", user=by.pk):
        StandardField.objects.select_for_update().get(pk=standard.pk)
        made = plan(standard, file)
        if file.troubles:
            raise Refused("文件里还有问题，什么都没有导入。")
        if made.digest != digest:
            raise Refused("预览以后目录又有改动，请重新核对。")
        if made.changes_nothing:
            raise Refused("文件和现在的目录完全一样，没有导入。")
        last = standard.versions.values_list("number", flat=True).first() or 0
        version = StandardVersion.objects.create(
            field=standard, number=last + 1, file_name=file.name[-200:], sha256=file.sha256, imported_by=by,
            added=len(made.added), changed=len(made.changed), dropped=len(made.dropped),
        )  # fmt: skip
        _write(made, version)
    return version


def _write(made: CataloguePlan, version: StandardVersion) -> None:
    order = {line.key: place for place, line in enumerate(made.file.lines, start=1)}
    StandardItem.objects.bulk_create(
        StandardItem(field=made.field, version=version, position=order[line.key], **line.values) for line in made.added
    )
    kept = [*made.changed, *made.same]
    for change in kept:
        values: dict[str, Any] = change.line.values | {
            "version": version, "position": order[change.line.key], "dropped": False
        }  # fmt: skip
        for name, value in values.items():
            setattr(change.item, name, value)
    names = [*COMPARED, "version", "position", "dropped"]
    StandardItem.objects.bulk_update([each.item for each in kept], names, batch_size=200)
    StandardItem.objects.filter(pk__in=[each.pk for each in made.dropped]).update(dropped=True)
    _map(made)


def _map(made: CataloguePlan) -> None:
    """The columns of the file's lines replace those of before, where the file names columns at all."""
    lines = {line.key: line for line in made.file.lines if line.columns is not None}
    columns = _columns(made.file)
    items = StandardItem.objects.filter(field=made.field, dropped=False).prefetch_related("mappings")
    for item in items:
        key = (item.first, item.second)
        if key not in lines:
            continue
        held = {each.column_id for each in item.mappings.all()}
        if gone := held - columns[key]:
            item.mappings.filter(column__in=gone).delete()
        for column in sorted(columns[key] - held):
            StandardMapping.objects.create(item=item, column_id=column)


def _digest(items: list[StandardItem]) -> str:
    text = repr(
        [
            (each.pk, each.dropped, each.version_id, *(getattr(each, name) for name in COMPARED))
            for each in sorted(items, key=lambda item: item.pk)
        ]
    )
    return sha256(text.encode()).hexdigest()
