"""政策集成: sections in their order, each policy as it stands today, nothing that is not public."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from policies.models import Bundle, BundleItem, BundleSection, Document
from policies.validity import Validity
from portal.models import User
from portal.piles import PILES, piles_of
from portal.publishing import State
from tests.factories import cleared, make_draft, make_policy, make_unit, relate, withdraw

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(db: None) -> User:
    make_draft()
    return User.objects.get(username="meng")


def make_bundle(*documents: Document, **fields: Any) -> Bundle:
    author = User.objects.get(username="zhu")
    values = {"title": "我要开办企业", "slug": "start", "summary": "头一年用得上的政策。"} | fields
    bundle = Bundle.objects.create(
        unit=make_unit("岚屿区工厂局"), created_by=author, disclosure_basis="20-15", **values
    )
    BundleSection.objects.create(bundle=bundle, position=1, title="注册")
    for position, document in enumerate(documents):
        BundleItem.objects.create(bundle=bundle, document=document, position=position, words=f"用处{position}")
    return bundle


def test_shows_each_policy_with_its_validity_of_today(client: Client, office: User) -> None:
    standing = make_policy("现在有效的办法", written_on=dt.date(2024, 1, 1), expires_on=dt.date(2099, 1, 1))
    ended = make_policy("到期的办法", written_on=dt.date(2019, 1, 1), expires_on=dt.date(2020, 1, 1))
    cleared(make_bundle(standing, ended)).publish(office)
    page = client.get("/policies/bundles/start/").content.decode()
    assert page.index("现在有效的办法") < page.index("到期的办法")
    assert "已经失效或废止的文件" in page
    assert Validity.EXPIRED.label in page
    assert client.get("/policies/bundles/").content.decode().count("/policies/bundles/start/") == 1


def test_what_is_withdrawn_disappears_and_its_editor_is_told(client: Client, office: User) -> None:
    document = make_policy("要撤回的办法")
    other = make_policy("留下的办法")
    bundle = cleared(make_bundle(document, other))
    bundle.publish(office)
    assert not Bundle.objects.with_ended().exists()
    withdraw(document)
    page = client.get("/policies/bundles/start/").content.decode()
    assert "要撤回的办法" not in page
    assert "留下的办法" in page
    pile = next(each for each in piles_of(Bundle, office) if each.key == "bundle-ended")
    assert pile not in PILES
    assert list(Bundle.objects.filter(pile.where(office))) == [bundle]


def test_a_repeal_ends_an_item_on_its_day(client: Client, office: User) -> None:
    old = make_policy("旧办法")
    cleared(make_bundle(old)).publish(office)
    newer = make_policy("新办法")
    relate(newer, "repeals", old, dt.date(2024, 6, 1))
    assert "废止" in client.get("/policies/bundles/start/").content.decode()


def test_blockers_name_every_item_at_once(office: User) -> None:
    bundle = make_bundle(make_draft("没公开的办法"))
    BundleItem.objects.create(bundle=bundle, section=9, url="https://example.org/", title="站外")
    found = " ".join(bundle.blockers())
    assert "没公开的办法" in found
    assert "第9节" in found


@pytest.mark.parametrize("fields", [{}, {"url": "https://example.org/"}])
def test_an_item_is_a_document_or_a_named_address(office: User, fields: dict[str, str]) -> None:
    bundle = make_bundle()
    with pytest.raises(IntegrityError), transaction.atomic():
        BundleItem.objects.create(bundle=bundle, **fields)


def test_published_items_do_not_change_in_place(office: User) -> None:
    bundle = cleared(make_bundle(make_policy("办法")))
    bundle.publish(office)
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        BundleItem.objects.update(words="悄悄改")


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.CLEARED, State.WITHDRAWN])
def test_nothing_unpublished_shows(client: Client, office: User, state: State) -> None:
    bundle = make_bundle(make_policy("办法"), title="绝不外泄的一页")
    if state != State.DRAFT:
        bundle.submit(User.objects.get(username="zhu"))
    if state in (State.CLEARED, State.WITHDRAWN):
        bundle.clear(User.objects.get(username="xu"))
    if state == State.WITHDRAWN:
        bundle.publish(office)
        bundle.withdraw(office, "有误")
    assert client.get("/policies/bundles/start/").status_code == (410 if state == State.WITHDRAWN else 404)
    for url in ("/policies/bundles/", "/sitemap-bundle.xml", "/sitemap/", "/", "/search/?q=外泄"):
        assert "绝不外泄" not in client.get(url).content.decode(), url


def test_queries_do_not_grow_with_items(client: Client, office: User, django_assert_max_num_queries: Any) -> None:
    cleared(make_bundle(*(make_policy(f"第{n}份办法") for n in range(12)))).publish(office)
    client.get("/policies/")  # reference data in memory
    with django_assert_max_num_queries(7):
        client.get("/policies/bundles/start/")
