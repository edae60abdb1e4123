"""Who gave an opinion or signed up is forgotten when the time named in the notice is over (Personal Information Protection
Law art. 19). What they said stays: it is part of the file of the decision."""

import datetime as dt

from django.conf import settings
from django.utils import timezone

from decisions.models import Opinion, SignUp
from portal.publishing import State


def forget_people(now: dt.datetime | None = None) -> int:
    """Empties names and contacts of opinions and sign-ups whose outcome has been public that long; returns how many."""
    before = (now or timezone.now()) - dt.timedelta(days=settings.ASKER_KEPT_DAYS)
    opinions = Opinion.objects.filter(
        consultation__feedback__state=State.PUBLISHED, consultation__feedback__published_at__lt=before
    )
    people = SignUp.objects.filter(
        attendance__result__state=State.PUBLISHED, attendance__result__published_at__lt=before
    )
    emptied = opinions.exclude(name="", contact="").update(name="", contact="")
    return emptied + people.exclude(name="", phone="").update(name="", phone="", about="", town="")
