"""A catalogue that has been read and found sound."""

from dataclasses import dataclass

from portal.publishing import Refused


@dataclass(frozen=True)
class Problem:
    """Why the file is not accepted; `row` as the spreadsheet counts it, None when it concerns the whole file."""

    row: int | None
    reason: str

    def __str__(self) -> str:
        return f"第 {self.row} 行：{self.reason}" if self.row else self.reason


class CatalogueRejected(Refused):
    """The file cannot be imported; `problems` holds every reason found, in the order of the rows."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(problems, key=lambda problem: problem.row or 0)
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(frozen=True)
class DimensionEntry:
    """`required_for` holds values of Document.Category, sorted; None (keep what is) without such a column."""

    code: str
    name: str
    facing: str
    required_for: tuple[str, ...] | None
    position: int
    row: int


@dataclass(frozen=True)
class TagEntry:
    """`parent` and `merged_into` are codes or empty; `merged_into` is the final target of a chain."""

    code: str
    name: str
    dimension: str
    parent: str
    synonyms: tuple[str, ...]
    description: str
    merged_into: str
    retired: bool
    position: int
    row: int

    @property
    def in_use(self) -> bool:
        return not self.retired


@dataclass(frozen=True)
class Catalogue:
    version: str
    file_name: str
    sha256: str
    dimensions: dict[str, DimensionEntry]
    tags: dict[str, TagEntry]
    ignored_columns: tuple[str, ...]
