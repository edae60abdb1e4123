"""Staff screens of units, people, the site profile and the working calendar."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest
from unfold.admin import TabularInline
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from portal.models import CalendarYear, DayException, SiteProfile, Unit, User
from portal.publishable_admin import StaffAdmin

admin.site.unregister(Group)


@admin.register(Unit)
class UnitAdmin(StaffAdmin):
    list_display = ["name", "short_name", "kind", "code", "parent", "phone"]
    list_filter = ["kind"]
    list_select_related = ["parent"]
    search_fields = ["name", "short_name", "code", "number_prefixes"]
    autocomplete_fields = ["parent", "successor"]


@admin.register(User)
class StaffUserAdmin(StaffAdmin, UserAdmin):
    form, add_form, change_password_form = UserChangeForm, UserCreationForm, AdminPasswordChangeForm
    list_display = ["username", "first_name", "unit", "roles_of", "is_active", "last_login"]
    list_filter = ["groups", "is_active"]
    list_select_related = ["unit"]
    search_fields = ["username", "first_name", "last_name"]
    autocomplete_fields = ["unit"]
    filter_horizontal = ["groups"]
    fieldsets = [
        (None, {"fields": ["username", "password", "last_name", "first_name", "email", "unit"]}),
        ("角色", {"fields": ["is_active", "is_staff", "is_superuser", "groups"]}),
    ]
    add_fieldsets = [(None, {"classes": ["wide"], "fields": ["username", "unit", "password1", "password2"]})]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("groups")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Only an administrator makes administrators."""
        return [] if request.user.is_superuser else ["is_superuser"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    @admin.display(description="角色")
    def roles_of(self, user: User) -> str:
        return "管理员" if user.is_superuser else "、".join(group.name for group in user.groups.all())


@admin.register(SiteProfile)
class SiteProfileAdmin(StaffAdmin):
    list_display = ["name", "domain", "id_code"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class DayInline(TabularInline):
    model = DayException
    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True


@admin.register(CalendarYear)
class CalendarYearAdmin(StaffAdmin):
    list_display = ["year", "source", "loaded_at"]
    inlines = [DayInline]
