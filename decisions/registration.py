"""What the decisions app tells the library about itself; imported by DecisionsConfig.ready()."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from decisions import search
from decisions.calls import SOURCES
from decisions.models import (
    Activity,
    Attendance,
    AttendanceResult,
    Catalogue,
    Consultation,
    Decision,
    Feedback,
    StageRecord,
)
from decisions.models.attendance import PREFIX as ATTENDANCE_PREFIX
from decisions.models.attendance import PURPOSE as ATTENDANCE
from decisions.models.opinion import PREFIX as OPINION_PREFIX
from decisions.models.opinion import PURPOSE as OPINION
from decisions.models.record import FEEDBACK_CLOCK
from decisions.panels import document_decision
from decisions.passages import passages
from decisions.piles import UNANSWERED
from decisions.views.attendance import receipt_state as sign_up_state
from decisions.views.consultation import receipt_state as opinion_state
from portal import clocks
from portal.context import add_nav
from portal.intake.purposes import Purpose, register_purpose
from portal.moments import register_moments
from portal.panels import Panel, register_panel
from portal.participation.calls import register_source
from portal.piles import register_piles
from portal.publication_gates import Gate, register_gate
from portal.registry import PublicType, register
from portal.screening import findings, open_sentences
from portal.search.item import Searchable

TYPES: list[tuple[str, Any, str, tuple[str, ...], Searchable | None]] = [
    ("decision", Decision, "重大行政决策", ("year", "number"), search.DECISION),
    ("decision-catalogue", Catalogue, "决策事项目录", ("year", "version"), None),
    ("consultation", Consultation, "公开征求意见", (), search.CONSULTATION),
    ("opinion-feedback", Feedback, "意见采纳情况", (), search.FEEDBACK),
    ("decision-record", StageRecord, "决策过程材料", (), search.RECORD),
    ("decision-activity", Activity, "公众参与活动", (), None),
    ("attendance", Attendance, "公众代表列席", (), None),
    ("attendance-result", AttendanceResult, "列席名单和发言", ("attendance",), None),
]


def urls(item: Any) -> list[str]:
    files = item.attachments.defer("text") if isinstance(item, StageRecord) else []
    return [item.get_absolute_url(), *(each.get_absolute_url() for each in files)]


def moments() -> Iterator[dt.datetime]:
    """Openings and closings of what is public."""
    for model in (Consultation, Attendance):
        rows: Any = model._default_manager.published()
        for opens_at, closes_at in rows.values_list("opens_at", "closes_at"):
            yield from filter(None, (opens_at, closes_at))


for position, (key, model, label, needs, searchable) in enumerate(TYPES):
    below = () if model in (Decision, Catalogue) else ("decision__year", "decision__number")
    register(
        PublicType(
            key=key,
            model=model,
            label=label,
            list_url="decisions:index",
            updated=lambda item: item.corrected_at or item.published_at,
            summary=lambda item: getattr(item, "summary", "") or item.title,
            urls=urls,
            position=20 + position,
            needs=(*needs, *below),
            search=searchable,
        )
    )
    register_gate(model, Gate("personal-data", lambda each: open_sentences(findings(each, passages(each)))))

register_piles(Consultation, *UNANSWERED)
register_purpose(Purpose(OPINION, "意见", OPINION_PREFIX, state=opinion_state))
register_purpose(Purpose(ATTENDANCE, "列席报名", ATTENDANCE_PREFIX, state=sign_up_state))
clocks.register_kind(FEEDBACK_CLOCK, "公开意见采纳情况")
register_moments(moments)
OF_DOCUMENT = Panel("decision", "决策过程", 20, document_decision, "decisions/_of_document.html", ("pages/decision",))
register_panel("document", OF_DOCUMENT)
for source in SOURCES:
    register_source(source)
add_nav(20, "重大行政决策", "decisions:index", "/decisions/")
add_nav(22, "公众参与", "portal:participation", "/participation/")
