"""Staff screens of the search: synonyms, recommended results, statistics, judged queries, explanation."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from portal import roles
from portal.bar_chart import bars
from portal.publishable_admin import StaffAdmin
from portal.search import judged, statistics
from portal.search.explanation import explain
from portal.search.models import JudgedQuery, JudgedRun, PinnedResult, SearchLog, Synonym

RUNS = 60
"""Measurements shown: a year of Mondays and some by hand."""


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

    def save_model(self, request: HttpRequest, obj: JudgedQuery, form: Any, change: bool) -> None:
        obj.changed_by = request.user  # type: ignore[assignment]
        super().save_model(request, obj, form, change)


@admin.register(JudgedRun)
class JudgedRunAdmin(StaffAdmin):
    """The list is the score over time; the office may measure at any time."""

    list_display = ["run_at", "queries", "ndcg", "recall", "mrr", "p50", "p95"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        runs = list(JudgedRun.objects.order_by("-run_at", "-pk")[:RUNS])
        return render(request, "admin/search/judged.html", {
            **self.admin_site.each_context(request),
            "title": "检索评测",
            "opts": self.opts,
            "queries": JudgedQuery.objects.count(),
            "may_measure": roles.sees_everything(request.user),  # type: ignore[arg-type]
            "runs": runs,
            "latest": runs[0] if runs else None,
            "bars": bars([run.ndcg for run in reversed(runs)], top=1, places=12),
        })  # fmt: skip

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.measure_view)
        return [path("measure/", view, name="portal_judgedrun_measure"), *super().get_urls()]

    @method_decorator(require_POST)
    def measure_view(self, request: HttpRequest) -> HttpResponse:
        """Runs all judged queries now; the office only."""
        if not roles.sees_everything(request.user):  # type: ignore[arg-type]
            raise PermissionDenied
        run = judged.measure()
        if run is None:
            messages.warning(request, "没有可以评测的问题：还没有评测问题，或者应当找到的内容都不在检索库中。")
        else:
            messages.success(request, f"已评测 {run.queries} 个问题，nDCG@10 为 {run.ndcg:.3f}。")
        return HttpResponseRedirect(reverse("admin:portal_judgedrun_changelist"))


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
