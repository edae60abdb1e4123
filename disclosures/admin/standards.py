"""Staff screens of the standard catalogue: fields with import and coverage, items with the columns that fulfil them."""

import csv
import io
from typing import Any, BinaryIO

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from unfold.admin import TabularInline

from disclosures.coverage import Standing, covered, totals
from disclosures.models import StandardField, StandardItem
from disclosures.models.standard import StandardMapping
from disclosures.standard_file import read_catalogue
from disclosures.standard_import import CataloguePlan, plan, take
from disclosures.views.standards import HEADER, current
from portal.import_screen import ImportScreen
from portal.publishable_admin import StaffAdmin
from portal.spreadsheet import as_text


@admin.register(StandardField)
class StandardFieldAdmin(StaffAdmin):
    list_display = ["name", "slug", "position", "catalogue"]
    search_fields = ["name", "slug"]
    readonly_fields = ["catalogue"]
    fields = [("name", "slug"), "position", "catalogue"]
    ordering = ["position", "pk"]

    def get_urls(self) -> list[URLPattern]:
        return [
            path(
                "coverage/", self.admin_site.admin_view(self.coverage_view), name="disclosures_standardfield_coverage"
            ),
            path(
                "<int:pk>/import-catalogue/",
                self.admin_site.admin_view(self.import_view),
                name="disclosures_standardfield_import_catalogue",
            ),
            *super().get_urls(),
        ]

    @admin.display(description="目录")
    def catalogue(self, obj: Any) -> str:
        if obj is None or obj.pk is None:
            return "保存后可以导入目录。"
        return format_html(
            '<a href="{}">导入目录</a>　<a href="{}?field__id__exact={}">公开事项</a>　<a href="{}?field={}">覆盖情况</a>',
            reverse("admin:disclosures_standardfield_import_catalogue", args=[obj.pk]),
            reverse("admin:disclosures_standarditem_changelist"), obj.pk,
            reverse("admin:disclosures_standardfield_coverage"), obj.slug,
        )  # fmt: skip

    def import_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        standard = StandardField.objects.filter(pk=pk).first()
        if standard is None:
            raise Http404("没有这个领域。")
        if not self.has_change_permission(request, standard):
            raise PermissionDenied("只有政务公开办可以导入标准目录。")
        user: Any = request.user

        def taken(file: BinaryIO, name: str, digest: str) -> str:
            version = take(standard, read_catalogue(file, name), user, digest)
            return f"{version}已导入：新增{version.added}项，修改{version.changed}项，取消{version.dropped}项。"

        screen = ImportScreen(
            f"standard-{standard.pk}", "admin/disclosures/import_catalogue.html",
            lambda file, name: plan(standard, read_catalogue(file, name)), _sections, taken,
            reverse("admin:disclosures_standarditem_changelist", query={"field__id__exact": standard.pk}),
        )  # fmt: skip
        context = {**self.admin_site.each_context(request), "title": f"导入标准目录：{standard}", "field": standard}
        context |= {"header": HEADER, "versions": standard.versions.select_related("imported_by", "field")}
        return screen.answer(request, context)

    def coverage_view(self, request: HttpRequest) -> HttpResponse:
        """Which items have content, which not, which late; `field` and `standing` choose, `export` gives a table."""
        if not self.has_view_permission(request):
            raise PermissionDenied("没有权限查看。")
        rows = covered(current())
        chosen = request.GET.get("field", "")
        fields = list(dict.fromkeys(each.item.field for each in rows))
        if chosen:
            rows = [each for each in rows if each.item.field.slug == chosen]
        numbers = totals(rows)
        standing = next((each for each in Standing if each.name.lower() == request.GET.get("standing")), None)
        if standing:
            rows = [each for each in rows if each.standing is standing]
        if "export" in request.GET:
            return _export(rows)
        context = {
            **self.admin_site.each_context(request),
            "title": "标准目录覆盖情况",
            "fields": fields,
            "chosen": chosen,
        }
        context |= {"rows": rows[:1000], "count": len(rows), "standing": standing.name.lower() if standing else ""}
        context["numbers"] = [
            {"key": each.name.lower(), "label": each.value, "count": numbers[each]} for each in Standing
        ]
        return render(request, "admin/disclosures/coverage.html", context)


def _sections(made: CataloguePlan) -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        ("新增", [(f"{line.values['first']}—{line.values['second']}", "") for line in made.added]),
        ("修改", [(f"{each.item.first}—{each.item.second}", "、".join(each.differs)) for each in made.changed]),
        ("取消（公开页面不再显示，已对应的信息保留）", [(f"{each.first}—{each.second}", "") for each in made.dropped]),
    ]


def _export(rows: list[Any]) -> HttpResponse:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(
        ["领域", "一级事项", "二级事项", "公开主体", "公开时限", "情况", "对应栏目", "最近更新", "应更新于"]
    )
    for each in rows:
        cells = [
            each.item.field.name, each.item.first, each.item.second, each.item.body, each.item.time_limit, each.standing,
            "、".join(column.name for column in each.columns), str(each.last or ""), str(each.due or ""),
        ]  # fmt: skip
        writer.writerow([as_text(cell) for cell in cells])
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="coverage.csv"'
    return response


class MappingInline(TabularInline):
    model = StandardMapping
    extra = 1
    autocomplete_fields = ["column"]


@admin.register(StandardItem)
class StandardItemAdmin(StaffAdmin):
    """Items come from the catalogue's file; what the office does here is to name the columns that fulfil them."""

    list_display = ["second", "first", "field", "body", "time_limit", "mapped", "dropped"]
    list_filter = ["field", "dropped", ("mappings", admin.EmptyFieldListFilter)]
    list_select_related = ["field"]
    list_per_page = 30
    search_fields = ["first", "second", "content"]
    inlines = [MappingInline]
    fields = [
        ("field", "version"), ("first", "second"), "content", "basis", ("time_limit", "body"), "channels_shown",
        ("audience_shown", "way_shown", "level_shown"), "dropped",
    ]  # fmt: skip
    readonly_fields = [
        "field", "version", "first", "second", "content", "basis", "time_limit", "body", "channels_shown", "audience_shown",
        "way_shown", "level_shown", "dropped",
    ]  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("columns")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="对应栏目")
    def mapped(self, obj: StandardItem) -> str:
        return "、".join(each.name for each in obj.columns.all()) or "没有"

    @admin.display(description="公开渠道和载体")
    def channels_shown(self, obj: StandardItem) -> str:
        return "、".join(obj.channel_names)

    @admin.display(description="公开对象")
    def audience_shown(self, obj: StandardItem) -> str:
        return obj.audience

    @admin.display(description="公开方式")
    def way_shown(self, obj: StandardItem) -> str:
        return obj.way

    @admin.display(description="公开层级")
    def level_shown(self, obj: StandardItem) -> str:
        return obj.level
