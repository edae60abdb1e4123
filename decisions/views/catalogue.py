"""The catalogues: all years side by side, one year with the progress of every item, each version, print and XLSX."""

import io
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from decisions.life import StageState
from decisions.models import Catalogue, CatalogueItem, Decision
from decisions.models.catalogue import PROCEDURES
from decisions.pages import COLUMN, behind_the_door, correction_notices, crumbs, list_meta, month, notice
from decisions.timeline import Timeline, with_life
from portal.models.unit import units_now
from portal.participation.phase import time_left
from portal.workday_table import load_calendar

DROPPED = CatalogueItem.Change.DROPPED


def versions_of(year: int) -> list[Catalogue]:
    """Public versions of a year, the newest first."""
    return list(Catalogue.objects.published().filter(year=year).order_by("-version"))


def timelines(decisions: Any) -> dict[int, Timeline]:
    """Decision key → its life, for a set of public decisions."""
    return {each.pk: Timeline(each) for each in with_life(decisions)}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """/decisions/: the years compared."""
    catalogues = Catalogue.objects.published().order_by("-year", "-version").prefetch_related("items")
    newest: dict[int, Catalogue] = {}
    for each in catalogues:
        newest.setdefault(each.year, each)
    lives: dict[int, list[Timeline]] = {}
    for life in timelines(Decision.objects.published()).values():
        lives.setdefault(life.decision.year, []).append(life)
    context = {
        "heading": COLUMN,
        "years": [_summary(catalogue, lives.get(year, [])) for year, catalogue in newest.items()],
        "open": [
            (each, time_left(each.window.closes_at, life.now, load_calendar()))
            for group in lives.values()
            for life in group
            for each in life.open_consultations
        ],
        "crumbs": [*crumbs()[:-1], {"label": COLUMN, "url": None}],
        "meta": list_meta(COLUMN),
        "feed_url": reverse("decisions:feed"),
    }
    return render(request, "decisions/index.html", context)


def _summary(catalogue: Catalogue, lives: list[Timeline]) -> dict[str, Any]:
    items = [each for each in catalogue.items.all() if each.change != DROPPED]
    late = sum(any(view.state == StageState.OVERDUE for view in life.stages) for life in lives)
    return {
        "year": catalogue.year,
        "url": reverse("decisions:year", args=[catalogue.year]),
        "versions": catalogue.version,
        "items": len(items),
        "announced": sum(life.result is not None for life in lives),
        "late": late,
        "consultations": sum(len(life.consultations) for life in lives),
        "opinions": sum(life.opinions for life in lives),
        "activities": sum(len(life.activities) for life in lives),
        "procedures": [(each.label, sum(each.value in item.procedures for item in items)) for each in PROCEDURES],
    }


@require_safe
def year(request: HttpRequest, year: int, version: int | None = None) -> HttpResponse:
    """/decisions/<year>/ is the version in force; /decisions/<year>/v2/ any of them."""
    versions = versions_of(year)
    catalogue = next((each for each in versions if version in (None, each.version)), None)
    if catalogue is None:
        withdrawn = Catalogue.objects.withdrawn().filter(year=year, **({"version": version} if version else {}))
        behind_the_door(Catalogue.objects.none(), withdrawn, f"没有公开的{year}年度目录。")
        raise Http404
    return render(request, "decisions/year.html", catalogue_context(catalogue, versions))


def catalogue_context(catalogue: Catalogue, versions: list[Catalogue]) -> dict[str, Any]:
    """Everything the page shows; the staff preview renders the same."""
    items = list(catalogue.items.all())
    found = timelines(Decision.objects.published().filter(year=catalogue.year))
    lives = {life.decision.number: life for life in found.values()}
    newest = versions[0] if versions else catalogue
    notices = correction_notices(catalogue)
    if catalogue.version < newest.version:
        address = reverse("decisions:year", args=[catalogue.year])
        notices.insert(0, notice("warn", "这一版目录已经调整，", f"现行的是第{newest.version}版", address, "。"))
    rows = [_row(item, lives.get(item.number)) for item in items]
    rows_live = [row for row in rows if not row["dropped"]]
    heading = f"{catalogue.year}年度重大行政决策事项目录"
    return {
        "heading": heading,
        "catalogue": catalogue,
        "is_newest": catalogue.version == newest.version,
        "rows": rows,
        "changes": [item for item in items if item.change != CatalogueItem.Change.KEPT],
        "versions": versions,
        "done": sum(row["life"] is not None and row["life"].result is not None for row in rows_live),
        "total": len(rows_live),
        "notices": notices,
        "workbook_url": reverse("decisions:workbook", args=[catalogue.year, catalogue.version]),
        "crumbs": crumbs((f"{catalogue.year}年", None)),
        "meta": list_meta(heading),
        "feed_url": reverse("decisions:feed"),
    }


def _row(item: CatalogueItem, life: Timeline | None) -> dict[str, Any]:
    return {
        "item": item,
        "unit": units_now()[item.unit_id],
        "planned": month(item.planned_on),
        "dropped": item.change == DROPPED,
        "life": life,
    }


COLUMNS = [
    "序号",
    "决策事项",
    "承办单位",
    "配合单位",
    "拟决策时间",
    "法律政策依据",
    "决策程序",
    "比上一版",
    "调整理由",
    "进展",
]
WIDTHS = [6, 46, 22, 22, 14, 40, 34, 10, 34, 18]


@require_safe
def workbook(request: HttpRequest, year: int, version: int) -> HttpResponse:
    """The catalogue as XLSX, with the progress of the day."""
    rows = Catalogue.objects.filter(year=year, version=version)
    catalogue = behind_the_door(rows.published(), rows.withdrawn(), "没有公开的目录。")
    book = Workbook()
    sheet = book.active
    sheet.title = f"{year}年第{version}版"
    sheet.append([f"{year}年度重大行政决策事项目录（第{version}版）"])
    sheet.append(COLUMNS)
    for row in catalogue_context(catalogue, [])["rows"]:
        item, life = row["item"], row["life"]
        progress = "取消" if row["dropped"] else life.standing["label"] if life else "尚未启动"
        cells = [
            item.number, item.title, row["unit"].name, item.partners, row["planned"], item.legal_basis,
            "、".join(item.procedure_labels), item.get_change_display(), item.reason, progress,
        ]  # fmt: skip
        sheet.append([plain_cell(cell) for cell in cells])
    for number, width in enumerate(WIDTHS, start=1):
        sheet.column_dimensions[chr(64 + number)].width = width
    for cells in sheet.iter_rows(min_row=2):
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=cell.row == 2)
    file = io.BytesIO()
    book.save(file)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    response = HttpResponse(file.getvalue(), content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="catalogue-{year}-v{version}.xlsx"'
    return response


def plain_cell(cell: Any) -> Any:
    """A text that a spreadsheet will not take for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@") else cell
