"""What the wrong person cannot do by SQL either: the database itself keeps the four eyes, the states and the moments."""

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from policies.models import Document
from portal.models import Review
from portal.publishing import Refused, State
from tests.factories import cleared, make_draft, make_user, publish

pytestmark = pytest.mark.django_db
CHECKS = {"no_state_secret": True, "no_trade_secret": True, "no_privacy": True, "no_danger": True}


def refused(item: Document, **fields: Any) -> None:
    """The UPDATE fails, and nothing of it stays."""
    before = Document.objects.filter(pk=item.pk).values().get()
    with pytest.raises(DatabaseError), transaction.atomic():
        Document.objects.filter(pk=item.pk).update(**fields)
    assert Document.objects.filter(pk=item.pk).values().get() == before


@pytest.fixture
def submitted(lin: Any) -> Document:
    item = make_draft("加梯办法", unit=lin.unit, created_by=lin)
    item.submit(lin)
    return item


def review_by(person: Any, item: Document) -> None:
    Review.objects.create(
        item=item, title=item.title, round=item.round, reviewer=person, conclusion="passed", basis="条例", **CHECKS
    )


def no_review_by(person: Any, item: Document) -> None:
    with pytest.raises(DatabaseError, match="never the author"), transaction.atomic():
        review_by(person, item)
    refused(item, state=State.CLEARED, cleared_at=timezone.now(), cleared_by=person)
    with pytest.raises(Refused, match="另一人审查"):
        item.clear(person)


def test_author_neither_reviews_nor_clears_her_own(submitted, lin) -> None:
    no_review_by(lin, submitted)


def test_last_editor_neither_reviews_nor_clears_what_she_edited(lin, he) -> None:
    item = make_draft("加梯办法", unit=lin.unit, created_by=lin, edited_by=he, edited_at=timezone.now())
    item.submit(lin)
    no_review_by(he, item)


def test_nobody_clears_without_a_review_of_this_round_by_that_person(submitted, he, qiu) -> None:
    now = timezone.now()
    refused(submitted, state=State.CLEARED, cleared_at=now, cleared_by=he)
    review_by(he, submitted)
    refused(submitted, state=State.CLEARED, cleared_at=now, cleared_by=qiu)


@pytest.mark.parametrize("who", ["lin", "he"])
def test_neither_author_nor_reviewer_publishes(submitted, he, request, who) -> None:
    submitted.clear(he)
    person, now = request.getfixturevalue(who), timezone.now()
    stamps = {"published_at": now, "published_by": person, "index_number": "x-1"}
    refused(submitted, state=State.PUBLISHED, **stamps)
    with pytest.raises(Refused, match="另一人发布"):
        submitted.publish(person)


def test_no_state_is_skipped(lin, qiu) -> None:
    item = make_draft("加梯办法", unit=lin.unit, created_by=lin)
    stamps = {"published_at": timezone.now(), "published_by": qiu, "index_number": "x-1"}
    refused(item, state=State.PUBLISHED, **stamps)
    refused(item, state=State.CLEARED, cleared_at=timezone.now(), cleared_by=qiu)


def test_urgent_publication_is_signed_by_neither_of_its_people(lin, he, qiu) -> None:
    item = make_draft("台风预警", unit=lin.unit, created_by=lin)
    item.submit(lin)
    item.publish_urgently(qiu, "台风")
    for person in (lin, qiu):
        refused(item, signed_at=timezone.now(), signed_by=person)
        with pytest.raises(Refused, match="另一人补签"):
            item.sign(person)
    item.sign(he)
    refused(item, signed_by=make_user("fan", qiu.unit, "发布"))


def test_withdrawn_item_never_comes_back(qiu) -> None:
    item = publish(make_draft("加梯办法"))
    item.withdraw(qiu, "有误")
    for state in (State.PUBLISHED, State.CLEARED, State.DRAFT):
        refused(item, state=state, withdrawn_at=None, withdrawn_by=None)
    refused(item, title="改题")
    for verb in (item.submit, item.clear, item.publish):
        with pytest.raises(Refused):
            verb(qiu)
    with pytest.raises(DatabaseError), transaction.atomic():
        Document.objects.filter(pk=item.pk).delete()


def test_scheduled_item_is_frozen_and_its_content_stays_what_was_reviewed(qiu) -> None:
    item = cleared(make_draft("加梯办法"))
    item.schedule(qiu, timezone.now() + dt.timedelta(hours=3))
    refused(item, title="改题")
    refused(item, body="<p>改文</p>")
    with pytest.raises(Refused):
        item.submit(qiu)


def test_draft_is_not_scheduled_and_nobody_schedules_without_a_moment(lin, qiu) -> None:
    item = make_draft("加梯办法", unit=lin.unit, created_by=lin)
    refused(item, scheduled_at=timezone.now(), scheduled_by=qiu, publish_at=timezone.now())
    ready = cleared(make_draft("加梯办法二"))
    refused(ready, scheduled_at=timezone.now(), scheduled_by=qiu, publish_at=None)


def test_published_text_does_not_change_without_a_note_nor_its_author_ever(lin, qiu) -> None:
    item = publish(make_draft("加梯办法"))
    refused(item, title="改题")
    refused(item, title="改题", corrected_at=timezone.now(), corrected_by=qiu)
    refused(item, created_by=lin)
    refused(item, published_at=timezone.now() - dt.timedelta(days=9))


@pytest.mark.parametrize("column", ["reviewer_id", "conclusion", "opinion"])
def test_review_is_not_rewritten(submitted, he, qiu, column) -> None:
    submitted.clear(he)
    value = {"reviewer_id": qiu.pk, "conclusion": "returned", "opinion": "改"}[column]
    with pytest.raises(DatabaseError), transaction.atomic():
        Review.objects.update(**{column: value})
    with pytest.raises(DatabaseError), transaction.atomic():
        Review.objects.all().delete()
