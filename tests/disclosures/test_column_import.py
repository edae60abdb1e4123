"""Columns from a table: a district's sectors set up from a file, errors by cell, everything or nothing."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook

from disclosures.column_import import HEADER, plan, take
from disclosures.models import Column
from disclosures.models.column import Rhythm, tree
from portal.models import User
from portal.publication_states import Refused
from tests.disclosures.rows import office
from tests.factories import make_unit, make_user

pytestmark = pytest.mark.django_db
URL = "/admin/disclosures/column/import/"
SECTORS = [
    ["住房保障", "housing", "", "岚屿区房管局", "信息公开目录", "供应和分配。", "住房、公租房", "6个月", "", "摘要", "24", "是"],
    ["公租房", "public-rental", "住房保障", "岚屿区房管局", "", "公租房的房源和轮候。", "公租房", "2周", "10", "", "", ""],
    ["房源", "rental-homes", "public-rental", "", "数据发布", "每批房源。", "", "不要求", "", "", "", "否"],
]  # fmt: skip


def book(*rows: list[Any], header: Any = HEADER) -> io.BytesIO:
    made = Workbook()
    made.active.append(list(header))
    for row in rows:
        made.active.append(row)
    file = io.BytesIO()
    made.save(file)
    file.seek(0)
    return file


def troubles(*rows: list[Any], header: Any = HEADER) -> list[tuple[int, str]]:
    return plan(book(*rows, header=header), "columns.xlsx").troubles


def take_in(*rows: list[Any], header: Any = HEADER) -> Any:
    by = office()
    return take(book(*rows, header=header), "columns.xlsx", by, plan(book(*rows, header=header), "columns.xlsx").digest)


@pytest.fixture(autouse=True)
def unit() -> Any:
    return make_unit("岚屿区房管局")


def test_a_tree_of_three_levels_is_set_up_from_one_file() -> None:
    made = take_in(*SECTORS)
    assert len(made.added) == 3
    homes = Column.objects.get(slug="rental-homes")
    assert [each.slug for each in tree().line(homes.pk)] == ["housing", "public-rental", "rental-homes"]
    assert (homes.rhythm, homes.active, homes.kind, homes.unit) == (Rhythm.NONE, False, "数据发布", None)
    housing = Column.objects.get(slug="housing")
    assert (housing.keywords, housing.required, housing.archive_after) == (["住房", "公租房"], ["summary"], 24)
    assert Column.objects.get(slug="public-rental").limit == 10


def test_the_same_file_again_changes_nothing_and_a_part_changes_only_its_columns() -> None:
    take_in(*SECTORS)
    with pytest.raises(Refused, match="完全一样"):
        take_in(*SECTORS)
    made = take_in(["公共租赁住房", "public-rental", "一季一更新"], header=["栏目名称", "地址名", "栏目说明"])
    assert made.changed[0][2] == ["栏目名称", "栏目说明"]
    column = Column.objects.get(slug="public-rental")
    assert (column.name, column.limit_days, column.keywords) == ("公共租赁住房", 10, ["公租房"])


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (["甲", "Not A Slug"], "「地址名」：输入由字母，数字"),
        (["甲", ""], "「地址名」：此字段不能为空。"),
        (["", "jia"], "「栏目名称」：此字段不能为空。"),
        (["甲", "jia", "没有的栏目"], "「上级栏目」：没有栏目“没有的栏目”，上级要写在下级前面。"),
        (["甲", "jia", "", "没有的局"], "「责任单位」：没有单位叫“没有的局”。"),
        (["甲", "jia", "", "", "别的类别"], "「栏目类别」：不认识“别的类别”"),
        (["甲", "jia", "", "", "", "", "", "每天"], "「更新周期」：不认识“每天”"),
        (["甲", "jia", "", "", "", "", "", "", "-3"], "「更新期限（天）」：写大于 0 的整数。"),
        (["甲", "jia", "", "", "", "", "", "", "99999999999"], "「更新期限（天）」：写大于 0 的整数。"),
        (["甲", "jia", "", "", "", "", "", "", "", "电话"], "「必填要素」：不认识“电话”"),
        (["甲", "jia", "", "", "", "", "", "", "", "", "", "也许"], "「启用」：写“是”或“否”。"),
        (["甲" * 61, "jia"], "「栏目名称」：确保该变量包含不超过 60 字符"),
        (["指南", "guide"], "「栏目名称」：法定栏目“政府信息公开指南”不能改名。"),
    ],
)
def test_errors_name_the_row_and_the_cell(row: list[str], sentence: str) -> None:
    [(number, found)] = troubles(row)
    assert number == 2
    assert found.startswith(sentence.rstrip("。")[:20]), found


def test_one_bad_cell_and_nothing_is_taken_in() -> None:
    rows = [*SECTORS, ["房源", "rental-homes", "housing"]]
    assert troubles(*rows)[0] == (5, "「地址名」：和第4行相同。")
    before = Column.objects.count()
    with pytest.raises(Refused, match="还有问题"):
        take_in(*rows)
    assert Column.objects.count() == before


def test_a_column_is_not_moved_by_a_file() -> None:
    take_in(*SECTORS)
    moved = [["公租房", "public-rental", ""]]
    assert "现在的上级是“住房保障”，移动请在栏目页上做" in troubles(*moved)[0][1]


def test_unknown_and_missing_headings_are_told() -> None:
    assert troubles(["甲"], header=["栏目名称"]) == [(1, "表头缺少“地址名”。")]
    assert (1, "表头不认识“备注”。") in troubles(["甲", "jia", "x"], header=["栏目名称", "地址名", "备注"])


def test_a_tree_that_changed_since_the_preview_is_refused() -> None:
    digest = plan(book(*SECTORS), "columns.xlsx").digest
    Column.place(name="别人的栏目", slug="others-column")
    with pytest.raises(Refused, match="又有改动"):
        take(book(*SECTORS), "columns.xlsx", office(), digest)


def test_reading_costs_three_queries_however_many_rows() -> None:
    rows = [[f"栏目{index}", f"column-{index}"] for index in range(300)]
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert len(plan(book(*rows), "columns.xlsx").added) == 300
    assert len(captured) == 2


def test_in_the_admin_preview_then_confirm_and_only_by_the_office(client: Client) -> None:
    client.force_login(office())
    page = client.post(URL, {"file": SimpleUploadedFile("栏目.xlsx", book(*SECTORS).read())})
    text = page.content.decode()
    assert "新增 <strong>3</strong>" in text
    assert "放在“住房保障”之下" in text
    assert not Column.objects.filter(slug="housing").exists()
    token = page.context["token"]
    done = client.post(URL, {"token": token}, follow=True).content.decode()
    assert "新增3个" in done
    assert Column.objects.filter(slug="housing").exists()
    assert "预览已过期" in client.post(URL, {"token": token + "x"}).content.decode()
    assert "又有改动" in client.post(URL, {"token": token}, follow=True).content.decode()
    bad = client.post(URL, {"file": SimpleUploadedFile("栏目.xlsx", b"PK not a workbook")}).content.decode()
    assert 'role="alert"' in bad
    author: User = make_user("cao", make_unit("岚屿区房管局"), "起草")
    client.force_login(author)
    assert client.get(URL).status_code == 403
    assert client.post(URL, {"token": token}).status_code == 403
