"""Staff screens of decisions, of what was done in their stages, and of the other participation."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from decisions.admin.items import ItemAdmin
from decisions.life import StageKind
from decisions.models import Activity, Decision, RecordAttachment, Stage, StageRecord, SurveyResult
from decisions.views.decision import activity_context, preview_context, record_context
from policies.admin.editor import BodyEditor
from policies.admin.items import PUBLICITY, ItemForm, OwnedRows, RichForm
from portal.publishable_admin import PublishableAdmin


class StageInline(OwnedRows):
    model = Stage
    fields = ["kind", "starts_on", "ends_on", "excuse"]
    max_num = len(StageKind)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The stages are given by the regulation; a plan is made for each."""
        return ["kind"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Decision)
class DecisionAdmin(ItemAdmin):
    template = "decisions/decision.html"
    context = staticmethod(preview_context)
    list_display = ["title", "year", "number", "unit", "state_mark", "planned_on"]
    list_filter = [*PublishableAdmin.list_filter, "year", "category"]
    autocomplete_fields = ["unit"]
    inlines = [StageInline]
    fieldsets = [
        (None, {"fields": ["title", ("year", "number"), ("unit", "partners"), ("category", "planned_on"), "legal_basis"]}),
        ("给读者", {"fields": ["summary", "background"]}),
        PUBLICITY,
    ]  # fmt: skip

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if not change:
            form.instance.lay_out()


class RecordAttachmentInline(OwnedRows):
    model = RecordAttachment
    fields = ["file", "title", "position"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("text")


@admin.register(StageRecord)
class StageRecordAdmin(ItemAdmin):
    rich = ("body",)
    template = "decisions/record.html"
    context = staticmethod(record_context)
    form = RichForm
    list_display = ["title", "kind", "decision", "unit", "state_mark", "held_on"]
    list_filter = [*PublishableAdmin.list_filter, "kind"]
    list_select_related = ["unit", "decision"]
    autocomplete_fields = ["unit", "decision", "document"]
    inlines = [RecordAttachmentInline]
    fieldsets = [
        (None, {"fields": ["title", ("decision", "unit"), ("kind", "completes"), ("sent_on", "held_on"), "conclusion"]}),
        ("由谁", {"fields": ["organisations", "people"]}),
        ("内容", {"fields": ["summary", "body", "document"]}),
        PUBLICITY,
    ]  # fmt: skip


class SurveyResultInline(OwnedRows):
    model = SurveyResult
    fields = ["question", "option", "count", "position"]


class ActivityForm(ItemForm):
    class Meta(ItemForm.Meta):
        widgets = {"opinions": BodyEditor, "adoption": BodyEditor}

    def stored(self, name: str) -> Any:
        return getattr(self.instance, name) if name in ("opinions", "adoption") else super().stored(name)


@admin.register(Activity)
class ActivityAdmin(ItemAdmin):
    rich = ("opinions", "adoption")
    template = "decisions/activity.html"
    context = staticmethod(activity_context)
    form = ActivityForm
    list_display = ["title", "kind", "decision", "unit", "state_mark", "held_on"]
    list_filter = [*PublishableAdmin.list_filter, "kind"]
    list_select_related = ["unit", "decision"]
    autocomplete_fields = ["unit", "decision"]
    inlines = [SurveyResultInline]
    fieldsets = [
        (None, {"fields": ["title", ("decision", "unit"), "kind", ("held_on", "ended_on"), ("papers_on", "place")]}),
        ("参加", {"fields": ["participants", "chosen", "respondents"]}),
        ("意见", {"fields": ["opinions", "adoption"]}),
        PUBLICITY,
    ]  # fmt: skip
