"""One decision on one page, and the pages of what was done in its stages."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from decisions import regulation
from decisions.models import Activity, Catalogue, CatalogueItem, Decision, RecordAttachment, StageRecord
from decisions.pages import (
    behind_the_door,
    chinese_day,
    correction_notices,
    decision_crumbs,
    item_meta,
    month,
    notice,
    public_decision,
    public_part,
)
from decisions.timeline import Timeline, clock_sentence, feedback_clocks, record_entry, unit_of, with_life
from policies.views.detail import attachment_line
from portal.file_responses import file_response
from portal.participation.phase import Phase, said, time_left
from portal.workday_table import load_calendar


@require_safe
def decision(request: HttpRequest, year: int, number: int) -> HttpResponse:
    return render(request, "decisions/decision.html", decision_context(public_decision(year, number)))


def preview_context(decision: Decision) -> dict[str, Any]:
    return decision_context(with_life(Decision.objects.filter(pk=decision.pk)).get())


def decision_context(lived: Decision) -> dict[str, Any]:
    """Everything the page shows, of a decision from with_life; the staff preview renders the same."""
    now = timezone.now()
    clocks = feedback_clocks(lived.consultations.all())
    life = Timeline(lived, now, clocks)
    return {
        "decision": lived,
        "life": life,
        "result": life.result,
        "result_links": record_entry(life.result).links if life.result else [],
        "calls": [_call(each, life) for each in life.open_consultations],
        "elements": _elements(lived),
        "listed": _listed(lived),
        "notices": [*_turns(life), *_running(life), *correction_notices(lived)],
        "regulation": regulation.NAME,
        "crumbs": decision_crumbs(lived),
        "meta": item_meta(lived, lived.summary),
    }


def _call(consultation: Any, life: Timeline) -> dict[str, Any]:
    return {
        "item": consultation,
        "left": time_left(consultation.closes_at, life.now, load_calendar()),
        "until": said(consultation.closes_at),
        "received": consultation.opinion_count,
    }


def _turns(life: Timeline) -> list[dict[str, Any]]:
    """A later adjustment or suspension stands above everything else."""
    return [
        notice("end", f"{chinese_day(each.held_on)}{each.get_kind_display()}：", each.title, each.get_absolute_url())
        for each in reversed(life.turns)
    ]


def _running(life: Timeline) -> list[dict[str, Any]]:
    """The clock of ten working days, said to readers while it runs."""
    found = []
    for each in life.consultations:
        clock = life.clocks.get(each.pk)
        if clock and each.phase(life.now) == Phase.CLOSED and (text := clock_sentence(clock, life.today)):
            found.append(notice("end" if clock.is_overdue(life.today) else "wait", text))
    return found


def _elements(decision: Decision) -> list[dict[str, Any]]:
    unit = unit_of(decision)
    rows: list[tuple[str, str, str | None]] = [
        ("目录", f"{decision.year}年度第{decision.number}项", reverse("decisions:year", args=[decision.year])),
        ("决策类别", str(decision.get_category_display()), None),
        ("承办单位", unit.name, unit.get_absolute_url()),
        ("配合单位", "、".join(decision.partners), None),
        ("计划出台", month(decision.planned_on), None),
        ("咨询电话", unit.phone, None),
        ("依据", decision.legal_basis, None),
    ]
    return [
        {"label": label, "value": value, "url": url, "wide": label == "依据"} for label, value, url in rows if value
    ]


def _listed(decision: Decision) -> list[CatalogueItem]:
    """What public catalogues changed about it, the newest first."""
    rows = CatalogueItem.objects.filter(catalogue__year=decision.year, number=decision.number)
    rows = rows.filter(catalogue__in=Catalogue.objects.published()).exclude(change=CatalogueItem.Change.KEPT)
    return list(rows.select_related("catalogue").order_by("-catalogue__version"))


@require_safe
def record(request: HttpRequest, year: int, number: int, pk: int) -> HttpResponse:
    return render(
        request, "decisions/record.html", record_context(public_part(StageRecord, year, number, pk, "document"))
    )


def record_context(record: StageRecord) -> dict[str, Any]:
    entry = record_entry(record)
    facts = [
        ("环节", str(record.stage.label)),
        ("开始（送审）", chinese_day(record.sent_on)),
        ("完成", chinese_day(record.held_on)),
        *entry.facts,
    ]
    return {
        "item": record,
        "kind": record.get_kind_display(),
        "facts": [(label, value) for label, value in facts if value],
        "links": entry.links,
        "body": mark_safe(record.body),  # sanitised when it was stored (policies/bodytext.py)
        "attachments": [attachment_line(each) for each in record.attachments.defer("text")],
        "notices": correction_notices(record),
        "crumbs": decision_crumbs(record.decision, (str(record.get_kind_display()), None)),
        "meta": item_meta(record, record.summary),
    }


@require_safe
def record_file(request: HttpRequest, pk: int, file: int, name: str) -> HttpResponseBase:
    """A file is as public as its record, with every request."""
    rows = StageRecord.objects.filter(pk=pk, decision__in=Decision.objects.published())
    record = behind_the_door(rows.published(), rows.withdrawn(), "没有这个附件。")
    return file_response(request, get_object_or_404(RecordAttachment.objects.defer("text"), pk=file, record=record))


@require_safe
def activity(request: HttpRequest, year: int, number: int, pk: int) -> HttpResponse:
    return render(request, "decisions/activity.html", activity_context(public_part(Activity, year, number, pk)))


def activity_context(activity: Activity) -> dict[str, Any]:
    days = "—".join(filter(None, [chinese_day(activity.held_on), chinese_day(activity.ended_on)]))
    facts = [
        ("方式", str(activity.get_kind_display())),
        ("时间", days),
        ("地点", activity.place),
        ("材料送达", chinese_day(activity.papers_on)),
        ("有效样本", f"{activity.respondents} 份" if activity.respondents else ""),
    ]
    return {
        "item": activity,
        "kind": activity.get_kind_display(),
        "facts": [(label, value) for label, value in facts if value],
        "opinions": mark_safe(activity.opinions),  # sanitised when they were stored (policies/bodytext.py)
        "adoption": mark_safe(activity.adoption),
        "questions": survey_questions(activity),
        "notices": correction_notices(activity),
        "crumbs": decision_crumbs(activity.decision, (str(activity.get_kind_display()), None)),
        "meta": item_meta(activity, f"{activity.get_kind_display()}的参加人、主要意见和采纳情况"),
    }


def survey_questions(activity: Activity) -> list[dict[str, Any]]:
    """Each question with its options, counts and shares of the valid answers."""
    base = activity.respondents or 0
    found: dict[str, list[dict[str, Any]]] = {}
    for row in activity.results.all():
        found.setdefault(row.question, []).append(share_row(row.option, row.count, base))
    return [{"question": question, "rows": rows} for question, rows in found.items()]


def share_row(option: str, count: int, of: int) -> dict[str, Any]:
    """One bar of a survey: its words, its number, its share of the answers in words and as a width of 0 to 100."""
    share = count / of if of else 0
    return {"option": option, "count": count, "percent": f"{share:.1%}", "width": round(min(share, 1) * 1000) / 10}
