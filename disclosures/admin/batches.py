"""Staff screen of the batches of values: what waits, and the page on which a second person confirms or rejects it."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from disclosures.models import Batch, Observation, Standing
from disclosures.periods import label
from portal import roles
from portal.models import User
from portal.models.user import OFFICE, REVIEWER
from portal.publication_states import Refused
from portal.publishable_admin import StaffAdmin
from portal.row_counts import rows_pointing

SHOWN = 300


def may_decide(user: User, batch: Batch) -> bool:
    """Reviewers of the unit and the office; never the importer."""
    if batch.standing != Standing.WAITING or batch.imported_by_id == user.pk:
        return False
    if not roles.roles(user) & {REVIEWER, OFFICE}:
        return False
    return roles.sees(user, batch.indicator.unit_id)


@admin.register(Batch)
class BatchAdmin(StaffAdmin):
    list_display = ["__str__", "standing", "size", "imported_by", "imported_at", "decided_by", "page"]
    list_filter = ["standing", ("indicator", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["indicator", "imported_by", "decided_by"]
    ordering = ["-imported_at", "-pk"]
    search_fields = ["indicator__title", "file_name"]
    fields = ["indicator", "standing", "file_name", "sha256", "imported_by", "imported_at", "decided_by", "decided_at",
              "rejection", "page"]  # fmt: skip
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request).annotate(values_count=rows_pointing(Observation, "batch"))
        return roles.visible_items(request.user, rows, "indicator__unit")  # type: ignore[arg-type]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="数据个数")
    def size(self, obj: Any) -> int:
        return obj.values_count

    @admin.display(description="核对")
    def page(self, obj: Batch) -> str:
        return format_html('<a href="{}">核对数据</a>', reverse("admin:disclosures_batch_decide", args=[obj.pk]))

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.decide_view)
        return [path("<int:pk>/decide/", view, name="disclosures_batch_decide"), *super().get_urls()]

    def decide_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The values beside those they replace; a POST confirms or rejects all of them."""
        batch = self.get_object(request, str(pk))
        if batch is None or not self.has_view_permission(request):
            raise Http404("没有这个批次。")
        user: Any = request.user
        if request.method == "POST":
            if not may_decide(user, batch):
                raise PermissionDenied("须由导入人以外的审查人或政务公开办确认。")
            return self._decide(request, batch, user)
        rows = list(batch.observations.order_by("at")[:SHOWN])
        return render(request, "admin/disclosures/batch.html", {
            **self.admin_site.each_context(request),
            "title": f"核对数据：{batch.indicator.title}",
            "batch": batch,
            "rows": _lines(batch, rows),
            "more": max(0, batch.values_count - len(rows)),
            "decides": may_decide(user, batch),
            "own": batch.imported_by_id == user.pk,
        })  # fmt: skip

    @staticmethod
    def _decide(request: HttpRequest, batch: Batch, user: User) -> HttpResponse:
        try:
            if "reject" in request.POST:
                batch.reject(user, request.POST.get("reason", ""))
                messages.success(request, "已退回，这批数据不会公开。")
            else:
                batch.confirm(user)
                messages.success(request, "已确认。指标公开的，这批数据从现在起公开。")
        except Refused as refusal:
            messages.error(request, str(refusal))
        return HttpResponseRedirect(reverse("admin:disclosures_batch_decide", args=[batch.pk]))


def _lines(batch: Batch, rows: list[Observation]) -> list[dict[str, Any]]:
    """Each value with the confirmed one before it."""
    item = batch.indicator
    earlier = item.observations.confirmed().filter(at__in=[each.at for each in rows if each.revision])
    held = {(each.at, each.revision): each.value for each in earlier}
    return [
        {
            "name": label(item.period, each.at),
            "value": item.shown(each.value),
            "before": item.shown(held.get((each.at, each.revision - 1))),
            "reason": each.reason,
        }
        for each in rows
    ]
