"""Staff screens of the inspection: problems with their owners, the result by the check table, its rules and word lists."""

import csv
import io
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html

from portal import roles
from portal.inspection import check_of, checks
from portal.inspection.running import PASS, inspect, results, score
from portal.models import InspectionRule, InspectionRun, Problem, Unit, WatchedWord
from portal.publication_states import Refused
from portal.publishable_admin import StaffAdmin
from portal.spreadsheet import as_text


class Standing(admin.SimpleListFilter):
    title, parameter_name = "状态", "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("over", "已消除"), ("all", "全部")]

    def choices(self, changelist: Any) -> Any:
        """未消除 is what one sees without asking."""
        found = list(super().choices(changelist))
        found[0]["display"] = "未消除"
        return found

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "all":
            return queryset
        return queryset.filter(resolved_at__isnull=self.value() != "over")


class CheckFilter(admin.SimpleListFilter):
    title, parameter_name = "检查项", "check"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(each.key, each.label) for each in checks()]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(check_key=self.value()) if self.value() else queryset


class MadeBySystem(StaffAdmin):
    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Problem)
class ProblemAdmin(MadeBySystem):
    list_display = ["text", "check_shown", "unit", "first_seen", "last_seen", "resolved_at", "mend"]
    list_filter = [Standing, CheckFilter, ("unit", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["unit"]
    search_fields = ["text"]
    date_hierarchy = "first_seen"
    fields = ["text", "check_shown", "unit", ("first_seen", "last_seen", "resolved_at"), "mend"]
    readonly_fields = ["check_shown", "mend"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return roles.visible_items(request.user, super().get_queryset(request))  # type: ignore[arg-type]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.summary_view)
        return [path("summary/", view, name="portal_problem_summary"), *super().get_urls()]

    @admin.display(description="检查项", ordering="check_key")
    def check_shown(self, obj: Problem) -> str:
        check = check_of(obj.check_key)
        return check.label if check else obj.check_key

    @admin.display(description="整改")
    def mend(self, obj: Problem) -> str:
        return format_html('<a href="{}">打开</a>', obj.url) if obj.url else "-"

    def summary_view(self, request: HttpRequest) -> HttpResponse:
        """The result by the check table, of the whole site for the office and of one's own unit for others."""
        user: Any = request.user
        if not self.has_view_permission(request):
            raise PermissionDenied("没有权限查看。")
        office = roles.sees_everything(user)
        if request.method == "POST":
            if not office:
                raise PermissionDenied("只有政务公开办可以立即检查。")
            try:
                run = inspect()
                messages.success(request, f"检查完成：新发现{run.found}个问题，已消除{run.resolved}个。")
            except Refused as refusal:
                messages.warning(request, str(refusal))
            return HttpResponseRedirect(reverse("admin:portal_problem_summary"))
        chosen = request.GET.get("unit", "")
        unit = (Unit.objects.filter(pk=chosen).first() if chosen.isdecimal() else None) if office else user.unit
        found = results(unit)
        if "export" in request.GET:
            return _export(self.get_queryset(request).filter(resolved_at=None).select_related("unit"), unit)
        total = score(found)
        context = {**self.admin_site.each_context(request), "title": "网站检查结果", "results": found, "office": office}
        context |= {"vetoes": [each for each in found if each.is_veto], "score": total, "passes": total >= PASS}
        context |= {"unit": unit, "last": InspectionRun.objects.exclude(finished_at=None).first()}
        context["units"] = Unit.objects.filter(
            pk__in=Problem.objects.filter(resolved_at=None).values("unit")
        ).only("name") if office else []  # fmt: skip
        context["runs"] = InspectionRun.objects.exclude(finished_at=None)[:12]
        context["list_url"] = reverse("admin:portal_problem_changelist")
        return render(request, "admin/portal/inspection.html", context)


def _export(rows: QuerySet, unit: Unit | None) -> HttpResponse:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["检查项", "问题", "责任单位", "首次发现", "最近发现"])
    for each in rows.filter(unit=unit) if unit else rows:
        check = check_of(each.check_key)
        moments = (f"{timezone.localtime(at):%Y-%m-%d %H:%M}" for at in (each.first_seen, each.last_seen))
        cells = [check.label if check else each.check_key, each.text, each.unit.name if each.unit else "", *moments]
        writer.writerow([as_text(cell) for cell in cells])
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="problems.csv"'
    return response


@admin.register(InspectionRun)
class InspectionRunAdmin(MadeBySystem):
    list_display = ["started_at", "finished_at", "score", "vetoes", "found", "resolved", "failed"]


@admin.register(InspectionRule)
class InspectionRuleAdmin(StaffAdmin):
    """One row for each check; a row that is missing is made when the list is opened by somebody who may change it."""

    list_display = ["check_shown", "points", "cap", "veto"]
    readonly_fields = ["check_shown"]
    fields = ["check_shown", ("points", "cap", "veto")]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        if self.has_change_permission(request):
            InspectionRule.objects.bulk_create(
                (
                    InspectionRule(check_key=each.key, points=str(each.points), cap=str(each.cap), veto=each.veto)
                    for each in checks()
                ),
                ignore_conflicts=True,
            )
        return super().changelist_view(request, extra_context)

    @admin.display(description="检查项", ordering="check_key")
    def check_shown(self, obj: InspectionRule) -> str:
        check = check_of(obj.check_key)
        return check.label if check else obj.check_key


@admin.register(WatchedWord)
class WatchedWordAdmin(StaffAdmin):
    list_display = ["word", "kind", "instead", "unless", "active"]
    list_filter = ["kind", "active"]
    search_fields = ["word", "instead"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return roles.sees_everything(request.user)  # type: ignore[arg-type]
