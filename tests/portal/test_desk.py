"""The desk: numbers that equal the lists behind them, at a constant number of queries."""

import datetime as dt
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from policies.models import Document
from policies.piles import months_later
from portal.piles import piles_of, unsigned_since
from tests.admin_rows import one_of_each
from tests.factories import day, make_draft, make_policy, make_unit, make_user

pytestmark = pytest.mark.django_db
HOME = "/admin/"


@pytest.fixture
def items(lin, he, qiu, health) -> dict[str, Any]:
    one_of_each(health, make_user("tang", health, "起草"), make_user("song", health, "审查"), qiu)
    return one_of_each(lin.unit, lin, he, qiu)


def numbers(client: Any, url: str = HOME) -> dict[str, tuple[int, str]]:
    """Label → (number, address) of every pile on the desk."""
    page = client.get(url).content.decode()
    found = re.findall(r'<a href="([^"]+)"><strong>(\d+)</strong><span>([^<]+)</span>', page)
    return {label: (int(number), url.replace("&amp;", "&")) for url, number, label in found}


@pytest.mark.parametrize("who", ["lin", "he", "qiu"])
def test_every_number_opens_its_list(staff, items, request, who) -> None:
    client = staff(request.getfixturevalue(who))
    shown = numbers(client)
    assert len(shown) >= 8
    assert sum(number for number, _ in shown.values()) > 3
    for label, (number, url) in shown.items():
        response = client.get(url)
        assert response.context["cl"].result_count == number, label


def test_author_finds_drafts_and_what_came_back(staff, lin, items) -> None:
    shown = {label: number for label, (number, _) in numbers(staff(lin)).items()}
    assert (shown["我的草稿"], shown["退回给我的"], shown["逾期未发"]) == (1, 1, 1)
    assert "等待我审查" not in shown
    page = staff(lin).get(HOME).content.decode()
    assert "区建管委returned" in page
    assert "区卫健委" not in re.sub(r"<option.*?</option>", "", page)


def test_reviewer_finds_what_waits_for_review_but_not_own_drafts(staff, he, items) -> None:
    shown = {label: number for label, (number, _) in numbers(staff(he)).items()}
    assert shown["等待我审查"] == 1
    assert shown["应急发布待补签"] == 1


def test_office_sees_all_units_and_one_of_them(staff, qiu, items, construction) -> None:
    client = staff(qiu)
    assert numbers(client)["等待我审查"][0] == 2
    assert numbers(client, f"{HOME}?unit={construction.pk}")["等待我审查"][0] == 1
    number, url = numbers(client, f"{HOME}?unit={construction.pk}")["等待我审查"]
    assert client.get(url).context["cl"].result_count == number


def test_unit_filter_is_not_for_unit_staff(staff, lin, items, health) -> None:
    assert numbers(staff(lin), f"{HOME}?unit={health.pk}") == numbers(staff(lin))


def queries(client: Any, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize("who", ["lin", "he", "qiu"])
def test_queries_do_not_grow_with_items_and_units(staff, items, request, who, lin, he, qiu) -> None:
    client = staff(request.getfixturevalue(who))
    urls = [HOME, *(url for _, url in numbers(client).values())]
    before = {url: queries(client, url) for url in urls}
    for number in range(3):
        unit = make_unit(f"岚屿区新设{number}局", parent=lin.unit)
        one_of_each(unit, make_user(f"a{number}", unit, "起草"), make_user(f"r{number}", unit, "审查"), qiu)
    for _ in range(4):
        one_of_each_again(lin, he, qiu)
    after = {url: queries(client, url) for url in urls}
    assert {url: n for url, n in after.items() if n > before[url]} == {}


def one_of_each_again(lin: Any, he: Any, qiu: Any) -> None:
    for state in ("draft", "submitted", "cleared"):
        item = make_draft(unit=lin.unit, created_by=lin)
        if state != "draft":
            item.submit(lin)
        if state == "cleared":
            item.clear(he)


def test_expiring_documents_are_counted_by_months(staff, lin, qiu) -> None:
    today = dt.date.today()
    for months in (1, 2, 6, 7):
        make_policy(unit=lin.unit, created_by=lin, expires_on=months_later(today, months) - dt.timedelta(days=1))
    make_policy(unit=lin.unit, created_by=lin, expires_on=today - dt.timedelta(days=1))
    shown = {label: number for label, (number, _) in numbers(staff(lin)).items()}
    assert (shown["1个月内到期"], shown["2个月内到期"], shown["6个月内到期"]) == (1, 2, 3)


@pytest.mark.parametrize(
    ("today", "since"),
    [("2026-11-20", "2026-11-17"), ("2026-11-23", "2026-11-18"), ("2026-10-09", "2026-09-29")],
)
def test_signature_is_due_in_working_days(settings, today, since) -> None:
    """Published on 17 November (Tuesday), three working days run out on the 20th: late from the 21st on."""
    settings.URGENT_SIGN_WORKDAYS = 3
    assert unsigned_since(day(today)) == day(since)


def test_urgent_publication_leaves_the_list_when_signed(staff, he, items) -> None:
    assert numbers(staff(he))["应急发布待补签"][0] == 1
    items["urgent"].sign(he)
    assert numbers(staff(he))["应急发布待补签"][0] == 0


def test_piles_name_only_what_a_role_can_do(lin, he, qiu) -> None:
    keys = {who.username: {pile.key for pile in piles_of(Document, who)} for who in (lin, he, qiu)}
    assert "publish" not in keys["lin"] | keys["he"]
    assert "review" not in keys["lin"]
    assert {"publish", "review", "unsigned", "expiring-1"} <= keys["qiu"]


def test_a_person_without_a_unit_has_an_empty_desk(staff, items) -> None:
    """Not an error: the administrator has given the role and not yet the unit."""
    newcomer = make_user("newcomer", None, "起草")
    assert {number for number, _ in numbers(staff(newcomer)).values()} == {0}
    assert "尚未分配单位" in staff(newcomer).get(HOME).content.decode()
    assert staff(newcomer).get("/admin/policies/document/").context["cl"].result_count == 0
