"""Staff screens of citizens attending: invitation, private sign-ups, the lot, the list."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from decisions.admin.items import ItemAdmin
from decisions.models import Attendance, AttendanceResult, Attendee, SignUp
from decisions.views.attendance import attendance_context
from policies.admin.items import PUBLICITY, OwnedBlocks, RichForm
from portal import roles
from portal.personal_pages import PersonalPageAdmin
from portal.publishable_admin import PublishableAdmin, StaffAdmin


@admin.register(Attendance)
class AttendanceAdmin(ItemAdmin):
    rich = ("body",)
    template = "decisions/attendance.html"
    context = staticmethod(attendance_context)
    form = RichForm
    list_display = ["title", "decision", "unit", "state_mark", "meets_at", "closes_at"]
    list_filter = PublishableAdmin.list_filter
    list_select_related = ["unit", "decision"]
    autocomplete_fields = ["unit", "decision"]
    fieldsets = [
        (None, {"fields": ["title", ("decision", "unit"), "meets_at", "place", "body"]}),
        ("报名和产生", {"fields": [("invited", "quota"), "opens_at", "closes_at", "conditions", "method", "rule"]}),
        PUBLICITY,
    ]  # fmt: skip


class AttendeeInline(OwnedBlocks):
    model = Attendee
    fields = [("position", "number"), ("name", "about"), "said"]


def result_context(result: AttendanceResult) -> dict[str, Any]:
    return attendance_context(result.attendance, result=result)


@admin.register(AttendanceResult)
class AttendanceResultAdmin(ItemAdmin):
    rich = ("body",)
    template = "decisions/attendance.html"
    context = staticmethod(result_context)
    form = RichForm
    list_display = ["title", "decision", "unit", "state_mark", "registered"]
    list_filter = PublishableAdmin.list_filter
    list_select_related = ["unit", "decision"]
    autocomplete_fields = ["unit", "attendance"]
    inlines = [AttendeeInline]
    readonly_fields = ["progress", "registered", "lot"]
    fieldsets = [
        (None, {"fields": ["title", ("attendance", "unit"), ("seed", "registered"), "lot", "body"]}),
        PUBLICITY,
    ]

    @admin.display(description="抽签次序")
    def lot(self, result: AttendanceResult) -> str:
        return "、".join(map(str, result.drawn)) or "填写种子并保存后抽签"


@admin.register(SignUp)
class SignUpAdmin(PersonalPageAdmin, StaffAdmin):
    list_display = ["number", "attendance", "town", "received_at", "refused"]
    list_filter = [("attendance", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["attendance"]
    fields = ["attendance", "number", "received_at", "name", "phone", "town", "about", "is_adult", "refused"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return roles.visible_items(request.user, super().get_queryset(request), "attendance__unit")  # type: ignore[arg-type]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(roles.roles(request.user) & {roles.AUTHOR, roles.OFFICE})  # type: ignore[arg-type]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [name for name in self.fields if name != "refused"]

    def shown_about(self, obj: SignUp) -> str:
        return f"列席报名 {obj.attendance} {obj}"
