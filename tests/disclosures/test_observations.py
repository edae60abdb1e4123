"""观测值: appended only, public only after a second person, a correction beside what it corrects."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client

from disclosures.models import Batch, Indicator, Observation
from disclosures.series import headlines, series
from portal.models import User
from portal.publication_states import Refused
from tests.disclosures.rows import add_values, import_values, make_indicator, publish_indicator
from tests.factories import cleared
from tests.test_site import renew_version

pytestmark = pytest.mark.django_db


def run(sql: str, *values: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.fixture
def item(db: None) -> Indicator:
    return make_indicator()


def test_the_importer_never_confirms_not_even_by_sql(item: Indicator) -> None:
    batch = import_values(item, {"2025-01": "8.4"})
    with pytest.raises(Refused, match="另一人"):
        batch.confirm(batch.imported_by)
    sql = "UPDATE disclosures_batch SET standing = 'confirmed', decided_by_id = %s, decided_at = now() WHERE id = %s"
    with pytest.raises(IntegrityError, match="confirmed_by_a_second"):
        run(sql, batch.imported_by_id, batch.pk)
    run(sql, User.objects.get(username="xu").pk, batch.pk)
    assert Observation.objects.confirmed().count() == 1


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE disclosures_observation SET value = 1",
        "UPDATE disclosures_observation SET reason = 'x', revision = 1",
        "UPDATE disclosures_observation SET at = at + interval '1 year'",
        "UPDATE disclosures_observation SET standing = 'confirmed'",
        "DELETE FROM disclosures_observation",
        "DELETE FROM disclosures_batch",
        "UPDATE disclosures_batch SET imported_by_id = decided_by_id",
        "UPDATE disclosures_batch SET standing = 'rejected', rejection = 'x'",
        "UPDATE disclosures_indicator SET period = 'day'",
    ],
)
def test_the_database_refuses_to_rewrite_values(item: Indicator, sql: str) -> None:
    add_values(item, {"2025-01": "8.4"})
    import_values(item, {"2025-02": "9.4"})
    with pytest.raises(DatabaseError):
        run(sql)


def test_values_join_only_a_waiting_batch_of_their_indicator(item: Indicator) -> None:
    batch = add_values(item, {"2025-01": "8.4"})
    other = import_values(make_indicator("other"), {"2025-01": "1"})
    waiting = import_values(item, {"2025-02": "9"})
    insert = (
        "INSERT INTO disclosures_observation (indicator_id, batch_id, at, value, revision, reason, standing)"
        " VALUES (%s, %s, %s, 1, 0, '', %s)"
    )
    run(insert, item.pk, waiting.pk, "2025-03-01 00:00+08", "waiting")
    for owner, moment, standing in (
        (batch, "2025-04-01 00:00+08", "waiting"),
        (other, "2025-04-01 00:00+08", "waiting"),
        (waiting, "2025-04-02 00:00+08", "waiting"),
        (waiting, "2025-04-01 00:00+08", "confirmed"),
    ):
        with pytest.raises(DatabaseError, match="unconfirmed batch"):
            run(insert, item.pk, owner.pk, moment, standing)
    with pytest.raises(DatabaseError):
        run(
            "INSERT INTO disclosures_batch (indicator_id, file_name, sha256, imported_by_id, imported_at, standing,"
            " decided_by_id, decided_at, rejection) SELECT indicator_id, '', '', imported_by_id, now(), standing,"
            " decided_by_id, now(), '' FROM disclosures_batch WHERE id = %s",
            batch.pk,
        )


def test_a_revision_without_reason_or_twice_is_refused(item: Indicator) -> None:
    add_values(item, {"2025-01": "8.4"})
    waiting = import_values(item, {"2025-02": "9"})
    at = Observation.objects.get(batch=waiting).at
    for fields in ({"revision": 1}, {"revision": 0, "reason": "x"}, {"revision": 0}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Observation.objects.create(indicator=item, batch=waiting, at=at, value=1, **fields)


ADDRESSES = [
    "/indicators/", "/indicators/pm25/", "/indicators/pm25/?period=month", "/indicators/pm25/values.csv?period=month",
    "/indicators/pm25/values.json?period=month", "/columns/figures-pm25/", "/search/?q=指标pm25", "/feeds/indicators/",
]  # fmt: skip


@pytest.mark.parametrize("end", ["waiting", "rejected"])
def test_unconfirmed_values_are_on_no_public_address(client: Client, end: str) -> None:
    item = publish_indicator()
    batch = import_values(item, {"2025-02": "777.7"})
    revision = import_values(item, {"2025-01": "777.7"}, "重新核算")
    if end == "rejected":
        for each in (batch, revision):
            each.reject(User.objects.get(username="xu"), "单位写错")
    for url in ADDRESSES:
        answer = client.get(url)
        assert answer.status_code == 200, url
        assert "777.7" not in answer.content.decode(), url
        assert "重新核算" not in answer.content.decode(), url
    assert headlines([item])[item.pk][-1].value == series(item, item.periods[0])[-1].value


def test_confirming_replaces_the_cached_page(client: Client) -> None:
    item = publish_indicator()
    batch = import_values(item, {"2025-02": "777.7"})
    url = "/indicators/pm25/?period=month"
    tag = client.get(url).headers["ETag"]
    renew_version()
    batch.confirm(User.objects.get(username="meng"))
    answer = client.get(url, headers={"If-None-Match": tag})
    assert answer.status_code == 200
    assert "777.7" in answer.content.decode()


def test_a_revision_is_shown_with_what_it_replaced(client: Client) -> None:
    item = publish_indicator()
    add_values(item, {"2025-01": "8.8"}, "监测站补报数据")
    add_values(item, {"2025-01": "8.9"}, "再次核算")
    page = client.get("/indicators/pm25/?period=month").content.decode()
    table, record = page.split('id="revisions"')
    assert "8.9" in table
    assert "8.4" not in table.split('id="values"')[1]
    assert 'href="#revisions">修订' in table
    for text in ("<del>8.4</del>", "<del>8.8</del>", "监测站补报数据", "再次核算"):
        assert text in record
    assert record.index("再次核算") < record.index("监测站补报数据")
    assert [each.value for each in Observation.objects.current().filter(indicator=item).order_by("at")][1] == Decimal(
        "8.9"
    )


def test_rejected_values_can_be_imported_again(item: Indicator) -> None:
    batch = import_values(item, {"2025-01": "8.4"})
    with pytest.raises(Refused, match="原因"):
        batch.reject(User.objects.get(username="xu"), " ")
    batch.reject(User.objects.get(username="xu"), "小数点错位")
    with pytest.raises(Refused, match="不能再改"):
        batch.confirm(User.objects.get(username="xu"))
    again = add_values(item, {"2025-01": "84"})
    assert again.observations.get().revision == 0


def test_an_indicator_without_confirmed_values_is_not_published(item: Indicator) -> None:
    import_values(item, {"2025-01": "8.4"})
    assert "还没有经另一人确认的数据。" in item.blockers()
    Batch.objects.get().confirm(User.objects.get(username="xu"))
    assert not item.blockers()[:-1]
    cleared(item).publish(User.objects.get(username="meng"))
