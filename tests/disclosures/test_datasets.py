"""数据集: behind the one door, private columns in no exit, searched, sorted, paged and summed."""

import datetime as dt
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from disclosures.models import Dataset, DatasetField
from disclosures.settlements import missing
from portal.models import User
from portal.publishing import State
from tests.disclosures.rows import FIELDS, HEAD, add_rows, import_rows, make_dataset, office, publish_dataset
from tests.factories import cleared

pytestmark = pytest.mark.django_db
EXITS = ["", "rows.csv", "rows.xlsx", "rows.json", "dictionary.csv"]
EVERYWHERE = ["/datasets/", "/columns/tables-grain/", "/feeds/datasets/", "/feeds/columns/tables-grain/",
              "/sitemap-dataset.xml", "/search/?q=合作社", "/search/?q=证件号码", "/"]  # fmt: skip


def content(client: Client, url: str) -> bytes:
    response = client.get(url)
    assert response.status_code == 200, url
    return b"".join(response) if response.streaming else response.content


def names(page: str) -> list[str]:
    """The second column, as the page has it."""
    body = page.split("<tbody>")[1].split("</tbody>")[0]
    return [re.findall(r"<td[^>]*>(.*?)</td>", row)[0] for row in body.split("</tr>")[:-1]]


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.CLEARED, State.WITHDRAWN])
def test_nothing_unpublished_shows(client: Client, state: State) -> None:
    publish_dataset("open", title="已经公开的数据集")
    item = make_dataset("hidden", title="绝不外泄的数据集", column=Dataset.objects.get(slug="open").column)
    add_rows(item, "岚城镇,绝不外泄合作社,777.77,,,,")
    if state == State.SUBMITTED:
        item.submit(User.objects.get(username="zhu"))
    elif state != State.DRAFT:
        cleared(item)
    if state == State.WITHDRAWN:
        item.publish(office())
        assert "绝不外泄合作社" in client.get("/datasets/hidden/").content.decode()
        item.withdraw(office(), "有误")
    for end in EXITS:
        assert client.get(f"/datasets/hidden/{end}").status_code == (410 if state == State.WITHDRAWN else 404)
    for url in ["/datasets/", "/columns/tables-open/", "/feeds/datasets/", "/sitemap-dataset.xml", "/search/?q=外泄"]:
        page = client.get(url).content.decode()
        assert "绝不外泄的" not in page, url
        assert "777.77" not in page, url


def test_it_stands_in_its_column_search_feed_and_sitemap(client: Client) -> None:
    item = publish_dataset(title="粮食补贴明细")
    for url in [
        "/columns/tables-grain/",
        "/datasets/",
        "/search/?q=粮食补贴明细",
        "/feeds/datasets/",
        "/sitemap-dataset.xml",
    ]:
        assert item.get_absolute_url() in client.get(url).content.decode(), url
    assert item.get_absolute_url() in client.get("/search/?q=补贴金额").content.decode()


def test_a_private_column_leaves_by_no_exit(client: Client) -> None:
    item = publish_dataset()
    add_rows(item, "岚城镇,沈某某,5,,,,秘密证号003")
    asked = ["?q=秘密证号003", "?sort=id_number", "?sort=-id_number", "?q=秘密", "?version=1"]
    urls = [item.get_absolute_url() + end for end in [*EXITS, *asked, *(f"rows.csv{each}" for each in asked)]]
    for url in [*urls, *EVERYWHERE]:
        held = content(client, url).decode("utf-8", "replace")
        for secret in ("证件号码", "id_number", "秘密证号00"):
            assert secret not in held or secret in url, (url, secret)  # a page repeats what it was asked
    page = client.get(item.get_absolute_url() + "?q=秘密证号003").content.decode()
    assert "没有含" in page
    assert "没有这个排序方式" in client.get(item.get_absolute_url() + "?sort=id_number").content.decode()
    with CaptureQueriesContext(connection) as queries:
        for end in EXITS:
            content(client, item.get_absolute_url() + end + "?version=1")
    assert not [each for each in queries if "datasethiddenrow" in each["sql"]]


def test_an_unconfirmed_version_shows_nowhere(client: Client) -> None:
    item = publish_dataset()
    version = import_rows(item, "岚城镇,尚未确认合作社,1,,,,")
    url = item.get_absolute_url()
    for standing in ("waiting", "rejected"):
        for each in [url + end for end in EXITS] + EVERYWHERE:
            assert "尚未确认" not in content(client, each).decode("utf-8", "replace"), each
        assert client.get(f"{url}?version=2").status_code == 404
        assert client.get(f"{url}rows.csv?version=2").status_code == 404
        assert version.standing == standing
        if standing == "waiting":
            version.reject(User.objects.get(username="xu"), "有误")


def test_the_confirmed_version_replaces_the_one_before(client: Client) -> None:
    item = publish_dataset()
    url = item.get_absolute_url()
    assert "陆某某" in client.get(url).content.decode()
    version = import_rows(item, "岚城镇,顾某某,9,,,,", note="改正")
    assert "顾某某" not in client.get(url).content.decode()
    version.confirm(User.objects.get(username="xu"))
    page = client.get(url).content.decode()
    assert "顾某某" in page
    assert "陆某某" not in page
    assert "改正" in page
    old = client.get(f"{url}?version=1").content.decode()
    assert "陆某某" in old
    assert "已被取代的旧版" in old
    assert "陆某某" in content(client, f"{url}rows.csv?version=1").decode()
    version.withdraw(office(), "有误")
    page = client.get(url).content.decode()
    assert "顾某某" not in page
    assert "目前没有公开的数据" in page
    assert client.get(f"{url}rows.csv").status_code == 404
    assert client.get(f"{url}?version=2").status_code == 404


def test_it_cannot_be_published_without_confirmed_rows_or_public_columns() -> None:
    item = make_dataset()
    assert "还没有经另一人确认的数据。" in item.blockers()
    import_rows(item)
    assert "还没有经另一人确认的数据。" in item.blockers()
    bare = make_dataset("bare", columns=[("code", "编码", "text", {"private": True})])
    assert "还没有公开的数据项。" in bare.blockers()
    budgets = make_dataset("b", purpose="project-budgets")
    assert any("“budget”" in each for each in budgets.blockers())


def test_it_is_sorted_and_searched(client: Client) -> None:
    item = publish_dataset()
    url = item.get_absolute_url()
    for query, expected in {
        "": ["沈某某", "陆某某", "橘香合作社"],
        "?sort=amount": ["陆某某", "沈某某", "橘香合作社"],
        "?sort=-amount": ["橘香合作社", "沈某某", "陆某某"],
        "?sort=area": ["陆某某", "沈某某", "橘香合作社"],
        "?sort=-area": ["沈某某", "陆某某", "橘香合作社"],  # what has no value comes last, up and down
        "?sort=-paid_on": ["陆某某", "沈某某", "橘香合作社"],
        "?sort=receiver": ["陆某某", "沈某某", "橘香合作社"],  # common characters by pinyin, then rarer ones
        "?q=某某": ["沈某某", "陆某某"],
        "?q=某某&sort=amount": ["陆某某", "沈某某"],
        "?q=岚城+某某": ["沈某某"],
        "?q=1200.5": ["沈某某"],
        "?q=1,200.5": ["沈某某"],
    }.items():
        assert names(client.get(url + query).content.decode()) == expected, query
    page = client.get(f"{url}?q=望潮&sort=amount").content.decode()
    assert "含“望潮”的有1行，全表3行" in page
    assert 'aria-sort="ascending"' in page
    assert "rows.csv?q=%E6%9C%9B%E6%BD%AE&amp;sort=amount" in page


def test_totals_stand_where_they_make_sense(client: Client) -> None:
    item = publish_dataset()
    page = client.get(item.get_absolute_url()).content.decode()
    foot = page.split("<tfoot>")[1].split("</tfoot>")[0]
    assert "全表合计（3行）" in foot
    assert "5,000.5" in foot
    assert "13.5" not in foot  # areas are not declared to be summed
    found = client.get(item.get_absolute_url() + "?q=某某").content.decode()
    assert "查到的2行合计" in found
    assert "2,000.5" in found
    bare = publish_dataset("bare", columns=[(*each[:3], {**each[3], "total": False}) for each in FIELDS])
    assert "<tfoot>" not in client.get(bare.get_absolute_url()).content.decode()


def test_pages_hold_fifty_rows(client: Client) -> None:
    item = publish_dataset("long", *(f"岚城镇,第{number:03}户,{number},,,," for number in range(1, 121)))
    url = item.get_absolute_url()
    assert names(client.get(f"{url}?page=3&sort=-amount").content.decode())[-1] == "第001户"
    assert len(names(client.get(f"{url}?page=2").content.decode())) == 50
    for odd in ("?page=99", "?page=x", "?sort=nothing", "?sort=--amount", "?q=" + "长" * 500, "?q=%00", "?page=-1"):
        assert client.get(url + odd).status_code == 200, odd
    for odd in ("?version=x", "?version=9", "?version=-1", "?version=٣", "?version=" + "9" * 30):
        assert client.get(url + odd).status_code == 404, odd
    assert client.get(f"{url}rows.pdf").status_code == 404


def test_queries_do_not_grow(client: Client) -> None:
    counts: list[list[int]] = []
    for many in (1, 60):
        for index in range(1 + many // 20):
            item = publish_dataset(f"d{many}-{index}", *(f"岚城镇,第{number}户,{number},,,," for number in range(many)))
        client.get("/columns/")
        counts.append([_queries(client, url) for url in ("/datasets/", f"{item.get_absolute_url()}?q=户&sort=amount")])
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 10


def _queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


BUDGETS: list[tuple[str, str, str, dict[str, Any]]] = [
    ("code", "项目编码", "text", {}), ("project", "项目名称", "text", {}), ("budget", "预算金额", "money", {"measure": "万元"}),
    ("completion", "计划竣工", "date", {}), ("status", "进度", "text", {}),
]  # fmt: skip
SETTLED: list[tuple[str, str, str, dict[str, Any]]] = [
    ("code", "项目编码", "text", {}),
    ("settlement", "决算金额", "money", {"measure": "元"}),
]


def test_missing_settlements_are_listed_from_ten_million_yuan_on() -> None:
    today = dt.date(2026, 11, 27)
    budgets = make_dataset("budgets", purpose="project-budgets", columns=BUDGETS)
    head = "项目编码,项目名称,预算金额（万元）,计划竣工,进度"
    lines = [
        "A-1,到期没有决算,1000,2025-01-01,竣工", "A-2,差一点,999.99,2025-01-01,竣工", "A-3,有决算,5000,2025-01-01,竣工",
        "a-4,小写编码有决算,5000,2025-01-01,竣工", "A-5,在建,2亿元,2028-01-01,在建",
        ",没有编码,1200,,", "A-7,停了,1500,2024-01-01,停缓建",
    ]  # fmt: skip
    import_rows(budgets, *lines, head=head)
    assert missing(today) == ([], 0, 0)
    budgets.versions.get().confirm(User.objects.get(username="xu"))
    assert missing(today)[1] == 6
    settled = make_dataset("settled", purpose="project-settlements", columns=SETTLED)
    add_rows(settled, "A-3,49000000", "A-4,49000000", head="项目编码,决算金额（元）")
    assert missing(today)[1] == 6  # not public yet
    cleared(settled).publish(office())
    rows, count, amount = missing(today)
    assert [each.project for each in rows] == ["到期没有决算", "停了", "在建", "没有编码"]
    assert (count, amount) == (4, 10_000_000 + 15_000_000 + 200_000_000 + 12_000_000)
    assert [each.late(today) for each in rows] == [True, False, False, False]
    assert missing(today, [])[1] == 0
    settled.withdraw(office(), "有误")
    assert missing(today)[1] == 6


def test_the_page_asks_for_no_script_and_no_inline_style(client: Client) -> None:
    item = publish_dataset()
    page = client.get(item.get_absolute_url()).content.decode()
    assert "style=" not in page
    assert page.count("<h1") == 1
    assert 'scope="row"' in page
    assert HEAD.split(",")[0] in page
    assert DatasetField.objects.filter(private=True).count() == 1
