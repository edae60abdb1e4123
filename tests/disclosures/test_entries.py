"""信息: one row in several columns, behind the same door as everything, and gone at the midnight that ends its 公示."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from disclosures import updates
from disclosures.models import Column, ColumnFact, Entry, EntryFact, Placement
from portal.models import User
from portal.publishing import State
from tests.decisions.conftest import move  # noqa: F401 - a clock
from tests.disclosures.rows import make_entry, make_file, office, publish_entry, publish_indicator
from tests.factories import cleared

pytestmark = pytest.mark.django_db


@pytest.fixture
def columns(db: None) -> tuple[Column, Column]:
    parent = Column.place(name="民生", slug="people")
    return Column.place(parent, name="养老", slug="elderly"), Column.place(parent, name="住房", slug="homes")


def test_an_entry_in_two_columns_is_one(client: Client, columns: Any) -> None:
    item = publish_entry(*columns, title="两处都有的信息")
    for address in ("people/elderly", "people/homes"):
        assert client.get(f"/columns/{address}/").content.decode().count(item.get_absolute_url()) == 1
    above = client.get("/columns/people/").content.decode()
    assert above.count(item.get_absolute_url()) == 1
    assert "共 1 条" in above
    page = client.get(item.get_absolute_url()).content.decode()
    assert page.index("/columns/people/elderly/") < page.index("所在栏目") < page.index("/columns/people/homes/")
    assert client.get("/feeds/columns/people/").content.decode().count("<entry>") == 1
    assert item.get_absolute_url() in client.get("/sitemap-entry.xml").content.decode()


def test_empty_columns_are_kept_from_the_public(client: Client, columns: Any) -> None:
    assert client.get("/columns/people/homes/").status_code == 404
    assert "住房" not in client.get("/columns/").content.decode()
    assert client.get("/columns/guide/").status_code == 200  # of the national structure
    item = publish_entry(columns[1])
    assert client.get("/columns/people/homes/").status_code == 200
    assert "养老" not in client.get("/columns/people/").content.decode()
    item.withdraw(User.objects.get(username="meng"), "有误")
    assert client.get("/columns/people/homes/").status_code == 404
    assert client.get("/feeds/columns/homes/").status_code == 404


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.CLEARED, State.WITHDRAWN])
def test_nothing_unpublished_shows(client: Client, columns: Any, state: State) -> None:
    publish_entry(*columns, title="已经公开的信息")
    item = make_entry(*columns, title="绝不外泄的信息")
    file = make_file(item)
    if state == State.SUBMITTED:
        item.submit(User.objects.get(username="zhu"))
    elif state != State.DRAFT:
        cleared(item)
    if state == State.WITHDRAWN:
        item.publish(office())
        item.withdraw(office(), "有误")
    expected = 410 if state == State.WITHDRAWN else 404
    assert client.get(item.get_absolute_url()).status_code == expected
    assert client.get(file.get_absolute_url()).status_code == expected
    for url in ("/columns/", "/columns/people/", "/feeds/columns/people/", "/sitemap-entry.xml", "/search/?q=外泄"):
        assert "绝不外泄" not in client.get(url).content.decode(), url


def test_a_publicity_period_ends_at_midnight_everywhere(client: Client, columns: Any, move: Any) -> None:  # noqa: F811
    start = move("2026-11-20 09:00")
    other = publish_entry(columns[0], title="长期公开的信息")
    item = make_entry(columns[0], title="加装电梯名单公示", publicity_from=start.date(), publicity_until=start.date())
    file = make_file(item)
    cleared(item).publish(office())
    listing = {
        "/columns/people/elderly/": item.get_absolute_url(),
        "/feeds/columns/elderly/": item.get_absolute_url(),
        "/sitemap-entry.xml": item.get_absolute_url(),
        "/search/?q=加装电梯名单": item.get_absolute_url(),
        "/search/results.json?q=加装电梯名单": item.get_absolute_url(),
    }
    move("2026-11-20 23:59:59")
    for url, shown in listing.items():
        assert shown in client.get(url).content.decode(), url
    page = client.get(item.get_absolute_url())
    assert "今天是最后一天" in page.content.decode()
    assert b"".join(client.get(file.get_absolute_url()).streaming_content)
    move("2026-11-21 00:00:00")
    for url in listing:
        assert item.get_absolute_url() not in client.get(url).content.decode(), url
    assert client.get(item.get_absolute_url(), headers={"If-None-Match": page.headers["ETag"]}).status_code == 410
    assert client.get(file.get_absolute_url()).status_code == 410
    assert client.get(other.get_absolute_url()).status_code == 200


def test_blockers_name_what_the_columns_ask_for(columns: Any) -> None:
    elderly, homes = columns
    Column.objects.filter(pk=elderly.pk).update(required=["summary", "attachments", "publicity"])
    beds = ColumnFact.objects.create(column=elderly, name="床位数", kind="number", required=True)
    item = make_entry(elderly, homes, summary="", body="")
    found = " ".join(item.blockers())
    for sentence in ("“养老”要求填写摘要", "“养老”要求填写附件", "“养老”要求填写公示期", "要求填写床位数", "没有内容"):
        assert sentence in found
    assert "“住房”" not in found
    EntryFact.objects.create(entry=item, fact=beds, value="40")
    make_file(item)
    today = timezone.localdate()
    Entry.objects.filter(pk=item.pk).update(summary="有", publicity_from=today, publicity_until=today)
    item.refresh_from_db()
    assert [each for each in item.blockers() if "审查" not in each] == []
    Placement.objects.all().delete()
    assert "至少要放进一个栏目。" in Entry.objects.get(pk=item.pk).blockers()


def test_a_notice_shows_nobody_in_full(columns: Any) -> None:
    today = timezone.localdate()
    table = "<table><tr><th>姓名</th><th>住址</th></tr><tr><td>张小明</td><td>东门社区12号302室</td></tr></table>"
    item = make_entry(columns[0], body=table, publicity_from=today, publicity_until=today)
    assert sum("没有遮盖" in each for each in item.blockers()) == 2
    Entry.objects.filter(pk=item.pk).update(publicity_from=None, publicity_until=None)
    assert not any("没有遮盖" in each for each in Entry.objects.get(pk=item.pk).blockers())


def test_the_database_keeps_periods_in_order_and_parts_frozen(columns: Any) -> None:
    day = dt.date(2026, 5, 1)
    for period in ({"publicity_until": day}, {"publicity_from": day, "publicity_until": day - dt.timedelta(days=1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_entry(columns[0], **period)
    publish_entry(columns[0])
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        Placement.objects.update(column=columns[1])


def test_years_archive_and_paging(client: Client, columns: Any, move: Any) -> None:  # noqa: F811
    Column.objects.filter(pk=columns[0].pk).update(archive_after=12)
    for day in ("2023-03-01 09:00", "2025-12-20 09:00", "2026-02-01 09:00"):
        move(day)
        publish_entry(columns[0], title=f"发布于{day[:7]}")
    move("2026-11-27 09:00")
    page = client.get("/columns/people/elderly/").content.decode()
    assert "发布于2026-02" in page
    assert "发布于2025-12" in page
    assert "发布于2023-03" not in page
    assert "发布于2025" not in client.get("/columns/people/elderly/?year=2026").content.decode()
    assert "发布于2023-03" in client.get("/columns/people/elderly/?archive=1").content.decode()
    for odd in (
        "?year=1999",
        "?year=abc",
        "?year=" + "9" * 400,
        "?page=-3",
        "?page=99999999",
        "?archive=&year=２０２６",
    ):
        assert client.get(f"/columns/people/elderly/{odd}").status_code == 200


def test_the_next_update_is_told(client: Client, columns: Any, move: Any) -> None:  # noqa: F811
    Column.objects.filter(pk=columns[0].pk).update(limit_days=10)
    move("2026-11-01 09:00")
    publish_entry(columns[0])
    assert "2026年11月11日</time>前" in client.get("/columns/people/elderly/").content.decode()
    move("2026-11-12 09:00")
    assert "已超期" in client.get("/columns/people/elderly/").content.decode()
    assert set(updates.updates()) == {columns[0].pk}


def test_queries_do_not_grow(client: Client, columns: Any, django_assert_max_num_queries: Any) -> None:
    items = [publish_entry(*columns, title=f"第{n}条") for n in range(12)]
    client.get("/columns/")
    with django_assert_max_num_queries(9):
        client.get("/columns/people/")
    with django_assert_max_num_queries(8):
        client.get(items[0].get_absolute_url())


def test_the_feed_of_a_column_names_every_kind_by_its_last_change(client: Client, columns: Any, move: Any) -> None:  # noqa: F811
    move("2026-03-01 10:00")
    publish_entry(columns[0], title="三月的信息")
    move("2026-03-02 10:00")
    publish_indicator("beds", column=columns[0], title="养老床位")
    move("2026-03-03 10:00")
    publish_entry(columns[0], title="第三天的信息")
    feed = client.get("/feeds/columns/people/").content.decode()
    assert [feed.index(title) for title in ("第三天的信息", "养老床位", "三月的信息")] == sorted(
        feed.index(title) for title in ("第三天的信息", "养老床位", "三月的信息")
    )
