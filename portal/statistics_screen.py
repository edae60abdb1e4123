"""Staff screen of the disclosure statistics: chosen months, unit and kind; charts, tables and the same as CSV."""

import csv
import datetime as dt
import io
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from portal import roles
from portal.bar_chart import bars
from portal.models import Unit
from portal.publication_statistics import MOST_MONTHS, Span, Statistics, later, statistics
from portal.registry import public_types
from portal.spreadsheet import as_text


class MonthField(forms.DateField):
    widget = forms.DateInput(attrs={"type": "month", "placeholder": "2026-01"}, format="%Y-%m")
    input_formats = ("%Y-%m", "%Y%m", "%Y年%m月", "%Y/%m")
    default_error_messages = {"invalid": "月份写作 2026-01。"}


class Choice(forms.Form):
    first = MonthField(label="起始月份")
    last = MonthField(label="截止月份")
    unit = forms.ModelChoiceField(Unit.objects.none(), label="单位", required=False, empty_label="全部单位")
    kind = forms.ChoiceField(label="类别", required=False)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields["unit"]
        choices.queryset = roles.visible_units(user)
        if not roles.sees_everything(user):
            choices.empty_label = "本单位及下属单位"
        for each in self.fields.values():
            each.widget.attrs["class"] = "staff-input"
        kinds: Any = self.fields["kind"]
        kinds.choices = [("", "全部"), *((each.key, each.label) for each in public_types())]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("first"), given.get("last")
        if first and last and first > last:
            self.add_error("last", "截止月份早于起始月份。")
        elif first and last and len(Span(first, last).months) > MOST_MONTHS:
            self.add_error("last", f"最多统计{MOST_MONTHS}个月。")
        return given


def this_year() -> dict[str, Any]:
    """From January to this month."""
    today = timezone.localdate()
    return {"first": today.replace(month=1, day=1), "last": today.replace(day=1)}


def statistics_page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """The figures of one's own unit and those below it; of every unit for the office. 403 without a role."""
    user: Any = request.user
    if not (roles.sees_everything(user) or roles.roles(user)):
        raise PermissionDenied("没有权限查看。")
    asked = request.GET.copy()
    for name, month in this_year().items():
        if not asked.get(name):
            asked[name] = f"{month:%Y-%m}"
    form = Choice(asked, user=user)
    found = None
    if form.is_valid():
        span = Span(form.cleaned_data["first"], form.cleaned_data["last"])
        found = statistics(span, _units(user, form.cleaned_data["unit"]), form.cleaned_data["kind"])
        if "export" in request.GET:
            return _export(found, span)
    months = [
        (month, f"{month.month}月" if index and month.month > 1 else f"{month.year}年{month.month}月", count)
        for index, (month, count) in enumerate(found.by_month.items() if found else [])
    ]
    return render(
        request,
        "admin/portal/statistics.html",
        context | {"title": "主动公开统计", "form": form, "found": found, "months": months,
                   "bars": bars([count for _, _, count in months]),
                   "query": asked.urlencode()},
    )  # fmt: skip


def _units(user: Any, chosen: Unit | None) -> list[int] | None:
    """A unit is counted with those below it."""
    if chosen:
        return list(Unit.objects.below(chosen).values_list("pk", flat=True))
    return roles.visible_keys(user)


def _export(found: Statistics, span: Span) -> HttpResponse:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["口径", "项目", "公开数量"])
    until = later(span.last, 1) - dt.timedelta(days=1)
    writer.writerow(["合计", f"{span.first:%Y-%m-%d}至{until:%Y-%m-%d}", found.total])
    writer.writerow(["其中", "后来撤回", found.withdrawn])
    groups = [
        ("按月", [(f"{month:%Y-%m}", count) for month, count in found.by_month.items()]),
        ("按类别", found.by_kind),
        ("按单位", found.by_unit),
        *((each.label, lines) for each, lines in found.other),
    ]
    for label, lines in groups:
        writer.writerows([label, as_text(name), count] for name, count in lines)
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="statistics-{span.first:%Y%m}-{span.last:%Y%m}.csv"'
    return response
