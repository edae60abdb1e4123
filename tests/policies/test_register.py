"""登记簿: opening + issued − ended = closing, for every year and unit, whatever the documents."""

import csv
import datetime as dt
import io
import itertools
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from policies import register
from policies.models import Document
from policies.validity import Facts
from tests.factories import make_draft, make_policy, make_unit, publish, relate, withdraw

NORMATIVE = Document.Category.NORMATIVE
TODAY = dt.date(2026, 11, 27)
days = st.dates(dt.date(2015, 1, 1), dt.date(2032, 1, 1))
facts = st.builds(
    Facts,
    st.none() | days,
    st.none() | days,
    st.none() | days,
    st.none() | days,
    st.none() | days,
    st.sampled_from(["", "expired"]),
)


@given(st.lists(st.tuples(st.integers(1, 3), st.none() | days, facts), max_size=30))
def test_always_reconciles(drawn: list[Any]) -> None:
    made = [register.entry(pk, unit, day, each, TODAY) for pk, (unit, day, each) in enumerate(drawn)]
    held = [each for each in made if each is not None]
    years = register.by_year(held, TODAY)
    for line in years:
        assert line.reconciles, line
        of_units = [
            register.line("", unit, [each for each in held if each.unit == unit], line.key, TODAY) for unit in (1, 2, 3)
        ]
        assert all(each.reconciles for each in of_units)
        for name in ("opening", "issued", "repealed", "expired", "closing"):
            assert sum(getattr(each, name) for each in of_units) == getattr(line, name)
        numbers = {"standing": line.closing, "issued": line.issued, "ended": line.repealed + line.expired}
        for kind, number in numbers.items():
            assert len(register.chosen(held, kind, line.key, TODAY)) == number
    for newer, older in itertools.pairwise(years):
        assert newer.opening == older.closing
    assert sum(line.issued for line in years) == len(held)


@pytest.mark.django_db
class TestPage:
    def test_counts_what_is_public_and_nothing_else(self, client: Client) -> None:
        standing = make_policy("现行的办法", category=NORMATIVE, written_on=dt.date(2024, 3, 1))
        ended = make_policy("旧办法", category=NORMATIVE, written_on=dt.date(2022, 3, 1))
        relate(
            publish(make_draft("废止决定", category=NORMATIVE, written_on=dt.date(2025, 3, 1))),
            "repeals",
            ended,
            dt.date(2025, 6, 1),
        )
        make_draft("绝不外泄的草稿", category=NORMATIVE, written_on=dt.date(2024, 3, 1))
        withdraw(make_policy("撤回的办法", category=NORMATIVE, written_on=dt.date(2024, 3, 1)))
        make_policy("会议通知", written_on=dt.date(2024, 3, 1))
        make_policy("上级的办法", category=NORMATIVE, issuers=[make_unit("望海市政府", kind="external")])
        found, undated = register.entries()
        assert [each.pk for each in found][:2] == [ended.pk, standing.pk]
        assert (len(found), undated) == (3, 0)
        year = next(line for line in register.by_year(found, timezone.localdate()) if line.key == 2025)
        assert (year.opening, year.issued, year.repealed, year.expired, year.closing) == (2, 1, 1, 0, 2)
        page = client.get("/policies/register/?year=2025&kind=ended").content.decode()
        assert "旧办法" in page
        assert "废止 2025-06-01" in page
        for kind in register.KINDS:
            shown = client.get(f"/policies/register/?kind={kind}").content.decode()
            for hidden in ("绝不外泄", "撤回的办法", "上级的办法", "会议通知"):
                assert hidden not in shown

    def test_exports_say_the_same(self, client: Client) -> None:
        make_policy("=现行的办法", category=NORMATIVE, written_on=dt.date(2024, 3, 1))
        as_json = client.get("/policies/register.json").json()
        assert [each["标题"] for each in as_json] == ["=现行的办法"]
        text = client.get("/policies/register.csv").content.decode("utf-8-sig")
        assert list(csv.reader(io.StringIO(text)))[1][1] == "'=现行的办法"
        book = load_workbook(io.BytesIO(client.get("/policies/register.xlsx").content))
        assert book.active.max_row == 2

    @pytest.mark.parametrize(
        "query", ["year=x", "year=99999999999999999999", "unit=-1", "unit=9" * 30, "kind=<script>", "page=x"]
    )
    def test_nonsense_is_answered(self, client: Client, query: str) -> None:
        assert client.get(f"/policies/register/?{query}").status_code == 200

    def test_queries_do_not_grow(self, client: Client, django_assert_max_num_queries: Any) -> None:
        for n in range(12):
            make_policy(f"第{n}份办法", category=NORMATIVE, unit=make_unit(f"第{n}局"))
        client.get("/policies/")
        with django_assert_max_num_queries(6):
            client.get("/policies/register/")
