"""The working calendar in the tables, and loading a year."""

from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.calendar_seed import SEED, seed_calendar
from portal.models import CalendarYear, DayException
from portal.workday_table import load_calendar
from portal.workdays import UnloadedYear

pytestmark = pytest.mark.django_db
NOTICE = """日期,上班(1/0),说明
2027-01-01,0,元旦
2027/1/2,0,元旦
2027年1月3日,1,元旦调休
"""


def write(folder: Path, text: str, encoding: str = "utf-8-sig") -> Path:
    path = folder / "放假通知.csv"
    path.write_bytes(text.encode(encoding))
    return path


def run(capsys: pytest.CaptureFixture[str], *args: object) -> list[str]:
    call_command("load_workdays", *map(str, args))
    return capsys.readouterr().out.splitlines()


def test_load_calendar_equals_the_seed_in_two_queries() -> None:
    with CaptureQueriesContext(connection) as caught:
        calendar = load_calendar()
    assert calendar == seed_calendar()
    assert len(caught) == 2


@pytest.mark.parametrize("year", sorted(SEED))
def test_load_workdays_of_a_seeded_year_moves_no_working_day(year: int, capsys: pytest.CaptureFixture[str]) -> None:
    before = load_calendar()
    run(capsys, year)
    after = load_calendar()
    days = [date.fromordinal(n) for n in range(date(2023, 1, 1).toordinal(), date(2026, 12, 31).toordinal() + 1)]
    assert [after.is_workday(day) for day in days] == [before.is_workday(day) for day in days]
    assert run(capsys, year) == [f"{year} 年已载入，没有变化。"]


def test_load_workdays_new_year_from_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    CalendarYear.objects.filter(year=2025).delete()
    with pytest.raises(UnloadedYear):
        load_calendar().is_workday(date(2025, 10, 9))
    printed = run(capsys, 2025)
    assert "新增：2025-10-01 放假" in printed
    assert "新增：2025-10-11 上班" in printed
    assert load_calendar().is_workday(date(2025, 10, 11))


def test_load_workdays_prints_and_mends_what_differs(capsys: pytest.CaptureFixture[str]) -> None:
    DayException.objects.filter(day=date(2026, 10, 1)).update(is_workday=True, note="国庆节")
    DayException.objects.filter(day=date(2026, 10, 2)).delete()
    DayException.objects.create(day=date(2026, 3, 12), year_id=2026, is_workday=False)
    assert run(capsys, 2026) == [
        "新增：2026-10-02 放假",
        "改为：2026-10-01 放假（国庆节）",
        "删除：2026-03-12 放假",
        "2026 年已更新，共 3 处变化。",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_load_workdays_from_file(tmp_path: Path, capsys: pytest.CaptureFixture[str], encoding: str) -> None:
    path = write(tmp_path, NOTICE, encoding)
    assert run(capsys, 2027, "--file", path)[-1] == "2027 年已载入，共 3 处变化。"
    assert run(capsys, 2027, "--file", path) == ["2027 年已载入，没有变化。"]
    calendar = load_calendar()
    assert [calendar.is_workday(date(2027, 1, day)) for day in (1, 2, 3, 4)] == [False, False, True, True]
    assert CalendarYear.objects.get(year=2027).source == "放假通知.csv"


def test_load_workdays_keeps_december_days_of_the_notice_after(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, 2027, "--file", write(tmp_path, NOTICE + "2026-12-31,0,元旦\n"))
    assert not load_calendar().is_workday(date(2026, 12, 31))
    run(capsys, 2026)
    assert not load_calendar().is_workday(date(2026, 12, 31))


def test_load_workdays_file_reports_every_row(tmp_path: Path) -> None:
    rows = ["2027-13-01,0,", "2027-01-01,是,", "2027-01-04,1,", "2028-01-01,0,", "2027-01-01,0,"]
    path = write(tmp_path, "说明,日期,上班\n" + "".join(f",{each.rstrip(',')}\n" for each in rows))
    with pytest.raises(CommandError) as caught:
        call_command("load_workdays", "2027", "--file", str(path))
    lines = str(caught.value).splitlines()
    assert [line.split("：")[0] for line in lines] == [f"第 {number} 行" for number in range(2, 7)]
    for line, words in zip(lines, ["应写作", "应是 1", "不是周末", "不在 2027 年", "重复"], strict=True):
        assert words in line
    assert not CalendarYear.objects.filter(year=2027).exists()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "文件是空的"),
        ("日期,说明\n2027-01-01,元旦\n", "缺少列：上班"),
        ("日期,上班,说明\n2027-01-03,1,\n", "没有 2027 年的放假日"),
    ],
)
def test_load_workdays_unusable_file_fails(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(CommandError, match=words):
        call_command("load_workdays", "2027", "--file", str(write(tmp_path, text, "utf-8")))


def test_load_workdays_year_that_the_package_lacks_fails_with_the_way_out() -> None:
    with pytest.raises(CommandError, match="2099年"):
        call_command("load_workdays", "2099")


@pytest.mark.parametrize("year", ["abc", "1999", "2101"])
def test_load_workdays_refuses_what_is_no_year(year: str) -> None:
    with pytest.raises(CommandError, match="not a year"):
        call_command("load_workdays", year)
