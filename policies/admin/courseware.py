"""Staff screen of courseware with its files, policies and sessions."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from policies.admin.items import PUBLICITY, ItemAdmin, OwnedBlocks, OwnedRows, RichForm
from policies.admin.previews import StaffFiles, staff_addresses
from policies.explaining import passages
from policies.models import Courseware, CoursewareDocument, CoursewareFile, CoursewareSession
from policies.views.courseware import courseware_context
from portal.publishable_admin import PublishableAdmin
from portal.screening import Passage


class TaughtInline(OwnedRows):
    model = CoursewareDocument
    autocomplete_fields = ["document"]


class FileInline(OwnedRows):
    model = CoursewareFile
    fields = ["file", "title", "position"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("text")


class SessionInline(OwnedBlocks):
    model = CoursewareSession
    fields = [("starts_at", "ends_at"), ("place", "joining"), "recap"]


@admin.register(Courseware)
class CoursewareAdmin(StaffFiles, ItemAdmin):
    rich = ("body",)
    template = "policies/courseware.html"
    context = staticmethod(courseware_context)
    form = RichForm
    list_display = ["title", "unit", "state_mark", "published_at"]
    list_filter = PublishableAdmin.list_filter
    autocomplete_fields = ["unit"]
    inlines = [TaughtInline, FileInline, SessionInline]
    fieldsets = [(None, {"fields": ["title", "unit", "summary", "learners", "body"]}), PUBLICITY]

    def passages(self, obj: Any) -> Iterable[Passage]:
        return passages(obj)

    def render_preview(self, request: HttpRequest, obj: Any) -> Any:
        response = super().render_preview(request, obj)
        response.content = staff_addresses(obj, response.content.decode())
        return response
