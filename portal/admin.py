"""Staff screens of units, people, the site profile and the working calendar."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from unfold.admin import TabularInline
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from portal import clocks, notices, roles
from portal.desk import DeskFilter
from portal.inspection import admin as inspection_admin  # noqa: F401 - registers its screens
from portal.models import (
    AccessLog,
    CalendarYear,
    Clock,
    ClockNote,
    ClockPause,
    DayException,
    DisclosureGroup,
    LoginFailure,
    Notice,
    Review,
    SiteProfile,
    Unit,
    User,
)
from portal.personal_pages import PersonalPageAdmin
from portal.publishable_admin import StaffAdmin
from portal.search import admin as search_admin  # noqa: F401 - registers its screens
from portal.statistics_screen import statistics_page

admin.site.unregister(Group)


@admin.register(Unit)
class UnitAdmin(StaffAdmin):
    list_display = ["name", "short_name", "kind", "code", "parent", "phone"]
    list_filter = ["kind"]
    list_select_related = ["parent"]
    search_fields = ["name", "short_name", "code", "number_prefixes"]
    autocomplete_fields = ["parent", "successor"]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.statistics_view)
        return [path("statistics/", view, name="portal_unit_statistics"), *super().get_urls()]

    def statistics_view(self, request: HttpRequest) -> HttpResponse:
        return statistics_page(request, self.admin_site.each_context(request))


@admin.register(User)
class StaffUserAdmin(PersonalPageAdmin, StaffAdmin, UserAdmin):  # type: ignore[misc]
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

    actions = ["unlock", "reset_second_factor"]

    def shown_about(self, obj: User) -> str:
        return f"工作人员：{obj}（{obj.username}）"

    @admin.action(description="解除登录锁定", permissions=["change"])
    def unlock(self, request: HttpRequest, queryset: Any) -> None:
        for person in queryset:
            LoginFailure.forget(person.username)
        messages.success(request, f"已解除 {len(queryset)} 人的登录锁定。")

    @admin.action(description="重置第二重验证（手机丢失时）", permissions=["change"])
    def reset_second_factor(self, request: HttpRequest, queryset: Any) -> None:
        """For somebody who lost the phone; an administrator does it, and never for oneself."""
        if not request.user.is_superuser:
            messages.error(request, "只有管理员可以重置第二重验证。")
            return
        people = queryset.exclude(pk=request.user.pk)
        removed, _ = Authenticator.objects.filter(user__in=people).delete()
        AccessLog.note(request, AccessLog.Kind.OPENED, f"重置第二重验证：{'、'.join(map(str, people))}", len(people))
        messages.success(request, f"已删除 {removed} 个验证方式，本人下次登录时重新启用。")

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

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """A holiday that is added late moves open deadlines, and each of them says why."""
        super().save_related(request, form, formsets, change)
        if moved := clocks.recount(f"{form.instance.year}年的放假安排有更新"):
            messages.warning(request, f"{moved} 件在办事项的到期日已经重新计算。")


class RecordAdmin(StaffAdmin):
    """A list that is only read: rows come from the verbs and the system."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadOnlyInline(TabularInline):
    """Rows that the system wrote."""

    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True


class ClockPauseInline(ReadOnlyInline):
    model = ClockPause
    fields = ["since", "until", "reason", "by"]


class ClockNoteInline(ReadOnlyInline):
    model = ClockNote
    fields = ["at", "text", "by"]


@admin.register(Clock)
class ClockAdmin(RecordAdmin):
    """Every deadline of one's units; the item behind it is where one acts."""

    list_display = ["subject", "kind_shown", "unit", "received_on", "workdays", "due_on", "finished_on", "used"]
    list_filter = [DeskFilter, ("unit", admin.RelatedOnlyFieldListFilter), "kind"]
    list_select_related = ["unit"]
    search_fields = ["subject"]
    date_hierarchy = "received_on"
    fields = ["subject", "open_item", "unit", "workdays", "received_on", "due_on", "finished_on", "used"]
    readonly_fields = ["open_item"]
    inlines = [ClockPauseInline, ClockNoteInline]

    def get_queryset(self, request: HttpRequest) -> Any:
        return roles.visible_items(request.user, super().get_queryset(request))  # type: ignore[arg-type]

    @admin.display(description="事项", ordering="kind")
    def kind_shown(self, clock: Clock) -> str:
        return clocks.kinds().get(clock.kind, clock.kind)

    @admin.display(description="办理")
    def open_item(self, clock: Clock) -> str:
        url = notices.admin_url(clock.item) if clock.item else ""
        return format_html('<a href="{}">打开办理页</a>', url) if url else "没有办理页"


@admin.register(Review)
class ReviewAdmin(RecordAdmin):
    list_display = ["title", "round", "conclusion", "reviewer", "reviewed_at"]
    list_filter = ["conclusion", "reviewed_at"]
    list_select_related = ["reviewer"]
    search_fields = ["title"]
    date_hierarchy = "reviewed_at"

    def get_queryset(self, request: HttpRequest) -> Any:
        """Reviews of one's own unit: by its people, or by oneself; the office sees all."""
        return roles.visible_items(request.user, super().get_queryset(request), "reviewer__unit")  # type: ignore[arg-type]


@admin.register(AccessLog)
class AccessLogAdmin(RecordAdmin):
    list_display = ["at", "user", "kind", "what", "count", "address"]
    list_filter = ["kind", "at"]
    list_select_related = ["user"]
    search_fields = ["what", "user__username", "user__first_name"]
    date_hierarchy = "at"

    def has_module_permission(self, request: HttpRequest) -> bool:
        return roles.sees_everything(request.user)  # type: ignore[arg-type]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return roles.sees_everything(request.user)  # type: ignore[arg-type]


@admin.register(Notice)
class NoticeAdmin(RecordAdmin):
    """Everybody's own notices; opening one marks it as read."""

    list_display = ["sentence", "made_at", "read_at"]
    list_display_links = None
    list_filter = [("read_at", admin.EmptyFieldListFilter)]
    actions = ["mark_read"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).filter(recipient=request.user)

    @admin.display(description="内容")
    def sentence(self, notice: Notice) -> str:
        return format_html('<a href="{}">{}</a>', reverse("admin:portal_notice_open", args=[notice.pk]), notice.text)

    @admin.action(description="标为已读", permissions=["view"])
    def mark_read(self, request: HttpRequest, queryset: Any) -> None:
        queryset.filter(read_at=None).update(read_at=timezone.now())

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.open_view)
        return [path("<int:pk>/open/", view, name="portal_notice_open"), *super().get_urls()]

    def open_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        notice = self.get_queryset(request).filter(pk=pk).first()
        if notice is None:
            return HttpResponseRedirect(reverse("admin:portal_notice_changelist"))
        if notice.read_at is None:
            notice.mark_read()
        return HttpResponseRedirect(notice.url or reverse("admin:portal_notice_changelist"))


@admin.register(DisclosureGroup)
class DisclosureGroupAdmin(StaffAdmin):
    """Groups and their access codes; a code is shown once, when it is made."""

    list_display = ["name", "unit", "active", "code_made_at"]
    list_select_related = ["unit"]
    search_fields = ["name"]
    autocomplete_fields = ["unit"]
    actions = ["renew"]

    def save_model(self, request: HttpRequest, obj: DisclosureGroup, form: Any, change: bool) -> None:
        if not change:
            self._show(request, obj)
        super().save_model(request, obj, form, change)

    @admin.action(description="重新生成访问码", permissions=["change"])
    def renew(self, request: HttpRequest, queryset: Any) -> None:
        for group in queryset:
            self._show(request, group)
            group.save()

    @staticmethod
    def _show(request: HttpRequest, group: DisclosureGroup) -> None:
        code = group.renew_code()
        messages.warning(request, f"「{group.name}」的访问码：{code}。只显示这一次，请立即抄送群体；原访问码已失效。")
