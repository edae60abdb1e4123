"""The screen of the review: what it says, what changed since the last round, the checklist, and every former round."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path

from portal import roles
from portal.item_history import ItemHistory, since_last_round
from portal.models import Review
from portal.publishing import Publishable, State
from portal.verb_forms import ReviewForm


class ReviewScreen:
    """Mixin of a ModelAdmin of a Publishable: `…/review/` and the readable `…/history/`."""

    admin_site: Any
    opts: Any

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_review"
        view = self.admin_site.admin_view(self.review_view)
        return [path("<int:pk>/review/", view, name=name), *super().get_urls()]  # type: ignore[misc]

    def review_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Everyone who sees the item sees its reviews; the form is for a reviewer who did not write it."""
        obj = self.get_object(request, str(pk))  # type: ignore[attr-defined]
        if obj is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(pk))  # type: ignore[attr-defined]
        may = obj.state == State.SUBMITTED and roles.may(request.user, "clear", obj)  # type: ignore[arg-type]
        form = ReviewForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and not may:
            self.report(request, "clear", obj, f"「{obj.title}」现在不能由您审查。")  # type: ignore[attr-defined]
        elif request.method == "POST" and form.is_valid():
            self._conclude(request, obj, form)
        if request.method == "POST" and (not may or form.is_valid()):
            return HttpResponseRedirect(self._url("change", obj))  # type: ignore[attr-defined]
        context = {
            **self.admin_site.each_context(request),
            "title": f"公开审查：{obj.title}",
            "object": obj,
            "form": form if may and request.user.pk not in obj.writers else None,
            "is_writer": request.user.pk in obj.writers,
            "changes": since_last_round(obj),
            "reviews": list(Review.of(obj)),
            "blockers": [each for each in obj.blockers() if "公开审查" not in each],
            "preview_url": self._url("preview", obj),  # type: ignore[attr-defined]
            "opts": self.opts,
        }
        return render(request, "admin/review.html", context)

    def _conclude(self, request: HttpRequest, obj: Publishable, form: ReviewForm) -> None:
        data = form.cleaned_data
        if data["conclusion"] == Review.Conclusion.PASSED:
            error = self.do_one(request, "clear", obj, basis=data["basis"], opinion=data["opinion"])  # type: ignore[attr-defined]
            self.report(request, "clear", obj, error)  # type: ignore[attr-defined]
        else:
            error = self.do_one(  # type: ignore[attr-defined]
                request, "send_back", obj, reason=data["opinion"], basis=data["basis"], checks=form.confirmed()
            )
            self.report(request, "send_back", obj, error)  # type: ignore[attr-defined]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        obj = self.get_object(request, object_id)  # type: ignore[attr-defined]
        if obj is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined]
        context = {
            **self.admin_site.each_context(request),
            "title": f"经办记录：{obj.title}",
            "object": obj,
            "deeds": list(reversed(ItemHistory(obj).deeds())),
            "opts": self.opts,
            **(extra_context or {}),
        }
        return render(request, "admin/item_history.html", context)
