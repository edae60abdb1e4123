"""预警: above every page from the minute it begins to the minute it ends, whatever was cached before."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from disclosures.models import Alert, AlertPlan
from portal.models import User
from portal.publishing import State
from tests.decisions.conftest import move  # noqa: F401 - a clock
from tests.disclosures.rows import office
from tests.factories import cleared, make_draft, make_policy, make_unit, withdraw

pytestmark = pytest.mark.django_db
PAGES = ["/", "/policies/", "/columns/", "/search/?q=办法", "/interaction/", "/participation/", "/elder/policies/"]


def make_alert(title: str = "暴雨橙色预警", **fields: Any) -> Alert:
    office()
    now = timezone.now()
    values = {"kind": "rain", "level": "orange", "area": "全区", "body": "雨很大。", "advice": "不要涉水"} | fields
    values = {"starts_at": now, "ends_at": now + dt.timedelta(hours=3)} | values
    return Alert.objects.create(
        unit=make_unit("岚屿区工厂局"), created_by=User.objects.get(username="zhu"), title=title,
        disclosure_basis="20-12", **values,
    )  # fmt: skip


def publish_alert(title: str = "暴雨橙色预警", **fields: Any) -> Alert:
    item = cleared(make_alert(title, **fields))
    item.publish(User.objects.get(username="meng"))
    return item


def test_on_every_page_while_it_lasts_and_no_longer(client: Client, move: Any) -> None:  # noqa: F811
    start = move("2026-07-20 14:00")
    document = make_policy("防汛预案")
    pages = [*PAGES, document.get_absolute_url()]
    for page in pages:
        client.get(page)  # fills the page cache
    publish_alert(starts_at=start + dt.timedelta(minutes=10), ends_at=start + dt.timedelta(minutes=70))
    seen = {}
    for moment in ("14:09:59", "14:10:00", "15:09:59", "15:10:00"):
        move(f"2026-07-20 {moment}")
        seen[moment] = {"暴雨橙色预警" in client.get(page).content.decode() for page in pages}
    assert seen == {"14:09:59": {False}, "14:10:00": {True}, "15:09:59": {True}, "15:10:00": {False}}


def test_a_warning_reaches_pages_that_do_not_exist(client: Client) -> None:
    item = publish_alert()
    withdrawn = withdraw(make_policy())
    for page, status in (("/nothing/", 404), (withdrawn.get_absolute_url(), 410)):
        answer = client.get(page)
        assert answer.status_code == status
        assert item.title in answer.content.decode()


def test_the_page_says_what_holds(client: Client, move: Any) -> None:  # noqa: F811
    start = move("2026-07-20 14:00")
    plan, secret = make_policy("防汛预案"), make_policy("要撤回的预案")
    item = make_alert(starts_at=start, ends_at=start + dt.timedelta(hours=1), advice="不要涉水\n\n转移到高处")
    for document in (plan, secret):
        AlertPlan.objects.create(alert=item, document=document)
    cleared(item).publish(office())
    withdraw(secret)
    page = client.get(item.get_absolute_url()).content.decode()
    assert "正在生效" in page
    assert 'class="alert ' not in page  # no banner of itself
    assert plan.get_absolute_url() in page
    assert "要撤回的预案" not in page
    assert "<li>转移到高处</li>" in page
    move("2026-07-20 15:00")
    assert "解除" in client.get(item.get_absolute_url()).content.decode()
    listed = client.get("/alerts/").content.decode()
    assert listed.index("目前没有正在生效的预警") < listed.index(item.title)


def test_lifting_early_is_a_correction(client: Client) -> None:
    item = publish_alert()
    assert item.title in client.get("/policies/").content.decode()
    item.correct(office(), "雨势减弱，提前解除。", ends_at=timezone.now())
    assert item.title not in client.get("/policies/").content.decode()
    assert "雨势减弱" in client.get(item.get_absolute_url()).content.decode()


@pytest.mark.parametrize("state", [State.DRAFT, State.CLEARED, State.WITHDRAWN])
def test_nothing_unpublished_warns(client: Client, state: State) -> None:
    item = make_alert("绝不外泄的预警")
    if state != State.DRAFT:
        cleared(item)
    if state == State.WITHDRAWN:
        item.publish(office())
        item.withdraw(office(), "有误")
    assert client.get(item.get_absolute_url()).status_code == (410 if state == State.WITHDRAWN else 404)
    for page in [*PAGES, "/alerts/", "/feeds/alerts/", "/sitemap-alert.xml", "/search/?q=外泄"]:
        assert "绝不外泄" not in client.get(page).content.decode(), page


def test_the_most_serious_stands_first(client: Client) -> None:
    for level in ("reminder", "blue", "red", "yellow"):
        publish_alert(f"级别{level}", level=level)
    page = client.get("/").content.decode()
    assert page.index("级别red") < page.index("级别yellow") < page.index("级别blue") < page.index("级别reminder")


def test_blockers_and_order() -> None:
    item = make_alert(body="", starts_at=timezone.now() - dt.timedelta(hours=2), ends_at=timezone.now())
    AlertPlan.objects.create(alert=item, document=make_draft("没公开的预案"))
    found = " ".join(item.blockers())
    for sentence in ("缺少预警内容", "结束时间已经过去", "没公开的预案"):
        assert sentence in found
    with pytest.raises(IntegrityError), transaction.atomic():
        make_alert(ends_at=timezone.now() - dt.timedelta(days=1))


def test_a_warning_costs_no_query(client: Client, django_assert_num_queries: Any) -> None:
    from_before = make_policy()
    client.get(from_before.get_absolute_url())
    publish_alert()
    client.get("/policies/")
    with django_assert_num_queries(1):  # the publication version
        client.get("/policies/")
