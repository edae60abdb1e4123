"""政策解读: the list, the page of one, its files, and what the page of a policy shows of them."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from policies.explaining import explained_now
from policies.models import Document, Interpretation, InterpretationFile
from policies.sentences import chinese_date
from policies.views.detail import COLUMN as POLICIES
from policies.views.detail import attachment_line, correction_notice, validity_mark
from policies.views.listing import crumbs
from portal.context import article_meta, column_meta
from portal.door import behind_the_door
from portal.file_responses import file_response
from portal.list_links import page_links

COLUMN, PER_PAGE = "政策解读", 20
META = column_meta(COLUMN, "每份政策讲了什么、谁能受益、怎么办。", "政策解读,图解,问答", "政策解读")
IMAGES = {"png", "jpeg", "gif", "webp"}
Role = InterpretationFile.Role


@require_safe
def interpretation_list(request: HttpRequest) -> HttpResponse:
    """/policies/interpretations/: newest first, by form and occasion."""
    base = Interpretation.objects.published()
    chosen = {
        name: value
        for name, choices in (("form", Interpretation.Form), ("occasion", Interpretation.Occasion))
        if (value := request.GET.get(name, "")) in choices.values
    }
    rows = base.filter(**chosen).select_related("unit", "document").order_by("-published_at", "-pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "policies/interpretation_list.html", {
        "heading": COLUMN,
        "page_obj": page,
        "page_links": page_links(lambda page: _address(chosen, page=page), page),
        "ways": [_ways(base, name, chosen) for name in ("form", "occasion")],
        "total": page.paginator.count,
        "crumbs": crumbs((POLICIES, reverse("policies:list")), (COLUMN, None)),
        "feed_url": reverse("policies:interpretation-feed"),
        "meta": META,
    })  # fmt: skip


def _address(chosen: dict[str, str], **changes: Any) -> str:
    query = {name: str(value) for name, value in (chosen | changes).items() if value}
    return reverse("policies:interpretations", query=query)


def _ways(base: Any, name: str, chosen: dict[str, str]) -> dict[str, Any]:
    """One way of choosing, with true counts: all, and each value that has any."""
    field: Any = Interpretation._meta.get_field(name)
    others = {key: value for key, value in chosen.items() if key != name}
    counts = dict(base.filter(**others).order_by().values_list(name).annotate(Count("pk")))
    options = [("", "全部", sum(counts.values()))]
    options += [(value, label, counts[value]) for value, label in field.choices if value in counts]
    return {
        "label": field.verbose_name,
        "options": [
            {
                "label": label,
                "count": count,
                "url": _address(others, **{name: value}),
                "current": chosen.get(name, "") == value,
            }
            for value, label, count in options
        ],
    }


@require_safe
def interpretation_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "policies/interpretation.html", interpretation_context(public_interpretation(pk)))


def public_interpretation(pk: int) -> Interpretation:
    rows = Interpretation.objects.filter(pk=pk)
    public = rows.published().select_related("unit", "document__unit")
    return behind_the_door(public, rows.withdrawn(), "没有这份解读，或者它没有公开。")


def interpretation_context(item: Interpretation) -> dict[str, Any]:
    """Everything the page shows; the staff preview renders the same."""
    document, files = item.document, list(item.attachments.defer("text"))
    others = Interpretation.objects.published().filter(document=document).exclude(pk=item.pk)
    return {
        "item": item,
        "document": document,
        "validity": validity_mark(document, timezone.localdate()),
        "notices": correction_notice(item),
        "facts": _facts(item),
        "keywords": [word.replace(":", "：", 1).partition("：") for word in item.keywords],
        "media": _media(files),
        "body": mark_safe(item.body),  # sanitised when it was stored (policies/bodytext.py)
        "attachments": [attachment_line(each) for each in files if each.role == Role.ANNEX or _opens_as_file(each)],
        "others": list(others.only("title", "form", "published_at").order_by("-published_at")[:10]),
        "crumbs": crumbs(
            (POLICIES, reverse("policies:list")), (COLUMN, reverse("policies:interpretations")), ("正文", None)
        ),
        "meta": _meta(item),
    }


def _facts(item: Interpretation) -> list[tuple[str, str, str]]:
    day = chinese_date(timezone.localdate(item.published_at)) if item.published_at else ""
    rows = [
        ("解读单位", item.unit.name, item.unit.get_absolute_url()),
        ("解读人", item.interpreter, ""),
        ("审签", item.approver, ""),
        ("发布日期", day, ""),
        ("原载", item.source, item.source_url),
    ]
    return [row for row in rows if row[1]]


def _opens_as_file(file: InterpretationFile) -> bool:
    """A graphic that is no picture (a PDF) is offered as a file."""
    return file.role == Role.GRAPHIC and file.kind not in IMAGES


def _media(files: list[InterpretationFile]) -> dict[str, list[InterpretationFile]]:
    return {
        "graphics": [each for each in files if each.role == Role.GRAPHIC and each.kind in IMAGES],
        "videos": [each for each in files if each.role == Role.VIDEO],
        "captions": [each for each in files if each.role == Role.CAPTIONS],
        "audios": [each for each in files if each.role == Role.AUDIO],
    }


def _meta(item: Interpretation) -> list[dict[str, str]]:
    published = timezone.localtime(item.published_at or timezone.now())
    words = [word.replace(":", "：").partition("：")[0] for word in item.keywords]
    return [
        *META,
        *article_meta(item.title, f"{published:%Y-%m-%d %H:%M}", item.unit.name),
        {"name": "Keywords", "content": ",".join(words) or item.title},
        {"name": "Description", "content": item.summary or item.title},
    ]


@require_safe
def interpretation_file(request: HttpRequest, pk: int, file: int, name: str) -> HttpResponseBase:
    """A file is as public as its interpretation, with every request."""
    item = public_interpretation(pk)
    return file_response(request, get_object_or_404(item.attachments.defer("text"), pk=file))


def document_interpretations(document: Document) -> dict[str, Any] | None:
    """The panel on the page of a policy: 随文解读 first, the fullest of them on top, then the newest."""
    if document.pk not in explained_now():
        return None
    rows = Interpretation.objects.published().filter(document=document).defer("body").order_by("-published_at", "-pk")
    first = Interpretation.Occasion.PUBLICATION
    found = sorted(rows, key=lambda each: (each.occasion != first, each.occasion == first and -len(each.explained)))
    return {"items": found, "count": len(found)} if found else None
