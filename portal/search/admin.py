"""Staff screens of the search: synonyms, recommended results, statistics, judged queries, explanation."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from portal import roles
from portal.publishable_admin import StaffAdmin
from portal.search import judged, statistics
from portal.search.explanation import explain
from portal.search.models import JudgedQuery, JudgedRun, PinnedResult, SearchLog, Synonym


class OfficeAdmin(StaffAdmin):
    """The office keeps these lists and may throw entries away."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return roles.sees_everything(request.user)  # type: ignore[arg-type]


@admin.register(Synonym)
class SynonymAdmin(OfficeAdmin):
    list_display = ["__str__", "one_way", "active", "note", "changed_at"]
    list_filter = ["active", "one_way"]
    search_fields = ["words", "note"]


@admin.register(PinnedResult)
class PinnedResultAdmin(OfficeAdmin):
    list_display = ["title", "queries", "since", "until", "running"]
    list_filter = ["active"]
    search_fields = ["title", "queries"]

    @admin.display(description="正在推荐", boolean=True)
    def running(self, pin: PinnedResult) -> bool:
        return pin.runs(timezone.localdate())


@admin.register(JudgedQuery)
class JudgedQueryAdmin(OfficeAdmin):
    list_display = ["query", "relevant"]
    search_fields = ["query"]
    actions = ["measure_now"]

    def save_model(self, request: HttpRequest, obj: JudgedQuery, form: Any, change: bool) -> None:
        obj.changed_by = request.user  # type: ignore[assignment]
        super().save_model(request, obj, form, change)

    @admin.action(description="现在评测全部问题")
    def measure_now(self, request: HttpRequest, queryset: Any) -> HttpResponse:
        run = judged.measure()
        if run is None:
            messages.warning(request, "没有可以评测的问题：应当找到的文件都不在检索库中。")
        else:
            messages.success(request, f"已评测 {run.queries} 个问题，nDCG@10 为 {run.ndcg:.3f}。")
        return HttpResponseRedirect(reverse("admin:portal_judgedrun_changelist"))


@admin.register(JudgedRun)
class JudgedRunAdmin(StaffAdmin):
    list_display = ["run_at", "queries", "ndcg", "recall", "mrr", "p50", "p95"]
    date_hierarchy = "run_at"

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(SearchLog)
class SearchLogAdmin(StaffAdmin):
    """The list is the statistics; single rows are of no interest."""

    list_display = ["query", "total", "clicked", "asked_on", "milliseconds"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        context = self.admin_site.each_context(request) | statistics.summary()
        return render(request, "admin/search/statistics.html", context | {"title": "检索统计", "opts": self.opts})

    def get_urls(self) -> list[URLPattern]:
        own = [path("explain/", self.admin_site.admin_view(self.explain_view), name="portal_search_explain")]
        return own + super().get_urls()

    def explain_view(self, request: HttpRequest) -> HttpResponse:
        """Why the results of a query stand where they stand."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        query = request.GET.get("q", "")
        context = self.admin_site.each_context(request) | {"title": "检索解释", "q": query, "opts": self.opts}
        return render(request, "admin/search/explain.html", context | (explain(query) if query else {}))
