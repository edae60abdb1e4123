"""Downloads of a dataset: the rows as shown, numbers exact, nothing that a spreadsheet runs, made piece by piece."""

import csv
import io
import json
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from disclosures import dataset_export
from disclosures.dataset_export import Export
from disclosures.models.dataset import DICTIONARY
from disclosures.workbook_stream import pieces
from tests.disclosures.rows import add_rows, make_dataset, office, publish_dataset
from tests.factories import cleared

pytestmark = pytest.mark.django_db


def got(client: Client, url: str) -> bytes:
    response = client.get(url)
    assert response.status_code == 200, url
    return b"".join(response)


def lines(client: Client, url: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(got(client, url).decode("utf-8-sig"))))


def test_csv_xlsx_and_json_hold_the_same_rows(client: Client) -> None:
    url = publish_dataset(note="一户一行").get_absolute_url()
    table = lines(client, f"{url}rows.csv")
    assert table == [
        ["乡镇", "领取人", "补贴金额（元）", "面积（亩）", "发放日期", "比例（%）"],
        ["岚城镇", "沈某某", "1200.5", "8", "2026-03-05", "40"],
        ["望潮镇", "陆某某", "800", "5.5", "2026-03-06", "30"],
        ["橘林乡", "橘香合作社", "3000", "", "", ""],
    ]
    book = load_workbook(io.BytesIO(got(client, f"{url}rows.xlsx")))
    assert book.sheetnames == ["数据", "数据字典"]
    rows = list(book["数据"].iter_rows(values_only=True))
    assert [list(row) for row in rows[1:]] == [
        ["岚城镇", "沈某某", 1200.5, 8, "2026-03-05", 40],
        ["望潮镇", "陆某某", 800, 5.5, "2026-03-06", 30],
        ["橘林乡", "橘香合作社", 3000, None, None, None],
    ]
    dictionary = [list(row) for row in book["数据字典"].iter_rows(values_only=True)]
    assert dictionary[0] == DICTIONARY
    assert [row[0] for row in dictionary[1:]] == ["乡镇", "领取人", "补贴金额", "面积", "发放日期", "比例"]
    told = json.loads(got(client, f"{url}rows.json"), parse_float=Decimal)
    assert told["数据"][0] == {
        "town": "岚城镇", "receiver": "沈某某", "amount": Decimal("1200.5"), "area": 8, "paid_on": "2026-03-05", "rate": 40,
    }  # fmt: skip
    assert told["数据"][2] == {"town": "橘林乡", "receiver": "橘香合作社", "amount": 3000}
    assert (told["版本"], told["说明"], told["字典"][2]["单位"]) == (1, "一户一行", "元")


def test_what_was_searched_and_sorted_is_downloaded(client: Client) -> None:
    url = publish_dataset().get_absolute_url()
    assert [row[1] for row in lines(client, f"{url}rows.csv?q=某某&sort=amount")[1:]] == ["陆某某", "沈某某"]
    assert [row[1] for row in lines(client, f"{url}rows.csv?sort=-amount&page=7")[1:]] == [
        "橘香合作社",
        "沈某某",
        "陆某某",
    ]
    assert json.loads(got(client, f"{url}rows.json?q=没有这样的"))["数据"] == []
    assert len(lines(client, f"{url}rows.csv?q=没有这样的")) == 1
    response = client.get(f"{url}rows.csv?q=某某")
    assert response.headers["Content-Disposition"] == 'attachment; filename="grain-1-found.csv"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_the_dictionary_alone(client: Client) -> None:
    item = publish_dataset()
    table = lines(client, f"{item.get_absolute_url()}dictionary.csv")
    assert table[0] == DICTIONARY
    assert table[1][:6] == ["乡镇", "town", "选项", "", "是", "岚城镇、望潮镇、橘林乡"]
    assert len(table) == 7


def test_no_cell_is_taken_for_a_formula(client: Client) -> None:
    row = '岚城镇,"=HYPERLINK(""http://x"",""y"")",-5,,,,'
    url = publish_dataset("evil", row, "岚城镇,@SUM(A1),6,,,,", "岚城镇,<b>&amp;\ufffe,7,,,,").get_absolute_url()
    table = lines(client, f"{url}rows.csv")
    assert [row[1][:2] for row in table[1:3]] == ["'=", "'@"]
    assert table[1][2] == "-5"  # a number stays one
    sheet = load_workbook(io.BytesIO(got(client, f"{url}rows.xlsx")))["数据"]
    assert [cell.data_type for cell in sheet[2]][1] in ("s", "inlineStr")
    assert sheet["C2"].value == -5
    page = client.get(url).content.decode()
    assert "&lt;b&gt;" in page
    assert "<b>&amp;" not in page


def test_files_are_made_piece_by_piece(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dataset_export, "PIECE", 10)
    item = publish_dataset("long", *(f"岚城镇,第{number:03}户,{number},,,," for number in range(95)))
    asked: list[int] = []
    whole = Export._parts

    def counted(self: Any, *args: Any) -> Any:
        for part in whole(self, *args):
            asked.append(len(part))
            yield part

    monkeypatch.setattr(Export, "_parts", counted)
    version = item.versions.get()
    export = Export(version, list(item.fields.all()), range(1, 96))
    first = next(iter(export.csv()))
    assert (first.count(b"\n"), asked) == (11, [10])
    assert len(b"".join(Export(version, list(item.fields.all()), range(1, 96)).csv()).splitlines()) == 96


def test_a_workbook_is_given_out_before_its_last_row_is_asked_for() -> None:
    taken: list[int] = []

    def rows() -> Any:
        for number in range(5_000):
            taken.append(number)
            yield [f"甲{number}&<>", number, Decimal("0.1"), None]

    made = pieces([("表", rows())])
    parts = [next(made)]
    assert len(taken) < 2_000
    parts += made
    sheet = load_workbook(io.BytesIO(b"".join(parts)))["表"]
    assert sheet.max_row == 5_000
    assert [cell.value for cell in sheet[5_000]][:3] == ["甲4999&<>", 4999, 0.1]


def test_whole_numbers_are_kept_whole_and_years_have_no_commas(client: Client) -> None:
    columns: list[Any] = [("year", "年度", "integer", {}), ("units", "套数", "integer", {"measure": "套"}),
                          ("amount", "金额", "money", {"measure": "万元"})]  # fmt: skip
    item = make_dataset("years", columns=columns)
    add_rows(item, "2026,1200,14380", "2025,0,0.10", head="年度,套数,金额")
    cleared(item).publish(office())
    assert lines(client, f"{item.get_absolute_url()}rows.csv")[1:] == [["2026", "1200", "14380"], ["2025", "0", "0.1"]]
    assert b'"year": 2026' in got(client, f"{item.get_absolute_url()}rows.json")
    page = client.get(item.get_absolute_url()).content.decode()
    for shown in (">2026<", ">1,200<", ">14,380<", ">0.1<"):
        assert shown in page
