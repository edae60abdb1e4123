"""Who asked is forgotten when the time named in the privacy notice is over (Personal Information Protection Law art. 19)."""

import datetime as dt

from django.conf import settings
from django.utils import timezone

from interaction.models import Asker


def forget_askers(now: dt.datetime | None = None) -> int:
    """Deletes names and contacts of questions that ended that long ago; the question itself stays. Returns how many."""
    before = (now or timezone.now()) - dt.timedelta(days=settings.ASKER_KEPT_DAYS)
    return Asker.objects.filter(question__ended_at__lt=before).delete()[0]
