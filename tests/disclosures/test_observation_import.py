"""Tables of values: every spelling that people use, every trouble by its cell, all or nothing."""

import datetime as dt
import io
from contextlib import suppress
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from disclosures.models import Batch, Indicator, Observation
from disclosures.observation_import import judge, number, take
from disclosures.periods import Period, beginning, code, following, label, local, parsed, year_before
from portal.files import FileRejected
from portal.models import User
from portal.publication_states import Refused
from portal.spreadsheet import read_table
from tests.disclosures.rows import add_values, import_values, make_indicator
from tests.factories import make_user


@pytest.mark.parametrize(
    ("period", "texts", "shown"),
    [
        ("year", ["2025", "2025年", "２０２５年度", "2025-01-01"], "2025年"),
        ("quarter", ["2025Q2", "2025-Q2", "2025年第二季度", "2025年2季度", "2025-04-01"], "2025年第2季度"),
        ("month", ["2025-03", "2025/3", "2025.3", "2025年3月", "202503", "2025-03-01"], "2025年3月"),
        ("day", ["2025-03-05", "2025/3/5", "2025.3.5", "2025年3月5日", "20250305", "２０２５年３月５日"], "2025年3月5日"),
        ("hour", ["2025-03-05 14:00", "2025/3/5 14:00:00", "2025-03-05T14:00", "2025年3月5日14时"], "2025年3月5日14时"),
    ],
)  # fmt: skip
def test_periods_in_every_usual_spelling(period: str, texts: list[str], shown: str) -> None:
    assert {label(period, parsed(period, text)) for text in texts} == {shown}


@pytest.mark.parametrize(
    ("period", "text"),
    [
        ("year", "25"), ("year", "2025-02-01"), ("quarter", "2025Q5"), ("quarter", "2025-05-01"), ("month", "2025-13"),
        ("month", "2025-03-05"), ("day", "2025-02-29"), ("day", "2025-03"), ("hour", "2025-03-05 14:30"),
        ("hour", "2025-03-05 24:00"), ("hour", "14:00"), ("month", "0000-01"), ("day", ""),
    ],
)  # fmt: skip
def test_periods_that_are_none_are_refused_with_an_example(period: str, text: str) -> None:
    with pytest.raises(ValueError, match=r"例："):
        parsed(period, text)


@given(st.integers(0, 56_000_000), st.sampled_from(list(Period)))
def test_a_period_reads_its_own_name_and_code(minutes: int, period: Period) -> None:
    moment = local(dt.date(1992, 1, 1)) + dt.timedelta(minutes=minutes)
    start = beginning(period, moment)
    assert start == parsed(period, label(period, start)) == parsed(period, code(period, start))
    assert start <= moment < following(period, start)
    before = year_before(start)
    assert before is None or beginning(period, before) == before


@given(st.text())
def test_no_text_breaks_the_readers(text: str) -> None:
    for read in (*(partial(parsed, period) for period in Period), partial(number, precision=1)):
        with suppress(ValueError):  # anything else is a mistake of ours
            read(text)


def test_numbers_as_people_write_them() -> None:
    for text, value in (("1,234.5", "1234.5"), ("１２３．４", "123.4"), (" -3 ", "-3"), ("0.30000000000000004", "0.3")):
        assert number(text, 1) == Decimal(value)
    for text, reason in (
        ("12..3", "不是数"),
        ("NaN", "超出范围"),
        ("1e20", "超出范围"),
        ("1.25", "2位小数"),
        ("", "不是数"),
    ):
        with pytest.raises(ValueError, match=reason):
            number(text, 1)


def csv(text: str, name: str = "x.csv", hours: bool = False) -> Any:
    return read_table(io.BytesIO(text.encode()), name, hours=hours)


@pytest.fixture
def item(db: None) -> Indicator:
    return make_indicator()


def test_troubles_are_told_by_their_cell(item: Indicator) -> None:
    add_values(item, {"2024-01": "1"})
    import_values(item, {"2024-02": "2"})
    lines = [
        "数值,备注,时间", "3,,2024-01", "3,,2024-02", "\uff11\uff12\uff13\uff14.5,,2024年3月", ",,", "x,,2024-04", ",,2024-05",
        "5,,", "5,,2024-03", "5,,2999-01", "5.55,,2024-06", '"1,000",,2024/7', "5,,2024-99",
    ]  # fmt: skip
    judged = judge(item, csv("\n".join(lines)))
    told = dict(judged.troubles)
    for cell, text in {
        "A2": "要在“修订原因”列写明原因", "C3": "待确认", "A6": "不是数", "A7": "缺少数值", "C8": "缺少时期", "C9": "第4行",
        "C10": "还没有到", "A11": "2位小数", "C13": "不是月度时间",
    }.items():  # fmt: skip
        assert text in told.pop(cell), cell
    assert not told
    assert [each.value for each in judged.taken] == [Decimal("1234.5"), Decimal("1000")]


def test_a_header_without_its_columns_is_refused(item: Indicator) -> None:
    with pytest.raises(FileRejected, match="数值"):
        judge(item, csv("时期,金额\n2024-01,3"))


def test_unchanged_values_are_left_and_changed_ones_revised(item: Indicator) -> None:
    add_values(item, {"2024-01": "1", "2024-02": "2"})
    judged = judge(item, csv("时期,数值,修订原因\n2024-01,1.0,\n2024-02,2.5,漏报\n2024-03,3,"))
    assert judged.unchanged == 1
    assert [(each.kind, each.revision, each.reason) for each in judged.taken] == [("修订", 1, "漏报"), ("新增", 0, "")]


def test_nothing_is_half_taken(item: Indicator) -> None:
    judged = judge(item, csv("时期,数值\n2024-01,1\n2024-02,2"))
    import_values(item, {"2024-02": "9"})
    with pytest.raises(Refused, match="什么都没有导入"):
        take(item, judged.taken, User.objects.get(username="zhu"))
    assert (Batch.objects.count(), Observation.objects.count()) == (1, 1)


def test_spreadsheet_hours_keep_their_time_of_day(db: None) -> None:
    item = make_indicator("hours", period="hour", headline="year")
    book, file = Workbook(), io.BytesIO()
    for row in (["时间", "数值"], [dt.datetime(2024, 3, 5, 14), 12.5], [dt.datetime(2024, 3, 6), 3], [None, None]):
        book.active.append(row)
    book.save(file)
    file.seek(0)
    judged = judge(item, read_table(file, "x.xlsx", hours=True))
    assert not judged.troubles
    assert [each.at for each in judged.taken] == [local(dt.date(2024, 3, 5), 14), local(dt.date(2024, 3, 6))]


def test_the_screens_preview_take_in_and_let_a_second_person_confirm(item: Indicator, staff: Any, qiu: User) -> None:
    author = make_user("lan", item.unit, "起草", "审查")
    client, url = staff(author), reverse("admin:disclosures_indicator_import_values", args=[item.pk])

    def sent(text: str) -> str:
        file = io.BytesIO(text.encode())
        file.name = "values.csv"
        return client.post(url, {"file": file}).content.decode()

    page = sent("时期,数值\n2024-01,x\n2024-02,2")
    assert "B2：" in page
    assert 'name="token"' not in page
    page = sent("时期,数值\n2024-01,1\n2024-02,2")
    assert Observation.objects.count() == 0
    token = page.split('name="token" value="')[1].split('"')[0]
    assert client.post(url, {"token": token[:-2] + "xx"}).context["refusal"].startswith("预览已过期")
    assert Client().post(url, {"token": token}).status_code == 302
    decide = client.post(url, {"token": token}).url
    assert Observation.objects.count() == 2
    assert client.post(url, {"token": token}).context["trouble_count"] == 2
    assert "等待另一人确认" in client.get(decide).content.decode()
    assert client.post(decide, {"confirm": "1"}).status_code == 403
    other = staff(make_user("bai", item.unit, "起草"))
    assert other.post(decide, {"confirm": "1"}).status_code == 403
    assert staff(qiu).post(decide, {"reject": "1", "reason": ""}).status_code == 302
    assert Batch.objects.get().standing == "waiting"
    staff(qiu).post(decide, {"confirm": "1"})
    assert Observation.objects.confirmed().count() == 2


def test_another_units_indicator_and_batch_are_closed(item: Indicator, staff: Any, lin: User, he: User) -> None:
    batch = import_values(item, {"2024-01": "1"})
    assert staff(lin).get(reverse("admin:disclosures_indicator_import_values", args=[item.pk])).status_code == 404
    decide = reverse("admin:disclosures_batch_decide", args=[batch.pk])
    assert staff(he).post(decide, {"confirm": "1"}).status_code == 404
    batch.refresh_from_db()
    assert batch.standing == "waiting"


def test_changelists_ask_no_more_for_more_rows(staff: Any, qiu: User, item: Indicator) -> None:
    client, counts = staff(qiu), []
    from_zero = [reverse("admin:disclosures_batch_changelist"), reverse("admin:disclosures_indicator_changelist")]
    for rows in (1, 6):
        for index in range(rows):
            import_values(make_indicator(f"i{rows}-{index}", column=item.column), {"2024-01": "1"})
        counts.append([_queries(client, url) for url in from_zero])
    assert counts[0] == counts[1]


def _queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)
