"""What is searched and opened, without anything about who: no address, no cookie, no account.

Numbers that look like a telephone, a card or an identity are masked before they are stored. A task deletes old rows.
"""

import datetime as dt
import re
from typing import Any

from django.db.models import Avg, Count, Q, QuerySet
from django.utils import timezone
from django.utils.crypto import get_random_string

from portal.search.folding import clean
from portal.search.models import SearchLog

KEPT_DAYS = 180
LONGEST = 80
_PERSONAL = re.compile(r"\d{7,}[\dXx]?|[\w.+-]+@[\w.-]+")
DEEPEST = 2000


def note(query: str, total: int, milliseconds: float) -> str:
    """Remember a search; returns the random token under which its click may be told."""
    token = get_random_string(22)
    text = _PERSONAL.sub("***", clean(query, LONGEST))
    SearchLog.objects.create(token=token, query=text, total=min(total, 2**31 - 1), milliseconds=int(milliseconds))
    return token


def clicked(token: str, position: int) -> None:
    """The first result opened counts."""
    if 0 < position <= DEEPEST:
        today = timezone.localdate()
        SearchLog.objects.filter(token=token, clicked=None, asked_on__gte=today - dt.timedelta(days=1)).update(
            clicked=position
        )


def delete_old(today: dt.date | None = None) -> int:
    """Rows older than KEPT_DAYS; returns how many were deleted."""
    before = (today or timezone.localdate()) - dt.timedelta(days=KEPT_DAYS)
    return SearchLog.objects.filter(asked_on__lt=before).delete()[0]


def _grouped(rows: QuerySet) -> QuerySet:
    return rows.values("query").annotate(
        times=Count("pk"), opened=Count("clicked"), position=Avg("clicked"), found=Avg("total")
    )


def summary(days: int = 30, top: int = 30) -> dict[str, Any]:
    """Frequent queries, queries without result, queries whose results nobody opened, and totals of the last days."""
    rows = SearchLog.objects.filter(asked_on__gte=timezone.localdate() - dt.timedelta(days=days))
    return {
        "days": days,
        "totals": rows.aggregate(
            searches=Count("pk"), empty=Count("pk", filter=Q(total=0)), opened=Count("clicked"),
            position=Avg("clicked"), milliseconds=Avg("milliseconds"),
        ),
        "frequent": _grouped(rows).order_by("-times", "query")[:top],
        "empty": _grouped(rows.filter(total=0)).order_by("-times", "query")[:top],
        "unopened": _grouped(rows.filter(total__gt=0)).filter(opened=0, times__gt=1).order_by("-times", "query")[:top],
    }  # fmt: skip
