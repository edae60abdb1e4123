"""政策辅导: courseware and sessions, linked to policies both ways, behind the same door as everything."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from policies.models import Courseware, CoursewareDocument, CoursewareFile, CoursewareSession, Document
from portal.models import User
from portal.publishing import State
from tests.factories import cleared, make_draft, make_policy, make_unit, withdraw
from tests.file_samples import SAMPLES

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(db: None) -> User:
    make_draft()
    return User.objects.get(username="meng")


def make_courseware(*documents: Document, **fields: Any) -> Courseware:
    values = {"title": "加装电梯辅导课件", "summary": "一步一步怎么走。", "body": "<p>先算清楚</p>"} | fields
    author = User.objects.get(username="zhu")
    item = Courseware.objects.create(
        unit=make_unit("岚屿区工厂局"), created_by=author, disclosure_basis="20-15", **values
    )
    for document in documents:
        CoursewareDocument.objects.create(courseware=item, document=document)
    for days, place in ((-10, "上一场的地点"), (10, "下一场的地点")):
        CoursewareSession.objects.create(
            courseware=item, starts_at=timezone.now() + dt.timedelta(days=days), place=place, joining="无需报名"
        )
    return item


def make_file(item: Courseware) -> CoursewareFile:
    file = ContentFile(SAMPLES["pptx"](), name="x.pptx")
    row = CoursewareFile(courseware=item)
    row.read(file, "x.pptx")
    row.file.save("x.pptx", file, save=False)
    row.save()
    return row


def test_the_policy_and_its_courseware_lead_to_each_other(client: Client, office: User) -> None:
    document = make_policy("补助办法")
    item = make_courseware(document)
    file = make_file(item)
    cleared(item).publish(office)
    assert item.get_absolute_url() in client.get(document.get_absolute_url()).content.decode()
    page = client.get(item.get_absolute_url()).content.decode()
    assert document.get_absolute_url() in page
    assert page.index("下一场的地点") < page.index("已举行") < page.index("上一场的地点")
    listed = client.get("/policies/courseware/").content.decode()
    assert "下一场的地点" in listed
    assert "上一场的地点" not in listed
    answer = client.get(file.get_absolute_url())
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content)


@pytest.mark.parametrize("state", [State.DRAFT, State.CLEARED, State.WITHDRAWN])
def test_nothing_unpublished_shows(client: Client, office: User, state: State) -> None:
    document = make_policy("补助办法")
    item = make_courseware(document, title="绝不外泄的课件")
    file = make_file(item)
    if state != State.DRAFT:
        cleared(item)
    if state == State.WITHDRAWN:
        item.publish(office)
        item.withdraw(office, "有误")
    expected = 410 if state == State.WITHDRAWN else 404
    assert client.get(item.get_absolute_url()).status_code == expected
    assert client.get(file.get_absolute_url()).status_code == expected
    for url in (document.get_absolute_url(), "/policies/courseware/", "/sitemap-courseware.xml", "/search/?q=外泄"):
        shown = client.get(url).content.decode()
        assert "绝不外泄" not in shown, url
        assert "下一场的地点" not in shown, url


def test_a_withdrawn_policy_is_left_out(client: Client, office: User) -> None:
    document, other = make_policy("要撤回的办法"), make_policy("留下的办法")
    item = cleared(make_courseware(document, other))
    item.publish(office)
    withdraw(document)
    page = client.get(item.get_absolute_url()).content.decode()
    assert "要撤回的办法" not in page
    assert "留下的办法" in page


def test_blockers(office: User) -> None:
    found = " ".join(make_courseware(make_draft("没公开的办法"), body="", summary="").blockers())
    for sentence in ("一句话说明", "没公开的办法", "没有内容"):
        assert sentence in found


def test_published_sessions_do_not_change_in_place(office: User) -> None:
    cleared(make_courseware(make_policy("办法"))).publish(office)
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        CoursewareSession.objects.update(place="悄悄改")


def test_a_session_ends_after_it_starts(office: User) -> None:
    item, now = make_courseware(make_policy("办法")), timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        CoursewareSession.objects.create(courseware=item, starts_at=now, ends_at=now, place="x", joining="x")


def test_queries_do_not_grow(client: Client, office: User, django_assert_max_num_queries: Any) -> None:
    item = cleared(make_courseware(*(make_policy(f"第{n}份办法") for n in range(8))))
    item.publish(office)
    client.get("/policies/")
    with django_assert_max_num_queries(8):
        client.get(item.get_absolute_url())
