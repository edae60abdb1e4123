"""The filtered list: every count equals what its click returns."""

import random
import re
from urllib.parse import parse_qsl, quote

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from policies.list_facets import facets
from policies.listing import DocumentListing
from policies.models import Document, Tag, Topic
from portal.models import Unit
from portal.pagecache import store
from tests.factories import day, make_policy, make_tag, make_unit, moment, relate

pytestmark = pytest.mark.django_db


@pytest.fixture
def library() -> list[Document]:
    """40 documents over every facet, from a fixed random seed."""
    dice = random.Random(7)
    units: list[Unit] = [make_unit(f"岚屿区第{n}办") for n in range(3)]
    tags: list[Tag] = [make_tag(f"t-{n}", dimension="audience" if n < 3 else "life") for n in range(5)]
    topics = list(Topic.objects.filter(code__in=["02", "0201", "0202", "03"]))
    made = []
    for n in range(40):
        year = dice.choice([2022, 2023, 2024])
        made.append(
            make_policy(
                f"{dice.choice(['加装电梯', '养老', '落户'])}第{n}件",
                issuers=dice.sample(units, dice.choice([1, 2])),
                tags=dice.sample(tags, dice.choice([1, 2, 3])),
                topic=dice.choice(topics),
                category=dice.choice(["other", "rule"]),
                genre=dice.choice(["notice", "opinion"]),
                at=moment(f"{year}-03-0{dice.randint(1, 9)}T09:00"),
                written_on=day(f"{year}-02-01"),
                expires_on=dice.choice([None, day("2024-12-31"), day("2099-12-31")]),
                effective_on=dice.choice([None, day("2022-02-01")]),
            )
        )
    relate(made[0], "repeals", made[1], day("2024-01-01"))
    return made


def listing(query: str) -> DocumentListing:
    return DocumentListing(QueryDict(query), "/policies/")


def test_every_count_equals_what_its_click_returns(library: list[Document]) -> None:
    dice = random.Random(11)
    checked, query = 0, ""
    for _ in range(25):
        options = [o for facet in facets(listing(query)) for o in [*facet.options, *facet.more]]
        for option in dice.sample(options, min(6, len(options))):
            if option.selected:
                continue
            clicked = listing(option.url.partition("?")[2])
            assert clicked.total == option.count == clicked.rows().count(), option
            checked += 1
        query = dice.choice(options).url.partition("?")[2] if options and dice.random() < 0.7 else ""
    assert checked > 80


def test_shown_and_hidden_add_up_to_everything(library: list[Document]) -> None:
    default = listing("")
    assert default.hidden_total > 0
    assert default.total + default.hidden_total == listing("all=1").total == len(library)
    assert default.hidden_url is not None


def test_each_chip_removes_one_filter(library: list[Document]) -> None:
    query = "q=第&tag=t-0&tag=t-3&category=rule&year=2023&all=1"
    chips = listing(query).chips()
    assert len(chips) == 6
    for chip in chips:
        assert len(parse_qsl(chip.url.partition("?")[2])) == 5


def test_empty_list_names_the_filter_to_drop(library: list[Document], client: Client) -> None:
    found = listing("year=2022&q=没有这样的标题")
    assert found.total == 0
    page = client.get("/policies/?year=1999&category=rule").content.decode()
    drop = listing("year=1999&category=rule").drops()
    assert [each.label for each in drop] == ["1999年"]
    assert drop[0].count == listing("category=rule").total
    assert "不限“1999年”" in page


@pytest.mark.parametrize(
    "query",
    ["topic=zz", "issuer=abc", "issuer=999999999999999999999", "tag=%00", "year=abc", "year=99999999999999999999",
     "validity=maybe",
     "genre=%F0%9F%98%80", "page=-1", "page=99999999999", "page=abc",
     "sort=drop table", "q=" + "长" * 10000, "q=%00%01%27%22%3Cscript%3E"],
)  # fmt: skip
def test_hostile_values_give_a_proper_page(client: Client, query: str) -> None:
    make_policy()
    response = client.get(f"/policies/?{query}")
    assert response.status_code == 200
    assert "<script>" not in response.content.decode()


def test_ignored_value_is_said_on_the_page(client: Client) -> None:
    assert "「年份」的值无法识别，已忽略" in client.get("/policies/?year=abc").content.decode()


@pytest.mark.parametrize(
    "spelling",
    ["岚建规〔2022〕8号", "岚建规[2022]8号", "岚建规（2022）第8号", "岚建规 2022 8", "岚建规【２０２２】８号"],
)
def test_number_in_any_spelling_finds_the_document(client: Client, spelling: str) -> None:
    wanted = make_policy("加装电梯办法", number="岚建规〔2022〕8号")
    make_policy(number="岚建规〔2022〕18号")
    assert listing(f"q={spelling}").rows().get() == wanted
    assert client.get(f"/policies/number/{spelling}/").headers["Location"] == wanted.get_absolute_url()


@pytest.mark.parametrize("words", ["app", "APP 医保", "ａｐｐ", "医保码", "100%"])
def test_words_match_in_any_case_and_as_they_stand(words: str) -> None:
    found = {make_policy("医保码App使用说明"), make_policy("ａＰＰ备案办法"), make_policy("医保费100%返还")}
    expected = {each for each in found if all(word.lower() in each.title.lower() for word in words.split())}
    assert expected
    assert set(listing(f"q={quote(words)}").rows()) == expected


def test_leading_issuer_stands_first(client: Client) -> None:
    joining, leading = make_unit("岚屿区配合局"), make_unit("岚屿区牵头局")
    policy = make_policy("联合发文", issuers=[leading, joining])
    for row in (listing("").page()[0], Document.objects.get(pk=policy.pk)):
        assert row.issuing_units == [leading, joining]
        assert row.lead_issuer == leading
    assert "岚屿区牵头局、岚屿区配合局" in client.get(policy.get_absolute_url()).content.decode()


def test_paging_reaches_every_document_once(library: list[Document], client: Client) -> None:
    seen: list[str] = []
    for page in (1, 2):
        seen += re.findall(r'<h3><a href="([^"]+)"', client.get(f"/policies/?all=1&page={page}").content.decode())
    assert sorted(seen) == sorted(each.get_absolute_url() for each in library)


def test_feed_is_filtered_as_the_list(library: list[Document], client: Client) -> None:
    feed = client.get("/feeds/policies/?category=rule").content.decode()
    assert feed.count("<entry>") == listing("category=rule").total
    assert client.get("/feeds/policies/?category=rule").headers["Content-Type"].startswith("application/atom+xml")


@pytest.mark.parametrize(
    "url",
    [
        "/policies/",
        "/policies/?tag=t-0&year=2023",
        "/policies/topics/02/",
        "/feeds/policies/",
        "/",
        "/units/",
        "/policies/tags/",
        "/policies/topics/",
        "/sitemap-policy.xml",
    ],
)
def test_queries_do_not_grow_with_rows(client: Client, url: str) -> None:
    make_tag("t-0")
    counts = []
    for number in (2, 12):
        for n in range(number):
            unit = make_unit()
            make_policy(
                tags=[make_tag(f"x-{number}-{n}"), Tag.objects.get(slug="t-0")],
                issuers=[unit],
                topic=Topic.objects.get(code="02"),
                at=moment("2023-03-01T09:00"),
            )
        client.get(url)
        store.clear()
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        counts.append(len(captured))
    assert counts[1] <= counts[0], counts
    assert counts[1] <= 10
