"""Staff screens of datasets: declared, imported, confirmed by a second person; what lies in the background; who may what."""

import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from disclosures import waiting_imports
from disclosures.admin import dataset_imports
from disclosures.models import Column, Dataset, DatasetUpload, DatasetVersion
from portal.models import AccessLog, User
from tests.disclosures.rows import HEAD, ROWS, add_rows, import_rows, make_dataset
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(db: None) -> Dataset:
    return make_dataset()


@pytest.fixture
def author(item: Dataset) -> User:
    return make_user("lan", item.unit, "起草")


@pytest.fixture
def reviewer(item: Dataset) -> User:
    return make_user("bai", item.unit, "审查")


def url_of(item: Dataset) -> str:
    return reverse("admin:disclosures_dataset_import_rows", args=[item.pk])


def decide_of(version: DatasetVersion) -> str:
    return reverse("admin:disclosures_datasetversion_decide", args=[version.pk])


def sent(client: Client, item: Dataset, *lines: str, head: str = HEAD, note: str = "") -> Any:
    file = io.BytesIO("\n".join([head, *lines]).encode())
    file.name = "rows.csv"
    return client.post(url_of(item), {"file": file, "note": note})


def test_a_table_is_previewed_imported_and_confirmed(item: Dataset, author: User, reviewer: User, staff: Any) -> None:
    client, url = staff(author), url_of(item)
    page = sent(client, item, *ROWS, "别处镇,某,x,,,,").content.decode()
    assert "有2处问题，什么都没有导入" in page
    assert "「补贴金额」（C5）：“x”不是数字" in page
    assert 'name="token"' not in page
    page = sent(client, item, *ROWS, note="首次公布").content.decode()
    assert "共<strong>3</strong>行" in page
    assert "证件号码（不公开）" in page
    assert "1,200.5" in page
    assert not DatasetVersion.objects.exists()
    token = page.split('name="token" value="')[1].split('"')[0]
    assert client.post(url, {"token": token[:-2] + "xx"}).context["refusal"].startswith("预览已过期")
    assert Client().post(url, {"token": token}).status_code == 302
    other = make_user("cao", item.unit, "起草")
    assert staff(other).post(url, {"token": token}).context["refusal"].startswith("预览已过期")
    assert 'name="note" value="首次公布"' in page
    elsewhere = url_of(make_dataset("elsewhere"))
    assert client.post(elsewhere, {"token": token}).context["refusal"].startswith("预览已过期")
    decide = client.post(url, {"token": token, "note": "首次公布"}).url
    version = DatasetVersion.objects.get()
    assert (version.rows, version.note, version.imported_by) == (3, "首次公布", author)
    assert "待确认的版本" in client.post(url, {"token": token}).context["refusal"]
    assert "等待另一人确认" in client.get(decide).content.decode()
    assert client.post(decide, {"confirm": "1"}).status_code == 403
    assert staff(other).post(decide, {"confirm": "1"}).status_code == 403
    checker = staff(reviewer)
    page = checker.get(decide).content.decode()
    assert "秘密证号001" in page
    assert AccessLog.objects.filter(user=reviewer).exists()
    checker.post(decide, {"reject": "1", "reason": ""})
    version.refresh_from_db()
    assert version.standing == "waiting"
    checker.post(decide, {"confirm": "1"})
    version.refresh_from_db()
    assert (version.standing, version.decided_by) == ("confirmed", reviewer)
    assert checker.post(decide, {"withdraw": "1", "reason": "x"}).status_code == 403


def test_the_importer_may_take_it_back_and_a_waiting_one_closes_the_form(
    item: Dataset, author: User, staff: Any
) -> None:
    client = staff(author)
    page = sent(client, item, *ROWS).content.decode()
    decide = client.post(url_of(item), {"token": page.split('name="token" value="')[1].split('"')[0]}).url
    page = client.get(url_of(item)).content.decode()
    assert decide in page
    assert 'type="file"' not in page
    assert "待确认的版本" in sent(client, item, *ROWS).context["refusal"]
    client.post(decide, {"reject": "1", "reason": "选错了文件"})
    assert DatasetVersion.objects.get().standing == "rejected"
    assert 'type="file"' in client.get(url_of(item)).content.decode()


def test_a_large_table_goes_to_the_worker(
    item: Dataset, author: User, staff: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dataset_imports, "HEAVY", 10)
    client = staff(author)
    address = sent(client, item, *ROWS, note="大表").url
    assert client.get(url_of(item)).url == address
    waiting = client.get(address)
    assert "正在后台读取" in waiting.content.decode()
    assert waiting.headers["Refresh"] == "5"
    assert "已有一张表在等待导入" in sent(client, item, *ROWS).context["refusal"]
    waiting_imports.work_off()
    version = DatasetVersion.objects.get()
    assert client.get(address).url == decide_of(version)
    assert (version.note, version.imported_by) == ("大表", author)
    version.reject(author, "有误")
    address = sent(client, item, "岚城镇,某,x,,,,").url
    waiting_imports.work_off()
    page = client.get(address).content.decode()
    assert "有1处问题，什么都没有导入" in page
    assert "（C2）" in page
    address = sent(client, item, "甲,乙", head="没有,表头").url
    waiting_imports.work_off()
    assert "没有找到表头" in client.get(address).content.decode()
    assert client.get(f"{url_of(item)}?upload=999999").status_code == 404
    assert client.get(f"{url_of(make_dataset('other'))}?upload={DatasetUpload.objects.first().pk}").status_code == 404  # type: ignore[union-attr]


def test_a_file_that_is_no_table_is_refused_in_words(item: Dataset, author: User, staff: Any) -> None:
    for content, name in (
        (b"%PDF-1.4", "x.pdf"),
        (b"", "x.csv"),
        (b"PK\x03\x04broken", "x.xlsx"),
        (b"\x00\x01", "x.csv"),
    ):
        file = io.BytesIO(content)
        file.name = name
        response = staff(author).post(url_of(item), {"file": file})
        assert response.status_code == 200
        assert response.context["refusal"], name
    assert "请选择表格" in staff(author).post(url_of(item), {}).content.decode()


def test_a_new_dataset_of_a_ready_made_kind_gets_its_columns(author: User, item: Dataset, staff: Any) -> None:
    column = Column.objects.get(slug="tables-grain")
    values = {
        "title": "惠农补贴", "slug": "farm", "purpose": "farm-subsidies", "unit": item.unit_id, "column": column.pk,
        "summary": "x", "source": "x", "disclosure": "public", "disclosure_basis": "20-11", "audience": "all",
        "fields-TOTAL_FORMS": 0, "fields-INITIAL_FORMS": 0, "_save": "1",
    }  # fmt: skip
    response = staff(author).post(reverse("admin:disclosures_dataset_add"), values)
    assert response.status_code == 302, response.context["errors"]
    made = Dataset.objects.get(slug="farm")
    assert made.fields.filter(private=True).count() == 3
    page = staff(author).get(reverse("admin:disclosures_dataset_change", args=[made.pk])).content.decode()
    assert "还没有确认的数据" in page
    assert "还没有经另一人确认的数据" in page


def test_columns_with_rows_are_closed_on_the_screen(item: Dataset, staff: Any) -> None:
    zhu = User.objects.get(username="zhu")
    page = staff(zhu).get(reverse("admin:disclosures_dataset_change", args=[item.pk])).content.decode()
    assert 'name="fields-0-key"' in page
    import_rows(item)
    page = staff(zhu).get(reverse("admin:disclosures_dataset_change", args=[item.pk])).content.decode()
    assert 'name="fields-0-key"' not in page
    assert 'name="fields-0-description"' in page


def test_another_units_dataset_and_version_are_closed(item: Dataset, staff: Any, lin: User, he: User) -> None:
    version = import_rows(item)
    assert staff(lin).get(url_of(item)).status_code == 404
    assert staff(he).get(decide_of(version)).status_code == 404
    assert staff(he).post(decide_of(version), {"confirm": "1"}).status_code == 404
    assert "grain" not in staff(he).get(reverse("admin:disclosures_datasetversion_changelist")).content.decode()
    version.refresh_from_db()
    assert version.standing == "waiting"


def test_the_preview_shows_no_private_column_and_no_waiting_rows(item: Dataset, author: User, staff: Any) -> None:
    import_rows(item)
    page = staff(author).get(reverse("admin:disclosures_dataset_preview", args=[item.pk])).content.decode()
    assert "沈某某" not in page
    assert "证件号码" not in page


def test_the_desk_names_what_waits_for_a_second_person(item: Dataset, author: User, reviewer: User, staff: Any) -> None:
    version = import_rows(item)
    desk = reverse("admin:index")
    assert "数据待确认" in staff(reviewer).get(desk).content.decode()
    listed = reverse("admin:disclosures_dataset_changelist", query={"desk": "rows-waiting"})
    assert item.title in staff(reviewer).get(listed).content.decode()
    version.confirm(reviewer)
    assert item.title not in staff(reviewer).get(listed).content.decode()


def test_missing_settlements_of_ones_own_units(item: Dataset, staff: Any, qiu: User, lin: User, author: User) -> None:
    columns: list[Any] = [("code", "项目编码", "text", {}), ("project", "项目名称", "text", {}),
                          ("budget", "预算金额", "money", {"measure": "万元"})]  # fmt: skip
    budgets = make_dataset("budgets", purpose="project-budgets", columns=columns)
    add_rows(budgets, "A-1,潮音路改建,1000", head="项目编码,项目名称,预算金额")
    url = reverse("admin:disclosures_dataset_missing_settlements")
    assert "潮音路改建" in staff(qiu).get(url).content.decode()
    assert "潮音路改建" in staff(author).get(url).content.decode()
    assert "潮音路改建" not in staff(lin).get(url).content.decode()
    assert url in staff(author).get(reverse("admin:disclosures_dataset_changelist")).content.decode()


def test_lists_ask_no_more_for_more_rows(staff: Any, qiu: User, item: Dataset) -> None:
    client, counts = staff(qiu), []
    urls = [reverse(f"admin:disclosures_{each}_changelist") for each in ("dataset", "datasetversion")]
    for rows in (1, 6):
        for index in range(rows):
            version = import_rows(make_dataset(f"i{rows}-{index}", column=item.column))
        counts.append([_queries(client, url) for url in [*urls, decide_of(version)]])
    assert counts[0] == counts[1]


def _queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)
