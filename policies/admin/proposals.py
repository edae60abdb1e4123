"""识别结果: what the text suggests, each with its sentence; confirmed one by one or together, or set aside."""

from typing import Any

from django.contrib import messages
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path

from policies import proposing
from policies.models import Document, Proposal
from portal.publishing import Refused, State
from portal.verb_screens import sentence


class Proposals:
    """Mixin of the documents' ModelAdmin."""

    admin_site: Any
    opts: Any

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.proposals_view)
        return [path("<int:pk>/proposals/", view, name="policies_document_proposals"), *super().get_urls()]  # type: ignore[misc]

    def proposals_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """GET lists them; POST confirms or dismisses the chosen ones, or reads the text again."""
        document = self.get_object(request, str(pk))  # type: ignore[attr-defined]
        if document is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(pk))  # type: ignore[attr-defined]
        if request.method == "POST":
            self._answer(request, document)
            return HttpResponseRedirect(request.path)
        rows = document.proposals.select_related("target__unit", "decided_by")
        context = {
            **self.admin_site.each_context(request),
            "title": f"识别结果：{document.title}",
            "object": document,
            "opts": self.opts,
            "open": list(rows.open()),
            "decided": list(rows.exclude(state=Proposal.State.PROPOSED).order_by("-decided_at")),
            "may_decide": proposing.may_decide(request.user, document),  # type: ignore[arg-type]
            "needs_note": document.state == State.PUBLISHED,
            "in_review": document.state in (State.SUBMITTED, State.CLEARED),
        }
        return render(request, "admin/policies/document/proposals.html", context)

    def _answer(self, request: HttpRequest, document: Document) -> None:
        do, by = request.POST.get("do", ""), request.user
        if do == "read":
            if not proposing.may_decide(by, document):  # type: ignore[arg-type]
                return messages.error(request, "您的角色不能处理这份文件的识别结果。")
            return messages.success(request, f"已重新识别，{proposing.propose(document)} 项可以采用。")
        one = request.POST.get("one", "")
        asked = [one] if one else request.POST.getlist("proposal")
        chosen = list(document.proposals.open().filter(pk__in=[each for each in asked if each.isdecimal()]))
        if not chosen:
            return messages.error(request, "没有选中待确认的识别结果。")
        try:
            with transaction.atomic():
                if do == "dismiss":
                    proposing.dismiss(document, chosen, by)  # type: ignore[arg-type]
                else:
                    proposing.confirm(document, chosen, by, request.POST.get("note", ""))  # type: ignore[arg-type]
        except (Refused, DatabaseError) as error:
            return messages.error(request, sentence(error))
        return messages.success(request, f"{len(chosen)} 项{'不采用' if do == 'dismiss' else '已采用'}。")
