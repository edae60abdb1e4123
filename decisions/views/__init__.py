from decisions.views.attendance import attendance, sign_ups
from decisions.views.catalogue import index, workbook, year
from decisions.views.comparison import draft_comparison
from decisions.views.consultation import consultation, opinions
from decisions.views.decision import activity, decision, record, record_file
from decisions.views.feedback import feedback, feedback_csv

__all__ = [
    "activity",
    "attendance",
    "consultation",
    "decision",
    "draft_comparison",
    "feedback",
    "feedback_csv",
    "index",
    "opinions",
    "record",
    "record_file",
    "sign_ups",
    "workbook",
    "year",
]
