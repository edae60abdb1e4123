"""Scheduled publication to the minute: by the table, not by the queue."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from policies.models import Document
from portal import tasks
from portal.models import Notice
from portal.publishing import Refused, State
from portal.schedule import publish_due
from tests.factories import make_draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def cleared(lin, he) -> Document:
    document = make_draft("定时发布的通知", unit=lin.unit, created_by=lin)
    document.submit(lin)
    document.clear(he)
    return document


def overdue(document: Document, minutes: int = 1) -> Document:
    Document.objects.filter(pk=document.pk).update(publish_at=timezone.now() - dt.timedelta(minutes=minutes))
    document.refresh_from_db()
    return document


@pytest.fixture
def scheduled(cleared, qiu) -> Document:
    cleared.schedule(qiu, timezone.now() + dt.timedelta(hours=1))
    return cleared


def test_nothing_goes_out_before_its_minute(scheduled) -> None:
    assert publish_due().published == []
    scheduled.refresh_from_db()
    assert scheduled.state == State.CLEARED


def test_due_item_goes_out_in_the_name_of_who_scheduled_it(scheduled, qiu) -> None:
    overdue(scheduled)
    assert publish_due().published == ["定时发布的通知"]
    scheduled.refresh_from_db()
    assert (scheduled.state, scheduled.published_by) == (State.PUBLISHED, qiu)
    assert publish_due().published == []


def test_the_periodic_task_alone_is_enough(scheduled, monkeypatch) -> None:
    """No job was ever queued for the item: whatever the queue lost, the next minute finds it in the table."""
    overdue(scheduled, minutes=600)
    monkeypatch.setattr(tasks, "close_old_connections", lambda: None)  # the test's transaction lives in it
    tasks.publish_due(timestamp=0)
    scheduled.refresh_from_db()
    assert scheduled.state == State.PUBLISHED


def test_sweep_runs_every_minute() -> None:
    periodic = {key[0]: each.cron for key, each in app.periodic_registry.periodic_tasks.items()}
    assert periodic["portal.tasks.publish_due"] == "* * * * *"


def test_a_wish_of_the_author_is_not_a_schedule(lin, he) -> None:
    document = make_draft(unit=lin.unit, created_by=lin, publish_at=timezone.now() - dt.timedelta(days=1))
    document.submit(lin)
    document.clear(he)
    assert publish_due().published == []


def test_one_that_is_held_back_does_not_hold_the_others(scheduled, lin, he, qiu) -> None:
    other = make_draft("缺要素的通知", unit=lin.unit, created_by=lin)
    other.submit(lin)
    other.clear(he)
    other.schedule(qiu, timezone.now() + dt.timedelta(hours=1))
    overdue(scheduled)
    overdue(other)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            Document, "blockers", lambda self, urgent=False: ["缺少要素：成文日期。"] if self.pk == other.pk else []
        )
        sweep = publish_due()
        publish_due()
    assert sweep.published == ["定时发布的通知"]
    assert sweep.held == [("缺要素的通知", "缺少要素：成文日期。")]
    assert list(Document.objects.late(timezone.now() + dt.timedelta(minutes=5))) == [other]
    assert Notice.objects.filter(recipient=qiu, text__contains="没有发布").count() == 1, "told once"


def test_schedule_needs_a_cleared_item_and_a_future_minute(cleared, lin, qiu) -> None:
    with pytest.raises(Refused, match="过去"):
        cleared.schedule(qiu, timezone.now() - dt.timedelta(minutes=1))
    with pytest.raises(Refused, match="草稿"):
        make_draft(unit=lin.unit, created_by=lin).schedule(qiu, timezone.now() + dt.timedelta(hours=1))


def test_writer_and_reviewer_cannot_schedule(cleared, lin, he) -> None:
    for person in (lin, he):
        with pytest.raises(Refused, match="另一人"):
            cleared.schedule(person, timezone.now() + dt.timedelta(hours=1))


def test_sending_back_ends_the_schedule(scheduled, he) -> None:
    scheduled.send_back(he, "有新情况")
    overdue(scheduled)
    assert publish_due().published == []


def test_unscheduled_item_stays(scheduled, qiu) -> None:
    scheduled.unschedule(qiu)
    overdue(scheduled)
    assert publish_due().published == []


# -- who may publish, urgent publication -------------------------------------------------------------------------------


@pytest.mark.parametrize("person", ["lin", "he"])
def test_neither_writer_nor_reviewer_publishes(cleared, request, person) -> None:
    with pytest.raises(Refused, match="另一人"):
        cleared.publish(request.getfixturevalue(person))
    cleared.refresh_from_db()
    with pytest.raises(DatabaseError), transaction.atomic():
        cleared._write(
            state=State.PUBLISHED, published_at=timezone.now(), published_by=request.getfixturevalue(person),
            index_number="LY-X",
        )  # fmt: skip


def test_urgent_publication_reviews_and_publishes_in_one_hand_and_waits_for_a_second(lin, he, qiu) -> None:
    document = make_draft("台风预警", unit=lin.unit, created_by=lin)
    document.submit(lin)
    with pytest.raises(Refused, match="原因"):
        document.publish_urgently(qiu, " ")
    document.publish_urgently(qiu, "台风今夜登陆")
    assert (document.state, document.cleared_by, document.published_by) == (State.PUBLISHED, qiu, qiu)
    assert list(Document.objects.unsigned()) == [document]
    for person in (lin, qiu):
        with pytest.raises(Refused, match="另一人"):
            document.sign(person)
    document.sign(he)
    assert not Document.objects.unsigned().exists()


def test_author_cannot_publish_urgently(lin) -> None:
    document = make_draft(unit=lin.unit, created_by=lin)
    document.submit(lin)
    with pytest.raises(Refused, match="另一人"):
        document.publish_urgently(lin, "急")


def test_draft_cannot_skip_the_review_by_being_urgent(lin, qiu) -> None:
    with pytest.raises(Refused, match="草稿"):
        make_draft(unit=lin.unit, created_by=lin).publish_urgently(qiu, "急")


def test_sql_cannot_sign_in_the_name_of_the_publisher(lin, qiu) -> None:
    document = make_draft(unit=lin.unit, created_by=lin)
    document.submit(lin)
    document.publish_urgently(qiu, "急")
    with pytest.raises(DatabaseError), transaction.atomic():
        document._write(signed_at=timezone.now(), signed_by=qiu)
