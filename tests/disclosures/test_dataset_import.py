"""Tables as people make them: every trouble by its cell, nothing half imported, one person at a time."""

import datetime as dt
import io
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, connection
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from disclosures import dataset_import, kept_uploads, waiting_imports
from disclosures.cell_values import Kind, read, shown, stored, tidy
from disclosures.dataset_import import Spoilt, preview, take
from disclosures.models import (
    Dataset,
    DatasetField,
    DatasetHiddenRow,
    DatasetOrder,
    DatasetPosting,
    DatasetRow,
    DatasetUpload,
    DatasetVersion,
)
from disclosures.tasks import forget_uploads, import_soon, import_tables
from portal.files import FileRejected
from portal.models import User
from portal.publication_states import Refused
from tests.disclosures.rows import add_rows, import_rows, make_dataset, office, publish_dataset, table

COLUMNS: list[tuple[str, str, str, dict[str, Any]]] = [
    ("project", "项目名称", "text", {"required": True}),
    ("budget", "预算金额", "money", {"measure": "万元", "required": True, "total": True}),
    ("spent", "支出金额", "money", {"measure": "万元", "total": True}),
    ("households", "户数", "integer", {"measure": "户"}),
    ("rate", "完成率", "percent", {}),
    ("on", "批复日期", "date", {}),
    ("account", "账号", "text", {"private": True}),
]


def declared(kind: str, measure: str = "", **fields: Any) -> DatasetField:
    return DatasetField(kind=kind, measure=measure, **fields)


def value(field: DatasetField, raw: Any, **options: Any) -> Any:
    return read(field, raw, tidy(raw), **options)


@pytest.mark.parametrize(
    "raw",
    ["2026-03-05", "2026/3/5", "2026.3.5", "2026年3月5日", "20260305", " ２０２６年３月５日 ", "2026-03-05 00:00:00",
     dt.datetime(2026, 3, 5), dt.date(2026, 3, 5), 20260305],
)  # fmt: skip
def test_dates_in_every_usual_spelling(raw: Any) -> None:
    assert value(declared("date"), raw) == "2026-03-05"


@pytest.mark.parametrize("raw", ["2026-02-30", "3月5日", "2026", "昨天", "26-3-5", "1026-03-05", "2026-3/5", "#REF!"])
def test_what_is_no_date_is_refused(raw: str) -> None:
    with pytest.raises(ValueError, match=r"日期|年份|公式"):
        value(declared("date"), raw)


@pytest.mark.parametrize(
    ("kind", "measure", "raw", "expected"),
    [
        ("integer", "户", "1,234", "1234"), ("integer", "户", "１２３４户", "1234"), ("integer", "", 12.0, "12"),
        ("decimal", "亩", "８．５", "8.5"), ("decimal", "亩", 0.1 + 0.2, "0.3"),
        ("decimal", "", "-3", "-3"), ("decimal", "", "(3)", "-3"),
        ("money", "万元", "1,234.50", "1234.5"), ("money", "万元", "1.2亿元", "12000"), ("money", "元", "￥１，２００", "1200"),
        ("money", "元", "3千元", "3000"), ("money", "亿元", "5000万元", "0.5"),
        ("percent", "", "45.2%", "45.2"), ("percent", "", "４５％", "45"),
    ],
)  # fmt: skip
def test_numbers_as_people_write_them(kind: str, measure: str, raw: Any, expected: str) -> None:
    assert Decimal(str(value(declared(kind, measure), raw))) == Decimal(expected)


@pytest.mark.parametrize(
    ("kind", "measure", "raw", "reason"),
    [
        ("integer", "", "3.5", "不是整数"), ("money", "元", "-", "留空"), ("money", "元", "1,23,4", "不是数字"),
        ("money", "元", "一百", "不是数字"), ("decimal", "", "1.1234567", "最多6位"), ("decimal", "", "9" * 20, "太大"),
        ("integer", "", "12 34 5a", "不是数字"), ("money", "元", "#DIV/0!", "公式"), ("decimal", "", "NaN", "不是数字"),
    ],
)  # fmt: skip
def test_what_is_no_number_is_refused_with_the_reason(kind: str, measure: str, raw: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        value(declared(kind, measure), raw)


def test_a_cell_formatted_as_a_percentage_holds_a_hundredth() -> None:
    assert value(declared("percent"), 0.452, percent=True) == Decimal("45.2")


@given(st.text(), st.sampled_from(list(Kind)))
def test_no_text_breaks_the_reader_and_what_it_reads_it_shows_again(text: str, kind: Kind) -> None:
    field = declared(kind, "元" if kind == Kind.MONEY else "", options=["甲"])
    if not (held := tidy(text)):
        return
    with suppress(ValueError):  # anything else is a mistake of ours
        got = read(field, text, held)
        assert stored({"a": got})
        if kind != Kind.CHOICE:
            assert read(field, shown(field, got), shown(field, got)) == got


def book(fill: Callable[[Any], None]) -> io.BytesIO:
    made, file = Workbook(), io.BytesIO()
    fill(made.active)
    made.save(file)
    file.seek(0)
    return file


def ugly(sheet: Any) -> None:
    """A title over everything, a heading of two rows with merged groups, full-width digits, separators, blank rows."""
    sheet.append(["岚屿区项目情况表"])
    sheet.append([None, None, None, None, None, None, "单位：万元"])
    sheet.append(["序号", "项目名称", "金额", None, "户数（户）", "完成率", "批复日期", "账号"])
    sheet.append([None, None, "预算金额", "支出金额"])
    for each in ("A1:H1", "A3:A4", "B3:B4", "C3:D3", "E3:E4", "F3:F4", "G3:G4", "H3:H4"):
        sheet.merge_cells(each)
    sheet.append([])
    sheet.append([1, " 潮音路\n改建 ", "１,２３４.５", 600, "1,020", "48.6%", "2026-03-05", "6200 0001"])
    sheet.append([None, "  ", None, None])
    sheet.append([2, "海塘加固", 3000, None, 12, 0.5, "2026年3月6日", None])
    sheet.append([3, "图书馆", "1.2亿元", "（5）", None, 1, dt.datetime(2026, 3, 7), None])
    sheet.append([4, "泵闸", 0.1 + 0.2, "", "８户", None, "2026/3/8", None])
    sheet.append([5, "步道", 1, 1, 1, "100%", "20260309", None])
    sheet["F8"].number_format = sheet["F9"].number_format = "0.0%"
    sheet.row_dimensions[9].hidden = True


@pytest.fixture
def item(db: None) -> Dataset:
    return make_dataset(columns=COLUMNS)


def test_a_real_ugly_workbook_is_read_whole(item: Dataset) -> None:
    version = take(item, book(ugly), "表.xlsx", User.objects.get(username="zhu"))
    rows = [row.cells for row in DatasetRow.objects.filter(version=version).order_by("number")]
    assert [each["project"] for each in rows] == ["潮音路 改建", "海塘加固", "图书馆", "泵闸", "步道"]
    assert [each["budget"] for each in rows] == [Decimal("1234.5"), 3000, 12000, Decimal("0.3"), 1]
    assert [each.get("spent") for each in rows] == [600, None, -5, None, 1]
    assert [each.get("households") for each in rows] == [1020, 12, None, 8, 1]
    assert [each.get("rate") for each in rows] == [Decimal("48.6"), 50, 100, None, 100]
    assert [each["on"] for each in rows] == [f"2026-03-0{day}" for day in range(5, 10)]
    assert version.totals == {"budget": "16235.8", "spent": "596"}
    hidden = DatasetHiddenRow.objects.get(version=version)
    assert (hidden.number, hidden.cells) == (1, {"account": "6200 0001"})


def test_every_trouble_of_an_ugly_workbook_is_told_by_its_cell(item: Dataset) -> None:
    def spoil(sheet: Any) -> None:
        ugly(sheet)
        sheet["C6"] = "1,23,4"
        sheet["E8"] = "十二"
        sheet["G8"] = "2026-02-30"
        sheet["B9"] = None
        sheet["G9"] = "#REF!"
        sheet["J10"] = "多出来的"
        sheet.append([None, "合计", 99999, None])
        sheet.append(["注：以上为暂定数"])
        sheet.merge_cells("D10:D11")

    seen = preview(item, book(spoil), "表.xlsx").reading
    told = "\n".join(seen.troubles.shown)
    for each in (
        "「预算金额」（C6）：“1,23,4”不是数字",
        "「户数」（E8）：“十二”不是数字",
        "「批复日期」（G8）", "「项目名称」（B9）：没有填写", "「批复日期」（G9）：“#REF!”是公式出错",
        "（J10）：“多出来的”的上面没有表头",
        "第12行：是合计行", "第13行：只有一格有内容", "D10:D11：是合并单元格",
    ):  # fmt: skip
        assert each in told, (each, told)
    assert seen.troubles.count == 9
    with pytest.raises(Spoilt):
        take(item, book(spoil), "表.xlsx", User.objects.get(username="zhu"))
    for model in (DatasetVersion, DatasetRow, DatasetHiddenRow, DatasetOrder, DatasetPosting):
        assert not model.objects.exists(), model


def test_a_trouble_in_the_last_row_leaves_nothing(item: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dataset_import, "CHUNK", 3)
    lines = [*(f"项目{number},{number}" for number in range(10)), "最后,x"]
    with pytest.raises(Spoilt) as spoilt:
        import_rows(item, *lines, head="项目名称,预算金额")
    assert spoilt.value.troubles.shown == ["第12行「预算金额」（B12）：“x”不是数字"]
    assert not DatasetVersion.objects.exists()
    assert not DatasetRow.objects.exists()


@pytest.mark.parametrize(
    ("head", "line", "told"),
    [
        ("项目名称,预算金额,备注", "甲,1,x", "表头“备注”没有登记"),
        ("项目名称,支出金额", "甲,1", "表头缺少「预算金额」"),
        ("项目名称,预算金额,预算金额", "甲,1,2", "出现了两次"),
        ("项目名称,预算金额（元）", "甲,1", "单位写的是元，登记的是万元"),
        ("项目名称,预算金额", '"甲,1', ""),
        ("项目名称,预算金额", "甲,1,2", "的上面没有表头"),
        ("项目名称,预算金额", "", "没有数据行"),
        ("甲,乙", "1,2", ""),
        ("", "", ""),
    ],
)
def test_headings_that_do_not_fit_are_refused(item: Dataset, head: str, line: str, told: str) -> None:
    with pytest.raises((Spoilt, FileRejected)) as refused:
        take(item, table(line, head=head), "x.csv", User.objects.get(username="zhu"))
    if told:
        assert told in "".join(refused.value.troubles.shown)  # type: ignore[attr-defined]
    assert not DatasetVersion.objects.exists()


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_of_every_usual_charset(item: Dataset, charset: str) -> None:
    file = io.BytesIO("项目名称,预算金额\r\n潮音路,1\r\n\r\n".encode(charset))
    version = take(item, file, "x.csv", User.objects.get(username="zhu"))
    assert (version.rows, version.number) == (1, 1)


@pytest.mark.parametrize("name", ["x.xlsx", "x.pdf", "x.xls"])
def test_what_is_no_table_is_refused(item: Dataset, name: str) -> None:
    with pytest.raises(FileRejected):
        take(item, io.BytesIO(b"%PDF-1.4 nothing"), name, User.objects.get(username="zhu"))


def test_choices_must_be_among_the_declared(db: None) -> None:
    with pytest.raises(Spoilt) as spoilt:
        import_rows(make_dataset(), "别处镇,沈某某,5,,,,")
    assert "A2" in spoilt.value.troubles.shown[0]
    assert "岚城镇" in spoilt.value.troubles.shown[0]


def test_personal_data_in_a_public_column_is_pointed_out_and_must_be_overruled(item: Dataset) -> None:
    version = import_rows(item, "联系张三13912345678,1", "编号11010519491231002X,2", head="项目名称,预算金额")
    assert version.findings_count == 2
    assert "A2" in version.findings[0]["where"]
    assert "13912345678" not in str(version.findings)
    with pytest.raises(Refused, match="2处疑似个人信息"):
        version.confirm(User.objects.get(username="xu"))
    version.confirm(User.objects.get(username="xu"), overruled="公开的值班电话")
    private = import_rows(item, "项目,1,13912345678", head="项目名称,预算金额,账号")
    assert private.findings_count == 0


def test_a_second_import_waits_for_the_first(item: Dataset) -> None:
    import_rows(item, "甲,1", head="项目名称,预算金额")
    with pytest.raises(Refused, match="待确认"):
        import_rows(item, "乙,1", head="项目名称,预算金额")
    assert DatasetVersion.objects.count() == 1
    withdrawn = publish_dataset("gone")
    withdrawn.withdraw(office(), "有误")
    with pytest.raises(Refused, match="已经撤回"):
        import_rows(withdrawn)


def test_two_people_at_once_do_not_wait_for_each_other(item: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    """The database says that the row is held; the second person is told so at once."""

    class Held:
        def get(self, **_: Any) -> Any:
            error = DatabaseError("could not obtain lock")
            error.__cause__ = type("LockNotAvailable", (Exception,), {"sqlstate": "55P03"})()
            raise error

    monkeypatch.setattr(Dataset.objects, "select_for_update", lambda **_: Held(), raising=False)
    with pytest.raises(Refused, match="正在被别人修改或导入"):
        import_rows(item, "甲,1", head="项目名称,预算金额")


def queued(item: Dataset, text: str = "项目名称,预算金额\n甲,1", name: str = "大表.csv") -> DatasetUpload:
    return waiting_imports.queue(item, io.BytesIO(text.encode()), name, User.objects.get(username="zhu"), "说明")


def test_a_large_table_is_taken_in_by_the_worker(item: Dataset) -> None:
    upload = queued(item)
    assert not DatasetVersion.objects.exists()
    with pytest.raises(Refused, match="已有一张表在等待导入"):
        queued(item)
    import_tables(timestamp=0)
    upload.refresh_from_db()
    assert upload.version is not None
    assert (upload.version.standing, upload.version.rows, upload.version.note) == ("waiting", 1, "说明")
    assert upload.version.imported_by.username == "zhu"
    assert kept_uploads.opened(upload.kept) is None
    with pytest.raises(Refused, match="待确认"):
        queued(item)
    assert waiting_imports.work_off() == 0


def test_the_worker_tells_every_trouble_and_goes_on(item: Dataset) -> None:
    other = make_dataset("other", columns=COLUMNS)
    spoilt, good, broken = queued(item, "项目名称,预算金额\n甲,x"), queued(other), None
    assert waiting_imports.work_off() == 2
    spoilt.refresh_from_db()
    good.refresh_from_db()
    assert spoilt.troubles == ["第2行「预算金额」（B2）：“x”不是数字"]
    assert good.version is not None
    broken = queued(item, "什么都不是")
    waiting_imports.work_off()
    broken.refresh_from_db()
    assert "表头" in broken.refusal
    lost = queued(item)
    kept_uploads.forget(lost.kept)
    waiting_imports.work_off()
    lost.refresh_from_db()
    assert "30 分钟" in lost.refusal
    assert DatasetVersion.objects.count() == 1


def test_old_uploads_are_forgotten(item: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    upload = queued(item)
    monkeypatch.setattr(kept_uploads, "VALID_SECONDS", -5)
    forget_uploads(timestamp=0)
    assert kept_uploads.opened(upload.kept) is None
    waiting_imports.work_off()
    monkeypatch.setattr(waiting_imports, "KEPT_DAYS", -1)
    forget_uploads(timestamp=0)
    assert not DatasetUpload.objects.exists()


def test_asking_twice_for_the_worker_is_no_error(item: Dataset) -> None:
    import_soon()
    import_soon()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'disclosures.tasks.import_tables'")
        assert cursor.fetchone() == (1,)


def test_rows_are_numbered_without_a_gap(db: None) -> None:
    version = add_rows(make_dataset())
    assert list(DatasetRow.objects.filter(version=version).order_by("number").values_list("number", flat=True)) == [
        1,
        2,
        3,
    ]
