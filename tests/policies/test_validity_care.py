"""Documents that run out: told once at each distance, decided on record, never forgotten."""

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from policies.models import Document, ExpiryReminder, Relation, ValidityDecision
from policies.piles import UNDECIDED, months_later
from policies.validity_care import decide, remind
from portal.models import Notice
from tests.factories import day, make_policy, make_user, relate

pytestmark = pytest.mark.django_db
LAST = day("2030-12-31")


@pytest.fixture
def item(lin) -> Document:
    return make_policy("岚屿区停车办法", unit=lin.unit, created_by=lin, expires_on=LAST)


def told(on: str) -> list[int]:
    before = set(ExpiryReminder.objects.values_list("pk", flat=True))
    remind(day(on))
    return sorted(ExpiryReminder.objects.exclude(pk__in=before).values_list("months", flat=True))


def test_told_at_six_two_and_one_months_and_once_each(item, lin) -> None:
    assert told("2030-06-30") == []
    assert told("2030-07-01") == [6]
    assert told("2030-07-01") == []
    assert told("2030-10-31") == []
    assert told("2030-11-01") == [2]
    assert told("2030-12-01") == [1]
    assert told("2030-12-31") == []
    assert told("2031-01-01") == []
    assert [each.recipient for each in Notice.objects.filter(text__contains="不足")] == [lin] * 3


def test_a_job_that_was_missed_for_months_tells_once(item) -> None:
    assert told("2030-12-10") == [1, 2, 6]
    assert Notice.objects.filter(text__contains="不足1个月").count() == 1
    assert told("2030-12-11") == []


def test_an_extension_starts_anew_and_a_repeal_ends_it(item) -> None:
    assert told("2030-12-10") == [1, 2, 6]
    relate(make_policy(), Relation.Kind.EXTENDS, item, day("2030-12-20"), until=day("2031-12-31"))
    assert told("2030-12-25") == []
    assert told("2031-07-01") == [6]
    relate(make_policy(), Relation.Kind.REPEALS, item, day("2031-09-01"))
    assert told("2031-11-15") == []


def test_office_is_told_where_a_unit_has_nobody(qiu) -> None:
    make_policy(expires_on=LAST)
    remind(day("2030-12-10"))
    assert {each.recipient for each in Notice.objects.filter(text__contains="不足1个月")} >= {qiu}


def url(item: Document) -> str:
    return reverse("admin:policies_document_validity", args=[item.pk])


def soon(lin: Any) -> Document:
    return make_policy("快到期的办法", unit=lin.unit, created_by=lin, expires_on=months_later(dt.date.today(), 3))


def test_unit_decides_and_the_pile_empties(staff, lin) -> None:
    item = soon(lin)
    assert set(Document.objects.filter(UNDECIDED.where(lin))) == {item}
    data = {"decision": "renew", "reason": "继续需要。", "planned_on": str(months_later(dt.date.today(), 30))}
    page = staff(lin).post(url(item), data, follow=True).content.decode()
    assert "继续需要。" in page
    assert "起草延长有效期的通知" in page
    assert not Document.objects.filter(UNDECIDED.where(lin)).exists()
    item.refresh_from_db()
    assert item.extended_to is None
    assert not Relation.objects.exists()


@pytest.mark.parametrize("change", [{"reason": " "}, {"planned_on": "2020-01-01"}])
def test_incomplete_decision_is_refused(staff, lin, change) -> None:
    item = soon(lin)
    staff(lin).post(url(item), {"decision": "renew", "reason": "继续需要。", "planned_on": ""} | change)
    assert not ValidityDecision.objects.exists()


def test_others_do_not_decide(staff, lin, he, health) -> None:
    item = soon(lin)
    for person in (he, make_user("tang", health, "起草")):
        staff(person).post(url(item), {"decision": "lapse", "reason": "任务完成。"})
    assert not ValidityDecision.objects.exists()


def test_a_decision_is_never_rewritten(lin) -> None:
    decide(soon(lin), lin, "lapse", "任务完成。", None)
    for change in (lambda rows: rows.update(reason="另一个理由"), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change(ValidityDecision.objects.all())
