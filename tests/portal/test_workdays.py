"""Working-day arithmetic against the notices, the statute's example and a naive count."""

import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.calendar_seed import SEED, chinese_calendar_year, seed_calendar
from portal.workdays import Calendar, UnloadedYear

CALENDAR = seed_calendar()
CORPUS = Path(os.environ.get("PORTAL_CORPUS", Path(__file__).parents[3] / "shared" / "corpus"))
D = date.fromisoformat

days = st.dates(date(2023, 1, 1), date(2026, 9, 30))
counts = st.integers(1, 40)


def naive_workdays(start: date, end: date) -> int:
    """Working days in (start, end], written the long way."""
    off, on = (set().union(*sets) for sets in zip(*SEED.values(), strict=True))
    total = 0
    for step in range(1, (end - start).days + 1):
        day = start + timedelta(days=step)
        total += day in on or (day.isoweekday() <= 5 and day not in off)
    return total


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        ("2023-09-20", 20, "2023-10-24"),  # the worked example of the standards, over National Day 2023
        ("2023-09-28", 1, "2023-10-07"),  # a make-up Saturday is day 1
        ("2025-09-30", 1, "2025-10-09"),  # National Day and Mid-Autumn 2025: eight days off
        ("2025-09-26", 2, "2025-09-29"),  # Sunday the 28th is worked
        ("2025-09-26", 5, "2025-10-10"),
        ("2025-09-26", 6, "2025-10-11"),
        ("2026-02-13", 1, "2026-02-14"),  # Spring Festival 2026: Saturday worked, then nine days off
        ("2026-02-13", 2, "2026-02-24"),
        ("2026-02-13", 6, "2026-02-28"),
        ("2026-02-18", 1, "2026-02-24"),  # received inside the holiday
    ],
)
def test_add_over_public_holidays(start: str, n: int, end: str) -> None:
    assert CALENDAR.add(D(start), n) == D(end)


def test_add_received_on_saturday_starts_on_monday() -> None:
    assert CALENDAR.add(D("2024-03-09"), 1) == D("2024-03-11")


@pytest.mark.parametrize("n", [0, -1])
def test_add_refuses_less_than_one_day(n: int) -> None:
    with pytest.raises(ValueError, match="at least one"):
        CALENDAR.add(D("2024-03-11"), n)


@pytest.mark.parametrize("day", ["2023-10-07", "2024-02-04", "2025-01-26", "2026-02-28"])
def test_is_workday_make_up_weekend(day: str) -> None:
    assert D(day).weekday() >= 5
    assert CALENDAR.is_workday(D(day))


@pytest.mark.parametrize("day", ["2023-01-23", "2024-10-07", "2025-10-08", "2026-02-23", "2024-03-09", "2024-03-10"])
def test_is_workday_holiday_and_weekend(day: str) -> None:
    assert not CALENDAR.is_workday(D(day))


@given(days, counts)
def test_add_and_between_are_inverse(start: date, n: int) -> None:
    end = CALENDAR.add(start, n)
    assert CALENDAR.between(start, end) == n
    assert CALENDAR.between(end, start) == -n
    assert CALENDAR.is_workday(end)


@given(days, days)
def test_between_equals_naive_count(a: date, b: date) -> None:
    start, end = sorted((a, b))
    assert CALENDAR.between(start, end) == naive_workdays(start, end)


@given(days, days, counts)
def test_add_is_monotone_in_start_and_strict_in_n(a: date, b: date, n: int) -> None:
    first, second = sorted((a, b))
    assert CALENDAR.add(first, n) <= CALENDAR.add(second, n)
    assert CALENDAR.add(first, n) < CALENDAR.add(first, n + 1)


def test_remaining_counts_down_through_zero() -> None:
    due = D("2024-03-15")  # a Friday
    shown = [CALENDAR.remaining(due + timedelta(days=step), due) for step in (-2, -1, 0, 1, 2, 3)]
    assert shown == [2, 1, 0, 0, 0, -1]


def test_unloaded_year_names_year_and_command() -> None:
    with pytest.raises(UnloadedYear, match=r"2027年.*load_workdays 2027"):
        CALENDAR.is_workday(D("2027-01-04"))


def test_unloaded_year_stops_a_deadline_that_crosses_into_it() -> None:
    with pytest.raises(UnloadedYear) as caught:
        CALENDAR.add(D("2026-12-20"), 20)
    assert caught.value.year == 2027


def test_unloaded_year_in_the_past_is_not_guessed() -> None:
    with pytest.raises(UnloadedYear, match="2022"):
        CALENDAR.between(D("2022-12-01"), D("2023-01-05"))


def test_calendar_refuses_a_day_both_off_and_on() -> None:
    with pytest.raises(ValueError, match="2024-05-01"):
        Calendar(frozenset({2024}), frozenset({D("2024-05-01")}), frozenset({D("2024-05-01")}))


def test_calendar_accepts_plain_sets_and_lists() -> None:
    calendar = Calendar({2024}, [D("2024-05-01")], set())  # type: ignore[arg-type]
    assert calendar.add(D("2024-04-30"), 1) == D("2024-05-02")


def test_due_skips_a_closed_pause() -> None:
    # Fri 8 Mar + 5 = Fri 15; stopped Mon 11, resumed Thu 14: 12, 13, 14 do not count.
    start = D("2024-03-08")
    assert CALENDAR.due(start, 5) == D("2024-03-15")
    assert CALENDAR.due(start, 5, [(D("2024-03-11"), D("2024-03-14"))]) == D("2024-03-20")


def test_due_counts_overlapping_pauses_once() -> None:
    pauses = [(D("2024-03-11"), D("2024-03-14")), (D("2024-03-12"), D("2024-03-14"))]
    assert CALENDAR.due(D("2024-03-08"), 5, pauses) == D("2024-03-20")


def test_due_is_open_while_a_pause_holds_the_clock() -> None:
    pauses = [(D("2024-03-11"), None)]
    assert CALENDAR.due(D("2024-03-08"), 5, pauses) is None
    assert CALENDAR.elapsed(D("2024-03-08"), D("2024-04-30"), pauses) == 1


def test_due_stands_when_the_pause_begins_on_the_last_day() -> None:
    assert CALENDAR.due(D("2024-03-08"), 5, [(D("2024-03-15"), None)]) == D("2024-03-15")


def test_due_restart_is_a_new_start() -> None:
    # Regulation art. 30: the clock restarts on the day the correction arrives; pauses before it do not matter.
    before = [(D("2024-03-01"), D("2024-03-06"))]
    assert CALENDAR.due(D("2024-03-08"), 5, before) == D("2024-03-15")


def test_elapsed_before_start_is_nothing() -> None:
    assert CALENDAR.elapsed(D("2024-03-08"), D("2024-03-01")) == 0


@given(days, counts, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 30)), max_size=4))
def test_due_uses_up_exactly_n_days(start: date, n: int, offsets: list[tuple[int, int]]) -> None:
    if start > date(2026, 6, 30):
        start = start.replace(year=2024, day=1)
    pauses = [(start + timedelta(days=a), start + timedelta(days=a + b)) for a, b in offsets]
    due = CALENDAR.due(start, n, pauses)
    assert due is not None
    assert CALENDAR.elapsed(start, due, pauses) == n
    assert CALENDAR.elapsed(start, due - timedelta(days=1), pauses) == n - 1
    assert due >= CALENDAR.add(start, n)


def test_seed_make_up_days_are_weekends() -> None:
    assert sorted(SEED) == [2023, 2024, 2025, 2026]
    assert all(day.weekday() >= 5 for _, on in SEED.values() for day in on)
    assert [len(off) for off, _ in SEED.values()] == [26, 28, 28, 33]


@pytest.mark.parametrize("year", sorted(SEED))
def test_seed_equals_chinesecalendar(year: int) -> None:
    off, on = chinese_calendar_year(year)
    assert on == SEED[year][1]
    # The package also lists weekends next to a holiday; days off at a weekend change no count.
    assert {d for d in off if d.weekday() < 5} == {d for d in SEED[year][0] if d.weekday() < 5}


@pytest.mark.parametrize("year", sorted(SEED))
def test_chinesecalendar_year_gives_the_same_calendar(year: int) -> None:
    package = Calendar(frozenset({year}), *chinese_calendar_year(year))
    for step in range(365 + (year == 2024)):
        day = date(year, 1, 1) + timedelta(days=step)
        assert package.is_workday(day) == CALENDAR.is_workday(day), day


@pytest.mark.parametrize("year", [1999, 2099])
def test_chinesecalendar_year_unknown_to_the_package(year: int) -> None:
    with pytest.raises(UnloadedYear, match=f"chinesecalendar 中没有{year}年"):
        chinese_calendar_year(year)


@pytest.mark.corpus
@pytest.mark.skipif(not CORPUS.is_dir() and not os.environ.get("CI"), reason="corpus is not beside the repository")
@pytest.mark.parametrize("year", sorted(SEED))
def test_seed_equals_published_notices(year: int) -> None:
    rows = [line.split("\t") for line in (CORPUS / "terms" / "holidays.tsv").read_text("utf-8").splitlines()[1:]]
    listed = {
        kind: {D(row[0]) for row in rows if row[2] == kind and row[0][:4] == str(year)} for kind in ("off", "work")
    }
    assert (listed["off"], listed["work"]) == SEED[year]
