"""届满处理: what was decided about the end of a document's validity, with the form of the next decision."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from policies import validity_care
from policies.models import ValidityDecision
from portal.publishing import Refused


class DecisionForm(forms.ModelForm):
    class Meta:
        model = ValidityDecision
        fields = ["decision", "reason", "planned_on"]
        widgets = {
            "decision": forms.Select(attrs={"class": "staff-input"}),
            "reason": forms.TextInput(attrs={"class": "staff-input"}),
            "planned_on": forms.DateInput(attrs={"class": "staff-input", "type": "date"}),
        }


class ValidityCare:
    """Mixin of the documents' ModelAdmin."""

    admin_site: Any
    opts: Any

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.validity_view)
        return [path("<int:pk>/validity/", view, name="policies_document_validity"), *super().get_urls()]  # type: ignore[misc]

    def validity_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """GET shows decisions and reminders; POST adds a decision."""
        document = self.get_object(request, str(pk))  # type: ignore[attr-defined]
        if document is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(pk))  # type: ignore[attr-defined]
        form = DecisionForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            try:
                made = validity_care.decide(document, request.user, **form.cleaned_data)  # type: ignore[arg-type]
                messages.success(request, f"已登记：{made}。")
            except Refused as refusal:
                messages.error(request, str(refusal))
            return HttpResponseRedirect(request.path)
        notice = {"title": f"关于延长《{document.title}》有效期的通知", "unit": document.unit_id}
        context = {
            **self.admin_site.each_context(request),
            "title": f"届满处理：{document.title}",
            "object": document,
            "opts": self.opts,
            "form": form,
            "decisions": document.validity_decisions.select_related("by"),
            "reminders": document.expiry_reminders.all(),
            "may_decide": validity_care.may_decide(request.user, document) and document.lapses_on,  # type: ignore[arg-type]
            "draft_url": reverse("admin:policies_document_add", query=notice),
        }
        return render(request, "admin/policies/document/validity.html", context)
