"""公众代表列席: the invitation, signing up, the lot that anybody can draw again, and what was said."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_safe

from decisions import lot
from decisions.forms import SignUpForm
from decisions.models import Attendance, SignUp
from decisions.pages import correction_notices, decision_crumbs, item_meta, notice, public_part
from decisions.timeline import unit_of
from portal.intake.reception import NotAccepted, receive
from portal.models import Receipt
from portal.participation.phase import Phase, hour, said_opening, said_with_year, time_left
from portal.workday_table import load_calendar

LABELS = {Phase.OPEN: "正在报名", Phase.CLOSED: "报名已截止", Phase.ANSWERED: "名单已公布"}


@require_safe
def attendance(request: HttpRequest, year: int, number: int, pk: int) -> HttpResponse:
    found = public_part(Attendance, year, number, pk, "result")
    return render(request, "decisions/attendance.html", attendance_context(found))


def attendance_context(found: Attendance, now: dt.datetime | None = None, result: Any = None) -> dict[str, Any]:
    """Everything the page shows at a moment; the staff previews render the same, that of a result with it."""
    now = now or timezone.now()
    phase = found.phase(now)
    result = result or found.outcome
    meets = timezone.localtime(found.meets_at) if found.meets_at else None
    facts = [
        ("会议时间", f"{meets.year}年{meets.month}月{meets.day}日{hour(meets)}" if meets else ""),
        ("会议地点", found.place),
        ("邀请对象", found.invited),
        ("列席人数", f"{found.quota} 人"),
        ("产生办法", str(found.get_method_display())),
    ]
    context: dict[str, Any] = {
        "item": found,
        "decision": found.decision,
        "unit": unit_of(found),
        "phase_mark": {"label": LABELS.get(phase, str(phase.label)), "tone": phase.tone},
        "facts": [(label, value) for label, value in facts if value],
        "body": mark_safe(found.body),  # sanitised when it was stored (policies/bodytext.py)
        "result": result,
        "attendees": list(result.attendees.all()) if result else [],
        "result_body": mark_safe(result.body) if result else "",
        "order": _order(result, found.quota) if result else [],
        "recipe": lot.RECIPE if found.method == Attendance.Method.LOT else "",
        "notices": [*_notices(found, phase, now), *correction_notices(found)],
        "sign_ups_url": found.address("sign-ups"),
        "crumbs": decision_crumbs(found.decision, ("公众代表列席", None)),
        "meta": item_meta(found, f"{found.title}：邀请对象、报名条件、名单和发言"),
    }
    if phase == Phase.OPEN:
        context["form"] = SignUpForm(found)
    return context


def _order(result: Any, quota: int) -> list[dict[str, Any]]:
    """The lot, with the beginning of each ticket so that a reader can check."""
    return [
        {"place": place, "number": number, "ticket": lot.ticket(result.seed.strip(), number)[:16], "in": place <= quota}
        for place, number in enumerate(result.drawn, start=1)
    ]


def _notices(found: Attendance, phase: Phase, now: dt.datetime) -> list[dict[str, Any]]:
    if not (found.opens_at and found.closes_at):
        return []
    until = said_with_year(found.closes_at)
    if phase == Phase.UPCOMING:
        return [notice("wait", f"将于{said_opening(found.opens_at)}开始报名，{until}截止。")]
    if phase == Phase.OPEN:
        return [
            notice(
                "ok",
                f"正在报名，{until}截止，{time_left(found.closes_at, now, load_calendar())}。",
                "我要报名",
                "#answer",
                "。",
            )
        ]
    if phase == Phase.CLOSED:
        return [notice("warn", f"报名已于{until}截止，正在按公告的办法产生列席代表。")]
    return [notice("info", f"报名已于{until}截止，名单已经公布。")]


@require_http_methods(["GET", "HEAD", "POST"])
def sign_ups(request: HttpRequest, year: int, number: int, pk: int) -> HttpResponse:
    """POST a sign-up; the address itself leads back to the invitation."""
    found = public_part(Attendance, year, number, pk, "result")
    if request.method != "POST":
        return HttpResponseRedirect(found.get_absolute_url())

    def store(form: SignUpForm, receipt: Receipt) -> None:
        found.refresh_from_db(from_queryset=Attendance.objects.select_for_update(of=("self",)))
        if found.opens_at is None or receipt.received_at < found.opens_at:
            raise NotAccepted("报名还没有开始。")
        if found.closes_at is None or receipt.received_at >= found.closes_at:
            raise NotAccepted(
                f"报名已于{said_with_year(found.closes_at or receipt.received_at)}截止，这次报名没有登记。"
            )
        names = ("name", "phone", "town", "about", "is_adult")
        fields = {name: form.cleaned_data[name] for name in names}
        SignUp.objects.create(attendance=found, receipt=receipt, received_at=receipt.received_at, **fields)

    outcome = receive(request, SignUpForm(found, request.POST), store)
    outcome.context["crumbs"] = decision_crumbs(found.decision, ("报名列席", None))
    return outcome.response(back=found.get_absolute_url())


def receipt_state(request: HttpRequest, receipt: Receipt) -> HttpResponse:
    """The registration number, and whether it was drawn, for who has number and code."""
    rows = SignUp.objects.select_related("attendance__result", "attendance__decision")
    sign_up = rows.filter(receipt=receipt).first()
    outcome = sign_up.attendance.outcome if sign_up else None
    context = {
        "receipt": receipt,
        "sign_up": sign_up,
        "outcome": outcome,
        "chosen": bool(sign_up and outcome and outcome.attendees.filter(number=sign_up.number).exists()),
        "crumbs": [{"label": "首页", "url": "/"}, {"label": "办理查询", "url": reverse("intake:lookup")}],
        "meta": [{"name": "robots", "content": "noindex,nofollow,noarchive"}],
    }
    return render(request, "decisions/sign_up_state.html", context)
