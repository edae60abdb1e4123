"""What a catalogue would change, shown to staff before anything is written."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import Count

from policies.models.document import Document
from policies.models.tag import Tag, TagDimension, TaggedDocument
from policies.tag_catalogue.catalogue import Catalogue, CatalogueRejected, DimensionEntry, Problem, TagEntry
from policies.tag_catalogue.standing import Standing, standing


@dataclass(frozen=True)
class Difference:
    """One field of one tag or dimension, as staff read it."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    code: str
    name: str
    differences: tuple[Difference, ...]

    @property
    def summary(self) -> str:
        return "；".join(f"{each.label} {each.before} → {each.after}" for each in self.differences)


@dataclass(frozen=True)
class Rename:
    code: str
    before: str
    after: str


@dataclass(frozen=True)
class Merge:
    """`documents` carry the old tag and will carry the target."""

    code: str
    name: str
    into: str
    into_name: str
    documents: int


@dataclass(frozen=True)
class Retirement:
    """`missing`: retired because the file does not name it. Its documents keep it; nobody can choose it any more."""

    code: str
    name: str
    documents: int
    missing: bool

    @property
    def note(self) -> str:
        return "（文件中没有这个标签）" if self.missing else ""


@dataclass
class Plan:
    """`digest` is the state of the database that the plan was made for."""

    catalogue: Catalogue
    digest: str
    new_dimensions: list[DimensionEntry] = field(default_factory=list)
    changed_dimensions: list[Change] = field(default_factory=list)
    missing_dimensions: list[TagDimension] = field(default_factory=list)
    added: list[TagEntry] = field(default_factory=list)
    renamed: list[Rename] = field(default_factory=list)
    merged: list[Merge] = field(default_factory=list)
    retired: list[Retirement] = field(default_factory=list)
    revived: list[TagEntry] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    unchanged: int = 0
    reordered: int = 0

    @property
    def is_empty(self) -> bool:
        dimensions = (
            self.new_dimensions or self.changed_dimensions or any(d.required_for for d in self.missing_dimensions)
        )
        tags = self.added or self.renamed or self.merged or self.retired or self.revived or self.changed
        return not (dimensions or tags or self.reordered)

    @property
    def counts(self) -> list[tuple[str, int]]:
        return [
            ("新增", len(self.added)),
            ("更名", len(self.renamed)),
            ("合并", len(self.merged)),
            ("停用", len(self.retired)),
            ("恢复", len(self.revived)),
            ("修改", len(self.changed)),
            ("不变", self.unchanged),
            ("顺序变化", self.reordered),
        ]


def plan(catalogue: Catalogue) -> Plan:
    """Compares with the database, in four queries. CatalogueRejected when the two cannot be brought together."""
    now = standing()
    _refuse_taken_names(catalogue, now)
    found = Plan(catalogue, now.digest)
    found.new_dimensions = [entry for code, entry in catalogue.dimensions.items() if code not in now.dimensions]
    found.missing_dimensions = [each for code, each in now.dimensions.items() if code not in catalogue.dimensions]
    documents = dict(TaggedDocument.objects.values_list("tag").annotate(Count("pk")).order_by())
    for code, dimension in catalogue.dimensions.items():
        if code in now.dimensions:
            _compare_dimension(found, now.dimensions[code], dimension)
    for code, entry in catalogue.tags.items():
        if code in now.tags:
            _compare(found, now.tags[code], entry, documents.get(now.tags[code].pk, 0))
        else:
            found.added.append(entry)
    for code, tag in now.tags.items():
        if code not in catalogue.tags:
            _compare_missing(found, tag, documents.get(tag.pk, 0))
    return found


def _refuse_taken_names(catalogue: Catalogue, now: Standing) -> None:
    """A dimension stays even when the file no longer names it, so its name cannot go to another code."""
    kept = {each.name: code for code, each in now.dimensions.items() if code not in catalogue.dimensions}
    problems = [
        Problem(each.row, f"维度名称「{each.name}」已由系统中的维度 {kept[each.name]} 使用，请沿用它的代码。")
        for each in catalogue.dimensions.values()
        if each.name in kept
    ]
    if problems:
        raise CatalogueRejected(problems)


def _compare_dimension(found: Plan, dimension: TagDimension, entry: DimensionEntry) -> None:
    pairs = [
        ("名称", dimension.name, entry.name),
        ("面向", dimension.get_facing_display(), str(TagDimension.Facing(entry.facing).label)),
    ]
    if entry.required_for is not None:
        pairs.append(("必选类别", _categories(dimension.required_for), _categories(entry.required_for)))
    if differences := tuple(_differences(pairs)):
        found.changed_dimensions.append(Change(entry.code, entry.name, differences))
    elif dimension.position != entry.position:
        found.reordered += 1


def _compare(found: Plan, tag: Tag, entry: TagEntry, documents: int) -> None:
    """A tag can be in several lists: renamed and merged, say. One that is in none is unchanged."""
    renamed = tag.name != entry.name
    if renamed:
        found.renamed.append(Rename(entry.code, tag.name, entry.name))
    moved = _compare_status(found, tag, entry, documents)
    differences = tuple(_differences(_fields(tag, entry)))
    if differences:
        found.changed.append(Change(entry.code, entry.name, differences))
    found.unchanged += not (renamed or moved or differences)
    found.reordered += tag.position != entry.position


def _compare_status(found: Plan, tag: Tag, entry: TagEntry, documents: int) -> bool:
    """Whether the tag is merged, retired or revived by the file."""
    target = tag.merged_into.slug if tag.merged_into else ""
    if entry.merged_into:
        if entry.merged_into == target:
            return False
        into = found.catalogue.tags[entry.merged_into]
        found.merged.append(Merge(entry.code, entry.name, into.code, into.name, documents))
    elif entry.retired:
        if tag.retired and not target:
            return False
        found.retired.append(Retirement(entry.code, entry.name, documents, missing=False))
    elif tag.retired or target:
        found.revived.append(entry)
    else:
        return False
    return True


def _compare_missing(found: Plan, tag: Tag, documents: int) -> None:
    """A tag that the file does not name is retired; one merged earlier follows its target."""
    if tag.merged_into is None:
        if not tag.retired:
            found.retired.append(Retirement(tag.slug, tag.name, documents, missing=True))
        return
    target = found.catalogue.tags.get(tag.merged_into.slug)
    if target and target.merged_into:
        into = found.catalogue.tags[target.merged_into]
        found.merged.append(Merge(tag.slug, tag.name, into.code, into.name, documents))


def _fields(tag: Tag, entry: TagEntry) -> list[tuple[str, str, str]]:
    return [
        ("维度", tag.dimension.code, entry.dimension),
        ("上级", tag.parent.slug if tag.parent else "", entry.parent),
        ("同义词", "、".join(tag.synonyms), "、".join(entry.synonyms)),
        ("说明", tag.description, entry.description),
    ]


def _differences(pairs: list[tuple[str, str, str]]) -> Iterator[Difference]:
    return (
        Difference(label, before or "（空）", after or "（空）") for label, before, after in pairs if before != after
    )


def _categories(codes: list[str] | tuple[str, ...]) -> str:
    labels = dict(Document.Category.choices)
    return "、".join(str(labels.get(code, code)) for code in sorted(codes))
