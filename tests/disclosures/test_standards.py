"""标准目录: read from the tables that are handed round, taken in by versions, and held against what is published."""

import csv
import datetime as dt
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import Workbook

from disclosures.coverage import Standing, covered, totals
from disclosures.models import Column, EntryStandard, StandardField, StandardItem
from disclosures.standard_file import CatalogueFile, read_catalogue
from disclosures.standard_import import plan, take
from portal.files import FileRejected
from portal.models import User
from portal.publication_states import Refused
from tests.decisions.conftest import move  # noqa: F401 - a clock
from tests.disclosures.rows import make_entry, office, publish_entry
from tests.factories import cleared

pytestmark = pytest.mark.django_db
UPPER = [
    "序号", "公开事项", None, "公开内容（要素）", "公开依据", "公开时限", "公开主体", "公开渠道和载体", "公开对象", None,
    "公开方式", None, "公开层级", None,
]  # fmt: skip
LOWER = [
    None, "一级\n事项", "二级事项", None, None, None, None, None, "全社会", "特定群众", "主动", "依申请公开", "县级", "乡、村级"
]  # fmt: skip
BOXES = "■政府网站  □政府公报 ■两微一端 □发布会/听证会 ☑社区/企事业单位/村公示栏（电子屏） □其他"


def line(number: int, first: str | None, second: str, **changes: Any) -> list[Any]:
    cells = {
        "number": number, "first": first, "second": second, "content": "要素", "basis": "《条例》", "limit": "20个工作日内",
        "body": "区民政局", "channels": BOXES, "all": "√", "some": None, "proactive": "√", "request": None, "county": "√",
        "town": None,
    } | changes  # fmt: skip
    return list(cells.values())


def book(*lines: list[Any], more: tuple[str, ...] = ()) -> bytes:
    """A title, a header of two rows with merged cells, then the lines."""
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.append(["养老服务领域基层政务公开标准目录"])
    sheet.append([*UPPER, *more])
    sheet.append(LOWER)
    for each in ("B2:C2", "I2:J2", "K2:L2", "M2:N2", "A2:A3", "A1:N1"):
        sheet.merge_cells(each)
    for each in lines:
        sheet.append(each)
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def read(content: bytes, name: str = "目录.xlsx") -> CatalogueFile:
    return read_catalogue(io.BytesIO(content), name)


def make_column(slug: str, *, name: str, fill: bool = False, **fields: Any) -> Column:
    column = Column.place(name=name, slug=slug, **fields)
    if fill:
        publish_entry(column, title=f"{name}的信息")
    return column


def make_field() -> StandardField:
    return StandardField.objects.create(name="养老服务", slug="care")


def import_lines(field: StandardField, *lines: list[Any], more: tuple[str, ...] = ()) -> None:
    file = read(book(*lines, more=more))
    take(field, file, office(), plan(field, file).digest)


def test_merged_headers_and_merged_first_level() -> None:
    file = read(book(line(1, "政策", "国家政策"), [], line(2, None, "地方政策", some="老年人", town="是")))
    assert file.troubles == []
    assert [each.key for each in file.lines] == [("政策", "国家政策"), ("政策", "地方政策")]
    assert [each.number for each in file.lines] == [4, 6]
    first, second = (each.values for each in file.lines)
    assert first["channels"] == ["website", "mobile", "board"]
    assert (first["for_all"], first["for_some"], first["township"]) == (True, "", False)
    assert (second["for_some"], second["township"]) == ("老年人", True)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"content": None}, "「公开内容」是空的。"),
        ({"limit": "快" * 301}, "「公开时限」有301个字，最多300个。"),
        ({"channels": "□政府网站"}, "「公开渠道和载体」一项也没有选。"),
        ({"channels": "■飞鸽传书"}, "「公开渠道和载体」：不认识“飞鸽传书”。"),
        ({"all": None}, "「公开对象」一项也没有选。"),
        ({"proactive": None}, "「公开方式」一项也没有选。"),
        ({"county": "看情况"}, "「县级」：“看情况”看不懂，选中写√，不选留空。"),
    ],
)
def test_every_trouble_names_its_row(changes: dict[str, Any], sentence: str) -> None:
    file = read(book(line(1, "政策", "好的"), line(2, None, "坏的", **changes)))
    assert (5, sentence) in file.troubles
    field = make_field()
    with pytest.raises(Refused, match="什么都没有导入"):
        take(field, file, office(), plan(field, file).digest)
    assert not StandardItem.objects.exists()


def test_twice_the_same_item_is_refused() -> None:
    assert read(book(line(1, "政策", "一"), line(2, None, "一"))).troubles == [(5, "「政策—一」与第4行重复。")]


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", book()])
def test_other_files_are_refused(content: bytes) -> None:
    with pytest.raises(FileRejected):
        read(content, "x.xlsx" if content[:2] == b"PK" else "x.csv")


def test_versions_keep_items_and_their_columns() -> None:
    field, column = make_field(), make_column("care-news", name="养老动态")
    import_lines(field, [*line(1, "政策", "甲"), "养老动态"], [*line(2, None, "乙"), ""], more=("对应栏目",))
    kept = StandardItem.objects.get(second="甲")
    assert list(kept.columns.all()) == [column]
    import_lines(field, line(1, "政策", "丙"), line(2, None, "甲", limit="7个工作日内"))
    kept.refresh_from_db()
    assert (kept.time_limit, kept.position, kept.version.number) == ("7个工作日内", 2, 2)
    assert list(kept.columns.all()) == [column], "a file without the column leaves the mapping"
    assert StandardItem.objects.get(second="乙").dropped
    version = field.versions.first()
    assert version
    assert (version.added, version.changed, version.dropped) == (1, 1, 1)
    import_lines(field, line(1, "政策", "乙"))
    assert not StandardItem.objects.get(second="乙").dropped


def test_unknown_column_is_a_trouble() -> None:
    field = make_field()
    file = read(book([*line(1, "政策", "甲"), "查无此栏"], more=("对应栏目",)))
    plan(field, file)
    assert file.troubles == [(4, "「对应栏目」：没有栏目“查无此栏”。")]


def test_nothing_new_and_a_stale_preview_are_refused() -> None:
    field = make_field()
    stale = read(book(line(1, "政策", "甲")))
    digest = plan(field, stale).digest
    import_lines(field, line(1, "政策", "甲"))
    with pytest.raises(Refused, match="预览以后"):
        take(field, stale, office(), digest)
    with pytest.raises(Refused, match="完全一样"):
        take(field, stale, office(), plan(field, stale).digest)
    assert field.versions.count() == 1


def test_database_wants_an_audience_a_way_and_a_level() -> None:
    field = make_field()
    import_lines(field, line(1, "政策", "甲"))
    for change in ({"for_all": False}, {"proactive": False}, {"county": False}):
        with pytest.raises(IntegrityError), transaction.atomic():
            StandardItem.objects.update(**change)


def test_export_can_be_imported_again(client: Client) -> None:
    field = make_field()
    make_column("care-news", name="养老动态", fill=True)
    import_lines(field, [*line(1, "政策", "甲", some="老年人"), "养老动态"], more=("对应栏目",))
    content = client.get("/standards/care/items.csv").content
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert rows[1][1:3] == ["政策", "甲"]
    again = read(content, "items.csv")
    assert again.troubles == []
    assert plan(field, again).changes_nothing


def test_public_pages_show_items_and_where_they_are(client: Client) -> None:
    field = make_field()
    make_column("care-news", name="养老动态", fill=True)
    make_column("care-empty", name="空的栏目")
    import_lines(field, [*line(1, "政策", "甲"), "养老动态"], [*line(2, None, "乙"), "空的栏目"], more=("对应栏目",))
    assert "2 项公开事项" in client.get("/standards/").content.decode()
    page = client.get("/standards/care/").content.decode()
    assert "养老动态" in page
    assert "空的栏目" not in page
    assert "暂时没有内容" in page
    import_lines(field, line(1, "政策", "甲"))
    assert "乙" not in client.get("/standards/care/").content.decode()
    assert client.get("/standards/none/").status_code == 404


def test_entry_names_the_item_it_fulfils(client: Client) -> None:
    field = make_field()
    import_lines(field, line(1, "政策", "甲事项"))
    item = StandardItem.objects.get()
    assert [each.standing for each in covered([item])] == [Standing.UNMAPPED]
    column = make_column("other", name="别的栏目")
    entry = make_entry(column, title="一条信息")
    EntryStandard.objects.create(entry=entry, item=item)
    assert covered([item])[0].entries == 0, "a draft fulfils nothing"
    cleared(entry).publish(office())
    assert [each.standing for each in covered([item])] == [Standing.FULFILLED]
    assert "甲事项" in client.get(entry.get_absolute_url()).content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        EntryStandard.objects.all().delete()


def test_coverage_follows_the_clock(move: Any) -> None:  # noqa: F811
    field = make_field()
    make_column("care-news", name="养老动态", fill=True, limit_days=30)
    make_column("care-empty", name="空的栏目")
    import_lines(
        field, [*line(1, "政策", "甲"), "养老动态"], [*line(2, None, "乙"), "空的栏目"], line(3, None, "丙"),
        more=("对应栏目",),
    )  # fmt: skip
    items = StandardItem.objects.order_by("position")
    assert [each.standing for each in covered(items)] == [Standing.FULFILLED, Standing.EMPTY, Standing.UNMAPPED]
    move(timezone.now() + dt.timedelta(days=31))
    assert totals(covered(items)) == {
        Standing.LATE: 1, Standing.EMPTY: 1, Standing.UNMAPPED: 1, Standing.FULFILLED: 0
    }  # fmt: skip


def test_queries_do_not_grow_with_items(client: Client) -> None:
    field = make_field()
    make_column("care-news", name="养老动态", fill=True)

    def queries(count: int) -> int:
        lines = [[*line(n, "政策", f"事项{n}"), "养老动态"] for n in range(1, count + 1)]
        import_lines(field, *lines, more=("对应栏目",))
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/standards/care/").status_code == 200
        return len(captured)

    queries(1)
    assert queries(2) >= queries(40)


def test_office_imports_in_the_admin(staff: Any, qiu: User, lin: User) -> None:
    field = make_field()
    url = f"/admin/disclosures/standardfield/{field.pk}/import-catalogue/"
    assert staff(lin).get(url).status_code == 403
    client = staff(qiu)
    bad = client.post(url, {"file": SimpleUploadedFile("目录.xlsx", book(line(1, "政策", "甲", content=None)))})
    assert "第4行：「公开内容」是空的。" in bad.content.decode()
    assert "token" not in bad.context
    shown = client.post(url, {"file": SimpleUploadedFile("目录.xlsx", book(line(1, "政策", "甲")))})
    assert "政策—甲" in shown.content.decode()
    assert not StandardItem.objects.exists()
    token = shown.context["token"]
    assert client.post(url, {"token": token}).status_code == 302
    assert "完全一样" in client.post(url, {"token": token}, follow=True).content.decode()
    assert "预览已过期" in client.post(url, {"token": token + "x"}).content.decode()
    coverage = client.get("/admin/disclosures/standardfield/coverage/?field=care&standing=unmapped")
    assert "政策—甲" in coverage.content.decode()
    export = client.get("/admin/disclosures/standardfield/coverage/?export=csv").content.decode("utf-8-sig")
    assert "没有对应栏目" in export
