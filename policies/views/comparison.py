"""新旧对照: a document beside the one that it amends, replaces or repeals."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from policies.comparing import KINDS, compared
from policies.models import Relation
from policies.views.detail import public_document
from policies.views.listing import COLUMN, crumbs
from portal.context import column_meta


@require_safe
def document_comparison(request: HttpRequest, year: int, month: int, pk: int, older: int) -> HttpResponse:
    newer = public_document(pk)
    if (
        newer.address != [year, month, pk]
        or not Relation.objects.filter(source=newer, target=older, kind__in=KINDS).exists()
    ):
        raise Http404("这两份文件没有修改或替代关系。")
    before = public_document(older)
    found = compared(newer, before)
    return render(request, "policies/comparison.html", {
        "newer": newer,
        "older": before,
        "rows": found.rows,
        "note": found.note,
        "counts": found.counts,
        "crumbs": crumbs((COLUMN, reverse("policies:list")), (newer.title, newer.get_absolute_url()), ("新旧对照", None)),
        "meta": column_meta("新旧对照", f"《{newer.title}》与《{before.title}》逐条对照。", "新旧对照,修改", "政策文件"),
    })  # fmt: skip
