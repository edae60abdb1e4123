"""The public page of a document for staff, and its files, while it is not public: under /admin/ only."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse

from policies.models import Document, DocumentAttachment
from policies.views.detail import document_context
from portal.context import public_frame

INLINE = {"pdf", "png", "jpeg", "gif", "webp"}


def staff_addresses(document: Document, text: str) -> str:
    """Text or HTML with the addresses of this document's files as staff reach them before publication."""
    public, staff = _folders(document)
    return text.replace(public, staff)


def public_addresses(document: Document, text: str) -> str:
    """The other way round."""
    public, staff = _folders(document)
    return text.replace(staff, public)


def _folders(document: Document) -> tuple[str, str]:
    """Where the files of a document lie for the public and for staff."""
    names = ("policies:file", "admin:policies_document_file")
    public, staff = (reverse(name, args=[document.pk, 0, "x"]).removesuffix("0/x") for name in names)
    return f'"{public}', f'"{staff}'


class Previews:
    """Mixin of the documents' ModelAdmin."""

    admin_site: Any

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.file_view)
        own = path("<int:pk>/files/<int:file>/<str:name>", view, name="policies_document_file")
        return [own, *super().get_urls()]  # type: ignore[misc]

    def render_preview(self, request: HttpRequest, obj: Document) -> HttpResponse:
        """Exactly the public page; only links to its own files lead to where staff may open them."""
        context = public_frame(request, obj.get_absolute_url()) | document_context(obj)
        response = render(request, "policies/document_detail.html", context)
        response.content = staff_addresses(obj, response.content.decode())
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    def file_view(self, request: HttpRequest, pk: int, file: int, name: str) -> FileResponse:
        """A file of an item that this person may see."""
        document = self.get_object(request, str(pk))  # type: ignore[attr-defined]
        if document is None:
            raise Http404("没有这份文件。")
        attachment = get_object_or_404(DocumentAttachment.objects.defer("text"), pk=file, document=document)
        response = FileResponse(
            attachment.file.open("rb"),
            as_attachment=attachment.kind not in INLINE,
            filename=attachment.name,
            content_type=attachment.mime,
        )
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Cache-Control"] = "private, no-store"
        return response
