"""The tree of columns: the national structure stands, addresses survive, nothing empty is shown."""

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.test import Client

from disclosures.models import Column
from disclosures.models.column import tree
from tests.disclosures.rows import publish_entry

pytestmark = pytest.mark.django_db
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
