"""Deadlines in working days (工作日), counted on a calendar that is loaded year by year.

Pure date logic. Source of the rules: Regulation on the Disclosure of Government Information
(政府信息公开条例) art. 30-35. The day of receipt does not count; the next day is day 1; the last
day is a working day. Saturdays and Sundays are off unless the State Council's notice says otherwise
(调休), and such notices appear one year at a time: a year that is not loaded is an error, never a guess.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

Pause = tuple[date, date | None]
"""(stopped on, resumed on); None while the clock still stands."""

_DAY = timedelta(days=1)
_SATURDAY = 5


class UnloadedYear(LookupError):
    """A date falls in a year whose holidays are not known; the text is a Chinese sentence for staff."""

    def __init__(self, year: int, sentence: str = "") -> None:
        self.year = year
        super().__init__(
            sentence or f"{year}年的放假调休安排尚未导入，不能计算工作日。请先执行：manage.py load_workdays {year}"
        )


@dataclass(frozen=True)
class Calendar:
    """Working days of the loaded years: `off` are holidays, `on` make-up days worked at a weekend (调休上班)."""

    loaded_years: frozenset[int]
    off: frozenset[date]
    on: frozenset[date]

    def __post_init__(self) -> None:
        for name in ("loaded_years", "off", "on"):
            object.__setattr__(self, name, frozenset(getattr(self, name)))
        if both := self.off & self.on:
            raise ValueError(f"{min(both)} is both a holiday and a make-up working day")

    def is_workday(self, day: date) -> bool:
        if day.year not in self.loaded_years:
            raise UnloadedYear(day.year)
        return day in self.on or (day.weekday() < _SATURDAY and day not in self.off)

    def add(self, start: date, n: int) -> date:
        """The n-th working day after `start`, n >= 1."""
        return self._nth(start, n, ())

    def between(self, start: date, end: date) -> int:
        """Working days in (start, end]; negative when `end` is before `start`."""
        if end < start:
            return -self.between(end, start)
        return sum(1 for _ in self._workdays(start, end))

    def remaining(self, today: date, due: date) -> int:
        """Working days left after today; 0 on the due day, negative once working days have passed since.

        It stays 0 through a weekend that follows the due day: whether a case is overdue is `today > due`.
        """
        return self.between(today, due)

    def due(self, start: date, n: int, pauses: Sequence[Pause] = ()) -> date | None:
        """Day on which a clock of `n` working days runs out, or None while a pause that is still open holds it.

        Regulation art. 33: the time spent asking third parties or other bodies does not count. The law is silent
        on the edge days; as with receipt, the day the clock stops still counts and the day it resumes does not:
        (stopped, resumed]. Pauses may overlap. A restart (art. 30, correction received) is simply a new `start`.
        """
        stopped = min((since for since, until in pauses if until is None), default=None)
        closed = [(since, until) for since, until in pauses if until is not None]
        if stopped is not None and self.elapsed(start, stopped, pauses) < n:
            return None
        return self._nth(start, n, closed)

    def elapsed(self, start: date, today: date, pauses: Sequence[Pause] = ()) -> int:
        """Working days of a clock used up at the end of `today`; pauses as in `due`."""
        if today <= start:
            return 0
        return sum(1 for day in self._workdays(start, today) if not _paused(day, pauses))

    def _nth(self, start: date, n: int, pauses: Sequence[Pause]) -> date:
        if n < 1:
            raise ValueError(f"a deadline needs at least one working day, not {n}")
        for day in self._workdays(start):
            n -= not _paused(day, pauses)
            if n == 0:
                return day
        raise OverflowError("no such day before the year 9999")

    def _workdays(self, start: date, end: date = date.max) -> Iterator[date]:
        """Working days in (start, end], in order."""
        day = start
        while day < end:
            day += _DAY
            if self.is_workday(day):
                yield day


def _paused(day: date, pauses: Sequence[Pause]) -> bool:
    return any(since < day and (until is None or day <= until) for since, until in pauses)
