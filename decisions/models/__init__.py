from decisions.models.activity import Activity, SurveyResult
from decisions.models.attendance import Attendance, AttendanceResult, Attendee, SignUp
from decisions.models.catalogue import Catalogue, CatalogueItem
from decisions.models.consultation import ChoiceQuestion, Consultation, Draft
from decisions.models.decision import Decision, Stage
from decisions.models.feedback import Feedback, OpinionGroup
from decisions.models.opinion import Opinion, OpinionAttachment
from decisions.models.record import RecordAttachment, StageRecord

__all__ = [
    "Activity",
    "Attendance",
    "AttendanceResult",
    "Attendee",
    "Catalogue",
    "CatalogueItem",
    "ChoiceQuestion",
    "Consultation",
    "Decision",
    "Draft",
    "Feedback",
    "Opinion",
    "OpinionAttachment",
    "OpinionGroup",
    "RecordAttachment",
    "SignUp",
    "Stage",
    "StageRecord",
    "SurveyResult",
]
