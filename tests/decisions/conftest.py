"""A clock that tests move."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

Move = Callable[[Any], dt.datetime]


@pytest.fixture
def move(monkeypatch: pytest.MonkeyPatch) -> Move:
    """move("2025-04-10 09:00") or move(moment): from then on it is that time, in Shanghai."""

    def to(moment: Any) -> dt.datetime:
        if isinstance(moment, str):
            moment = timezone.make_aware(dt.datetime.fromisoformat(moment))
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
        return moment

    return to
