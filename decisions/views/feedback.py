"""意见采纳情况: every group with its answer, findable by result, article and word; the numbers add up."""

import csv
from collections import Counter
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from decisions.models import Feedback, Opinion, OpinionGroup
from decisions.pages import correction_notices, decision_crumbs, item_meta, public_part
from decisions.views.catalogue import plain_cell
from decisions.views.comparison import comparison_links
from decisions.views.decision import share_row
from portal.list_links import Option, page_links

PER_PAGE = 20
LONGEST = 50
TONES = {"adopted": "ok", "partly": "warn", "rejected": "end"}
Result = OpinionGroup.Result


@require_safe
def feedback(request: HttpRequest, year: int, number: int, pk: int) -> HttpResponse:
    found = public_part(Feedback, year, number, pk, "consultation")
    return render(request, "decisions/feedback.html", feedback_context(found, request.GET, request.path))


def feedback_context(found: Feedback, query: QueryDict, path: str) -> dict[str, Any]:
    """Everything the page shows; the staff preview renders the same."""
    groups: list[Any] = list(found.groups.annotate(size=Count("opinions")).order_by("position", "pk"))
    chosen = query.get("result", "") if query.get("result", "") in Result.values else ""
    words = query.get("q", "").replace("\x00", "").strip()[:LONGEST]
    shown = [each for each in groups if chosen in ("", each.result) and matches(each, words)]
    page = Paginator(shown, PER_PAGE).get_page(query.get("page"))
    for group in page:
        group.mark = {"label": group.get_result_display(), "tone": TONES[group.result]}
    quotes = _quotes([group.pk for group in page])
    for group in page:
        group.quotes = quotes.get(group.pk, [])
    total = sum(group.size for group in groups)

    def url(**changes: Any) -> str:
        kept = {"result": chosen, "q": words} | changes
        held = QueryDict(mutable=True)
        held.update({name: str(value) for name, value in kept.items() if value})
        return f"{path}?{held.urlencode()}" if held else path

    return {
        "item": found,
        "consultation": found.consultation,
        "body": mark_safe(found.body),  # sanitised when it was stored (policies/bodytext.py)
        "total": total,
        "figures": [
            (str(label), sum(group.size for group in groups if group.result == value), TONES[value])
            for value, label in Result.choices
        ],
        "results": [
            Option("全部", url(result=""), len(groups), not chosen),
            *(
                Option(str(label), url(result=value), sum(g.result == value for g in groups), chosen == value)
                for value, label in Result.choices
            ),
        ],
        "page_obj": page,
        "page_links": page_links(url, page) if page.has_other_pages() else [],
        "shown": len(shown),
        "words": words,
        "chosen": chosen,
        "csv_url": found.address("feedback-csv"),
        "channels": _channels(found),
        "comparisons": comparison_links(found.consultation),
        "questions": choices(found.consultation),
        "notices": correction_notices(found),
        "crumbs": decision_crumbs(found.decision, ("意见采纳情况", None)),
        "meta": item_meta(found, f"{found.title}：收到意见{total}条，逐类公开是否采纳和理由"),
    }


def matches(group: OpinionGroup, words: str) -> bool:
    text = f"{group.title}{group.articles}{group.reason}".casefold()
    return all(word in text for word in words.casefold().split())


def _quotes(keys: list[int]) -> dict[int, list[str]]:
    """Group → what may be shown of the opinions in their own words."""
    found: dict[int, list[str]] = {}
    rows = Opinion.objects.filter(group__in=keys).exclude(public_text="").order_by("received_at", "pk")
    for group, text in rows.values_list("group_id", "public_text")[:200]:
        found.setdefault(group, []).append(text)
    return {group: texts[:3] for group, texts in found.items()}


def _channels(found: Feedback) -> list[tuple[str, int]]:
    counted = found.consultation.opinions.order_by().values_list("channel").annotate(n=Count("pk"))
    sizes = dict(counted)
    return [(str(label), sizes[value]) for value, label in Opinion.Channel.choices if value in sizes]


def choices(consultation: Any) -> list[dict[str, Any]]:
    """Each question of the questionnaire with how many chose what; shares are of those who answered it."""
    questions = list(consultation.questions.all())
    if not questions:
        return []
    answers = list(consultation.opinions.exclude(answers={}).values_list("answers", flat=True))
    found = []
    for question in questions:
        given = [each[question.text] for each in answers if each.get(question.text)]
        counted = Counter(choice for chosen in given for choice in chosen)
        rows = [share_row(choice, counted[choice], len(given)) for choice in question.choices]
        found.append({"question": question.text, "rows": rows, "answered": len(given)})
    return found


HEADER = ["编号", "收到日期", "渠道", "针对", "意见概要", "采纳情况", "理由和处理", "公开摘录"]


class _Echo:
    def write(self, line: str) -> str:
        return line


@require_safe
def feedback_csv(request: HttpRequest, year: int, number: int, pk: int) -> StreamingHttpResponse:
    """Every opinion received with what became of it; nothing of who wrote it, and its words only where they are released."""
    found = public_part(Feedback, year, number, pk, "consultation")
    response = StreamingHttpResponse(_lines(found), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="opinions-{year}-{number}-{pk}.csv"'
    return response


def _lines(found: Feedback) -> Any:
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(HEADER)
    rows = Opinion.objects.filter(consultation=found.consultation_id).select_related("receipt", "group")
    columns = ["receipt__number", "received_at", "channel", "article", "public_text"]
    columns += ["group__title", "group__result", "group__reason"]
    for each in rows.only(*columns).order_by("received_at", "pk").iterator(chunk_size=1000):
        group: Any = each.group
        line = [
            each.receipt.number, f"{timezone.localtime(each.received_at):%Y-%m-%d}", each.get_channel_display(), each.aim,
            group.title, group.get_result_display(), group.reason, each.public_text,
        ]  # fmt: skip
        yield writer.writerow([plain_cell(cell) for cell in line])
