from portal.models.calendar import CalendarYear, DayException
from portal.models.site import SiteProfile
from portal.models.unit import IndexCounter, Unit
from portal.models.user import User
from portal.models.version import PublicationVersion

__all__ = [
    "CalendarYear",
    "DayException",
    "IndexCounter",
    "PublicationVersion",
    "SiteProfile",
    "Unit",
    "User",
]
