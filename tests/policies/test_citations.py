"""Numbers and 《titles》 in bodies: found when the body is saved, linked only to what is public now."""

from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from policies.citing import mentions
from policies.citing.linking import linked
from policies.citing.measuring import citation_scores
from policies.models import Document
from policies.models.document import TitleKey
from portal.pagecache import store
from portal.publishing import Audience
from tests.factories import make_draft, make_policy, withdraw


def test_a_link_stands_neither_in_a_link_nor_in_a_heading_nor_in_a_tag() -> None:
    html = '<h2 id="s1">《甲办法》</h2><p title="x">见<a href="/x">《甲办法》</a>和<b>《甲办法》</b>（岚府〔2020〕1号）</p>'
    found = mentions.stored(html)
    assert [(kind, key) for _, _, kind, key in found] == [("t", "甲办法"), ("n", "岚府2020-1")]
    assert linked(html, found, lambda _: "/y") == html.replace(
        "<b>《甲办法》</b>（岚府〔2020〕1号）", '<b><a href="/y">《甲办法》</a></b>（<a href="/y">岚府〔2020〕1号</a>）'
    )


@given(st.text("《》〈〉<p>&;办法岚府〔20〕1号 \n", max_size=80))
def test_links_add_nothing_but_links(text: str) -> None:
    html = f"<p>{text.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')}</p>"
    result = linked(html, mentions.stored(html), lambda _: "/y")
    assert result.replace('<a href="/y">', "").replace("</a>", "") == html


def test_a_body_that_changed_behind_its_citations_is_left_alone() -> None:
    html = "<p>《甲办法》</p>"
    assert linked("<p>又《甲办法》</p>", mentions.stored(html), lambda _: "/y") == "<p>又《甲办法》</p>"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "title", ["关于〈甲办法〉（试行）的 通知", "甲·乙“丙”-丁，戊：己", "甲'乙\u3000丙", "甲.乙－丙"]
)
def test_database_compares_titles_as_we_do(title: str) -> None:
    item = make_draft(title)
    key = mentions.title_key(title)
    assert Document.objects.annotate(title_key=TitleKey("title")).filter(title_key=key).get() == item


def page(client: Client, item: Document) -> str:
    store.clear()
    return client.get(item.get_absolute_url()).content.decode()


def link(target: Document, words: str) -> str:
    return f'<a href="{target.get_absolute_url()}">{words}</a>'


@pytest.mark.django_db
def test_any_spelling_of_a_number_and_a_title_lead_to_the_document(client: Client) -> None:
    old = make_policy("岚屿区停车办法（试行）", number="岚府办〔2019〕3号")
    item = make_policy(body="按照《岚屿区停车办法(试行)》办理；原岚府办[2019]3号第二条不变。")
    shown = page(client, item)
    assert link(old, "《岚屿区停车办法(试行)》") in shown
    assert link(old, "岚府办[2019]3号") in shown
    assert "被引用" in page(client, old)


@pytest.mark.django_db
def test_a_title_of_several_is_linked_only_by_the_number_behind_it(client: Client) -> None:
    first = make_policy("关于做好征兵工作的通知", number="岚府〔2020〕1号")
    make_policy("关于做好征兵工作的通知", number="岚府〔2021〕1号")
    item = make_policy(
        body="《关于做好征兵工作的通知》很多。《关于做好征兵工作的通知》（岚府〔2020〕1号）是一件，"
        "《关于做好征兵工作的通知》（岚府〔1999〕9号）不在。"
    )
    shown = page(client, item)
    assert shown.count(link(first, "《关于做好征兵工作的通知》")) == 1
    assert link(first, "岚府〔2020〕1号") in shown


@pytest.mark.django_db
@pytest.mark.parametrize("hide", [lambda item: item, withdraw], ids=["public", "withdrawn"])
def test_link_goes_with_the_document(client: Client, hide: Any) -> None:
    target = make_policy("岚屿区停车办法", number="岚府办〔2019〕3号")
    item = make_policy(body="见《岚屿区停车办法》（岚府办〔2019〕3号）。")
    hide(target)
    assert (target.get_absolute_url() in page(client, item)) == (hide is not withdraw)


@pytest.mark.django_db
def test_drafts_and_directed_documents_are_never_linked_nor_listed(client: Client) -> None:
    public = make_policy("公开的办法", number="岚府办〔2019〕4号", body="见《起草中的办法》《定向的办法》。")
    draft = make_draft("起草中的办法", body="见《公开的办法》（岚府办〔2019〕4号）。")
    directed = make_policy("定向的办法", audience=Audience.GROUP, body="见《公开的办法》（岚府办〔2019〕4号）。")
    shown = page(client, public)
    assert "被引用" not in shown
    assert draft.get_absolute_url() not in shown
    assert directed.get_absolute_url() not in shown


@pytest.mark.django_db
def test_links_take_one_query_however_many(client: Client, django_assert_num_queries: Any) -> None:
    counts = []
    for many in (1, 12):
        made = [make_policy(f"第{many}-{each}号办法") for each in range(many)]
        item = make_policy(body="".join(f"见《{each.title}》。" for each in made))
        page(client, item)
        store.clear()
        with django_assert_num_queries(6 if not counts else counts[0]) as queries:
            client.get(item.get_absolute_url())
        counts.append(len(queries))


def test_corpus_citations_are_found(corpus) -> None:
    scores = citation_scores(corpus)
    assert scores["number"].recall >= 0.98
    assert scores["number"].precision >= 0.97
    assert scores["title"].recall >= 0.99
    assert scores["title"].precision >= 0.97
