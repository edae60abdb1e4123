"""Documents for named groups: the page asks for the access code and shows nothing of the document before it."""

import re

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.http import urlencode
from django.utils.safestring import mark_safe

from policies.models import Document, DocumentAttachment
from policies.views import detail
from portal import directed
from portal.file_responses import file_response
from portal.models import DisclosureGroup


def document_page(request: HttpRequest, year: int, month: int, pk: int) -> HttpResponseBase:
    """The page of a public document, or the door of a directed one at exactly its address."""
    try:
        if request.method != "POST":
            return detail.document_detail(request, year, month, pk)
    except Http404:
        pass
    document = _directed(pk)
    if document is None or request.path != document.get_absolute_url():
        if request.method == "POST":
            return HttpResponseNotAllowed(["GET", "HEAD"])
        raise Http404("没有这份文件，或者它没有公开。")
    return directed.sealed(_door(request, document))


def _directed(pk: int) -> Document | None:
    return Document.objects.directed().select_related("unit").filter(pk=pk).first()


def _door(request: HttpRequest, document: Document) -> HttpResponse:
    if request.method == "POST":
        group, error = directed.knock(request, document, request.POST.get("code", ""))
        if group is None:
            return render(request, "policies/directed_code.html", {"error": error, "crumbs": []}, status=403)
        return HttpResponseRedirect(
            f"{document.get_absolute_url()}?{urlencode({directed.PARAMETER: directed.grant(document, group)})}"
        )
    group = directed.granted_to(request, document)
    if group is None:
        return render(request, "policies/directed_code.html", {"crumbs": []}, status=403)
    return _open(request, document, group)


def _open(request: HttpRequest, document: Document, group: DisclosureGroup) -> HttpResponse:
    """The whole page; its files carry the token on."""
    token = urlencode({directed.PARAMETER: request.GET[directed.PARAMETER]})
    context = detail.document_context(document)
    for line in context["attachments"]:
        line["url"] += f"?{token}"
    context["body"] = mark_safe(re.sub(r'(src="[^"?]*/policies/files/[^"?]*)"', rf'\1?{token}"', context["body"]))
    context["notices"] = [
        {
            "tone": "wait",
            "before": f"本信息面向特定群体（{group}），请勿转发。",
            "text": "",
            "url": None,
            "after": "",
        },
        *context["notices"],
    ]
    context["meta"] = [{"name": "robots", "content": "noindex,nofollow,noarchive"}]
    context["previous"] = context["next"] = None
    return render(request, "policies/document_detail.html", context)


def document_file(request: HttpRequest, pk: int, file: int, name: str) -> HttpResponseBase:
    """A file is as public as its document; a directed one opens with the token of its page."""
    try:
        return detail.document_file(request, pk, file, name)
    except Http404:
        document = _directed(pk)
        if document is None or request.method not in ("GET", "HEAD") or not directed.granted_to(request, document):
            raise
    attachment = get_object_or_404(DocumentAttachment.objects.defer("text"), pk=file, document=document)
    return directed.sealed(file_response(request, attachment))
