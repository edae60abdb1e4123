"""Deadlines in working days: over holidays with make-up days, paused, transferred, recounted, reminded once."""

from typing import Any

import pytest

from portal import clocks
from portal.models import CalendarYear, Clock, DayException, Notice, Unit
from portal.publication_states import Refused
from tests.factories import day, make_user, moment

pytestmark = pytest.mark.django_db


def begin(unit: Unit, received: str, workdays: int) -> Clock:
    return clocks.start(unit, "test", "一件事", unit=unit, workdays=workdays, received_on=day(received))


@pytest.mark.parametrize(
    ("received", "workdays", "due"),
    [
        ("2025-09-26", 5, "2025-10-10"),  # Sunday 09-28 is worked; National Day and Mid-Autumn 10-01 to 10-08
        ("2025-09-30", 1, "2025-10-09"),
        ("2025-09-30", 3, "2025-10-11"),  # Saturday 10-11 is worked
        ("2026-02-12", 3, "2026-02-24"),  # Saturday 02-14 is worked; Spring Festival 02-15 to 02-23
        ("2026-02-13", 5, "2026-02-27"),
        ("2026-02-13", 6, "2026-02-28"),  # Saturday 02-28 is worked
        ("2026-05-11", 10, "2026-05-25"),
    ],
)
def test_due_days_over_the_holidays(construction: Unit, received: str, workdays: int, due: str) -> None:
    assert begin(construction, received, workdays).due_on == day(due)


def test_a_pause_holds_the_clock_and_its_reason_stays(construction: Unit, lin: Any) -> None:
    clock = begin(construction, "2026-03-02", 5)
    with pytest.raises(Refused, match="写明原因"):
        clocks.pause(clock, lin, "  ")
    clocks.pause(clock, lin, "等待补充材料", on=day("2026-03-04"))
    assert clock.due_on is None
    with pytest.raises(Refused, match="已经在暂停中"):
        clocks.pause(clock, lin, "再停一次")
    clocks.resume(clock, lin, on=day("2026-03-10"))
    assert clock.due_on == day("2026-03-13")
    with pytest.raises(Refused, match="没有在暂停"):
        clocks.resume(clock, lin)
    clocks.finish(clock, on=day("2026-03-12"))
    assert (clock.kept, clock.used) == (True, 4)
    assert [note.text for note in clock.notes.all()] == ["暂停计时：等待补充材料", "恢复计时。"]


def test_a_transfer_keeps_the_clock_and_is_on_record(construction: Unit, health: Unit, qiu: Any) -> None:
    clock = begin(construction, "2026-03-02", 5)
    due = clock.due_on
    clocks.change(clock, qiu, "属于卫生健康职责", unit=health)
    assert (clock.due_on, clock.unit) == (due, health)
    assert "由区建管委转区卫健委" in clock.notes.get().text


def test_a_holiday_added_late_moves_open_deadlines_and_says_why(construction: Unit, health: Unit) -> None:
    moved, done = begin(construction, "2026-03-02", 5), begin(health, "2026-03-02", 5)
    clocks.finish(done, on=day("2026-03-03"))
    DayException.objects.create(day=day("2026-03-05"), year_id=2026, is_workday=False, note="台风停工")
    assert clocks.recount("增加 3月5日 为放假日") == 1
    assert clocks.recount() == 0
    moved.refresh_from_db()
    assert moved.due_on == day("2026-03-10")
    assert moved.notes.get().text == "增加 3月5日 为放假日，到期日由2026年03月09日改为2026年03月10日。"


def test_a_year_that_is_not_loaded_refuses_nothing_and_guesses_nothing(construction: Unit) -> None:
    CalendarYear.objects.filter(year__gt=2026).delete()
    clock = begin(construction, "2026-12-30", 5)
    assert clock.due_on is None
    assert "2027年的放假安排尚未导入" in clock.notes.get().text
    CalendarYear.objects.create(year=2027)
    DayException.objects.create(day=day("2027-01-01"), year_id=2027, is_workday=False)
    assert clocks.recount() == 1
    clock.refresh_from_db()
    assert clock.due_on == day("2027-01-07")


def test_each_reminder_is_sent_once(construction: Unit, lin: Any, qiu: Any) -> None:
    begin(construction, "2026-03-02", 5)  # due 2026-03-09
    assert clocks.remind(moment("2026-03-06 09:00")) == 0
    assert clocks.remind(moment("2026-03-07 09:00")) == 1
    assert clocks.remind(moment("2026-03-09 23:59")) == 0
    assert clocks.remind(moment("2026-03-10 00:01")) == 1
    assert clocks.remind(moment("2026-03-11 09:00")) == 0
    assert clocks.remind(moment("2026-06-05 09:00")) == 1
    texts = [(notice.recipient.username, notice.text[:6]) for notice in Notice.objects.order_by("pk")]
    assert sorted(texts) == sorted(
        [
            ("lin", "03月09日"),
            ("lin", "已逾期（应于"),
            ("qiu", "已逾期（应于"),
            ("lin", "超过三个月未"),
            ("qiu", "超过三个月未"),
        ]
    )


def test_the_desk_counts_deadlines_of_ones_own_units(
    construction: Unit, health: Unit, staff: Any, lin: Any, qiu: Any
) -> None:
    begin(construction, "2026-03-02", 5)
    clocks.start(health, "test", "另一件", unit=health, workdays=1, received_on=day("2026-03-02"))
    page = staff(lin).get("/admin/").content.decode()
    assert "<strong>1</strong><span>已逾期</span>" in page
    assert "<strong>2</strong><span>已逾期</span>" in staff(qiu).get("/admin/").content.decode()
    rows = staff(lin).get("/admin/portal/clock/?desk=overdue").context["cl"].result_count
    assert rows == 1
    other = make_user("tang", health, "起草")
    assert "一件事" not in staff(other).get("/admin/portal/clock/").content.decode()
