"""What the interaction app tells the library about itself; imported by InteractionConfig.ready()."""

from typing import Any

from interaction import (
    board,
    checks,  # noqa: F401 - registers the checks of the inspection
    search,
)
from interaction.handling import CLOCK
from interaction.models import FAQ, Exchange
from interaction.piles import OUTDATED, QUESTION_PILES, QUESTIONS
from interaction.views.asking import question_state
from portal.clocks import register_kind
from portal.context import add_nav
from portal.intake.purposes import Purpose, register_purpose
from portal.panels import Panel, register_panel
from portal.piles import register_piles, register_worked
from portal.publication_gates import Gate, register_gate
from portal.registry import PublicType, register
from portal.screening import Mark, Passage, findings, open_sentences


def passages(item: Any) -> list[Passage]:
    """Everything of a published question or FAQ that will be public, for the search for personal data."""
    return [Passage(place, text, [Mark(0, place)]) for place, text in item.said if text]


for key, model, label, list_url, position, searched in (
    ("faq", FAQ, "常见问题", "interaction:faqs", 60, search.FAQS),
    ("exchange", Exchange, "留言答复", "interaction:board", 62, search.EXCHANGES),
):
    register(
        PublicType(
            key=key,
            model=model,
            label=label,
            list_url=list_url,
            updated=lambda item: item.corrected_at or item.published_at,
            summary=lambda item: item.answer if isinstance(item, FAQ) else item.answered,
            urls=lambda item: [item.get_absolute_url()],
            position=position,
            search=searched,
        )
    )
    register_gate(model, Gate("personal-data", lambda item: open_sentences(findings(item, passages(item)))))
register_piles(FAQ, OUTDATED)
register_worked(QUESTIONS, *QUESTION_PILES)
register_kind(CLOCK, "留言")
register_purpose(Purpose("question", "留言", "LY", state=question_state))
register_purpose(Purpose("follow-up", "追问", "ZW", state=question_state))
register_panel(
    "document", Panel("faqs", "常见问题", 50, board.document_faqs, "interaction/_faqs.html", ("result", "board"))
)
BOARD = {"styles": ("result", "intake", "board"), "modules": ("proof", "offer")}
register_panel("document", Panel("board", "留言", 60, board.document_board, "interaction/_board.html", **BOARD))
register_panel("unit", Panel("board", "留言", 60, board.unit_board, "interaction/_board.html", **BOARD))
add_nav(60, "互动交流", "interaction:board", "/interaction/")
