"""草案与正式文本对照: what the opinions changed, article by article."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from decisions.models import Consultation, Draft, StageRecord
from decisions.pages import decision_crumbs, item_meta, public_part
from policies.comparing import compared_texts
from policies.models import Document


def final_text(decision_pk: int) -> Document | None:
    """The public document that the decision ended in."""
    results = StageRecord.objects.published().filter(decision=decision_pk, kind=StageRecord.Kind.RESULT)
    wanted = results.exclude(document=None).order_by("-held_on", "-pk").values_list("document", flat=True)[:1]
    return Document.objects.published().filter(pk__in=list(wanted)).first()


def comparison_links(consultation: Consultation) -> list[tuple[str, str]]:
    """(label, address) of each draft beside the final text; none while there is no final text."""
    if final_text(consultation.decision_id) is None:
        return []
    drafts = list(consultation.drafts.values_list("position", "title"))
    return [
        ("草案与正式文本对照" if len(drafts) == 1 else f"《{title}》与正式文本对照", _address(consultation, position))
        for position, title in drafts
    ]


def _address(consultation: Consultation, position: int) -> str:
    decision = consultation.decision
    return reverse("decisions:comparison", args=[decision.year, decision.number, consultation.pk, position])


@require_safe
def draft_comparison(request: HttpRequest, year: int, number: int, pk: int, position: int) -> HttpResponse:
    found = public_part(Consultation, year, number, pk, "feedback")
    draft: Any = get_object_or_404(Draft, consultation=found, position=position)
    final = final_text(found.decision_id)
    if final is None:
        raise Http404("正式文本还没有公开。")
    result = compared_texts(final.body, draft.body, {})
    return render(request, "decisions/comparison.html", {
        "item": found,
        "draft": draft,
        "final": final,
        "outcome": found.outcome,
        "rows": result.rows,
        "note": result.note,
        "counts": result.counts,
        "crumbs": decision_crumbs(found.decision, ("公开征求意见", found.get_absolute_url()), ("草案与正式文本对照", None)),
        "meta": item_meta(found, f"《{draft.title}》与《{final.title}》逐条对照。"),
    })  # fmt: skip
