"""Staff screen of the versions of datasets: what waits, and the page on which a second person confirms or rejects it."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from disclosures.cell_values import shown
from disclosures.models import DatasetHiddenRow, DatasetRow, DatasetVersion, VersionStanding
from disclosures.models.dataset_version import PUBLIC
from portal import roles
from portal.models import AccessLog, User
from portal.models.user import OFFICE, REVIEWER
from portal.publication_states import Refused
from portal.publishable_admin import StaffAdmin

PER_PAGE = 100


def may_decide(user: User, version: DatasetVersion) -> bool:
    """Reviewers of the unit and the office; never the importer."""
    if version.standing != VersionStanding.WAITING or version.imported_by_id == user.pk:
        return False
    if not roles.roles(user) & {REVIEWER, OFFICE}:
        return False
    return roles.sees(user, version.dataset.unit_id)


def may_withdraw(user: User, version: DatasetVersion) -> bool:
    return version.standing in PUBLIC and roles.sees_everything(user)


@admin.register(DatasetVersion)
class DatasetVersionAdmin(StaffAdmin):
    list_display = ["__str__", "standing", "rows", "imported_by", "imported_at", "decided_by", "page"]
    list_filter = ["standing", ("dataset", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["dataset", "imported_by", "decided_by"]
    ordering = ["-imported_at", "-pk"]
    search_fields = ["dataset__title", "file_name"]
    fields = ["dataset", "number", "standing", "rows", "note", "file_name", "sha256", "imported_by", "imported_at",
              "decided_by", "decided_at", "overruled", "reason", "page"]  # fmt: skip
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return roles.visible_items(request.user, super().get_queryset(request), "dataset__unit")  # type: ignore[arg-type]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="核对")
    def page(self, obj: DatasetVersion) -> str:
        return format_html(
            '<a href="{}">核对数据</a>', reverse("admin:disclosures_datasetversion_decide", args=[obj.pk])
        )

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.decide_view)
        return [path("<int:pk>/decide/", view, name="disclosures_datasetversion_decide"), *super().get_urls()]

    def decide_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The rows as they were read, private columns marked; a POST confirms, rejects or withdraws all of them."""
        version = self.get_object(request, str(pk))
        if version is None or not self.has_view_permission(request):
            raise Http404("没有这个版本。")
        if request.method == "POST":
            return self._decide(request, version)
        user: Any = request.user
        fields = list(version.dataset.fields.all())
        page = _page(request.GET.get("page", ""), version.rows)
        if any(each.private for each in fields):
            AccessLog.note(request, AccessLog.Kind.OPENED, f"{version}第{page['first']}行起")
        before = version.dataset.versions.current().exclude(pk=version.pk).first()
        return render(request, "admin/disclosures/dataset_version.html", {
            **self.admin_site.each_context(request),
            "title": f"核对数据：{version}",
            "version": version,
            "fields": fields,
            "lines": _lines(version, fields, page["first"]),
            "page": page,
            "before": before,
            "totals": [
                (each, shown(each, version.totals.get(each.key)), shown(each, before.totals.get(each.key)) if before else "")
                for each in fields
                if each.total
            ],
            "more_findings": version.findings_count - len(version.findings),
            "decides": may_decide(user, version),
            "withdraws": may_withdraw(user, version),
            "own": version.imported_by_id == user.pk,
        })  # fmt: skip

    def _decide(self, request: HttpRequest, version: DatasetVersion) -> HttpResponse:
        user: Any = request.user
        reason = request.POST.get("reason", "")[:300]
        own = version.imported_by_id == user.pk and version.standing == VersionStanding.WAITING
        try:
            if "withdraw" in request.POST and may_withdraw(user, version):
                version.withdraw(user, reason)
                messages.success(request, "已撤下，网页和下载里都没有这一版了。")
            elif "reject" in request.POST and (own or may_decide(user, version)):
                version.reject(user, reason)
                messages.success(request, "已退回，这一版不会公开。")
            elif "confirm" in request.POST and may_decide(user, version):
                version.confirm(user, overruled=request.POST.get("overruled", "")[:300])
                messages.success(request, "已确认。数据集公开的，这一版从现在起公开。")
            else:
                raise PermissionDenied("须由导入人以外的审查人或政务公开办确认。")
        except Refused as refusal:
            messages.error(request, str(refusal))
        return HttpResponseRedirect(reverse("admin:disclosures_datasetversion_decide", args=[version.pk]))


def _page(asked: str, rows: int) -> dict[str, int]:
    last = max(1, -(-rows // PER_PAGE))
    number = min(max(1, int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 8 else 1), last)
    return {
        "number": number,
        "last": last,
        "first": (number - 1) * PER_PAGE + 1,
        "next": number + 1,
        "previous": number - 1,
    }


def _lines(version: DatasetVersion, fields: list[Any], first: int) -> list[dict[str, Any]]:
    """Two queries: the public and the private columns of a page of rows."""
    span = {"version": version, "number__gte": first, "number__lt": first + PER_PAGE}
    hidden = dict(DatasetHiddenRow.objects.filter(**span).values_list("number", "cells"))
    rows = DatasetRow.objects.filter(**span).order_by("number").values_list("number", "cells")
    return [
        {
            "number": number,
            "cells": [
                (each, shown(each, (hidden.get(number, {}) if each.private else cells).get(each.key)))
                for each in fields
            ],
        }
        for number, cells in rows
    ]
