"""Public pages for staff while they are not public, and the files on them: under /admin/ only."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse

from policies.models import Document
from policies.views.detail import document_context
from portal.context import public_frame
from portal.file_responses import SHOWN, file_response

INLINE = SHOWN | {"png", "jpeg", "gif", "webp"}


def staff_addresses(item: Any, text: str) -> str:
    """Text or HTML with the addresses of this item's files as staff reach them before publication."""
    public, staff = _folders(item)
    return text.replace(public, staff)


def public_addresses(item: Any, text: str) -> str:
    """The other way round."""
    public, staff = _folders(item)
    return text.replace(staff, public)


def _folders(item: Any) -> tuple[str, str]:
    """Where the files of an item lie for the public and for staff."""
    meta = item._meta
    names = (item.file_url_name, f"admin:{meta.app_label}_{meta.model_name}_file")
    public, staff = (reverse(name, args=[item.pk, 0, "x"]).removesuffix("0/x") for name in names)
    return f'"{public}', f'"{staff}'


class StaffFiles:
    """Mixin of the ModelAdmin of an item with `attachments`."""

    admin_site: Any
    opts: Any

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.file_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_file"
        own = path("<int:pk>/files/<int:file>/<str:name>", view, name=name)
        return [own, *super().get_urls()]  # type: ignore[misc]

    def file_view(self, request: HttpRequest, pk: int, file: int, name: str) -> HttpResponseBase:
        """A file of an item that this person may see."""
        item = self.get_object(request, str(pk))  # type: ignore[attr-defined]
        if item is None:
            raise Http404("没有这份文件。")
        attachment = get_object_or_404(item.attachments.defer("text"), pk=file)
        return file_response(request, attachment, shown=INLINE, cache="private, no-store")


class Previews(StaffFiles):
    """Mixin of the documents' ModelAdmin."""

    def render_preview(self, request: HttpRequest, obj: Document) -> HttpResponse:
        """Exactly the public page; only links to its own files lead to where staff may open them."""
        context = public_frame(request, obj.get_absolute_url()) | document_context(obj)
        response = render(request, "policies/document_detail.html", context)
        response.content = staff_addresses(obj, response.content.decode())
        response.headers["X-Robots-Tag"] = "noindex"
        return response
