from portal.models.access import AccessLog
from portal.models.calendar import CalendarYear, DayException
from portal.models.clock import Clock, ClockNote, ClockPause
from portal.models.finding import OverruledFinding
from portal.models.group import DisclosureGroup, WrongCode
from portal.models.inspection import InspectionRule, InspectionRun, OutsideLink, Problem, WatchedWord
from portal.models.intake import IntakeCount, Receipt, ReceiptCounter
from portal.models.login import LoginFailure
from portal.models.notice import Digest, Notice
from portal.models.review import Review
from portal.models.site import SiteProfile
from portal.models.unit import IndexCounter, Unit
from portal.models.user import User
from portal.models.version import PublicationVersion
from portal.search.models import (
    JudgedQuery,
    JudgedRun,
    PinnedResult,
    SearchEntry,
    SearchKey,
    SearchLog,
    SearchPassage,
    SearchPosting,
    SearchState,
    SearchTombstone,
    SearchWord,
    Synonym,
)

__all__ = [
    "AccessLog",
    "CalendarYear",
    "Clock",
    "ClockNote",
    "ClockPause",
    "DayException",
    "Digest",
    "DisclosureGroup",
    "IndexCounter",
    "InspectionRule",
    "InspectionRun",
    "IntakeCount",
    "JudgedQuery",
    "JudgedRun",
    "LoginFailure",
    "Notice",
    "OutsideLink",
    "OverruledFinding",
    "PinnedResult",
    "Problem",
    "PublicationVersion",
    "Receipt",
    "ReceiptCounter",
    "Review",
    "SearchEntry",
    "SearchKey",
    "SearchLog",
    "SearchPassage",
    "SearchPosting",
    "SearchState",
    "SearchTombstone",
    "SearchWord",
    "SiteProfile",
    "Synonym",
    "Unit",
    "User",
    "WatchedWord",
    "WrongCode",
]
