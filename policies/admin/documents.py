"""Staff screens of policy documents."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.html import strip_tags
from django.utils.safestring import mark_safe
from unfold.widgets import UnfoldAdminSelect2MultipleWidget, UnfoldAdminTextInputWidget

from policies import body_tidying, bodytext
from policies.admin.completeness import Completeness
from policies.admin.editor import BodyEditor
from policies.admin.element_import import ElementImport
from policies.admin.interpretations import WaiverScreen, waiver_refusal
from policies.admin.items import OwnedBlocks, OwnedRows
from policies.admin.previews import Previews, public_addresses, staff_addresses
from policies.admin.proposals import Proposals
from policies.admin.validity_care import ValidityCare
from policies.admin.word_import import WordImport
from policies.flags import LABELS, labels
from policies.models import Document, DocumentAttachment, InterpretationWaiver, Issuer, Relation, Topic
from policies.models.tag import Tag
from policies.passages import passages
from portal.conflict_admin import ConflictAdmin, GuardedForm
from portal.publishable_admin import DIRECTED, PublishableAdmin, StaffAdmin
from portal.screening import Passage
from portal.screening_admin import ScreenedAdmin


class KeywordInput(UnfoldAdminTextInputWidget):
    """One line; people separate words as they like."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        return ",".join(re.split(r"[\s,，、;；]+", (super().value_from_datadict(data, files, name) or "").strip()))


class DocumentForm(GuardedForm):
    chosen_tags = forms.ModelMultipleChoiceField(
        label="标签",
        widget=UnfoldAdminSelect2MultipleWidget,
        queryset=Tag.objects.in_use().select_related("dimension"),
        required=False,
        help_text="按服务对象、人生事件等维度选择；规范性文件的必选维度缺了不能发布。",
    )

    class Meta:
        model = Document
        fields: Any = "__all__"
        widgets = {"body": BodyEditor, "keywords": KeywordInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["body"] = staff_addresses(self.instance, self.initial.get("body", ""))
        if self.instance.pk and "chosen_tags" in self.fields:
            self.initial["chosen_tags"] = list(self.instance.tagged.values_list("tag_id", flat=True))

    def stored(self, name: str) -> Any:
        return self.instance.body if name == "body" else super().stored(name)

    def clean_body(self) -> str:
        """Plain text is given its structure; HTML is sanitised. Both become the same clean HTML."""
        body = self.cleaned_data["body"]
        body = public_addresses(self.instance, body) if self.instance.pk else body
        if strip_tags(body) == body:
            return bodytext.from_plain(body, self.cleaned_data.get("title", "")).html
        return body_tidying.tidy(bodytext.sanitise(body))


class IssuerInline(OwnedRows):
    model = Issuer
    autocomplete_fields = ["unit"]

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        """A new document starts with one's own unit (DocumentAdmin.get_formset_kwargs)."""
        return 0 if obj else 1


class RelationInline(OwnedBlocks):
    model = Relation
    fk_name = "source"
    autocomplete_fields = ["target"]
    fields = [("kind", "target"), ("on", "until"), ("scope", "articles"), "note"]


class AttachmentInline(OwnedRows):
    model = DocumentAttachment
    fields = ["file", "title", "role", "position", "facts"]
    readonly_fields = ["facts"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).defer("text")

    @admin.display(description="类型、大小、文字")
    def facts(self, attachment: DocumentAttachment) -> str:
        return (
            f"{attachment.kind.upper()} {attachment.human_size} {attachment.text_note}"
            if attachment.pk
            else "保存后显示"
        )


class FlagFilter(admin.SimpleListFilter):
    title, parameter_name = "待核事项", "flagged"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("1", "有待核事项"), ("0", "没有"), *LABELS.items()]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        value = self.value() or ""
        if value in LABELS:
            return queryset.filter(flags__contains=[value])
        empty = models.Q(flags=[])
        return {"1": queryset.exclude(empty), "0": queryset.filter(empty)}.get(value, queryset)


@admin.register(Document)
class DocumentAdmin(
    Proposals,
    ValidityCare,
    Completeness,
    ElementImport,
    WordImport,
    WaiverScreen,
    Previews,
    ConflictAdmin,
    ScreenedAdmin,
):
    change_form_template = "admin/policies/document/change_form.html"
    change_list_template = "admin/policies/document/change_list.html"
    form = DocumentForm
    list_display = ["title", "number", "unit", "state_mark", "validity_mark", "written_on", "published_on"]
    list_filter = [*PublishableAdmin.list_filter, "category", "genre", FlagFilter]
    search_fields = ["title", "number", "index_number"]
    date_hierarchy = "written_on"
    autocomplete_fields = ["unit", "topic"]
    inlines = [IssuerInline, RelationInline, AttachmentInline]
    readonly_fields = ["progress", "index_number", "validity_mark", "flags_shown"]
    fieldsets = [
        (None, {"fields": ["title", ("number", "index_number"), ("genre", "category"), ("unit", "topic")]}),
        ("日期和有效性", {"fields": [("written_on", "printed_on"), ("effective_on", "expires_on"), "validity_mark"]}),
        ("正文", {"fields": ["summary", "body"]}),
        ("标签和主题词", {"fields": ["chosen_tags", "keywords"]}),
        (
            "公开",
            {
                "fields": [
                    ("disclosure", "disclosure_basis"),
                    DIRECTED,
                    "publish_at",
                    "progress",
                    "flags_shown",
                ]
            },
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return (
            super().get_queryset(request).defer("body", "toc", "source_data")
            if self._is_list(request)
            else super().get_queryset(request)
        )

    @staticmethod
    def _is_list(request: HttpRequest) -> bool:
        return bool(request.resolver_match and (request.resolver_match.url_name or "").endswith("_changelist"))

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if isinstance(inline, IssuerInline) and not obj.pk and request.method == "GET":
            kwargs["initial"] = [{"unit": request.user.unit_id}]  # type: ignore[union-attr]
        return kwargs

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if "chosen_tags" in form.cleaned_data:
            form.instance.tags.set(form.cleaned_data["chosen_tags"])

    def passages(self, obj: Document) -> Iterable[Passage]:
        return passages(obj)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """What explains the document, and the way to what is still asked for (三同步)."""
        document = kwargs.get("obj")
        if document is not None:
            context["interpretations"] = document.interpretations.order_by("pk")
            context["waiver"] = (
                InterpretationWaiver.objects.select_related("signed_by").filter(document=document).first()
            )
            context["may_waive"] = not waiver_refusal(request, document)
        return super().render_change_form(request, context, *args, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Who may only read sees the text, not its mark-up."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return fieldsets
        shown = {"body": "body_shown", "chosen_tags": "tags_shown"}
        return [
            (
                name,
                options
                | {"fields": [shown.get(each, each) if isinstance(each, str) else each for each in options["fields"]]},
            )
            for name, options in fieldsets
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [*super().get_readonly_fields(request, obj), "body_shown", "tags_shown"]

    @admin.display(description="正文")
    def body_shown(self, document: Document) -> str:
        return mark_safe(document.body)  # sanitised when it was stored (policies/bodytext.py)

    @admin.display(description="标签")
    def tags_shown(self, document: Document) -> str:
        return "、".join(document.tags.values_list("name", flat=True)) or "无"

    @admin.display(description="有效性")
    def validity_mark(self, document: Document) -> str:
        return document.validity().label if document.pk else "由日期和文件关系算出"

    @admin.display(description="待核事项")
    def flags_shown(self, document: Document) -> str:
        return "、".join(labels(document.flags)) or "无"


@admin.register(Topic)
class TopicAdmin(StaffAdmin):
    list_display = ["code", "name", "parent"]
    list_select_related = ["parent"]
    search_fields = ["code", "name"]
    ordering = ["code"]
