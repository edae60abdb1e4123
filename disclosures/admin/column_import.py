"""Staff screen that takes columns in from a table."""

from typing import Any, BinaryIO

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from disclosures.column_import import HEADER, ColumnPlan, plan, take
from disclosures.models.column import tree
from portal.import_screen import ImportScreen


def import_columns(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """Who may is asked by the caller."""

    def taken(file: BinaryIO, name: str, digest: str) -> str:
        made = take(file, name, request.user, digest)  # type: ignore[arg-type]
        return f"栏目已导入：新增{len(made.added)}个，修改{len(made.changed)}个。"

    screen = ImportScreen(
        "columns", "admin/disclosures/import_columns.html", plan, _sections, taken,
        reverse("admin:disclosures_column_changelist"),
    )  # fmt: skip
    return screen.answer(request, context | {"title": "导入栏目", "header": HEADER})


def _sections(made: ColumnPlan) -> list[tuple[str, list[tuple[str, str]]]]:
    names = {each.slug: each.name for each in tree().columns}
    names |= {line.values["slug"]: line.values["name"] for line in made.added}
    places = [f"放在“{names[line.parent]}”之下" if line.parent else "一级栏目" for line in made.added]
    return [
        ("新增", [(line.values["name"], place) for line, place in zip(made.added, places, strict=True)]),
        ("修改", [(column.name, "、".join(differs)) for column, _, differs in made.changed]),
    ]
