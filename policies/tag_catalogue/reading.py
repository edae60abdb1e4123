"""From rows to a catalogue. Every fault of a file is reported at once, by row, so that staff correct it once."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import BinaryIO

from policies.models.document import Document
from policies.models.tag import CODE, TagDimension
from policies.tag_catalogue.catalogue import Catalogue, CatalogueRejected, DimensionEntry, Problem, TagEntry
from portal.files import FileRejected
from portal.spreadsheet import Row, Table, read_table

REQUIRED = (
    "版本", "维度代码", "维度名称", "面向", "标签代码", "标签名称", "上级代码", "同义词", "说明", "并入", "状态",
)  # fmt: skip
OPTIONAL = ("必选类别",)
LIMITS = {"版本": 50, "维度代码": 50, "维度名称": 50, "标签代码": 80, "标签名称": 50, "说明": 300}
MANDATORY = ("版本", "维度代码", "维度名称", "面向", "标签代码", "标签名称", "状态")
SYNONYM = 50
IN_USE, RETIRED = "启用", "停用"
_FACING = {label: value for value, label in TagDimension.Facing.choices}
_CATEGORIES = {name: value for value, label in Document.Category.choices for name in (value, label)}
_SEPARATOR = re.compile(r"[|｜]")


def read(file: BinaryIO, name: str) -> Catalogue:
    """XLSX or CSV with the columns REQUIRED in any order; CatalogueRejected lists all that is wrong with it."""
    try:
        table = read_table(file, name)
    except FileRejected as refusal:
        raise CatalogueRejected([Problem(None, str(refusal))]) from None
    if missing := [column for column in REQUIRED if column not in table.columns]:
        raise CatalogueRejected([Problem(None, f"缺少列：{'、'.join(missing)}。表头应有：{'、'.join(REQUIRED)}。")])
    problems = [Problem(number, reason) for number, reason in table.troubles]
    problems += [Problem(row.number, reason) for row in table.rows for reason in _faults(row)]
    problems += _versions(table.rows)
    dimensions = _dimensions(table, problems)
    tags = _tags(table.rows, problems)
    problems += [*_links(tags), *_cycles(tags), *_names(tags), *_empty_requirements(dimensions, tags)]
    if problems:
        raise CatalogueRejected(problems)
    known = {*REQUIRED, *OPTIONAL, ""}
    return Catalogue(
        version=table.rows[0].cells["版本"],
        file_name=name[:200],
        sha256=table.sha256,
        dimensions=dimensions,
        tags={code: replace(tag, merged_into=_final(tag, tags)) for code, tag in tags.items()},
        ignored_columns=tuple(column for column in table.columns if column not in known),
    )


def _faults(row: Row) -> Iterator[str]:
    """What is wrong with one row by itself."""
    cells = row.cells
    if empty := [column for column in MANDATORY if not cells[column]]:
        yield f"{'、'.join(empty)}为空。"
    for column, limit in LIMITS.items():
        if len(cells[column]) > limit:
            yield f"{column}超过 {limit} 字。"
    if broken := [column for column, text in cells.items() if any(map(_unprintable, text))]:
        yield f"{'、'.join(broken)}含有换行或不可见字符。"
    for column in ("维度代码", "标签代码"):
        if cells[column] and not CODE.regex.fullmatch(cells[column]):  # type: ignore[union-attr]
            yield f"{column}「{cells[column]}」不合规定：{CODE.message}"
    if long := [word for word in _words(cells["同义词"]) if len(word) > SYNONYM]:
        yield f"同义词「{long[0]}」超过 {SYNONYM} 字，多个同义词用 | 分开。"
    if cells["面向"] and cells["面向"] not in _FACING:
        yield f"面向「{cells['面向']}」应是{'、'.join(_FACING)}之一。"
    if cells["状态"] and cells["状态"] not in (IN_USE, RETIRED):
        yield f"状态「{cells['状态']}」应是{IN_USE}或{RETIRED}。"
    if cells["并入"] and cells["状态"] == IN_USE:
        yield f"已并入「{cells['并入']}」的标签，状态应为{RETIRED}。"
    if unknown := [word for word in _words(cells.get("必选类别", "")) if word not in _CATEGORIES]:
        yield f"必选类别「{'、'.join(unknown)}」不是文件类别，应是{'、'.join(map(str, Document.Category.labels))}。"


def _unprintable(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cs", "Cn", "Zl", "Zp"}


def _words(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.strip() for word in _SEPARATOR.split(cell) if word.strip()))


def _versions(rows: Iterable[Row]) -> Iterator[Problem]:
    first = ""
    for row in rows:
        version = row.cells["版本"]
        first = first or version
        if version and version != first:
            yield Problem(row.number, f"版本是「{version}」，前面是「{first}」；一个文件只能有一个版本。")


def _dimensions(table: Table, problems: list[Problem]) -> dict[str, DimensionEntry]:
    """Dimensions in the order in which they first appear; rows that face both sides make it 通用."""
    found: dict[str, DimensionEntry] = {}
    owners: dict[str, str] = {}
    for row in table.rows:
        cells = row.cells
        entry = DimensionEntry(
            code=cells["维度代码"],
            name=cells["维度名称"],
            facing=_FACING.get(cells["面向"], ""),
            required_for=_categories(cells["必选类别"]) if "必选类别" in table.columns else None,
            position=len(found) + 1,
            row=row.number,
        )
        first = found.setdefault(entry.code, entry)
        if entry.required_for and not first.required_for:
            first = replace(first, required_for=entry.required_for)
        if entry.facing != first.facing:
            first = replace(first, facing=TagDimension.Facing.BOTH.value)
        found[entry.code] = first
        owner = owners.setdefault(entry.name, entry.code)
        if entry.name and owner != entry.code:
            problems.append(Problem(row.number, f"维度名称「{entry.name}」已由维度 {owner} 使用。"))
        said = [(label, getattr(first, field), getattr(entry, field)) for field, label in _SHARED.items()]
        if differing := [label for label, old, new in said if new and old != new]:
            reason = f"维度 {entry.code} 的{'、'.join(differing)}与第 {first.row} 行不一致。"
            problems.append(Problem(row.number, reason))
    found.pop("", None)
    return found


_SHARED = {"name": "维度名称", "required_for": "必选类别"}


def _categories(cell: str) -> tuple[str, ...]:
    return tuple(sorted({_CATEGORIES[word] for word in _words(cell) if word in _CATEGORIES}))


def _tags(rows: Iterable[Row], problems: list[Problem]) -> dict[str, TagEntry]:
    """Tags by code, as written: chains of merging are not resolved yet."""
    found: dict[str, TagEntry] = {}
    positions: Counter[str] = Counter()
    for row in rows:
        cells = row.cells
        positions[cells["维度代码"]] += 1
        entry = TagEntry(
            code=cells["标签代码"],
            name=cells["标签名称"],
            dimension=cells["维度代码"],
            parent=cells["上级代码"],
            synonyms=_words(cells["同义词"]),
            description=cells["说明"],
            merged_into=cells["并入"],
            retired=cells["状态"] == RETIRED,
            position=positions[cells["维度代码"]],
            row=row.number,
        )
        first = found.setdefault(entry.code, entry)
        if first is not entry and entry.code:
            problems.append(Problem(row.number, f"标签代码「{entry.code}」重复，第 {first.row} 行已有。"))
    found.pop("", None)
    return found


def _links(tags: dict[str, TagEntry]) -> Iterator[Problem]:
    for tag in tags.values():
        for label, code in (("上级代码", tag.parent), ("并入", tag.merged_into)):
            if code and code not in tags:
                yield Problem(tag.row, f"{label}「{code}」在文件中没有这个标签。")
        parent, target = tags.get(tag.parent), tags.get(_final(tag, tags))
        if parent and parent.dimension != tag.dimension:
            yield Problem(tag.row, f"上级「{parent.name}」属于另一个维度（{parent.dimension}）。")
        if parent and tag.in_use and parent.retired:
            yield Problem(tag.row, f"上级「{parent.name}」已停用，启用的标签不能挂在它下面。")
        if target and target.retired and not target.merged_into:
            yield Problem(tag.row, f"并入的标签「{target.name}」已停用，文件不能转到停用的标签上。")


def _final(tag: TagEntry, tags: dict[str, TagEntry]) -> str:
    """Code at the end of the chain of merging; empty when it runs in a circle, which _cycles() reports."""
    seen, code = {tag.code}, tag.merged_into
    while code in tags and tags[code].merged_into:
        if code in seen:
            return ""
        seen.add(code)
        code = tags[code].merged_into
    return code


def _cycles(tags: dict[str, TagEntry]) -> Iterator[Problem]:
    for label, field in (("并入", "merged_into"), ("上级", "parent")):
        reported: set[str] = set()
        for tag in tags.values():
            path = [tag.code]
            while (code := getattr(tags[path[-1]], field)) in tags and code not in path:
                path.append(code)
            if code == tag.code and code not in reported:
                reported.update(path)
                yield Problem(tag.row, f"{label}成环：{' → '.join([*path, code])}。")


def _names(tags: dict[str, TagEntry]) -> Iterator[Problem]:
    owners: dict[tuple[str, str], TagEntry] = {}
    for tag in tags.values():
        if tag.in_use and tag.name and (first := owners.setdefault((tag.dimension, tag.name), tag)) is not tag:
            yield Problem(tag.row, f"同一维度中标签名称「{tag.name}」重复，第 {first.row} 行已有（{first.code}）。")


def _empty_requirements(dimensions: dict[str, DimensionEntry], tags: dict[str, TagEntry]) -> Iterator[Problem]:
    filled = {tag.dimension for tag in tags.values() if tag.in_use}
    for dimension in dimensions.values():
        if dimension.required_for and dimension.code not in filled:
            yield Problem(dimension.row, f"维度「{dimension.name}」设为必选，却没有启用的标签，文件将无法发布。")
