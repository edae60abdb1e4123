"""The page of one policy document, its files, and the way to it by number."""

import datetime as dt
import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import F, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from policies import numbers
from policies.comparing import comparison_links
from policies.models import Document, DocumentAttachment, Tag
from policies.named import cited_by, named
from policies.reference import reference
from policies.sentences import chinese_date, incoming_notice, public_relations, relation_groups, validity_sentence
from policies.structured_data import legislation
from policies.views.listing import COLUMN, crumbs
from portal.context import article_meta, column_meta
from portal.file_responses import file_response
from portal.middleware import Gone
from portal.models.unit import units_now
from portal.panels import panels

FIGURE = DocumentAttachment.Role.FIGURE


def public_document(pk: int) -> Document:
    """The document behind the public door; what was withdrawn answers 410, anything else 404."""
    rows = Document.objects.published().filter(pk=pk).defer("source_data", "flags").with_issuers().with_tags()
    document = next(iter(rows.order_by()), None)
    if document is None:
        if Document.objects.withdrawn().filter(pk=pk).exists():
            raise Gone
        raise Http404("没有这份文件，或者它没有公开。")
    return document


@require_safe
def document_detail(request: HttpRequest, year: int, month: int, pk: int) -> HttpResponse:
    document = public_document(pk)
    address = document.get_absolute_url()
    if request.path != address:
        return HttpResponseRedirect(address)
    return render(request, "policies/document_detail.html", document_context(document))


def document_context(document: Document) -> dict[str, Any]:
    """Everything the page shows; the staff preview renders the same."""
    today = timezone.localdate()
    issuers = document.issuing_units
    document.unit = units_now()[document.unit_id]
    document.topic = reference().topics_by_id[document.topic_id] if document.topic_id else None
    incoming, outgoing = public_relations(document)
    state = document.validity(today)
    notices = [notice for each in incoming if (notice := incoming_notice(each, today))] + correction_notice(document)
    previous, following = neighbours(document)
    shown = panels("document", document)
    found = named(document)
    notices += [notice for each in shown for notice in each.data.get("notices", [])]
    return {
        "document": document,
        "validity": validity_mark(document, today),
        "notices": notices,
        "marks": [],
        "tags": public_tags(document),
        "elements": elements(document, issuers),
        "toc": document.toc,
        "body": found.body,
        "relation_groups": cited_by(found.citing, relation_groups(document, incoming, outgoing, today)),
        "attachments": [attachment_line(each) for each in document.attachments.exclude(role=FIGURE).defer("text")],
        "comparisons": comparison_links(document, incoming, outgoing),
        "panels": shown,
        "previous": previous,
        "next": following,
        "jsonld": json_for_script(legislation(document, issuers, state, outgoing)),
        "crumbs": document_crumbs(document),
        "meta": document_meta(document),
    }


def correction_notice(item: Any) -> list[dict[str, Any]]:
    """更正说明 of the last correction; of a document, with the way to what stood there before where that is public."""
    if not item.corrected_at:
        return []
    day = chinese_date(timezone.localtime(item.corrected_at).date())
    shown = isinstance(item, Document) and item.versions_public
    return [
        {
            "tone": "wait",
            "before": f"更正说明（{day}）：{item.correction_note}",
            "text": "查看更正前的版本" if shown else "",
            "url": reverse("policies:versions", args=item.address) if shown else None,
            "after": "",
        }
    ]


def attachment_line(attachment: Any) -> dict[str, str]:
    return {
        "title": str(attachment),
        "kind": attachment.kind.upper(),
        "size": attachment.human_size,
        "url": attachment.get_absolute_url(),
        "role": attachment.get_role_display() if hasattr(attachment, "role") else "附件",
    }


def public_tags(document: Document) -> list[Tag]:
    known = reference().tags_by_id
    held = getattr(document, "tag_ids", None)
    pks = document.tagged.order_by("pk").values_list("tag_id", flat=True) if held is None else held
    given = (known.get(pk) for pk in pks)
    return [tag for tag in given if tag and not tag.retired]


def validity_mark(document: Document, today: dt.date) -> dict[str, str]:
    """The mark, and the sentence in the tone of what it says."""
    state, sentence = document.validity(today), validity_sentence(document, today)
    tone = "ok" if "现行有效" in sentence else state.tone
    return {"state": state.value, "label": state.label, "tone": state.tone, "sentence": sentence, "sentence_tone": tone}


def json_for_script(data: dict[str, Any]) -> str:
    """JSON that cannot end its script element."""
    text = json.dumps(data, ensure_ascii=False, cls=DjangoJSONEncoder)
    return mark_safe(text.replace("<", "\\u003C").replace(">", "\\u003E").replace("&", "\\u0026"))


def document_crumbs(document: Document) -> list[Any]:
    topic = document.topic
    levels = [each for each in ([topic.parent, topic] if topic else []) if each]
    trail: list[tuple[str, str | None]] = [(each.name, each.get_absolute_url()) for each in levels]
    return crumbs((COLUMN, reverse("policies:list")), *trail, ("正文", None))


def document_meta(document: Document) -> list[dict[str, str]]:
    """Ten national tags with the three of the site (standards.md 4.1)."""
    topic = document.topic.name if document.topic else COLUMN
    keywords = ",".join(document.keywords) or document.title
    published = timezone.localtime(document.published_at or timezone.now())
    return [
        *column_meta(topic, f"{topic}方面的政策文件", topic, "政策文件"),
        *article_meta(
            document.title, f"{document.published_on or published.date()} {published:%H:%M}", document.unit.name
        ),
        {"name": "Keywords", "content": keywords},
        {"name": "Description", "content": document.summary or document.excerpt or document.title},
    ]


def elements(document: Document, units: list[Any]) -> list[dict[str, Any]]:
    """The official elements in the order of the national tables; what is not stated is said to be not stated."""
    topic = document.topic
    genre = document.get_genre_display() if document.genre else ""
    kind = f"{genre}（{document.get_category_display()}）" if genre else document.get_category_display()

    stated = not document.unit.name.startswith("（")  # a migrated document may name nobody
    issuer_url = units[0].get_absolute_url() if len(units) == 1 else None
    rows: list[tuple[str, str, str | None]] = [
        ("索引号", document.index_number or "", None),
        ("发文字号", document.number, None),
        ("发文机关", "、".join(unit.name for unit in units), issuer_url),
        ("公开主体", document.unit.name if stated else "", document.unit.get_absolute_url()),
        ("公文种类", kind, None),
        ("主题分类", str(topic or "").replace("\\", " › "), topic.get_absolute_url() if topic else None),
        ("成文日期", _day(document.written_on), None),
        ("印发日期", _day(document.printed_on), None),
        ("发布日期", _day(document.published_on), None),
        ("施行日期", _day(document.effective_on), None),
        ("有效期至", _day(document.extended_to or document.expires_on), None),
        ("公开属性", document.get_disclosure_display(), None),
        ("主题词", " ".join(document.keywords), None),
        ("信息来源", document.source, document.source_url or None),
    ]
    always = {"索引号", "发文字号", "发文机关", "公文种类", "成文日期", "发布日期", "施行日期"}
    return [
        {
            "label": label,
            "value": value or "未注明",
            "url": url if value else None,
            "copy": label == "发文字号" and bool(value),
            "wide": label in ("主题词", "信息来源"),
        }
        for label, value, url in rows
        if value or label in always
    ]


def _day(value: dt.date | None) -> str:
    return chinese_date(value) if value else ""


def neighbours(document: Document) -> tuple[Document | None, Document | None]:
    """(newer, older) public documents as the list orders them; undated ones among themselves."""
    public = Document.objects.published().only("title", "published_at", "created_at", "published_on")
    day, pk = document.published_on, document.pk
    if day is None:
        older = public.filter(published_on=None, pk__lt=pk).order_by("-pk")
        newer = public.filter(published_on=None, pk__gt=pk).order_by("pk")
    else:
        older = public.filter(Q(published_on__lt=day) | Q(pk__lt=pk), published_on__lte=day)
        older = older.order_by(F("published_on").desc(nulls_last=True), "-pk")
        newer = public.filter(Q(published_on__gt=day) | Q(pk__gt=pk), published_on__gte=day)
        newer = newer.order_by(F("published_on").asc(nulls_first=True), "pk")
    place = (day or dt.date.min, pk)
    found = {(each.published_on or dt.date.min, each.pk) > place: each for each in older[:1].union(newer[:1], all=True)}
    return found.get(True), found.get(False)


@require_safe
def document_number(request: HttpRequest, number: str) -> HttpResponse:
    """`/policies/number/<发文字号>/` in any spelling leads to the document; several of the same number to a list."""
    key = numbers.search_key(number)
    found = list(Document.objects.published().filter(number_key=key).order_by("pk")[:2]) if key else []
    if len(found) == 1:
        return HttpResponseRedirect(found[0].get_absolute_url())
    if not found and key and Document.objects.withdrawn().filter(number_key=key).exists():
        raise Gone
    if not found:
        raise Http404("没有这个文号的公开文件。")
    return HttpResponseRedirect(reverse("policies:list", query={"q": number, "all": 1}))


@require_safe
def document_file(request: HttpRequest, pk: int, file: int, name: str) -> HttpResponseBase:
    """A file is as public as its document, with every request."""
    document = public_document(pk)
    return file_response(
        request, get_object_or_404(DocumentAttachment.objects.defer("text"), pk=file, document=document)
    )
