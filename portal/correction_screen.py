"""更正: the change form of a published item, with the note that readers will see; saved by the verb, never in place."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path

from portal import roles
from portal.publication_gates import at_the_gates
from portal.publishing import Publishable, Refused, State

FIXED = ["unit", "disclosure", "disclosure_basis", "audience", "named_groups", "publish_at"]
"""What a correction does not touch: to change these, withdraw the item."""
NOTE = ("更正说明", {"fields": ["note_to_public", "show_versions"]})


def is_correcting(request: HttpRequest, obj: Any) -> bool:
    """Whether this request is the correction screen of this very item."""
    return obj is not None and obj.pk is not None and getattr(request, "correcting", None) == obj.pk


def may_write(request: HttpRequest, obj: Any) -> bool:
    """Whether the content of an item, and what belongs to it, may change in this request."""
    return obj is None or is_correcting(request, obj) or roles.may_edit(request.user, obj)  # type: ignore[arg-type]


def with_note(form: type[forms.ModelForm]) -> type[forms.ModelForm]:
    """The item's own form, with the two questions of a correction."""
    fields = {
        "note_to_public": forms.CharField(
            label="更正说明", max_length=1000, widget=forms.Textarea(attrs={"class": "staff-input", "rows": 3}),
            help_text="向公众显示，写明更正了什么、为什么。例：附件2第3行金额有误，由“1200元”更正为“1500元”。",
        ),
        "show_versions": forms.BooleanField(
            label="公开更正前的版本", required=False, help_text="勾选后，公众可以在页面上查看更正前的文本。"
        ),
    }  # fmt: skip
    return type("CorrectionForm", (form,), fields)


class CorrectionScreen:
    """Mixin of a ModelAdmin of a Publishable: `…/correct/`."""

    admin_site: Any
    opts: Any
    form: Any
    model: Any

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_correct"
        view = self.admin_site.admin_view(self.correct_view)
        return [path("<int:pk>/correct/", view, name=name), *super().get_urls()]  # type: ignore[misc]

    def correct_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        obj = self.get_object(request, str(pk))  # type: ignore[attr-defined]
        if obj is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(pk))  # type: ignore[attr-defined]
        change_page = HttpResponseRedirect(self._url("change", obj))  # type: ignore[attr-defined]
        if obj.state != State.PUBLISHED or not roles.may(request.user, "correct", obj):  # type: ignore[arg-type]
            messages.error(request, f"「{obj.title}」现在不能由您更正：只有政务公开办可以更正已发布的信息。")
            return change_page
        request.correcting = obj.pk  # type: ignore[attr-defined]
        try:
            return self.changeform_view(  # type: ignore[attr-defined]
                request, str(pk), extra_context={"title": f"更正：{obj.title}", "correcting": True}
            )
        except Refused as refusal:
            messages.error(request, str(refusal))
            return change_page

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        if is_correcting(request, obj):
            kwargs["form"] = with_note(self.form)
        return super().get_form(request, obj, change, **kwargs)  # type: ignore[misc]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = list(super().get_fieldsets(request, obj))  # type: ignore[misc]
        return [NOTE, *fieldsets] if is_correcting(request, obj) else fieldsets

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        readonly = list(super().get_readonly_fields(request, obj))  # type: ignore[misc]
        return [*readonly, *FIXED] if is_correcting(request, obj) else readonly

    def save_correction(self, request: HttpRequest, obj: Publishable, form: Any) -> None:
        """Within the transaction of the form: the verb first, so that rows that belong to the item may follow."""
        stored = self.model._base_manager.get(pk=obj.pk)
        request.known = set(at_the_gates(stored))  # type: ignore[attr-defined]
        columns = [each for each in self.model._meta.concrete_fields if not each.generated and not each.primary_key]
        changed = {
            each.attname: getattr(obj, each.attname)
            for each in columns
            if getattr(obj, each.attname) != getattr(stored, each.attname)
        }
        obj.correct(
            request.user,  # type: ignore[arg-type]
            form.cleaned_data["note_to_public"],
            versions_public=obj.versions_public or form.cleaned_data["show_versions"],
            **changed,
        )

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """What belongs to the item meets the gates too: a file that is exchanged brings no personal data in."""
        super().save_related(request, form, formsets, change)  # type: ignore[misc]
        if is_correcting(request, form.instance):
            now = at_the_gates(self.model._base_manager.get(pk=form.instance.pk))
            if new := [sentence for sentence in now if sentence not in request.known]:  # type: ignore[attr-defined]
                raise Refused("\n".join(new))
