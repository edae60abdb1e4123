"""Home, units and the pages of the site itself, with content and without."""

import re
import xml.etree.ElementTree as ET
from html import unescape
from typing import Any

import pytest
from django.test import Client, RequestFactory

from portal import views
from portal.models import Unit
from tests.factories import make_draft, make_policy, make_tag, make_unit, moment, withdraw

pytestmark = pytest.mark.django_db


def text(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status, url
    return unescape(response.content.decode())


def empty_boxes(page: str) -> list[str]:
    """Headings with nothing before the end of their section, lists without rows."""
    return re.findall(r"</h2>\s*</(?:section|div)>|<[uod]l[^>]*>\s*</[uod]l>|<nav[^>]*>\s*</nav>", page)


PAGES = [
    "/",
    "/policies/",
    "/policies/tags/",
    "/policies/topics/",
    "/units/",
    "/sitemap/",
    "/accessibility/",
    "/search/",
]


@pytest.mark.parametrize("address", PAGES)
def test_page_without_any_content_has_no_empty_box(client: Client, address: str) -> None:
    page = text(client, address)
    assert len(re.findall(r"<h1[ >]", page)) == 1
    assert not empty_boxes(page)


@pytest.mark.parametrize("address", PAGES)
def test_page_with_content_has_no_empty_box(client: Client, address: str) -> None:
    make_policy("有内容的通知", tags=[make_tag("life", "人生", "life")])
    page = text(client, address)
    assert not empty_boxes(page)


def test_home_without_documents_shows_neither_latest_nor_topics(client: Client) -> None:
    page = text(client, "/")
    assert 'role="search"' in page
    assert "最新公开" not in page


def test_home_shows_what_is_new_by_topic_and_by_who_you_are(client: Client) -> None:
    older = make_policy("先发的通知", at=moment("2024-01-02T10:00"))
    newer = make_policy("后发的通知", at=moment("2024-01-03T10:00"), tags=[make_tag("elder", "老年人")])
    make_draft("还没发的通知")
    page = text(client, "/")
    assert page.index(newer.title) < page.index(older.title)
    assert "还没发的通知" not in page
    assert "/policies/tags/elder/" in page
    assert re.search(r"<dt>件已经公开</dt><dd>2</dd>", page)
    assert newer.topic
    assert newer.topic.get_absolute_url() in page


def test_home_counts_only_what_is_in_force(client: Client) -> None:
    make_policy(
        "已到期的通知", written_on=moment("2019-01-02T00:00").date(), expires_on=moment("2020-01-01T00:00").date()
    )
    make_policy("还有效的通知")
    assert re.search(r"<dt>件现行有效</dt><dd>1</dd>", text(client, "/"))


def test_unit_page_shows_how_to_reach_it_and_its_documents(client: Client) -> None:
    unit = make_unit(
        "岚屿区海洋局", short_name="区海洋局", code="11999901MB00000099", address="岚城镇滨江路8号", phone="6200-0199"
    )
    item = make_policy("海洋局的通知", unit=unit)
    page = text(client, unit.get_absolute_url())
    for shown in ("岚城镇滨江路8号", "6200-0199", item.title, "/policies/?issuer="):
        assert shown in page
    assert "职责由" not in page


def test_dissolved_unit_names_its_successor(client: Client) -> None:
    heir = make_unit("岚屿区交通委员会", code="11999901MB00000077")
    old = make_unit("岚屿区公路署", code="11999901MB00000081", successor=heir)
    page = text(client, old.get_absolute_url())
    assert "机构改革后，职责由" in page
    assert f'href="{heir.get_absolute_url()}"' in page
    assert "岚屿区公路署" not in text(client, "/units/")


def test_unit_page_does_not_count_the_withdrawn(client: Client) -> None:
    unit = make_unit("岚屿区气象局", code="11999901MB00000055")
    withdraw(make_policy("撤回的预报", unit=unit))
    assert "撤回的预报" not in text(client, unit.get_absolute_url())


@pytest.mark.parametrize("slug", ["u0", "u999999", "11999901MB09999999", "u" + "9" * 30, "nothing"])
def test_unknown_unit_is_404(client: Client, slug: str) -> None:
    text(client, f"/units/{slug}/", status=404)


def test_external_units_are_not_in_the_list(client: Client) -> None:
    make_unit("望海市水务局", kind=Unit.Kind.EXTERNAL)
    assert "望海市水务局" not in text(client, "/units/")


@pytest.mark.parametrize(
    "address", ["/nothing/", "/policies/2024/1/999999/", "/policies/tags/nothing/", "/elder/nothing/"]
)
def test_missing_page_is_in_the_style_of_the_site(client: Client, address: str) -> None:
    page = text(client, address, status=404)
    assert "<h1>没有这个页面</h1>" in page
    assert 'role="search"' in page
    if address.startswith("/elder/"):
        assert 'href="/elder/policies/"' in page


def test_reading_mode_is_kept_by_every_link(client: Client) -> None:
    make_policy("长者也能看的通知")
    page = text(client, "/elder/")
    links = re.findall(r'<a [^>]*href="(/[^"]*)"', page)
    others = [link for link in links if not link.startswith("/elder/")]
    assert len(links) > 20
    assert sorted(others) == ["/", "/contrast/"], "only the ways to the other modes leave it"


NS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "a": "http://www.w3.org/2005/Atom"}


def xml(client: Client, url: str) -> ET.Element:
    response = client.get(url)
    assert response.status_code == 200, url
    assert "xml" in response.headers["Content-Type"]
    return ET.fromstring(response.content)


def test_site_map_leads_to_sections_that_hold_what_is_public(client: Client) -> None:
    item, gone = make_policy("地图上的通知"), withdraw(make_policy("撤回的通知"))
    make_draft("草稿")
    sections = [each.text or "" for each in xml(client, "/sitemap.xml").findall("s:sitemap/s:loc", NS)]
    assert len(sections) >= 2
    found = {
        each.text
        for section in sections
        for each in xml(client, "/" + section.split("/", 3)[3]).findall("s:url/s:loc", NS)
    }
    paths = {"/" + (each or "").split("/", 3)[3] for each in found}
    assert item.get_absolute_url() in paths
    assert gone.get_absolute_url() not in paths
    assert {"/", "/policies/", "/units/", item.unit.get_absolute_url()} <= paths
    assert client.get("/sitemap-nothing.xml").status_code == 404


def test_feed_holds_the_newest_first_and_follows_the_filters(client: Client) -> None:
    older = make_policy("先来的通知", at=moment("2024-01-02T10:00"), category="normative")
    newer = make_policy("后来的通知", at=moment("2024-01-03T10:00"))
    make_draft("草稿通知")
    titles = [each.text for each in xml(client, "/feeds/policies/").findall("a:entry/a:title", NS)]
    assert titles == [newer.title, older.title]
    filtered = xml(client, "/feeds/policies/?category=normative")
    assert [each.text for each in filtered.findall("a:entry/a:title", NS)] == [older.title]
    assert "行政规范性文件" in (filtered.findtext("a:title", namespaces=NS) or "")


def test_list_announces_its_own_feed(client: Client) -> None:
    make_policy("订阅的通知", category="normative")
    page = text(client, "/policies/?category=normative")
    found = re.search(r'type="application/atom\+xml"[^>]*href="([^"]+)"', page)
    assert found
    assert "category=normative" in found[1]


def test_styleguide_shows_every_component(client: Client) -> None:
    assert client.get("/styleguide/").status_code == 404, "only under DEBUG"
    request: Any = RequestFactory().get("/styleguide/")
    request.reading = ""
    page = views.styleguide(request).content.decode()
    for name in ("mark", "notice", "elements", "facet", "chip", "pager", "toc", "result"):
        assert re.search(rf'class="[^"]*\b{name}', page), name
    for word in ("尚未施行", "有效", "已修改", "失效", "废止"):
        assert word in page
