"""The change form of an item that somebody else has saved, or sent on, in the meantime."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.edit_conflicts import Conflict, edit_version, find_conflict, text_lines
from portal.publishable_admin import PublishableAdmin

_REFUSED = "这份信息在您打开之后被别人保存过，您的修改还没有保存。请对照下面两种文字。"


class GuardedForm(forms.ModelForm):
    """A form of an existing item is only good for the version it was made from."""

    conflict: Conflict | None = None

    def stored(self, name: str) -> Any:
        """A field's value as the database has it, where the form shows it in another shape."""
        return self[name].initial

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk:
            self.conflict = find_conflict(self)
        if self.conflict:
            raise forms.ValidationError(_REFUSED)
        return cleaned


class ConflictAdmin(PublishableAdmin):
    """For a content type whose form is a GuardedForm."""

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        item = self.get_object(request, object_id) if object_id else None
        if item is not None:
            if self._wrote(request) and not self.has_change_permission(request, item):
                return self._sent_on(request, item)
            # Asked before the item is read for the form: a save in between is then noticed, never hidden.
            extra_context = {"edit_version": edit_version(item)} | (extra_context or {})
        return super().changeform_view(request, object_id, form_url, extra_context)

    @staticmethod
    def _wrote(request: HttpRequest) -> bool:
        """Whether a form with content came in, not the press of a button."""
        return request.method == "POST" and "title" in request.POST

    def _sent_on(self, request: HttpRequest, item: Any) -> HttpResponse:
        """The item left the draft state while it was being edited: what was typed is shown, to be copied."""
        labels = {field.name: str(field.verbose_name) for field in self.opts.fields if field.editable}
        kept = [
            (labels[name], "\n".join(text_lines(str(value)))) for name, value in request.POST.items() if name in labels
        ]
        context = {
            **self.admin_site.each_context(request),
            "title": f"没有保存：{item.title}",
            "object": item,
            "opts": self.opts,
            "kept": [(label, value) for label, value in kept if value],
        }
        return render(request, "admin/sent_on.html", context, status=409)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        form = context["adminform"].form
        conflict = getattr(form, "conflict", None)
        if conflict:
            # Fields that only the other person changed show her value, the rest what was just typed.
            context["adminform"].form = type(form)(instance=conflict.current, initial=conflict.mine)
            context |= {"conflict": conflict, "edit_version": form.data.get("edit_version", "")}
        return super().render_change_form(request, context, *args, **kwargs)
