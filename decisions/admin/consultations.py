"""Staff screens of consultations and of what became of the opinions."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count
from django.http import HttpRequest, QueryDict

from decisions.admin.items import ItemAdmin
from decisions.models import ChoiceQuestion, Consultation, Draft, Feedback, Opinion, OpinionGroup
from decisions.views.consultation import consultation_context
from decisions.views.feedback import feedback_context
from policies.admin.editor import BodyEditor
from policies.admin.items import PUBLICITY, OwnedBlocks, OwnedRows, RichForm
from portal.publishable_admin import PublishableAdmin
from portal.row_counts import rows_pointing


class DraftForm(forms.ModelForm):
    class Meta:
        model = Draft
        fields = ["position", "title", "body", "drafting_note", "interpretation"]
        widgets = dict.fromkeys(["body", "drafting_note", "interpretation"], BodyEditor)


class DraftInline(OwnedBlocks):
    model = Draft
    rich = ("body", "drafting_note", "interpretation")
    form = DraftForm


class ChoiceQuestionInline(OwnedRows):
    model = ChoiceQuestion
    fields = ["position", "text", "choices", "multiple"]


@admin.register(Consultation)
class ConsultationAdmin(ItemAdmin):
    rich = ("body",)
    template = "decisions/consultation.html"
    context = staticmethod(consultation_context)
    form = RichForm
    list_display = ["title", "decision", "unit", "state_mark", "phase_mark", "opens_at", "closes_at"]
    list_select_related = ["unit", "decision", "feedback"]
    autocomplete_fields = ["unit", "decision"]
    inlines = [DraftInline, ChoiceQuestionInline]
    readonly_fields = ["progress", "phase_mark"]
    fieldsets = [
        (None, {"fields": ["title", ("decision", "unit"), "opens_at", "closes_at", "phase_mark", "shortened_reason", "body"]}),
        ("怎样提意见", {"fields": ["online", "post", ("email", "phone")]}),
        PUBLICITY,
    ]  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("feedback")

    @admin.display(description="征集状态")
    def phase_mark(self, item: Consultation) -> str:
        return str(item.phase().label) if item.opens_at and item.closes_at else "时间未定"


class OpinionGroupInline(OwnedBlocks):
    model = OpinionGroup
    fields = [("position", "articles"), "title", "result", "reason", "size"]
    readonly_fields = ["size"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).annotate(opinion_count=Count("opinions"))

    @admin.display(description="已归入的意见")
    def size(self, group: Any) -> str:
        return f"{group.opinion_count} 条" if group.pk else "保存后在“意见”列表中勾选归入"


def context(feedback: Feedback) -> dict[str, Any]:
    return feedback_context(feedback, QueryDict(), feedback.get_absolute_url())


@admin.register(Feedback)
class FeedbackAdmin(ItemAdmin):
    rich = ("body",)
    template = "decisions/feedback.html"
    context = staticmethod(context)
    form = RichForm
    list_display = ["title", "decision", "unit", "state_mark", "sum"]
    list_filter = PublishableAdmin.list_filter
    list_select_related = ["unit", "decision", "consultation"]
    autocomplete_fields = ["unit", "consultation"]
    inlines = [OpinionGroupInline]
    readonly_fields = ["progress", "sum"]
    fieldsets = [(None, {"fields": ["title", ("consultation", "unit"), "sum", "body"]}), PUBLICITY]

    def get_queryset(self, request: HttpRequest) -> Any:
        """With both numbers, so that a list of many asks once."""
        return (
            super()
            .get_queryset(request)
            .annotate(
                counted=rows_pointing(Opinion, "consultation", "consultation"),
                answered=rows_pointing(Opinion, "group__feedback"),
            )
        )

    @admin.display(description="件数")
    def sum(self, feedback: Feedback) -> str:
        if not feedback.pk:
            return "保存后显示"
        if feedback.received is not None:
            return f"收到 {feedback.received} 条"
        if not hasattr(feedback, "counted"):
            return "保存后显示"
        received, grouped = feedback.counted, feedback.answered  # type: ignore[attr-defined]
        return f"收到 {received} 条，已归类 {grouped} 条" + ("" if received == grouped else "，对不上，不能公开")
