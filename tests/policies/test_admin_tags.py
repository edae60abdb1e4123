"""Staff screens of tags and the import of the catalogue."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from policies.admin import tag_import
from policies.models import CatalogueVersion, Document, Tag, TagDimension
from portal import previewed_file
from portal.models import User
from tests import factories
from tests.policies.catalogue_files import csv_file, load, row

IMPORT = "/admin/policies/catalogueversion/import-catalogue/"
VERSIONS = "/admin/policies/catalogueversion/"
CHANGELISTS = ["tag", "tagdimension", "catalogueversion"]
Login = Callable[[User], Client]


@pytest.fixture
def office(staff: Login, qiu: User) -> Client:
    return staff(qiu)


def upload(client: Client, *rows: dict[str, str]) -> Any:
    return client.post(IMPORT, {"file": SimpleUploadedFile("目录.csv", csv_file(list(rows)))})


def token(response: Any) -> str:
    found = re.search(r'name="token" value="([^"]+)"', response.content.decode())
    assert found, "no confirmation is offered"
    return found[1]


def test_import_previews_then_applies_on_confirmation(office: Client, qiu: User) -> None:
    load(qiu, row("elderly", "老年人"), row("old"))
    factories.make_policy(tags=[Tag.objects.get(slug="old")])
    rows = [row("elderly", "长者"), row("old", 并入="elderly", 状态="停用"), row("fresh", "新来的")]
    preview = upload(office, *[each | {"版本": "2026-2"} for each in rows])
    page = preview.content.decode()
    assert all(text in page for text in ["版本 2026-2", "更名（1）", "合并（1）", "1 件", "新增（1）", "新来的"])
    assert not Tag.objects.filter(slug="fresh").exists()
    response = office.post(IMPORT, {"token": token(preview)}, follow=True)
    assert "标签目录 2026-2 已导入。" in response.content.decode()
    version = CatalogueVersion.objects.get(version="2026-2")
    assert (version.imported_by, version.file_name, version.merged) == (qiu, "目录.csv", 1)


def test_import_confirmed_twice_makes_one_version(office: Client) -> None:
    held = {"token": token(upload(office, row("a")))}
    for _ in range(2):
        assert office.post(IMPORT, held).status_code == 302
    assert CatalogueVersion.objects.count() == 1


def test_import_confirmed_after_change_shows_new_preview_and_then_applies(office: Client, qiu: User) -> None:
    load(qiu, row("a"))
    preview = upload(office, row("a", 同义词="甲") | {"版本": "2026-2"})
    Tag.objects.update(description="改过")
    stale = office.post(IMPORT, {"token": token(preview)})
    assert "预览已经过时" in stale.content.decode()
    assert "说明 改过 → （空）" in stale.content.decode()
    assert Tag.objects.get().synonyms == []
    assert office.post(IMPORT, {"token": token(stale)}).status_code == 302
    assert Tag.objects.get().synonyms == ["甲"]


def test_import_faulty_file_lists_rows(office: Client) -> None:
    page = upload(office, row("A"), row("b", 上级代码="c")).content.decode()
    assert "发现 2 处问题" in page
    assert "第 2 行：标签代码「A」不合规定" in page
    assert "第 3 行：上级代码「c」" in page


def test_import_of_known_version_offers_no_confirmation(office: Client, qiu: User) -> None:
    load(qiu, row("a"))
    page = upload(office, row("b")).content.decode()
    assert "请在文件中改用新的版本号" in page
    assert 'name="token"' not in page


def test_import_without_file_and_with_empty_file_says_so(office: Client) -> None:
    assert "请选择目录文件" in office.post(IMPORT, {}).content.decode()
    assert "文件是空的" in office.post(IMPORT, {"file": SimpleUploadedFile("a.csv", b"")}).content.decode()


def test_import_too_large_file_is_refused(office: Client) -> None:
    page = office.post(IMPORT, {"file": SimpleUploadedFile("a.csv", b"x" * (tag_import.MAX_BYTES + 1))})
    assert "超过上限" in page.content.decode()


def test_import_escapes_what_the_file_says(office: Client) -> None:
    page = upload(office, row("a", "<script>x</script>")).content.decode()
    assert "<script>x" not in page
    assert "&lt;script&gt;x" in page


@pytest.mark.parametrize("spoil", ["forged", "expired", "another person"])
def test_import_refuses_token(office: Client, monkeypatch: pytest.MonkeyPatch, staff: Login, spoil: str) -> None:
    held = token(upload(office, row("a")))
    if spoil == "forged":
        held = "x" + held
    elif spoil == "expired":
        monkeypatch.setattr(previewed_file, "VALID_SECONDS", -1)
    else:
        office = staff(factories.make_user("bao", None, "发布"))
    assert "预览已过期" in office.post(IMPORT, {"token": held}).content.decode()
    assert not Tag.objects.exists()


def test_import_is_for_the_office_only(staff: Login, lin: User, client: Client) -> None:
    assert staff(lin).get(IMPORT).status_code == 403
    assert staff(lin).post(IMPORT, {"token": "x"}).status_code == 403
    assert "导入目录" not in staff(lin).get(VERSIONS).content.decode()
    assert client.get(IMPORT).status_code == 302


@pytest.mark.parametrize("name", CHANGELISTS)
def test_changelist_offers_import_and_neither_adding_nor_deleting(office: Client, qiu: User, name: str) -> None:
    load(qiu, row("a"))
    response = office.get(f"/admin/policies/{name}/")
    assert "导入目录" in response.content.decode()
    assert office.get(f"/admin/policies/{name}/import-catalogue/", follow=True).status_code == 200
    assert office.get(f"/admin/policies/{name}/add/").status_code == 403
    pk = apps.get_model("policies", name)._default_manager.get().pk
    assert office.post(f"/admin/policies/{name}/{pk}/delete/", {"post": "yes"}).status_code == 403
    assert office.get(f"/admin/policies/{name}/{pk}/change/").status_code == 200


@pytest.mark.parametrize("name", CHANGELISTS)
def test_changelist_queries_do_not_grow(office: Client, qiu: User, name: str) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert office.get(f"/admin/policies/{name}/").status_code == 200
        return len(caught)

    load(qiu, row("a"))
    few = queries()
    for number in range(5):
        more = [row(f"t{each}", 上级代码="a", 并入="b", 状态="停用") for each in range(20)]
        extra = [row(f"d{each}", 维度代码=f"d{each}", 维度名称=f"维{each}") for each in range(10)]
        load(qiu, row("a"), row("b"), *more, *extra, version=f"v{number}")
    assert queries() == few


def test_tag_changelist_filters_and_searches(office: Client, qiu: User) -> None:
    load(
        qiu,
        row("elderly", "老年人", 同义词="爸妈"),
        row("old", "旧称", 并入="elderly", 状态="停用"),
        row("fax", "传真", 状态="停用"),
    )
    listed = {
        query: set(re.findall(r">(老年人|旧称|传真)<", office.get(f"/admin/policies/tag/?{query}").content.decode()))
        for query in ["q=爸妈", "standing=in_use", "standing=merged", "standing=retired"]
    }
    assert listed == {
        "q=爸妈": {"老年人"},
        "standing=in_use": {"老年人"},
        "standing=merged": {"旧称"},
        "standing=retired": {"传真"},
    }
    assert "已并入「老年人」" in office.get("/admin/policies/tag/?standing=merged").content.decode()


def test_tag_autocomplete_offers_only_tags_in_use(office: Client, qiu: User) -> None:
    load(qiu, row("elderly", "老年人"), row("old", "老人家", 并入="elderly", 状态="停用"))
    query = {"term": "老", "app_label": "policies", "model_name": "taggeddocument", "field_name": "tag"}
    response = office.get(reverse("admin:autocomplete"), query)
    assert [each["text"] for each in response.json()["results"]] == ["老年人"]


def test_dimension_form_sets_required_categories(office: Client, qiu: User) -> None:
    load(qiu, row("a"), row("x", 维度代码="life", 维度名称="人生事件", 状态="停用"))
    audience, life = TagDimension.objects.get(code="audience"), TagDimension.objects.get(code="life")
    address = "/admin/policies/tagdimension/{}/change/"
    assert office.post(address.format(audience.pk), {"required_for": ["normative"]}).status_code == 302
    audience.refresh_from_db()
    assert audience.required_for == [Document.Category.NORMATIVE]
    refused = office.post(address.format(life.pk), {"required_for": ["normative"]})
    assert "没有启用的标签" in refused.content.decode()


def test_tag_form_splits_synonyms_however_they_are_written(office: Client, qiu: User) -> None:
    load(qiu, row("a", 同义词="甲"))
    tag = Tag.objects.get()
    address = f"/admin/policies/tag/{tag.pk}/change/"
    assert 'value="甲"' in office.get(address).content.decode()
    assert (
        office.post(address, {"synonyms": "甲、乙，丙 , 甲|", "description": "新", "name": "改名"}).status_code == 302
    )
    tag.refresh_from_db()
    assert (tag.synonyms, tag.description, tag.name) == (["甲", "乙", "丙"], "新", "a")
    assert "超过 50 字" in office.post(address, {"synonyms": "长" * 51}).content.decode()


def test_plain_tags_of_the_library_are_not_offered(office: Client) -> None:
    assert office.get("/admin/taggit/tag/").status_code == 404
