"""数据版本: confirmed by a second person, never changed, its shape kept; also against who writes SQL."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client

from disclosures import ready_made
from disclosures.models import Dataset, DatasetField, DatasetVersion, Purpose
from disclosures.models.dataset import NEEDED
from portal.models import User
from portal.publication_states import Refused
from tests.disclosures.rows import add_rows, import_rows, make_dataset, office, publish_dataset
from tests.test_site import renew_version

pytestmark = pytest.mark.django_db


def run(sql: str, *values: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.fixture
def item(db: None) -> Dataset:
    return make_dataset()


CONFIRM = (
    "UPDATE disclosures_datasetversion SET standing = 'confirmed', decided_by_id = %s, decided_at = now() WHERE id = %s"
)


def test_the_importer_never_confirms_not_even_by_sql(item: Dataset) -> None:
    version = import_rows(item)
    with pytest.raises(Refused, match="另一人"):
        version.confirm(version.imported_by)
    with pytest.raises(IntegrityError, match="confirmed_by_a_second"):
        run(CONFIRM, version.imported_by_id, version.pk)
    with pytest.raises(DatabaseError):
        run("UPDATE disclosures_datasetversion SET imported_by_id = %s WHERE id = %s", office().pk, version.pk)
    run(CONFIRM, User.objects.get(username="xu").pk, version.pk)
    assert item.versions.current().get() == version


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE disclosures_datasetrow SET cells = '{}'",
        "DELETE FROM disclosures_datasetrow",
        "UPDATE disclosures_datasethiddenrow SET cells = '{}'",
        "DELETE FROM disclosures_datasethiddenrow",
        "DELETE FROM disclosures_datasetorder",
        "UPDATE disclosures_datasetposting SET bucket = 9",
        "TRUNCATE disclosures_datasetrow CASCADE",
        "DELETE FROM disclosures_datasetversion",
        "UPDATE disclosures_datasetversion SET rows = 1 WHERE standing = 'confirmed'",
        "UPDATE disclosures_datasetversion SET totals = '{}' WHERE standing = 'confirmed'",
        "UPDATE disclosures_datasetversion SET findings_count = 1, overruled = 'x'",
        "UPDATE disclosures_datasetversion SET note = 'x'",
        "UPDATE disclosures_datasetversion SET decided_by_id = imported_by_id WHERE standing = 'confirmed'",
        "UPDATE disclosures_datasetversion SET standing = 'waiting', decided_by_id = NULL, decided_at = NULL",
        "UPDATE disclosures_datasetversion SET standing = 'replaced' WHERE standing = 'confirmed'",
        "UPDATE disclosures_datasetversion SET standing = 'withdrawn' WHERE standing = 'confirmed'",
        "UPDATE disclosures_datasetversion SET standing = 'rejected', reason = 'x' WHERE standing = 'confirmed'",
        "UPDATE disclosures_datasetfield SET private = false WHERE private",
        "UPDATE disclosures_datasetfield SET key = 'other' WHERE key = 'town'",
        "UPDATE disclosures_datasetfield SET measure = '万元' WHERE key = 'amount'",
        "DELETE FROM disclosures_datasetfield WHERE private",
    ],
)
def test_the_database_refuses_to_rewrite_what_was_confirmed(item: Dataset, sql: str) -> None:
    version = add_rows(item)
    with pytest.raises(DatabaseError):
        run(sql)
    version.refresh_from_db()
    assert (version.standing, version.rows) == ("confirmed", 3)


def test_rows_come_only_with_their_version(item: Dataset) -> None:
    version = add_rows(item)
    insert = "INSERT INTO disclosures_{} (version_id, number, cells) VALUES (%s, 9, %s)"
    for table in ("datasetrow", "datasethiddenrow"):
        with pytest.raises(DatabaseError, match="rows come with their version"):
            run(insert.format(table), version.pk, "{}")
    waiting = import_rows(make_dataset("other"))
    with pytest.raises(DatabaseError, match="a private column does not stand"):
        run(insert.format("datasetrow"), waiting.pk, '{"id_number": "x"}')
    with pytest.raises(DatabaseError, match="a public column does not stand"):
        run(insert.format("datasethiddenrow"), waiting.pk, '{"town": "x"}')
    run(insert.format("datasetrow"), waiting.pk, '{"town": "岚城镇"}')  # in the transaction that made it; yet not whole
    with pytest.raises(DatabaseError, match="confirmed whole"):
        run(CONFIRM, office().pk, waiting.pk)


def test_a_version_is_born_waiting(item: Dataset) -> None:
    for standing in ("confirmed", "replaced", "withdrawn"):
        with pytest.raises(DatabaseError), transaction.atomic():
            DatasetVersion.objects.create(
                dataset=item, number=1, imported_by=office(), standing=standing, decided_by=User.objects.get(username="xu"),
                decided_at=item.created_at,
            )  # fmt: skip


def test_one_waits_and_one_is_current(item: Dataset) -> None:
    first, second = add_rows(item), add_rows(item)
    first.refresh_from_db()
    assert (first.standing, second.standing) == ("replaced", "confirmed")
    import_rows(item)
    with pytest.raises(IntegrityError, match="one_waits"), transaction.atomic():
        DatasetVersion.objects.create(dataset=item, number=9, imported_by=office())


def test_a_decision_is_made_once_and_needs_its_reason(item: Dataset) -> None:
    version = import_rows(item)
    xu = User.objects.get(username="xu")
    with pytest.raises(Refused, match="写明原因"):
        version.reject(xu, " ")
    version.reject(version.imported_by, "自己发现有误")
    with pytest.raises(Refused, match="已退回"):
        version.confirm(xu)
    with pytest.raises(Refused, match="已退回"):
        version.withdraw(xu, "x")
    later = import_rows(item)
    later.confirm(xu)
    stale = DatasetVersion.objects.get(pk=later.pk)
    later.withdraw(xu, "有误")
    with pytest.raises(Refused, match="已撤下"):
        stale.withdraw(xu, "有误")
    with pytest.raises(Refused, match="写明原因"):
        stale.withdraw(xu, "")


def test_columns_may_change_once_nothing_stands_on_them(item: Dataset) -> None:
    field = item.fields.get(key="id_number")
    field.private = False
    version = import_rows(item)
    with pytest.raises(DatabaseError), transaction.atomic():
        field.save()
    version.reject(version.imported_by, "列不对")
    field.save()
    item.fields.filter(key="area").delete()
    assert item.fields.count() == 6


def test_what_is_declared_of_a_column_is_held_together(item: Dataset) -> None:
    for name, fields in {
        "total_of_public_numbers": {"kind": "text", "total": True}, "choice_has_options": {"kind": "choice"},
        "money_has_unit": {"kind": "money", "measure": "块"},
    }.items():  # fmt: skip
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            DatasetField.objects.create(dataset=item, key=f"k{len(fields)}", name=name[:40], **fields)
    with pytest.raises(IntegrityError, match="total_of_public_numbers"), transaction.atomic():
        DatasetField.objects.create(dataset=item, key="k", name="k", kind="integer", private=True, total=True)
    with pytest.raises(ValidationError):
        DatasetField(dataset=item, key="k", name="k", kind="percent", measure="元").clean()


def test_a_published_dataset_keeps_its_columns(db: None) -> None:
    item = publish_dataset()
    for sql in ("UPDATE disclosures_datasetfield SET description = 'x'", "UPDATE disclosures_dataset SET title = 'x'"):
        with pytest.raises(DatabaseError):
            run(sql)
    with pytest.raises(DatabaseError), transaction.atomic():
        DatasetField.objects.create(dataset=item, key="new", name="新的一列")


def test_confirming_renews_cached_pages(client: Client) -> None:
    item = publish_dataset()
    version = import_rows(item, "岚城镇,顾某某,9,,,,")
    client.get(item.get_absolute_url())
    version.confirm(User.objects.get(username="xu"))
    renew_version()
    assert "顾某某" in client.get(item.get_absolute_url()).content.decode()
    version.withdraw(office(), "有误")
    renew_version()
    assert "顾某某" not in client.get(item.get_absolute_url()).content.decode()


@pytest.mark.parametrize("purpose", [each for each in Purpose if each])
def test_ready_made_columns_are_sound(purpose: Purpose) -> None:
    item = make_dataset(purpose.value, purpose=purpose, columns=[])
    assert ready_made.fill(item) > 4
    assert ready_made.fill(item) == 0
    fields = {each.key: each for each in item.fields.all()}
    for each in fields.values():
        each.full_clean()
    for key, kind in NEEDED.get(purpose, {}).items():
        assert fields[key].kind == kind
        assert not fields[key].private
    assert any(each.required for each in fields.values())
    if purpose == Purpose.FARM_SUBSIDIES:
        assert {each.key for each in fields.values() if each.private} == {"full_name", "id_number", "account"}
