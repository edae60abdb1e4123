"""Staff screens of everything publishable: state is read-only, verbs are buttons, each refusal is reported."""

from functools import cache
from typing import Any

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import mark_safe
from unfold.admin import ModelAdmin, checkbox
from unfold.widgets import UnfoldAdminSelect2MultipleWidget

from portal import roles
from portal.correction_screen import CorrectionScreen, is_correcting
from portal.desk import DeskFilter
from portal.models.group import GroupsField
from portal.publishing import EDITABLE, Publishable, State
from portal.review_screen import ReviewScreen
from portal.verb_screens import VerbScreens, bulk

EMPTY = "请选择"
DIRECTED = ("audience", "named_groups")
"""Fields of a content type whose page opens with an access code (portal/directed.py)."""


class SecureAddresses:
    """Mixin of admins and inlines: an address typed without its scheme is a secure one."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if isinstance(db_field, models.URLField):
            kwargs["assume_scheme"] = "https"
        return super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]


_OF_ROW = "value-of-the-row"


@cache
def _box() -> str:
    return checkbox.render(ACTION_CHECKBOX_NAME, _OF_ROW)


class StaffAdmin(SecureAddresses, ModelAdmin):
    """Every role may look things up; only the office changes reference data, and nothing is deleted by hand."""

    compressed_fields = True
    warn_unsaved_form = True
    list_per_page = 50

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        blank = db_field.get_choices(include_blank=db_field.blank, blank_choice=[("", EMPTY)])
        return super().formfield_for_choice_field(db_field, request, **{"choices": blank} | kwargs)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field is not None and field.empty_label:
            field.empty_label = EMPTY
        return field

    @admin.display(description=ModelAdmin.action_checkbox.short_description)
    def action_checkbox(self, obj: models.Model) -> str:
        """The box before a row, from a template that is read once and not for every row."""
        return mark_safe(_box().replace(_OF_ROW, escape(str(obj.pk))))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(roles.roles(request.user))  # type: ignore[arg-type]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(roles.roles(request.user))  # type: ignore[arg-type]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return roles.sees_everything(request.user)  # type: ignore[arg-type]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return roles.sees_everything(request.user)  # type: ignore[arg-type]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class PublishableAdmin(CorrectionScreen, ReviewScreen, VerbScreens, StaffAdmin):
    """Base of each content type's admin. Subclasses name `public_list` (list columns) and `fieldsets`."""

    actions = [bulk("submit"), bulk("publish")]  # never the review: 一事一审
    change_form_template = "admin/publishable_change_form.html"
    list_filter: Any = [DeskFilter, "state", "disclosure", ("unit", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["unit"]
    list_per_page = 30
    readonly_fields: Any = ["progress"]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Who may not choose the groups reads their names."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or (self.has_change_permission(request, obj) and not is_correcting(request, obj)):
            return fieldsets
        shown = {DIRECTED: ("audience", "groups_shown")}
        return [
            (name, options | {"fields": [shown.get(each, each) for each in options["fields"]]})
            for name, options in fieldsets
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [*super().get_readonly_fields(request, obj), "groups_shown"]

    @admin.display(description="特定群体")
    def groups_shown(self, obj: Publishable) -> str:
        return obj.group_names or "无"

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return roles.visible_items(request.user, super().get_queryset(request))  # type: ignore[arg-type]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(roles.roles(request.user) & {roles.AUTHOR, roles.OFFICE})  # type: ignore[arg-type]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is None:
            return bool(roles.roles(request.user))  # type: ignore[arg-type]
        return is_correcting(request, obj) or roles.may_edit(request.user, obj)  # type: ignore[arg-type]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A draft may be thrown away; the history keeps it, and the database refuses what was once public."""
        return obj is not None and obj.state in EDITABLE and roles.may_edit(request.user, obj)  # type: ignore[arg-type]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if isinstance(db_field, GroupsField):
            return db_field.formfield(widget=UnfoldAdminSelect2MultipleWidget)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "unit":
            kwargs["queryset"] = roles.visible_units(request.user)  # type: ignore[arg-type]
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"unit": request.user.unit_id} | super().get_changeform_initial_data(request)  # type: ignore[union-attr]

    def save_model(self, request: HttpRequest, obj: Publishable, form: Any, change: bool) -> None:
        if is_correcting(request, obj):
            return self.save_correction(request, obj, form)
        if change:
            obj.edited_at, obj.edited_by = timezone.now(), request.user
        else:
            obj.created_by = request.user  # type: ignore[assignment]
        super().save_model(request, obj, form, change)

    @admin.display(description="经办过程")
    def progress(self, obj: Publishable) -> str:
        steps = [
            (label, getattr(obj, f"{verb}_at"), getattr(obj, f"{verb}_by"))
            for verb, label in {
                "created": "起草", "edited": "最后编辑", "submitted": "送审", "cleared": "审查通过", "scheduled": "定时",
                "published": "发布", "signed": "补签", "corrected": "更正", "withdrawn": "撤回",
            }.items()
        ]  # fmt: skip
        done = [f"{label}：{who}，{timezone.localtime(at):%Y-%m-%d %H:%M}" for label, at, who in steps if at and who]
        return "；".join(done) or "尚未保存"

    @admin.display(description="状态", ordering="state")
    def state_mark(self, obj: Publishable) -> str:
        return obj.get_state_display()

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        """Only what is public has a page to look at; a draft has its preview."""
        return super().get_view_on_site_url(obj) if obj is not None and obj.state == State.PUBLISHED else None

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_preview"
        view = self.admin_site.admin_view(self.preview_view)
        return [path("<int:pk>/preview/", view, name=name), *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        obj = kwargs.get("obj")
        if obj is not None:
            context["verbs"] = self.verb_links(request, obj)
            context["blockers"] = obj.blockers() if obj.state in {State.SUBMITTED, State.CLEARED, State.DRAFT} else []
            context["preview_url"] = self._url("preview", obj)
            context["review_url"] = self._url("review", obj)
            context["hint"] = self.hint(request, obj)
        return super().render_change_form(request, context, *args, **kwargs)

    @staticmethod
    def hint(request: HttpRequest, obj: Publishable) -> str:
        """Whose turn it is, for the person who looks."""
        wrote = request.user.pk in obj.writers
        if obj.state == State.SUBMITTED:
            return "您起草、编辑或送审了本件，等待另一人审查。" if wrote else "等待公开审查。"
        if obj.state == State.CLEARED and obj.scheduled_at and obj.publish_at:
            if obj.publish_at < timezone.now():
                return "已经过了定时时间，还没有发布，请查看还缺什么。"
            return f"已由{obj.scheduled_by}定于 {timezone.localtime(obj.publish_at):%Y-%m-%d %H:%M} 自动发布。"
        if obj.state == State.CLEARED:
            return "审查已通过，等待政务公开办发布。"
        if obj.state == State.PUBLISHED and obj.urgent_reason and not obj.signed_at:
            return f"应急发布，等待补签。原因：{obj.urgent_reason}"
        return ""

    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The public page of an item that is not public yet."""
        obj = self.get_object(request, str(pk))
        if obj is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(pk))
        return self.render_preview(request, obj)

    def render_preview(self, request: HttpRequest, obj: Any) -> HttpResponse:
        raise NotImplementedError
