"""A first page of results asks the database at most eight times, whatever is asked and however many kinds are found."""

from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from portal.search.models import SearchEntry
from tests.factories import make_interpretation, make_policy, make_tag, make_unit, publish

pytestmark = pytest.mark.django_db
OF_THE_TEST = 2
"""Statements of the snapshot, which is kept between requests only outside of a transaction."""
KINDS = {
    "number": "岚建规〔2025〕8号",
    "part of a number": "岚建规 2025",
    "index number": "AB1234567-2025-001",
    "quoted title": "《关于公积金提取第3件事的通知》",
    "unit": "发文机关:区建管委 公积金",
    "year and state": "2024年 现行有效 公积金",
    "pinyin": "gongjijin",
    "typo": "公级金",
    "question": "公积金怎么提取，要带什么材料吗",
    "zero results": "飞机场跑道",
    "phrase": "“公积金提取” 材料",
    "exclusion": "公积金 -停车月票",
    "all at once": "“公积金提取” 2024年 材料 -停车月票 发文机关:区建管委 第8号",
    "nothing": "",
}


@pytest.fixture(scope="module")
def library(kept: None) -> None:
    units = [make_unit("岚屿区建设和管理委员会", short_name="区建管委"), make_unit("岚屿区卫生健康委员会")]
    for number in range(30):
        document = make_policy(
            f"关于公积金提取第{number}件事的通知",
            number=f"岚建规〔2025〕{number}号",
            body="第一条　提取公积金，带身份证等材料。",
            issuers=[units[number % 2]],
            tags=[make_tag(f"t{number}", f"标签{number}")],
        )
        if number % 3 == 0:
            publish(make_interpretation(document, f"公积金提取第{number}件事解读"))
    call_command("reindex", "--all", verbosity=0)


@pytest.mark.parametrize("kind", KINDS)
def test_first_page_needs_at_most_eight_queries(
    library: None, kind: str, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    address = reverse("search:page")
    client.get(address, {"q": KINDS[kind]})
    with django_assert_max_num_queries(8 + OF_THE_TEST):
        client.get(address, {"q": KINDS[kind]})


def test_filters_and_order_cost_no_query(
    library: None, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    address, params = reverse("search:page"), {"q": "公积金", "validity": "in_force", "year": "2026", "sort": "newest"}
    client.get(address, params)
    with django_assert_max_num_queries(7 + OF_THE_TEST):
        client.get(address, params)


def test_thousand_rows_of_an_export_cost_what_one_costs(
    library: None, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for name in ("search:csv", "search:json"):
        client.get(reverse(name), {"q": "公积金"})
        with django_assert_max_num_queries(6 + OF_THE_TEST):
            client.get(reverse(name), {"q": "公积金"})


def test_entry_from_before_lines_were_kept_is_shown_the_same(library: None, page: Callable[..., str]) -> None:
    def line(shown: str) -> str:
        return shown[shown.index('class="results"') : shown.index("/article")].split("data-token", 1)[1][30:]

    before = line(page("公积金提取"))
    SearchEntry.objects.update(shown={})
    assert line(page("公积金提取")) == before
