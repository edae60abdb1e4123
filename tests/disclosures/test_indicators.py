"""指标: behind the one door, brought to longer periods in SQL, told in words, exported as shown."""

import csv
import io
import json
import re
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from disclosures.chart import draw, scale
from disclosures.models import Indicator
from disclosures.series import headlines, series
from portal.models import User
from portal.publishing import State
from tests.decisions.conftest import move  # noqa: F401 - a clock
from tests.disclosures.rows import add_values, make_indicator, office, publish_indicator
from tests.factories import cleared

pytestmark = pytest.mark.django_db
MONTHS = {f"{year}-{month:02}": year - 2000 + month for year in (2023, 2024) for month in range(1, 13)}


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.CLEARED, State.WITHDRAWN])
def test_nothing_unpublished_shows(client: Client, state: State) -> None:
    publish_indicator("open", title="已经公开的指标")
    item = make_indicator("hidden", title="绝不外泄的指标", column=Indicator.objects.get(code="open").column)
    add_values(item, {"2025-01": "777.7"})
    if state == State.SUBMITTED:
        item.submit(User.objects.get(username="zhu"))
    elif state != State.DRAFT:
        cleared(item)
    if state == State.WITHDRAWN:
        item.publish(office())
        item.withdraw(office(), "有误")
    expected = 410 if state == State.WITHDRAWN else 404
    for end in ("", "values.csv", "values.xlsx", "values.json"):
        assert client.get(f"/indicators/hidden/{end}").status_code == expected
    for url in (
        "/indicators/",
        "/columns/figures-open/",
        "/feeds/indicators/",
        "/sitemap-indicator.xml",
        "/search/?q=外泄",
    ):
        page = client.get(url).content.decode()
        assert "绝不外泄的" not in page, url
        assert "777.7" not in page, url


def test_it_stands_in_its_column_search_feed_and_sitemap(client: Client) -> None:
    item = publish_indicator(title="森林覆盖率", measure="%")
    for url in (
        "/columns/figures-pm25/",
        "/indicators/",
        "/search/?q=森林覆盖率",
        "/feeds/indicators/",
        "/sitemap-indicator.xml",
    ):
        assert item.get_absolute_url() in client.get(url).content.decode(), url


def test_methods_bring_months_to_years() -> None:
    for method, expected in (("mean", [29.5, 30.5]), ("sum", [354, 366]), ("last", [35, 36])):
        item = publish_indicator(method, MONTHS, method=method)
        assert [each.value for each in headlines([item])[item.pk]] == [Decimal(str(each)) for each in expected]
        assert {each.count for each in headlines([item])[item.pk]} == {12}
    quarter = series(item, item.periods[1])
    assert [each.value for each in quarter][:4] == [26, 29, 32, 35]


def test_a_period_that_has_not_ended_is_compared_with_nothing(client: Client) -> None:
    publish_indicator(values={**MONTHS, "2025-01": 40}, method="sum", direction="up", target="360", target_year=2024)
    page = client.get("/indicators/pm25/").content.decode()
    assert "未满一期" in page
    assert "同比上升3.4%（好转）" in page
    assert "已达到目标（2024年不低于360.0微克/立方米）" in page
    assert page.count("<circle") == 2  # the part of a year would look like a fall
    rows = json.loads(client.get("/indicators/pm25/values.json").content)["数据"]
    assert [row["同比"] for row in rows] == ["", "+3.4%", ""]


def test_rates_are_compared_in_percentage_points(client: Client) -> None:
    publish_indicator(values={"2024": "90.0", "2025": "88.5"}, period="year", measure="%", direction="up", target="92")
    page = client.get("/indicators/").content.decode()
    assert "同比下降1.5个百分点（变差）" in page
    assert "未达到目标（不低于92.0%）" in page


def test_hours_are_shown_by_months_and_days_by_years(client: Client) -> None:
    values = {f"{day} {hour}:00": hour for day in ("2023-12-31", "2024-12-31") for hour in range(24)}
    publish_indicator(values=values, period="hour", headline="day")
    page = client.get("/indicators/pm25/").content.decode()
    assert "2024年12月31日" in page
    assert "2023年12月31日" not in page
    assert "持平" in page
    page = client.get("/indicators/pm25/?period=hour&span=2023-12").content.decode()
    assert page.count('<th scope="row"') == 24
    for odd in (
        "?period=minute",
        "?period=hour&span=2023-13",
        "?period=day&span=９９９９",
        "?span=" + "9" * 300,
        "?period=year&span=1",
    ):
        assert client.get(f"/indicators/pm25/{odd}").status_code == 200


def _table(page: str) -> list[list[str]]:
    body = page.split('id="values"')[1].split("<tbody>")[1].split("</tbody>")[0]
    return [
        [re.sub(r"<[^>]*>", "", cell).strip() for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]
        for row in re.findall(r"<tr>(.*?)</tr>", body)
    ]


@pytest.mark.parametrize("query", ["", "?period=month", "?period=quarter"])
def test_exports_are_the_table_of_the_page(client: Client, query: str) -> None:
    item = publish_indicator(values=MONTHS)
    add_values(item, {"2024-05": "99.5"}, "重新核算")
    shown = _table(client.get(f"/indicators/pm25/{query}").content.decode())[::-1]
    shown = [[*row[:3], *row[-1:]] for row in shown]
    text = client.get(f"/indicators/pm25/values.csv{query}").content.decode("utf-8-sig")
    table = list(csv.reader(io.StringIO(text)))
    assert table[0][:3] == ["时期", "数值", "同比"]
    assert [[*row[:3], row[4]] for row in table[1:]] == shown
    assert "修订" in text
    described = json.loads(client.get(f"/indicators/pm25/values.json{query}").content)
    assert [list(row.values()) for row in described["数据"]] == table[1:]
    book = load_workbook(io.BytesIO(client.get(f"/indicators/pm25/values.xlsx{query}").content))
    rows = [[str(cell if cell is not None else "") for cell in row] for row in book.active.iter_rows(values_only=True)]
    assert [row[0] for row in rows] == [row[0] for row in table]
    assert [Decimal(row[1]) for row in rows[1:]] == [Decimal(row[1]) for row in table[1:]]
    assert client.get("/indicators/pm25/values.pdf").status_code == 404


def test_the_chart_says_itself_to_who_does_not_see_it(client: Client) -> None:
    publish_indicator(values=MONTHS, direction="down", target="20")
    page = client.get("/indicators/pm25/?period=month").content.decode()
    assert 'role="img" aria-labelledby="chart-title chart-desc"' in page
    assert "最低是2023年1月的24.0，最高是2024年12月的36.0" in page
    assert 'class="chart__target"' in page
    assert 'href="#values"' in page
    assert "style=" not in page


def test_last_and_next_update(client: Client, move: Any) -> None:  # noqa: F811
    move("2026-03-02 09:00")
    publish_indicator(values={"2026-01": "3"}, release_days=10)
    page = client.get("/indicators/pm25/").content.decode()
    assert "2026年3月2日" in page
    assert "2026年3月11日前" in page
    assert "已超期" not in page
    move("2026-03-12 09:00")
    assert "已超期" in client.get("/indicators/pm25/").content.decode()


def test_the_database_keeps_targets_and_periods_sound() -> None:
    for fields in ({"target": 3}, {"target_year": 2027, "direction": "up"}, {"headline": "day"}, {"precision": 5}):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_indicator(**fields)


def test_queries_do_not_grow(client: Client) -> None:
    counts = []
    for rows, values in ((1, {"2024-01": 1}), (5, MONTHS)):
        for index in range(rows):
            item = publish_indicator(f"i{rows}-{index}", values, method="last" if index % 2 else "mean")
        counts.append([_queries(client, url) for url in ("/indicators/", item.get_absolute_url())])
    assert counts[1][1] <= counts[0][1]
    assert counts[1][0] <= counts[0][0] + 1  # the last values, once for all
    assert max(counts[1]) <= 9


def _queries(client: Client, url: str) -> int:
    client.get("/columns/")
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_axes_have_round_numbers() -> None:
    assert scale([3.0, 97.0]) == (0.0, 100.0, 25.0)
    low, high, step = scale([91.2, 93.8])
    assert low <= 91.2 < 93.8 <= high
    assert step in (0.5, 1.0)
    assert scale([0.0, 0.0])[1] > 0
    assert draw([Decimal(1)], ["一"], [False]) is None
    chart = draw([Decimal(each) for each in (1, 2, 3)], ["a", "b", "c"], [False, False, True])
    assert chart is not None
    assert chart.path.count("M") == 2
