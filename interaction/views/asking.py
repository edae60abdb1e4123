"""Asking a question, asking once more, rating an answer, and how a question stands."""

from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_http_methods, require_POST

from interaction import handling, moderation
from interaction.board import answering_unit
from interaction.forms import FollowUpForm, QuestionForm, RatingForm
from interaction.models import Exchange, Question
from policies.articles import article_anchor
from policies.models import Document
from policies.views.listing import crumbs
from portal.context import column_meta
from portal.intake.forms import is_foreign
from portal.intake.reception import NotAccepted, receive
from portal.intake.views import lookup, pass_for, passed
from portal.models import Receipt, Unit
from portal.publication_states import Refused
from portal.registry import get
from portal.search.similar import similar

COLUMN = "互动交流"
TELLING = 6
"""Characters from which a title alone says what is asked."""
OFFERED = 3
"""FAQs and answered questions that are offered before a question is sent."""


def _number(text: str) -> int:
    """A primary key; 0, which no row has, for anything else."""
    return int(text) if text.isdecimal() and len(text) < 18 else 0


def _about(request: HttpRequest) -> tuple[Document | None, Unit]:
    """The policy that is asked about, and the unit that answers; the open-government office where none is named."""
    document_pk, unit_pk = _number(request.GET.get("document", "")), _number(request.GET.get("unit", ""))
    if request.GET.get("document"):
        document = Document.objects.published().select_related("unit").filter(pk=document_pk).first()
        if document is None:
            raise Http404("没有这份文件，或者它没有公开。")
        return document, answering_unit(document.unit)
    if request.GET.get("unit"):
        unit = Unit.objects.own().filter(pk=unit_pk).first()
        if unit is None:
            raise Http404("没有这个单位。")
        return None, answering_unit(unit)
    office = Unit.objects.filter(kind=Unit.Kind.OFFICE).order_by("pk").first()
    if office is None:
        raise Http404("还没有设置受理留言的单位。")
    return None, office


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """/interaction/ask/?document=… or ?unit=…: the form, and where every board posts to."""
    document, unit = _about(request)
    back = document.get_absolute_url() if document else reverse("interaction:board")
    if request.method != "POST":
        return render(request, "interaction/ask.html", {
            "form": QuestionForm(),
            "document": document,
            "unit": unit,
            "action": request.get_full_path(),
            "crumbs": crumbs((COLUMN, reverse("interaction:board")), ("我要留言", None)),
            "meta": column_meta("我要留言", "向本区政府和部门提问、求助、建议。", "留言,咨询,投诉", "互动交流"),
        })  # fmt: skip

    def store(form: Any, receipt: Receipt) -> None:
        data = form.cleaned_data
        fields = {name: data[name] for name in ("channel", "title", "text", "name", "contact", "may_publish")}
        handling.take_in(receipt, unit=unit, document=document, **fields)

    outcome = receive(request, QuestionForm(request.POST), store)
    shown: dict[str, Any] = {"unit": unit, "document": document}
    if outcome.token:
        title, text = (" ".join(request.POST.get(name, "").split()) for name in ("title", "text"))
        shown["offered"] = offered(title if len(title) >= TELLING else f"{title} {text}")
    return outcome.response(back, **shown)


def offered(text: str) -> list[dict[str, str]]:
    """Published answers to much the same question."""
    found = similar(text[:200], ["faq", "exchange"], OFFERED) if text.strip() else []
    items: dict[tuple[str, int], Any] = {}
    for key in {key for key, _ in found}:
        rows = get(key).model._default_manager.published().filter(pk__in=[pk for each, pk in found if each == key])
        items |= {(key, each.pk): each for each in rows}
    return [
        {"title": items[each].title, "url": items[each].get_absolute_url(), "kind": get(each[0]).label}
        for each in found
        if each in items
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def similar_questions(request: HttpRequest) -> JsonResponse:
    """/interaction/similar/: for the browser, while somebody writes; posted, so that no log holds the words."""
    asked = request.POST if request.method == "POST" else request.GET
    return JsonResponse({"offered": offered(asked.get("q", "")[:200])})


def question_state(request: HttpRequest, receipt: Receipt) -> HttpResponse:
    """How a question stands, for the holder of number and code (portal/intake/views.py calls it)."""
    question = Question.objects.for_list().select_related("reply__document").filter(receipt=receipt).first()
    if question is None:
        raise Http404("没有这件留言。")
    return _state(request, question)


def _state(request: HttpRequest, question: Question, sentence: str = "", status: int = 200) -> HttpResponse:
    reply = getattr(question, "reply", None) if question.state == Question.State.ANSWERED else None
    cited = reply.document if reply else None
    token = pass_for(question.receipt)
    later = Question.objects.filter(earlier=question).select_related("receipt").first()
    exchange = Exchange.objects.published().filter(question=question).first()
    about = question.document
    context = {
        "question": question,
        "reply": reply,
        "cited": cited if cited and Document.objects.published().filter(pk=cited.pk).exists() else None,
        "about": about if about and Document.objects.published().filter(pk=about.pk).exists() else None,
        "records": question.records.filter(is_public=True),
        "today": timezone.localdate(),
        "overdue": bool(question.clock and question.clock.is_overdue()),
        "paused": bool(question.clock and question.clock.is_paused),
        "exchange": exchange,
        "changes": moderation.changes(exchange) if exchange else [],
        "anchor": article_anchor(reply.article, cited.body) if reply and cited else "",
        "later": later,
        "sentence": sentence,
        "rating": RatingForm(initial={"token": token}) if reply and question.score is None else None,
        "follow_up": FollowUpForm(initial={"token": token})
        if reply and not later and not question.earlier_id
        else None,
        "crumbs": crumbs(
            (COLUMN, reverse("interaction:board")), ("办理查询", reverse("intake:lookup")), ("留言", None)
        ),
        "meta": [{"name": "robots", "content": "noindex,nofollow,noarchive"}],
    }
    response = render(request, "interaction/state.html", context, status=status)
    add_never_cache_headers(response)
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


def _passed(request: HttpRequest) -> Question | None:
    """The question whose state page this form stood on; None when that was too long ago."""
    receipt = None if is_foreign(request) else passed("question", request.POST.get("token", ""))
    return Question.objects.for_list().filter(receipt=receipt).first() if receipt else None


@require_POST
def rate(request: HttpRequest) -> HttpResponse:
    question, form = _passed(request), RatingForm(request.POST)
    if question is None:
        return lookup_again(request)
    if not form.is_valid():
        return _state(request, question, "请选择满意程度，留言不超过 300 字。", 422)
    try:
        handling.rate(question, form.cleaned_data["score"], form.cleaned_data["note"])
    except Refused as error:
        return _state(request, question, str(error), 409)
    question.refresh_from_db()
    return _state(request, question, "谢谢您的评价。")


@require_http_methods(["GET", "HEAD", "POST"])
def follow_up(request: HttpRequest) -> HttpResponse:
    """追问, once; the new question has a receipt of its own."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("intake:lookup"))
    question = _passed(request)
    if question is None:
        return lookup_again(request)

    def store(form: Any, receipt: Receipt) -> None:
        with transaction.atomic():
            held = Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
            if (
                held.state != Question.State.ANSWERED
                or held.earlier_id
                or Question.objects.filter(earlier=held).exists()
            ):
                raise NotAccepted("每件留言可以追问一次。还有问题，请另外留言。")
            handling.take_in(
                receipt,
                channel=held.channel,
                unit=held.unit,
                document=held.document,
                title=f"追问：{held.title}"[:60],
                text=form.cleaned_data["text"],
                name=held.asker.name,
                contact=held.asker.contact,
                may_publish=held.may_publish,
                earlier=held,
            )

    return receive(request, FollowUpForm(request.POST), store).response(reverse("intake:lookup"))


def lookup_again(request: HttpRequest) -> HttpResponse:
    """The half hour is over, or the pass is not genuine: number and code once more."""
    request.method = "GET"
    response = lookup(request)
    response.status_code = 403
    return response
