"""Elements from a table: a preview with the fault of every row, then all rows or none, drafts only."""

import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from policies.models import Document
from portal.publishing import State
from tests.factories import make_draft, publish

pytestmark = pytest.mark.django_db
HEAD = ["草稿编号", "标题", "发文字号", "公开主体", "发文机关", "公文种类", "主题分类", "成文日期", "主题词"]


def sheet(*rows: list[Any], head: list[str] = HEAD) -> bytes:
    file, book = io.BytesIO(), Workbook()
    for row in (head, *rows):
        book.active.append(row)
    book.save(file)
    return file.getvalue()


def row(unit: str = "岚屿区建设和管理委员会", **cells: Any) -> list[Any]:
    values = {
        "标题": "关于绿化养护的通知",
        "发文字号": "岚建[2026]第9号",
        "公开主体": unit,
        "发文机关": unit,
        "公文种类": "通知",
    }
    values |= {"成文日期": "2026年3月5日", "主题词": "绿化、养护"} | cells
    return [values.get(name) for name in HEAD]


def post(client: Any, data: bytes, name: str = "要素.xlsx") -> str:
    response = client.post(reverse("admin:policies_document_import_elements"), {"file": SimpleUploadedFile(name, data)})
    return response.content.decode()


def confirm(client: Any, page: str) -> Any:
    token = re.search(r'name="token" value="([^"]+)"', page)
    assert token, re.findall(r"第 \d+ 行：[^<]*", page)
    return client.post(reverse("admin:policies_document_import_elements"), {"token": token[1]})


def test_table_is_previewed_then_written_as_drafts(lin, staff) -> None:
    page = post(staff(lin), sheet(row()))
    assert "新建草稿 <strong>1</strong>" in page
    assert not Document.objects.exists()
    confirm(staff(lin), page)
    document = Document.objects.get()
    assert (document.state, document.created_by, document.number) == (State.DRAFT, lin, "岚建〔2026〕9号")
    assert (document.lead_issuer, document.genre, document.keywords) == (lin.unit, "notice", ["绿化", "养护"])
    assert str(document.written_on) == "2026-03-05"


def test_csv_of_excel_is_read(lin, staff) -> None:
    text = "标题,公开主体,成文日期\r\n关于绿化养护的通知,岚屿区建设和管理委员会,2026/3/5\r\n"
    confirm(staff(lin), post(staff(lin), text.encode("gb18030"), "要素.csv"))
    assert Document.objects.get().title == "关于绿化养护的通知"


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"成文日期": "去年春天"}, "看不懂"),
        ({"公文种类": "短信"}, "不在可选范围"),
        ({"unit": "岚屿区卫生健康委员会"}, "没有名为“岚屿区卫生健康委员会”"),
        ({"发文机关": "岚屿区宇航局"}, "没有名为“岚屿区宇航局”的单位"),
        ({"标题": ""}, "缺少：标题"),
        ({"草稿编号": "999999"}, "没有编号为 999999 的草稿"),
        ({"标题": "长" * 301}, "300"),
    ],
)
def test_fault_of_a_row_is_said_and_nothing_is_written(cells, sentence, lin, health, staff) -> None:
    page = post(staff(lin), sheet(row(发文字号=""), row(**cells)))
    assert sentence in page
    assert "第 3 行" in page
    assert 'name="token"' not in page
    assert not Document.objects.exists()


def test_number_that_exists_or_is_doubled_in_the_table_is_refused(lin, staff) -> None:
    assert "本表中的" in post(staff(lin), sheet(row(), row()))
    make_draft(number="岚建〔2026〕9号")
    assert "已有" in post(staff(lin), sheet(row()))


def test_draft_is_updated_in_the_columns_that_are_filled(lin, staff) -> None:
    document = make_draft("旧标题", unit=lin.unit, created_by=lin)
    number = document.number
    confirm(staff(lin), post(staff(lin), sheet(row(草稿编号=document.pk, 标题="新标题", 发文字号=""))))
    document.refresh_from_db()
    assert (document.title, document.number, document.edited_by) == ("新标题", number, lin)
    assert "第一条" in document.body


def test_published_item_is_not_touched(lin, staff) -> None:
    document = publish(make_draft(unit=lin.unit, created_by=lin))
    assert "只有草稿可以修改" in post(staff(lin), sheet(row(草稿编号=document.pk)))


def test_draft_of_another_unit_is_not_touched(lin, health, staff) -> None:
    document = make_draft("别人的标题", unit=health)
    page = post(staff(lin), sheet(row(草稿编号=document.pk)))
    assert "不属于您的单位" in page
    assert "别人的标题" not in page


def test_state_cannot_be_written(lin, staff) -> None:
    data = sheet(["关于绿化养护的通知", "岚屿区建设和管理委员会", "published"], head=["标题", "公开主体", "state"])
    page = post(staff(lin), data)
    assert "没有使用：state" in page
    confirm(staff(lin), page)
    assert Document.objects.get().state == State.DRAFT


def test_token_of_another_person_is_worthless(lin, qiu, staff) -> None:
    page = post(staff(lin), sheet(row()))
    confirm(staff(qiu), page)
    assert not Document.objects.exists()


def test_what_changed_since_the_preview_stops_the_import(lin, staff) -> None:
    page = post(staff(lin), sheet(row(发文字号="岚建〔2026〕7号"), row()))
    make_draft(number="岚建〔2026〕9号")
    assert "已有" in confirm(staff(lin), page).content.decode()
    assert Document.objects.count() == 1


@pytest.mark.parametrize(("data", "name"), [(b"", "a.xlsx"), (b"PK", "a.xlsx"), (b"x" * 10, "a.pdf")])
def test_file_that_is_no_table_is_refused(data, name, lin, staff) -> None:
    assert "staff-box--alarm" in post(staff(lin), data, name)


def test_reviewer_may_not_import(he, staff) -> None:
    post(staff(he), sheet(row()))
    assert not Document.objects.exists()
