"""The tree of columns: the national structure stands, addresses survive, nothing empty is shown."""

from typing import Any

import pytest
from django.db import IntegrityError, InternalError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from disclosures.models import Column
from disclosures.models.column import tree
from portal.models import User
from tests.disclosures.rows import publish_entry

pytestmark = pytest.mark.django_db
NO_FACTS = {"facts-TOTAL_FORMS": "0", "facts-INITIAL_FORMS": "0"}
REFUSED = (IntegrityError, InternalError)


def test_national_structure_cannot_be_deleted_renamed_or_moved() -> None:
    fixed = Column.objects.exclude(fixed="")
    assert fixed.count() == 20
    assert fixed.filter(fixed__startswith="art20-").count() == 15
    for change in (
        lambda: Column.objects.get(fixed="guide").delete(),
        lambda: fixed.filter(fixed="reports").update(name="别的名字"),
        lambda: fixed.filter(fixed="art20-7").update(slug="money"),
    ):
        with pytest.raises(REFUSED), transaction.atomic():
            change()
    assert Column.objects.find_problems() == ([], [], [], [], [])
    fixed.filter(fixed="guide").update(description="换一种说明。")


def test_moved_column_keeps_its_old_address(client: Client) -> None:
    health = Column.place(name="医疗卫生", slug="health")
    publish_entry(Column.place(health, name="疫苗接种", slug="vaccination"))
    assert client.get("/columns/health/vaccination/").status_code == 200
    assert client.get("/columns/livelihood/vaccination/").headers["Location"] == "/columns/health/vaccination/"
    assert client.get("/columns/nothing/").status_code == 404
    assert [each.slug for each in tree().line(tree().by_slug["vaccination"].pk)] == ["health", "vaccination"]


def test_the_office_builds_the_tree_in_the_admin(client: Client, qiu: User, lin: User) -> None:
    def post(url: str, **fields: Any) -> Any:
        return client.post(url, {"name": "养老", "slug": "elderly", "kind": "数据发布", "rhythm": "news", "keywords": "",
                                 "required": ["summary", "publicity"], "active": "on", **NO_FACTS, **fields})  # fmt: skip

    client.force_login(qiu)
    parent = Column.objects.get(slug="livelihood")
    assert post("/admin/disclosures/column/add/", parent=parent.pk).status_code == 302
    made = Column.objects.get(slug="elderly")
    assert Column.objects.get_parent(made) == parent
    assert made.required == ["summary", "publicity"]
    change = f"/admin/disclosures/column/{made.pk}/change/"
    other = Column.objects.get(slug="others")
    assert post(change, parent=other.pk).status_code == 302
    made.refresh_from_db()
    assert Column.objects.get_parent(made) == other
    assert post(change, parent=made.pk).status_code == 200  # not below itself
    fixed = f"/admin/disclosures/column/{parent.pk}/change/"
    assert "法定栏目不能移动" in post(fixed, name=parent.name, slug=parent.slug, parent=other.pk).content.decode()
    assert Column.objects.find_problems() == ([], [], [], [], [])
    client.force_login(lin)
    assert "上级栏目" in client.get(change).content.decode()
    assert post("/admin/disclosures/column/add/", slug="x").status_code == 403
    assert post(change, parent=parent.pk).status_code == 403


def test_two_at_once_do_not_take_one_place() -> None:
    one, two = Column.place(name="甲", slug="one"), Column.place(name="乙", slug="two")
    stale = Column.objects.get(pk=two.pk)
    two.place_below(one)
    stale.place_below(None)
    assert Column.objects.find_problems() == ([], [], [], [], [])
    assert Column.objects.get(pk=two.pk).depth == 1


def test_staff_list_asks_once_for_the_version(client: Client, qiu: User) -> None:
    client.force_login(qiu)
    client.get("/admin/disclosures/column/")
    with CaptureQueriesContext(connection) as captured:
        assert client.get("/admin/disclosures/column/").status_code == 200
    assert sum("portal_publicationversion" in each["sql"] for each in captured.captured_queries) == 1
