"""The staff screen of what the search for personal data found in an item, where a reviewer lets a finding stand."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path

from portal import roles
from portal.publishable_admin import PublishableAdmin
from portal.publishing import Publishable, Refused, State
from portal.screening import Finding, Passage, findings, overrule

BEFORE_PUBLICATION = {State.DRAFT, State.SUBMITTED, State.CLEARED}


class ScreenedAdmin(PublishableAdmin):
    """A content type names its `passages`."""

    def passages(self, obj: Any) -> Iterable[Passage]:
        raise NotImplementedError

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_findings"
        view = self.admin_site.admin_view(self.findings_view)
        return [path("<int:pk>/findings/", view, name=name), *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        obj = kwargs.get("obj")
        if obj is not None:
            context["findings_url"] = self._url("findings", obj)
        return super().render_change_form(request, context, *args, **kwargs)

    def findings_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """GET lists the findings with their places, POST overrules one of them."""
        obj = self.get_object(request, str(pk))
        if obj is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(pk))
        found = findings(obj, self.passages(obj))
        if request.method == "POST":
            self._overrule(request, obj, found)
            return HttpResponseRedirect(request.path)
        context = {
            **self.admin_site.each_context(request),
            "title": f"个人信息检查：{obj.title}",
            "object": obj,
            "opts": self.opts,
            "open": [each for each in found if each.overruled is None],
            "overruled": [each for each in found if each.overruled],
            "may_overrule": self._may_overrule(request, obj),
            "is_writer": request.user.pk in obj.writers,
            "preview_url": self._url("preview", obj),
        }
        return render(request, "admin/findings.html", context)

    @staticmethod
    def _may_overrule(request: HttpRequest, obj: Publishable) -> bool:
        allowed = roles.may(request.user, "overrule", obj)  # type: ignore[arg-type]
        return allowed and obj.state in BEFORE_PUBLICATION and request.user.pk not in obj.writers

    def _overrule(self, request: HttpRequest, obj: Publishable, found: list[Finding]) -> None:
        chosen = next((each for each in found if each.digest == request.POST.get("finding")), None)
        if not roles.may(request.user, "overrule", obj):  # type: ignore[arg-type]
            messages.error(request, "只有本单位的审查人和政务公开办可以放行。")
        elif obj.state not in BEFORE_PUBLICATION:
            messages.error(request, f"现在是{obj.get_state_display()}，不能再放行。")
        elif chosen is None:
            messages.error(request, "这一处已经改过或删去，请看现在的清单。")
        else:
            try:
                overrule(obj, chosen, by=request.user, reason=request.POST.get("reason", ""))  # type: ignore[arg-type]
            except Refused as refusal:
                messages.error(request, str(refusal))
            else:
                messages.success(request, f"{chosen.place}的{chosen.label}已放行。")
