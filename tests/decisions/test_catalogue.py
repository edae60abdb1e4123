"""The yearly catalogue: both versions readable, what changed and why, the workbook, the years side by side."""

import io
import re
from typing import Any

import openpyxl
import pytest
from django.test import Client

from tests.decisions.factories import add_item, make_catalogue, make_decision
from tests.factories import publish, withdraw

pytestmark = pytest.mark.django_db


def text(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", response.content.decode()))


@pytest.fixture
def adjusted() -> Any:
    make_catalogue(2025, items=["停车管理办法", "=1+1"])
    second = make_catalogue(2025, 2, items=[], public=False, adjustment="年中调整，经区委同意。")
    add_item(second, 1, "停车管理办法")
    add_item(second, 2, "=1+1", change="dropped", reason="并入下一年。")
    add_item(second, 3, "轮渡票价", change="added", reason="市民建议。")
    return publish(second)


def test_both_versions_and_what_changed(client: Client, adjusted: Any) -> None:
    now = text(client, "/decisions/2025/")
    assert "新增 第3项 轮渡票价：市民建议。" in now
    assert "取消 第2项 =1+1：并入下一年。" in now
    assert "2 项，已公布 0 项" in now
    before = text(client, "/decisions/2025/v1/")
    assert "这一版目录已经调整，现行的是第2版" in before
    assert "轮渡票价" not in before
    assert client.get("/decisions/2025/v3/").status_code == 404
    withdraw(adjusted)
    assert client.get("/decisions/2025/v2/").status_code == 410
    assert "轮渡票价" not in text(client, "/decisions/2025/")


def test_item_leads_to_its_decision_whenever_that_is_made(client: Client, adjusted: Any) -> None:
    assert "/decisions/2025/3/" not in client.get("/decisions/2025/").content.decode()
    make_decision("轮渡票价", number=3)
    assert "/decisions/2025/3/" in client.get("/decisions/2025/").content.decode()
    assert "第2版 新增：市民建议。" in text(client, "/decisions/2025/3/")


def test_workbook_has_every_item_and_no_formula(client: Client, adjusted: Any) -> None:
    response = client.get("/decisions/2025/v2/catalogue.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    rows = list(sheet.iter_rows(min_row=3, values_only=True))  # type: ignore[union-attr]
    assert [(row[0], row[1], row[-1]) for row in rows] == [
        (1, "停车管理办法", "尚未启动"), (2, "'=1+1", "取消"), (3, "轮渡票价", "尚未启动"),
    ]  # fmt: skip
    assert all(cell.data_type != "f" for row in sheet for cell in row)  # type: ignore[union-attr]


def test_years_stand_side_by_side(client: Client, adjusted: Any) -> None:
    make_catalogue(2026, items=["湿地规划"])
    make_decision("湿地规划", year=2026, number=1)
    page = client.get("/decisions/").content.decode()
    rows = {
        year: re.findall(r"<td>(\d+)</td>", rest)
        for year, rest in re.findall(r">(\d{4})年度目录</a></th>(.*?)</tr>", page)
    }
    assert list(rows) == ["2026", "2025"], "the newest first"
    assert rows["2026"][:3] == ["1", "1", "0"]  # versions, items, decided
    assert rows["2025"][:3] == ["2", "2", "0"]
