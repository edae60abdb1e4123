"""Statistics of what was made public: by month, kind, unit and column; each unit its own, the office everything."""

import csv
import datetime as dt
import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from disclosures.models import Column
from portal.models import Unit, User
from portal.models.version import PublicationVersion
from portal.publication_statistics import Span, later, statistics
from tests.decisions.conftest import move  # noqa: F401 - a clock
from tests.disclosures.rows import make_entry, office, publish_entry
from tests.factories import make_policy, make_unit, make_user

pytestmark = pytest.mark.django_db
URL = "/admin/portal/unit/statistics/"
SPAN = Span(dt.date(2026, 1, 1), dt.date(2026, 3, 1))


@pytest.fixture
def units() -> tuple[Unit, Unit]:
    return make_unit("岚屿区绿化市容局"), make_unit("岚屿区教育局")


@pytest.fixture
def published(units: tuple[Unit, Unit], move: Any) -> dict[str, Column]:  # noqa: F811
    """Two entries in January (one in two columns), one document in February, one entry in April."""
    columns = {
        name: Column.place(name=name, slug=f"c{index}", unit=units[0], description="说明", keywords=["词"])
        for index, name in enumerate(("公园", "绿地"))
    }
    move("2026-01-31 23:30")
    publish_entry(columns["公园"], columns["绿地"], title="两个栏目的信息")
    publish_entry(columns["公园"], title="一个栏目的信息")
    move("2026-02-01 00:10")
    make_policy(unit=units[1], title="教育局的文件")
    move("2026-04-01 00:00")
    publish_entry(columns["绿地"], title="四月的信息")
    return columns


def test_counts_by_month_kind_unit_and_column(published: dict[str, Column]) -> None:
    found = statistics(SPAN)
    assert found.total == 3
    assert list(found.by_month.items()) == [
        (dt.date(2026, 1, 1), 2),
        (dt.date(2026, 2, 1), 1),
        (dt.date(2026, 3, 1), 0),
    ]
    assert found.by_kind == [("公开信息", 2), ("政策文件", 1)]
    assert dict(found.by_unit)["岚屿区教育局"] == 1
    [(breakdown, lines)] = found.other
    assert (breakdown.key, lines) == ("column", [("公园", 2), ("绿地", 1)])


def test_one_unit_and_one_kind(published: dict[str, Column], units: tuple[Unit, Unit]) -> None:
    assert statistics(SPAN, [units[1].pk]).total == 1
    assert statistics(SPAN, [units[1].pk], "entry").total == 0
    assert statistics(SPAN, [], "").total == 0


def test_what_was_withdrawn_is_counted_and_said_and_drafts_are_not(published: dict[str, Column]) -> None:
    entry = publish_entry(published["公园"], title="四月又撤回的")
    entry.withdraw(office(), "内容有误")
    make_entry(published["公园"], title="草稿")
    found = statistics(Span(dt.date(2026, 4, 1), dt.date(2026, 4, 1)))
    assert (found.total, found.withdrawn) == (2, 1)


def test_queries_do_not_grow(published: dict[str, Column], django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with PublicationVersion.answering():
        statistics(SPAN)
        with django_assert_num_queries(6):  # by kind, and what stands in columns: one for each kind of content
            statistics(SPAN)


def test_months_over_the_turn_of_a_year() -> None:
    assert later(dt.date(2026, 11, 1), 2) == dt.date(2027, 1, 1)
    assert len(Span(dt.date(2025, 11, 1), dt.date(2026, 2, 1)).months) == 4


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?first=2026-03&last=2026-01", "截止月份早于起始月份"),
        ("?first=nonsense", "月份写作 2026-01"),
        ("?first=1900-01&last=2026-01", "最多统计60个月"),
        ("?unit=999999", "选择一个有效的选项"),
        ("?kind=nothing", "选择一个有效的选项"),
        ("?first=0001-01&last=9999-12", "最多统计60个月"),
    ],
)
def test_bad_choices_are_told(query: str, sentence: str, client: Client) -> None:
    client.force_login(office())
    response = client.get(URL + query)
    assert response.status_code == 200
    assert sentence in response.content.decode()


def test_a_unit_sees_its_own_figures_and_cannot_ask_for_others(
    published: dict[str, Column], units: tuple[Unit, Unit], client: Client
) -> None:
    author: User = make_user("cao", units[1], "起草")
    client.force_login(author)
    page = client.get(f"{URL}?first=2026-01&last=2026-03").content.decode()
    assert "共公开 <strong>1</strong> 条" in page
    assert "岚屿区绿化市容局" not in page
    refused = client.get(f"{URL}?first=2026-01&last=2026-03&unit={units[0].pk}").content.decode()
    assert "共公开" not in refused


def test_export_says_the_same(published: dict[str, Column], client: Client) -> None:
    client.force_login(office())
    response = client.get(
        reverse("admin:portal_unit_statistics"), {"first": "2026-01", "last": "2026-03", "export": "csv"}
    )
    lines = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert ["合计", "2026-01-01至2026-03-31", "3"] in lines
    assert ["按栏目", "公园", "2"] in lines
    assert ["按月", "2026-03", "0"] in lines
