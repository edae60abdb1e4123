"""What a policy document tells of the decision that it comes from."""

from typing import Any

from decisions.models import Decision, StageRecord
from decisions.models.record import TURNS
from decisions.pages import chinese_day, notice
from decisions.timeline import Timeline, with_life
from policies.models import Document
from portal.models.version import PerVersion


def _public() -> Any:
    return StageRecord.objects.published().filter(decision__in=Decision.objects.published())


def _load() -> dict[int, Decision]:
    pairs = list(_public().exclude(document=None).order_by("held_on", "pk").values_list("document", "decision"))
    decisions = {each.pk: each for each in with_life(Decision.objects.filter(pk__in={key for _, key in pairs}))}
    return {document: decisions[key] for document, key in pairs}


_decided: PerVersion[dict[int, Decision]] = PerVersion(_load)
"""Document → its decision with everything public of it, in memory: a policy page asks nothing for it."""


def document_decision(document: Document) -> dict[str, Any] | None:
    """The life of the decision in short; what became of it afterwards also stands at the head of the page."""
    decision = _decided().get(document.pk)
    if decision is None:
        return None
    life = Timeline(decision)
    feedback = [each.outcome for each in life.consultations if each.outcome]
    return {
        "decision": decision,
        "life": life,
        "consultations": life.consultations,
        "feedback": feedback,
        "notices": [
            notice(
                "warn" if turn.kind == TURNS[0] else "end",
                f"本文件所依据的决策{chinese_day(turn.held_on)}有{turn.get_kind_display()}：",
                turn.title,
                turn.get_absolute_url(),
                "。",
            )
            for turn in reversed(life.turns)
        ],
    }
