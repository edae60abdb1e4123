"""公开征求意见: the notice with its drafts, and receiving an opinion to the second."""

import datetime as dt
import re
from typing import Any

from django.core.files import File
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_http_methods, require_safe

from decisions.forms import OpinionForm
from decisions.models import Consultation, Opinion
from decisions.models.record import FEEDBACK_CLOCK
from decisions.pages import correction_notices, decision_crumbs, item_meta, notice, public_part
from decisions.timeline import clock_sentence, unit_of
from decisions.views.comparison import comparison_links
from portal import clocks
from portal.intake.reception import NotAccepted, receive
from portal.models import Receipt
from portal.participation.phase import Phase, said_opening, said_with_year, time_left
from portal.workday_table import load_calendar

_ARTICLE = re.compile(r'(<p\b[^>]*\bid="([a-z0-9-]*a\d[0-9-]*)"[^>]*>.*?)(</p>)', re.DOTALL)


@require_safe
def consultation(request: HttpRequest, year: int, number: int, pk: int) -> HttpResponse:
    found = public_part(Consultation, year, number, pk, "feedback")
    context = consultation_context(found)
    if "form" in context and (aim := request.GET.get("article", "")) in context["form"].aims:
        context["form"].initial["aim"] = aim
    return render(request, "decisions/consultation.html", context)


def consultation_context(found: Consultation, now: dt.datetime | None = None) -> dict[str, Any]:
    """Everything the page shows at a moment; the staff preview renders the same."""
    now = now or timezone.now()
    phase = found.phase(now)
    drafts = list(found.drafts.all())
    context: dict[str, Any] = {
        "item": found,
        "decision": found.decision,
        "unit": unit_of(found),
        "phase": phase,
        "phase_mark": {"label": phase_label(phase), "tone": phase.tone},
        "notices": [*phase_notices(found, now), *correction_notices(found)],
        "window": [("开始", said_opening(found.window.opens_at)), ("截止", said_with_year(found.window.closes_at))]
        if found.opens_at and found.closes_at else [],
        "body": mark_safe(found.body),  # sanitised when it was stored (policies/bodytext.py)
        "drafts": [_draft(place, draft, phase) for place, draft in enumerate(drafts)],
        "several": len(drafts) > 1,
        "outcome": found.outcome,
        "comparisons": comparison_links(found) if phase in (Phase.CLOSED, Phase.ANSWERED) else [],
        "opinions_url": found.address("opinions"),
        "crumbs": decision_crumbs(found.decision, ("公开征求意见", None)),
        "meta": item_meta(found, f"{found.title}：公告、草案、起草说明和草案解读"),
    }  # fmt: skip
    if phase == Phase.OPEN and found.online:
        context["form"] = OpinionForm(found)
    return context


def phase_label(phase: Phase) -> str:
    return {Phase.OPEN: "正在征求意见", Phase.ANSWERED: "意见采纳情况已公开"}.get(phase, str(phase.label))


def phase_notices(found: Consultation, now: dt.datetime) -> list[dict[str, Any]]:
    """The sentences of each phase, in the words of a reader."""
    if not (found.opens_at and found.closes_at):
        return []
    phase, until = found.phase(now), said_with_year(found.closes_at)
    if phase == Phase.UPCOMING:
        return [notice("wait", f"将于{said_opening(found.opens_at)}开始征求意见，{until}截止。现在可以先阅读草案。")]
    if phase == Phase.OPEN:
        left = time_left(found.closes_at, now, load_calendar())
        return [notice("ok", f"正在征求意见，{until}截止，{left}。", "现在提意见", "#answer", "。")]
    if phase == Phase.ANSWERED:
        lead = f"征求意见已于{until}截止，共收到{found.outcome.received}条意见，"
        return [notice("info", lead, "采纳情况已经公开", found.outcome.get_absolute_url(), "。")]
    received = found.opinions.aggregate(n=Count("pk"))["n"]
    sentence = f"征求意见已于{until}截止，共收到{received}条意见，正在研究。"
    sentences = [notice("warn", f"{sentence}决策公布后10个工作日内在本页公开采纳情况。")]
    clock = clocks.of(found, FEEDBACK_CLOCK)
    today = timezone.localdate(now)
    if clock and (text := clock_sentence(clock, today)):
        sentences.append(notice("end" if clock.is_overdue(today) else "wait", text))
    return sentences


def _draft(place: int, draft: Any, phase: Phase) -> dict[str, Any]:
    body = mark_safe(draft.body)  # sanitised when it was stored (policies/bodytext.py)
    shown = commentable(place, draft.body) if phase == Phase.OPEN else body
    return {
        "place": place,
        "title": draft.title,
        "body": mark_safe(shown.replace(' id="', f' id="d{place}-')) if place else shown,  # one page, several drafts
        "toc": draft.toc,
        "note": mark_safe(draft.drafting_note),
        "interpretation": mark_safe(draft.interpretation),
    }


def commentable(place: int, body: str) -> SafeString:
    """Each article with a link that takes it to the form."""

    def linked(match: re.Match[str]) -> str:
        link = format_html(
            ' <a class="comment" href="?article={}-{}#answer" rel="nofollow">对本条提意见</a>', place, match[2]
        )
        return f"{match[1]}{link}{match[3]}"

    return mark_safe(_ARTICLE.sub(linked, body))


@require_http_methods(["GET", "HEAD", "POST"])
def opinions(request: HttpRequest, year: int, number: int, pk: int) -> HttpResponse:
    """POST an opinion; the address itself leads back to the notice."""
    found = public_part(Consultation, year, number, pk, "feedback")
    if request.method != "POST":
        return HttpResponseRedirect(found.get_absolute_url())
    form = OpinionForm(found, request.POST, request.FILES)

    def store(form: OpinionForm, receipt: Receipt) -> None:
        found.refresh_from_db(from_queryset=Consultation.objects.select_for_update(of=("self",)))
        refuse_outside(found, receipt.received_at)
        opinion = form.opinion()
        opinion.consultation, opinion.receipt, opinion.received_at = found, receipt, receipt.received_at
        opinion.save()
        if file := form.cleaned_data.get("file"):
            form.attachment.opinion = opinion
            form.attachment.file.save(form.attachment.name, File(file), save=False)
            form.attachment.save()

    outcome = receive(request, form, store)
    outcome.context["crumbs"] = decision_crumbs(found.decision, ("提意见", None))
    return outcome.response(back=found.get_absolute_url())


def refuse_outside(found: Consultation, now: dt.datetime) -> None:
    """To the second: what came while it was open is kept, anything else is refused with the reason."""
    if not found.online:
        raise NotAccepted("这次征求意见不接收网上填写，请按公告写明的方式来信或来电。")
    if found.opens_at is None or now < found.opens_at:
        raise NotAccepted("征求意见还没有开始，请在公告写明的时间内提交。")
    if found.closes_at is None or now >= found.closes_at:
        raise NotAccepted(
            f"征求意见已于{said_with_year(found.closes_at or now)}截止，您的意见没有登记。"
            "对政策实施的意见建议，可以拨打承办单位电话反映。"
        )


def receipt_state(request: HttpRequest, receipt: Receipt) -> HttpResponse:
    """What became of one opinion, for who has number and code."""
    rows = Opinion.objects.select_related("consultation__feedback", "consultation__decision", "group")
    opinion = rows.filter(receipt=receipt).first()
    outcome = opinion.consultation.outcome if opinion else None
    context = {
        "receipt": receipt,
        "opinion": opinion,
        "group": opinion.group if opinion and outcome else None,
        "outcome": outcome,
        "crumbs": [{"label": "首页", "url": "/"}, {"label": "办理查询", "url": reverse("intake:lookup")}],
        "meta": [{"name": "robots", "content": "noindex,nofollow,noarchive"}],
    }
    return render(request, "decisions/opinion_state.html", context)
