"""Projects and indicators from a table: drafts with their milestones, errors by cell, everything or nothing."""

import datetime as dt
import io
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook

from disclosures.admin.indicators import IndicatorAdmin
from disclosures.admin.projects import ProjectAdmin
from disclosures.draft_import import DraftPlan, plan, take
from disclosures.models import Column, Indicator, Project
from portal.models import Unit, User
from portal.publication_states import Refused
from portal.publishing import State
from tests.disclosures.project_rows import make_category
from tests.factories import make_unit, make_user

pytestmark = pytest.mark.django_db
URL = "/admin/disclosures/project/import-drafts/"
HEADER = [
    "标题",
    "类别",
    "所在乡镇街道",
    "地点",
    "所在栏目",
    "预算（万元）",
    "计划开工",
    "计划完工",
    "目标数量",
    "计量单位",
    "节点",
]
GOOD: list[Any] = [
    "船台新村加装电梯", "elevators", "船坞街道", "船台新村", "加装电梯栏目", "１，２６０", dt.datetime(2026, 3, 1),
    "2026年11月8日", 20, "台", "基坑完成 2026-05-01；竣工验收 2026年9月30日",
]  # fmt: skip


def book(*rows: list[Any], header: Any = HEADER) -> bytes:
    made = Workbook()
    for row in (header, *rows):
        made.active.append(list(row))
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def but(**changed: Any) -> list[Any]:
    """The good row with other cells, named by their place a, b, c …"""
    row = list(GOOD)
    for name, value in changed.items():
        row[ord(name) - ord("a")] = value
    return row


@pytest.fixture
def author() -> User:
    make_category("elevators")
    Column.place(name="加装电梯栏目", slug="lifts")
    make_unit("岚屿区船坞街道", short_name="船坞街道", kind=Unit.Kind.TOWN)
    return make_user("cao", make_unit("岚屿区建管委"), "起草")


def judged(author: User, *rows: list[Any], header: Any = HEADER) -> DraftPlan:
    return plan(ProjectAdmin.drafts, io.BytesIO(book(*rows, header=header)), "projects.xlsx", author)


def test_a_row_becomes_a_draft_with_its_milestones(author: User) -> None:
    [item] = take(ProjectAdmin.drafts, io.BytesIO(book(GOOD)), "projects.xlsx", author)
    item = Project.objects.get(pk=item.pk)
    assert (item.state, item.unit, item.created_by, item.budget) == (
        State.DRAFT,
        author.unit,
        author,
        Decimal(12_600_000),
    )
    assert (item.starts_on, item.ends_on) == (dt.date(2026, 3, 1), dt.date(2026, 11, 8))
    assert (item.town.short_name, item.column.slug, item.target, item.measure) == ("船坞街道", "lifts", 20, "台")
    assert list(item.milestones.values_list("name", "planned_on")) == [
        ("基坑完成", dt.date(2026, 5, 1)), ("竣工验收", dt.date(2026, 9, 30))
    ]  # fmt: skip
    assert item.disclosure_basis == "20-10"


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (but(a=""), "「标题」：没有填。"),
        (but(b="没有的类别"), "「类别」：没有这个"),
        (but(c="火星镇"), "「所在乡镇街道」：没有这个"),
        (but(f="很多"), "「预算（万元）」：“很多”不是数字。"),
        (but(f="-5"), "「预算」：不能是负数。"),
        (but(h="2026年13月1日"), "「计划完工」：“2026年13月1日”不是日期"),
        (but(h="2025-01-01"), "「整行」：计划完工不能早于计划开工。"),
        (but(i="", j="台"), "「整行」：目标数量要大于零，并写明计量单位"),
        (but(j="一二三四五六七八九十一"), "「计量单位」：确保该变量包含不超过 10 字符"),
        (but(k="竣工"), "「节点」：“竣工”要写成“名称 日期”"),
        (but(k="竣工 明年"), "「节点」：“明年”不是日期"),
        (but(a="长" * 301), "「标题」：确保该变量包含不超过 300 字符"),
    ],
)
def test_errors_name_the_row_and_the_cell(row: list[Any], sentence: str, author: User) -> None:
    [(number, found)] = judged(author, row).troubles
    assert number == 2
    assert found.startswith(sentence.rstrip("。")), found


def test_headings_that_are_unknown_missing_or_twice(author: User) -> None:
    found = [text for _, text in judged(author, ["甲", "乙", "丙"], header=["标题", "备注", "预算(元)"]).troubles]
    assert found == ["表头不认识“备注”。", "表头缺少“类别”。"]
    twice = judged(author, ["甲", "1", "2"], header=["标题", "预算（元）", "预算（万元）"]).troubles
    assert (1, "表头“预算（万元）”重复。") in twice


def test_one_bad_row_and_nothing_comes_in_and_nothing_comes_in_twice(author: User) -> None:
    with pytest.raises(Refused):
        take(ProjectAdmin.drafts, io.BytesIO(book(GOOD, but(a="第二件", b="没有的类别"))), "projects.xlsx", author)
    assert not Project.objects.exists()
    take(ProjectAdmin.drafts, io.BytesIO(book(GOOD)), "projects.xlsx", author)
    with pytest.raises(Refused):
        take(ProjectAdmin.drafts, io.BytesIO(book(GOOD)), "projects.xlsx", author)
    assert judged(author, GOOD).troubles == [(2, "「标题」：本单位已有“船台新村加装电梯”。")]
    assert judged(author, but(a="新的"), but(a="新的")).troubles == [(3, "「标题」：和第2行相同。")]


def test_an_author_brings_nothing_into_another_unit(author: User) -> None:
    other = make_unit("岚屿区教育局")
    rows = [["别人的项目", "elevators", other.name]]
    found = judged(author, *rows, header=["标题", "类别", "公开主体"]).troubles
    assert found == [(2, "「公开主体」：没有（或者不归您管）这个单位：“岚屿区教育局”。")]


def test_indicators_with_choices_and_codes(author: User) -> None:
    header = ["标题", "指标代码", "主题", "计量单位", "数据周期", "方向", "目标值", "重点指标"]
    file = io.BytesIO(book(["森林覆盖率", "forest", "森林和湿地", "%", "年", "越高越好", "31.5", "否"], header=header))
    [item] = take(IndicatorAdmin.drafts, file, "indicators.xlsx", author)
    item = Indicator.objects.get(pk=item.pk)
    assert (item.theme, item.direction, item.target, item.key) == ("3-green", "up", Decimal("31.5"), False)
    again = book(["另一个", "forest", "别的", "%", "月", "", "", ""], header=header)
    found = [text for _, text in plan(IndicatorAdmin.drafts, io.BytesIO(again), "i.xlsx", author).troubles]
    assert found[0].startswith("「主题」：不认识“别的”，可以写：空气、水")
    again = book(["另一个", "forest", "水", "%", "月", "", "", ""], header=header)
    found = [text for _, text in plan(IndicatorAdmin.drafts, io.BytesIO(again), "i.xlsx", author).troubles]
    assert found == ["「指标代码」：“forest”已经有了。"]


def test_in_the_admin_preview_then_confirm(author: User, client: Client) -> None:
    client.force_login(author)
    assert "从表格导入" in client.get("/admin/disclosures/project/").content.decode()
    page = client.post(URL, {"file": SimpleUploadedFile("项目.xlsx", book(GOOD))})
    assert "新的草稿 <strong>1</strong>" in page.content.decode()
    assert not Project.objects.exists()
    done = client.post(URL, {"token": page.context["token"]}, follow=True).content.decode()
    assert "已导入1件草稿" in done
    assert Project.objects.get().events.get().pgh_context.metadata["verb"] == "draft"
    again = client.post(URL, {"token": page.context["token"]}).content.decode()
    assert "本单位已有" in again
    assert Project.objects.count() == 1
    bad = client.post(URL, {"file": SimpleUploadedFile("项目.csv", b"\xff\xfe\x00")}).content.decode()
    assert 'role="alert"' in bad
    reviewer = make_user("gu", author.unit, "审查")
    client.force_login(reviewer)
    assert client.post(URL, {"token": page.context["token"]}).status_code == 403
