"""Staff screens of interpretations, and the waiver of one."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path

from policies.admin.editor import BodyEditor
from policies.admin.items import PUBLICITY, ItemAdmin, OwnedRows, RichForm
from policies.admin.previews import StaffFiles, public_addresses, staff_addresses
from policies.explaining import passages
from policies.models import Document, Interpretation, InterpretationFile, InterpretationWaiver
from policies.models.interpretation import ELEMENTS
from policies.views.interpretations import interpretation_context
from portal import roles
from portal.publishable_admin import PublishableAdmin, StaffAdmin
from portal.screening import Passage


class FileInline(OwnedRows):
    model = InterpretationFile
    fields = ["file", "title", "role", "alt", "position"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("text")


class InterpretationForm(RichForm):
    class Meta(RichForm.Meta):
        widgets: Any = {"body": BodyEditor} | {
            name: forms.Textarea(attrs={"rows": 3, "class": "staff-input"}) for name in ELEMENTS
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["body"] = staff_addresses(self.instance, self.initial.get("body", ""))

    def clean_body(self) -> str:
        body = self.cleaned_data["body"]
        return public_addresses(self.instance, body) if self.instance.pk else body


@admin.register(Interpretation)
class InterpretationAdmin(StaffFiles, ItemAdmin):
    rich = ("body",)
    template = "policies/interpretation.html"
    context = staticmethod(interpretation_context)
    form = InterpretationForm
    list_display = ["title", "document", "unit", "form", "occasion", "state_mark", "published_at"]
    list_filter = [*PublishableAdmin.list_filter, "form", "occasion"]
    list_select_related = ["unit", "document"]
    search_fields = ["title", "document__title", "document__number"]
    autocomplete_fields = ["unit", "document"]
    inlines = [FileInline]
    fieldsets = [
        (None, {"fields": ["title", ("document", "unit"), ("occasion", "form"), ("interpreter", "approver"), "summary"]}),
        ("要点", {"fields": [*ELEMENTS, "keywords"], "description": "写实质性内容，用市民的话；没有的不填。"}),
        ("全文", {"fields": ["body", ("source", "source_url")]}),
        PUBLICITY,
    ]  # fmt: skip

    def passages(self, obj: Any) -> Iterable[Passage]:
        return passages(obj)

    def render_preview(self, request: HttpRequest, obj: Any) -> HttpResponse:
        response = super().render_preview(request, obj)
        response.content = staff_addresses(obj, response.content.decode())
        return response


class WaiverForm(forms.Form):
    reason = forms.CharField(
        label="免予解读的理由", max_length=500, widget=forms.Textarea(attrs={"class": "staff-input", "rows": 3}),
        help_text="例：本文件只延长有效期，内容没有变化，原解读继续适用。登记后不能修改或删除，计入免予解读的统计。",
    )  # fmt: skip


class WaiverScreen:
    """Mixin of the documents' ModelAdmin: a reviewer or the office signs that a document goes out without interpretation."""

    admin_site: Any
    opts: Any

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.waiver_view)
        return [path("<int:pk>/waiver/", view, name="policies_document_waiver"), *super().get_urls()]  # type: ignore[misc]

    def waiver_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        document = self.get_object(request, str(pk))  # type: ignore[attr-defined]
        if document is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(pk))  # type: ignore[attr-defined]
        change_page = HttpResponseRedirect(self._url("change", document))  # type: ignore[attr-defined]
        if refusal := waiver_refusal(request, document):
            messages.error(request, refusal)
            return change_page
        form = WaiverForm(request.POST or None)
        signer: Any = request.user
        if request.method == "POST" and form.is_valid():
            try:
                with transaction.atomic():
                    InterpretationWaiver.objects.create(
                        document=document, reason=form.cleaned_data["reason"], signed_by=signer
                    )
            except IntegrityError:  # two people at once, or a writer who came in between
                messages.error(request, "没有登记：已有人登记，或您起草、编辑、送审了这份文件。")
            else:
                messages.success(request, f"「{document.title}」已登记免予解读。")
            return change_page
        context = {
            **self.admin_site.each_context(request),
            "title": f"免予解读：{document.title}",
            "object": document,
            "form": form,
            "opts": self.opts,
        }
        return render(request, "admin/policies/document/waiver.html", context)


def waiver_refusal(request: HttpRequest, document: Document) -> str:
    """Why this person cannot sign a waiver for this document now; empty when it is allowed."""
    user: Any = request.user
    if not roles.may(user, "clear", document):
        return "只有本单位的审查人和政务公开办可以登记免予解读。"
    if user.pk in document.writers:
        return "您起草、编辑或送审了这份文件，须由另一人登记免予解读。"
    if InterpretationWaiver.objects.filter(document=document).exists():
        return "这份文件已经登记过免予解读。"
    if document.category != Document.Category.NORMATIVE:
        return "只有行政规范性文件需要解读或登记免予解读。"
    return ""


@admin.register(InterpretationWaiver)
class WaiverAdmin(StaffAdmin):
    """The record of all waivers, to read and to count."""

    list_display = ["document", "reason", "signed_by", "signed_at"]
    list_select_related = ["document", "signed_by"]
    search_fields = ["document__title", "reason"]
    date_hierarchy = "signed_at"

    def get_queryset(self, request: HttpRequest) -> Any:
        return roles.visible_items(request.user, super().get_queryset(request), "document__unit")  # type: ignore[arg-type]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
