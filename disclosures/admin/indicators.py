"""Staff screens of the indicators, with the import of their values: upload, preview row by row, confirm."""

import io
from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from disclosures.admin.draft_import import DraftImport
from disclosures.draft_import import DraftKind
from disclosures.indicator_contents import passages
from disclosures.models import Indicator, Standing
from disclosures.observation_import import AT, REASON, VALUE, Judged, judge, take
from disclosures.periods import EXAMPLES, Period
from disclosures.views.indicators import indicator_context
from policies.admin.items import PUBLICITY, ItemAdmin
from portal import roles
from portal.disclosure_basis import Basis
from portal.files import FileRejected, human_size
from portal.import_screen import TableForm
from portal.models import User
from portal.models.user import AUTHOR, OFFICE
from portal.previewed_file import PreviewedFile, opened, seal
from portal.publication_states import Refused
from portal.publishable_admin import PublishableAdmin
from portal.screening import Passage
from portal.spreadsheet import MAX_BYTES, MAX_ROWS, read_table

SHOWN = 300


def may_import(user: User, item: Indicator) -> bool:
    """Authors of the unit and the office, while the indicator is not withdrawn."""
    if not roles.roles(user) & {AUTHOR, OFFICE} or item.state == "withdrawn":
        return False
    return roles.sees(user, item.unit_id)


@admin.register(Indicator)
class IndicatorAdmin(DraftImport, ItemAdmin):
    drafts = DraftKind(
        Indicator,
        ["title", "code", "unit", "theme", "column", "summary", "measure", "precision", "period", "headline", "method",
         "direction", "target", "target_year", "release_days", "source", "note", "key", "position"],
        ["title", "code", "measure"],
        Basis.ART_20_4,
    )  # fmt: skip
    template = "disclosures/indicator.html"
    context = staticmethod(indicator_context)
    list_display = ["title", "code", "theme", "unit", "period", "state_mark", "published_at"]
    list_filter = [*PublishableAdmin.list_filter, "theme", "period"]
    search_fields = ["title", "code"]
    autocomplete_fields = ["unit", "column"]
    readonly_fields = [*ItemAdmin.readonly_fields, "values"]
    fieldsets = [
        (None, {"fields": ["title", ("code", "theme"), ("unit", "column"), "summary", ("key", "position")]}),
        ("数据", {"fields": [("period", "headline"), ("method", "direction"), ("measure", "precision"), "values"]}),
        ("目标和公布", {"fields": [("target", "target_year"), ("release_days", "source"), "note"]}),
        PUBLICITY,
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """An indicator with values keeps its period; the database says so too."""
        fixed = ["period"] if obj is not None and obj.observations.exists() else []
        return [*super().get_readonly_fields(request, obj), *fixed]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.import_view)
        address = path("<int:pk>/import-values/", view, name="disclosures_indicator_import_values")
        return [address, *super().get_urls()]

    def passages(self, obj: Any) -> Iterable[Passage]:
        return passages(obj)

    @admin.display(description="已导入的数据")
    def values(self, obj: Any) -> str:
        if obj is None or obj.pk is None:
            return "保存后可以导入数据。"
        waiting = obj.batches.filter(standing=Standing.WAITING).count()
        return format_html(
            '已确认{}个；待确认{}批。<a href="{}">导入数据</a>　<a href="{}?indicator__id__exact={}">数据批次</a>',
            obj.observations.confirmed().count(), waiting,
            reverse("admin:disclosures_indicator_import_values", args=[obj.pk]),
            reverse("admin:disclosures_batch_changelist"), obj.pk,
        )  # fmt: skip

    def import_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        item = self.get_object(request, str(pk))
        if item is None:
            raise Http404("没有这个指标。")
        if not may_import(request.user, item):  # type: ignore[arg-type]
            raise PermissionDenied("只有本单位的起草人和政务公开办可以导入数据。")
        context = {**self.admin_site.each_context(request), "title": f"导入数据：{item.title}", "item": item}
        context |= {"form": TableForm(), "max_rows": MAX_ROWS, "max_size": human_size(MAX_BYTES)}
        context |= {"columns": [AT, VALUE, REASON], "example": EXAMPLES[Period(item.period)]}
        if request.method == "POST" and "token" in request.POST:
            return self._take(request, item, context)
        if request.method == "POST":
            form = TableForm(request.POST, request.FILES)
            if form.is_valid():
                file = form.cleaned_data["file"]
                return self._preview(request, item, context, file.name, file.read(MAX_BYTES + 1))
            context["form"] = form
        return self._page(request, context)

    @staticmethod
    def _page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
        return render(request, "admin/disclosures/import_values.html", context)

    def _preview(
        self, request: HttpRequest, item: Indicator, context: dict[str, Any], name: str, content: bytes
    ) -> HttpResponse:
        """What every row would do; the signed file goes along with the button, nothing is kept here."""
        try:
            judged, _ = _judged(item, name, content)
        except FileRejected as refusal:
            return self._page(request, context | {"refusal": str(refusal)})
        context |= {"previewed": True, "name": name, "judged": judged, "rows": judged.taken[:SHOWN]}
        context |= {"troubles": judged.troubles[:SHOWN], "trouble_count": len(judged.troubles)}
        context["revised"] = sum(each.before is not None for each in judged.taken)
        context["added"] = len(judged.taken) - context["revised"]
        if judged.taken and not judged.troubles:
            context["token"] = seal(request, f"values-{item.pk}", PreviewedFile(name, content))
        return self._page(request, context)

    def _take(self, request: HttpRequest, item: Indicator, context: dict[str, Any]) -> HttpResponse:
        """Judges the file again and takes in all of it or nothing."""
        try:
            held = opened(request, f"values-{item.pk}")
        except Refused as refusal:
            return self._page(request, context | {"refusal": str(refusal)})
        try:
            judged, sha256 = _judged(item, held.name, held.content)
            if judged.troubles:
                return self._preview(request, item, context, held.name, held.content)
            batch = take(item, judged.taken, request.user, file_name=held.name, sha256=sha256)  # type: ignore[arg-type]
        except (FileRejected, Refused) as refusal:
            return self._page(request, context | {"refusal": str(refusal)})
        messages.success(request, f"已导入{len(judged.taken)}个数据，须由另一人确认后才公开。")
        return HttpResponseRedirect(reverse("admin:disclosures_batch_decide", args=[batch.pk]))


def _judged(item: Indicator, name: str, content: bytes) -> tuple[Judged, str]:
    table = read_table(io.BytesIO(content), name, hours=item.period == Period.HOUR)
    return judge(item, table), table.sha256
