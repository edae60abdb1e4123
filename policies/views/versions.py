"""What a corrected document said before, where the office lets the public read it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from policies.views.detail import document_crumbs, public_document
from portal.versions import corrections


@require_safe
def document_versions(request: HttpRequest, year: int, month: int, pk: int) -> HttpResponse:
    document = public_document(pk)
    if not document.versions_public or not document.corrected_at:
        raise Http404("这份文件没有公开更正前的版本。")
    context = {
        "document": document,
        "corrections": corrections(document),
        "crumbs": document_crumbs(document),
        "meta": [{"name": "robots", "content": "noindex"}],
    }
    return render(request, "policies/document_versions.html", context)
