"""Whatever is sent to an address of the search, it answers a proper page, and any page number is a page."""

import json
from collections.abc import Callable
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import make_policy, make_tag

pytestmark = pytest.mark.django_db
PIECES = [
    "电梯", "“", "”", '"', "《", "》", "「", "-", " -", "：", ":", "发文机关:", "标题:", "〔2025〕", "8号", "2024年", "现行有效",
    "'", "' OR 1=1 --", "; DROP TABLE portal_searchentry", "a & b | !c:*", "((", "\\", "%", "_", "*", "[a", "{2}", "(?i)", "\x00",
    "\u202e", "\ud800", "😀", "dianti", "１２３", "𠮷", "\n", "<script>alert(1)</script>", "電梯", "ｑ", "9" * 400, "梯" * 3000,
]  # fmt: skip
BYTES = [b"q=%ff%fe", b"q=%", b"q", b"q=%C0%AE", b"q[]=1&q[]=2", b"q=" + b"%41" * 9000, b";;&&==", b"q=1&" * 500]
TEXT = st.text(max_size=30) | st.lists(st.sampled_from(PIECES), max_size=6).map("".join)
NUMBER = st.integers(-(10**30), 10**30).map(str) | st.sampled_from(
    ["", "last", "1e9", "０", "²", "1.5", "-0", "+2", " 2"]
)
NAMES = [
    "kind",
    "validity",
    "topic",
    "issuer",
    "category",
    "genre",
    "year",
    "tag",
    "sort",
    "page",
    "field:issuer",
    "q",
    "",
]
VALUE = TEXT | NUMBER | st.sampled_from(["policy", "in_force", "newest", "lift", "01", "2024", "none"])
QUERY = st.lists(st.tuples(st.sampled_from(NAMES), VALUE), max_size=8)
ANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def query_string(params: list[tuple[str, str]]) -> str:
    return "&".join(f"{quote(name)}={quote(value.encode('utf-8', 'surrogatepass'))}" for name, value in params)


@pytest.fixture(scope="module")
def library(kept: None) -> None:
    lift = make_tag("lift", "电梯安装")
    for number in range(25):
        make_policy(f"关于加装电梯第{number}件事的通知", tags=[lift] if number % 2 else None)


@ANY
@given(TEXT, QUERY)
def test_any_parameters_give_a_page(library: None, text: str, params: list[tuple[str, str]]) -> None:
    address = f"{reverse('search:page')}?{query_string([('q', text), *params])}"
    response = Client().get(address)
    assert response.status_code == 200
    shown = response.content.decode()
    assert "<h1>" in shown
    assert "<script>alert" not in shown
    if "results" in response.context:
        assert len(response.context["results"]) <= 20


@ANY
@given(TEXT, QUERY)
def test_any_parameters_give_an_export(library: None, text: str, params: list[tuple[str, str]]) -> None:
    query = query_string([("q", text), *params])
    found = json.loads(Client().get(f"{reverse('search:json')}?{query}").content)
    assert found["总数"] == len(found["结果"])
    table = Client().get(f"{reverse('search:csv')}?{query}")
    assert table.status_code == 200
    assert table.content.decode("utf-8-sig").count("\n") == max(found["总数"], 0) + 1


@ANY
@given(TEXT)
def test_any_beginning_gives_suggestions(library: None, text: str) -> None:
    response = Client().get(f"{reverse('search:suggest')}?{query_string([('q', text)])}")
    assert response.status_code == 200
    for each in response.json()["suggestions"]:
        assert each.keys() == {"kind", "text", "url"}


@pytest.mark.parametrize(
    "query", [b"q=%ff%fe", b"q=%", b"q", b"q=%C0%AE", b"q[]=1&q[]=2", b"q=" + b"%41" * 9000, b";;&&==", b"q=1&" * 500]
)
@pytest.mark.parametrize("name", ["page", "csv", "json", "suggest"])
def test_any_bytes_give_a_page(library: None, name: str, query: bytes) -> None:
    response = Client().get(reverse(f"search:{name}"), QUERY_STRING=query.decode("latin-1"))
    assert response.status_code in (200, 400)


def test_every_page_number_up_to_any_depth_is_a_page(library: None, page: Callable[..., str]) -> None:
    for number in ("2", "3", "1000", "99999999999999999999"):
        assert page("电梯", page=number).count("<article") == 5
