"""信息: the page of an entry and its files."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from disclosures.fact_kinds import shown
from disclosures.models import Entry
from disclosures.models.column import tree
from disclosures.views.columns import column_crumbs
from policies.sentences import chinese_date
from policies.views.detail import attachment_line, correction_notice
from portal.context import article_meta, column_meta
from portal.door import behind_the_door
from portal.file_responses import file_response


def public_entry(pk: int) -> Entry:
    rows = Entry.objects.filter(pk=pk)
    return behind_the_door(rows.published().select_related("unit"), rows.withdrawn(), "没有这条信息，或者它没有公开。")


@require_safe
def entry_detail(request: HttpRequest, year: int, month: int, pk: int) -> HttpResponse:
    item = public_entry(pk)
    if request.path_info != item.get_absolute_url():
        return HttpResponsePermanentRedirect(item.get_absolute_url())
    return render(request, "disclosures/entry.html", entry_context(item))


def entry_context(item: Entry) -> dict[str, Any]:
    """Everything the page shows; the staff preview renders the same."""
    held = tree()
    columns = [held.by_pk[each.column_id] for each in item.placements.all() if each.column_id in held.by_pk]
    published = timezone.localtime(item.published_at or timezone.now())
    main = columns[0] if columns else None
    return {
        "item": item,
        "columns": columns,
        "fulfils": item.fulfils.filter(item__dropped=False).select_related("item__field"),
        "elements": _elements(item),
        "body": mark_safe(item.body),  # sanitised when it was stored (policies/bodytext.py)
        "attachments": [attachment_line(each) for each in item.attachments.defer("text")],
        "notices": [*_publicity(item), *correction_notice(item)],
        "crumbs": column_crumbs(main, "正文") if main else [],
        "meta": [
            *(column_meta(main.name, main.description or main.name, main.name, main.kind) if main else []),
            *article_meta(item.title, f"{published:%Y-%m-%d %H:%M}", item.source or item.unit.name),
            {"name": "Keywords", "content": ",".join(item.keywords) or item.title},
            {"name": "Description", "content": item.summary or item.title},
        ],
    }


def _elements(item: Entry) -> list[dict[str, Any]]:
    rows: list[tuple[str, str, str | None]] = [("公开单位", item.unit.name, item.unit.get_absolute_url())]
    if item.source:
        rows.append(("来源", item.source, None))
    if item.written_on:
        rows.append(("形成日期", chinese_date(item.written_on), None))
    if item.published_at:
        rows.append(("发布日期", chinese_date(timezone.localtime(item.published_at).date()), None))
    for each in item.facts.select_related("fact"):
        rows.append((each.fact.name, shown(each.fact.kind, each.value, each.fact.measure), None))
    return [{"label": label, "value": value, "url": url} for label, value, url in rows]


def _publicity(item: Entry) -> list[dict[str, Any]]:
    """公示期 with the days that are left and whom to tell of an objection."""
    if not (item.publicity_from and item.publicity_until):
        return []
    left = (item.publicity_until - timezone.localdate()).days
    days = "今天是最后一天" if left == 0 else f"还有{left}天"
    told = f"有异议请在公示期内向{item.unit.name}提出"
    told += f"，电话 {item.unit.phone}。" if item.unit.phone else "。"
    span = f"公示期：{chinese_date(item.publicity_from)}至{chinese_date(item.publicity_until)}（{days}）。"
    return [{"tone": "wait", "before": span + told, "text": "", "url": None, "after": ""}]


@require_safe
def entry_file(request: HttpRequest, pk: int, file: int, name: str) -> HttpResponseBase:
    """A file is as public as its entry, with every request."""
    item = public_entry(pk)
    return file_response(request, get_object_or_404(item.attachments.defer("text"), pk=file))
