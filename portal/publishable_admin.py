"""Staff screens of everything publishable: state is read-only, verbs are buttons, each refusal is reported."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import DatabaseError, models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from unfold.admin import ModelAdmin

from portal import roles
from portal.publishing import EDITABLE, Publishable, Refused, State

VERBS = {
    "submit": ("送审", State.DRAFT),
    "clear": ("审查通过", State.SUBMITTED),
    "send_back": ("退回", State.SUBMITTED),
    "publish": ("发布", State.CLEARED),
    "withdraw": ("撤回", State.PUBLISHED),
}
WITH_REASON = {"send_back", "withdraw"}


class StaffAdmin(ModelAdmin):
    """Every role may look things up; only the office changes reference data, and nothing is deleted by hand."""

    compressed_fields = True
    warn_unsaved_form = True

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


class VerbForm(forms.Form):
    reason = forms.CharField(label="原因", widget=forms.Textarea(attrs={"rows": 4}), max_length=2000)


def _sentence(error: Exception) -> str:
    """What staff read of a refusal; the database's own refusals are rare and named."""
    return str(error) if isinstance(error, Refused) else "数据库拒绝了这个操作：内容已冻结，或审查人与起草人相同。"


def _bulk(verb: str) -> Callable:
    @admin.action(description=f"{VERBS[verb][0]}所选项目")
    def action(model_admin: "PublishableAdmin", request: HttpRequest, queryset: models.QuerySet) -> None:
        model_admin.do_many(request, verb, queryset)

    action.__name__ = f"{verb}_selected"
    return action


class PublishableAdmin(StaffAdmin):
    """Base of each content type's admin. Subclasses name `public_list` (list columns) and `fieldsets`."""

    actions = [_bulk("submit"), _bulk("clear"), _bulk("publish")]
    change_form_template = "admin/publishable_change_form.html"
    list_filter: Any = ["state", "disclosure", ("unit", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["unit"]
    readonly_fields: Any = ["progress"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return roles.visible_items(request.user, super().get_queryset(request))  # type: ignore[arg-type]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(roles.roles(request.user) & {roles.AUTHOR, roles.OFFICE})  # type: ignore[arg-type]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is None:
            return bool(roles.roles(request.user))  # type: ignore[arg-type]
        return roles.may_edit(request.user, obj)  # type: ignore[arg-type]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A draft may be thrown away; the history keeps it, and the database refuses what was once public."""
        return obj is not None and obj.state in EDITABLE and roles.may_edit(request.user, obj)  # type: ignore[arg-type]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "unit":
            kwargs["queryset"] = roles.visible_units(request.user)  # type: ignore[arg-type]
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"unit": request.user.unit_id} | super().get_changeform_initial_data(request)  # type: ignore[union-attr]

    def save_model(self, request: HttpRequest, obj: Publishable, form: Any, change: bool) -> None:
        if change:
            obj.edited_at, obj.edited_by = timezone.now(), request.user  # type: ignore[assignment]
        else:
            obj.created_by = request.user  # type: ignore[assignment]
        super().save_model(request, obj, form, change)

    @admin.display(description="经办过程")
    def progress(self, obj: Publishable) -> str:
        steps = [("起草", obj.created_at, obj.created_by), ("送审", obj.submitted_at, obj.submitted_by),
                 ("审查通过", obj.cleared_at, obj.cleared_by), ("发布", obj.published_at, obj.published_by),
                 ("更正", obj.corrected_at, obj.corrected_by), ("撤回", obj.withdrawn_at, obj.withdrawn_by)]  # fmt: skip
        done = [f"{label}：{who}，{timezone.localtime(at):%Y-%m-%d %H:%M}" for label, at, who in steps if at and who]
        return "；".join(done) or "尚未保存"

    @admin.display(description="状态", ordering="state")
    def state_mark(self, obj: Publishable) -> str:
        return obj.get_state_display()

    # -- verbs --------------------------------------------------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        own = [
            path("<int:pk>/preview/", self.admin_site.admin_view(self.preview_view), name=f"{name}_preview"),
            path("<int:pk>/<str:verb>-it/", self.admin_site.admin_view(self.verb_view), name=f"{name}_verb"),
        ]
        return own + super().get_urls()

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        obj = kwargs.get("obj")
        if obj is not None:
            context["verbs"] = self.verb_links(request, obj)
            context["blockers"] = obj.blockers() if obj.state in {State.SUBMITTED, State.CLEARED, State.DRAFT} else []
            context["preview_url"] = self._url("preview", obj)
        return super().render_change_form(request, context, *args, **kwargs)

    def _url(self, kind: str, obj: Publishable, *args: Any) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{kind}", args=[obj.pk, *args])

    def verb_links(self, request: HttpRequest, obj: Publishable) -> list[dict[str, str]]:
        """The buttons that this person may press in this state."""
        return [
            {"label": label, "url": self._url("verb", obj, verb)}
            for verb, (label, state) in VERBS.items()
            if (obj.state == state or (verb == "send_back" and obj.state == State.CLEARED))
            and roles.may(request.user, verb, obj)  # type: ignore[arg-type]
        ]

    def verb_view(self, request: HttpRequest, pk: int, verb: str) -> HttpResponse:
        """GET asks (with a reason where one is due), POST does it."""
        obj = self.get_object(request, str(pk))
        if verb not in VERBS or obj is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(pk))
        form = VerbForm(request.POST or None) if verb in WITH_REASON else None
        if request.method == "POST" and (form is None or form.is_valid()):
            reason = {"reason": form.cleaned_data["reason"]} if form else {}
            if error := self.do_one(request, verb, obj, **reason):
                messages.error(request, error)
            else:
                messages.success(request, f"「{obj.title}」已{VERBS[verb][0]}。")
            return HttpResponseRedirect(
                reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[pk])
            )
        context = {
            **self.admin_site.each_context(request),
            "title": f"{VERBS[verb][0]}：{obj.title}",
            "object": obj,
            "form": form,
            "verb": VERBS[verb][0],
            "blockers": obj.blockers() if verb == "publish" else [],
            "opts": self.opts,
        }
        return render(request, "admin/publishable_verb.html", context)

    def do_one(self, request: HttpRequest, verb: str, obj: Publishable, **arguments: Any) -> str:
        """Calls the verb; returns the sentence of a refusal, or nothing."""
        if not roles.may(request.user, verb, obj):  # type: ignore[arg-type]
            return f"您的角色不能对「{obj.title}」执行{VERBS[verb][0]}。"
        try:
            with transaction.atomic():
                getattr(obj, verb)(request.user, **arguments)
        except (Refused, DatabaseError) as error:
            return _sentence(error)
        return ""

    def do_many(self, request: HttpRequest, verb: str, queryset: models.QuerySet) -> None:
        done = 0
        for obj in queryset:
            if error := self.do_one(request, verb, obj):
                messages.warning(request, format_html("「{}」：{}", obj.title, error))
            else:
                done += 1
        if done:
            messages.success(request, f"{done} 件已{VERBS[verb][0]}。")

    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The public page of an item that is not public yet."""
        obj = self.get_object(request, str(pk))
        if obj is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(pk))
        return self.render_preview(request, obj)

    def render_preview(self, request: HttpRequest, obj: Any) -> HttpResponse:
        raise NotImplementedError
