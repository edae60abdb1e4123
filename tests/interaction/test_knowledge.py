"""The knowledge base: increments by cursor, changes, deletions, receipts; and the same content as XLSX."""

import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from interaction import knowledge
from interaction.models import KnowledgeFetch
from interaction.views import knowledge as views
from portal.models import Unit
from tests.factories import make_policy, publish, withdraw
from tests.interaction.factories import answer, make_exchange, make_faq, make_question

pytestmark = pytest.mark.django_db
URL = "/interaction/knowledge.json"


def test_a_client_gets_what_it_lacks_and_its_cursor_is_its_receipt(client: Client, construction: Unit) -> None:
    policy = make_policy("办法", unit=construction)
    faq, exchange = publish(make_faq(policy)), make_exchange(answer(make_question(construction)))  # type: ignore[arg-type]
    first = client.get(URL, {"client": "12345", "limit": 1}).json()
    assert (len(first["items"]), first["more"]) == (1, True)
    rest = client.get(URL, {"client": "12345", "cursor": first["cursor"]}).json()
    keys = [each["key"] for each in first["items"] + rest["items"]]
    assert keys == [f"faq-{faq.pk}", f"exchange-{exchange.pk}"]
    nothing = client.get(URL, {"client": "12345", "cursor": rest["cursor"]}).json()
    assert (nothing["items"], nothing["cursor"]) == ([], rest["cursor"])
    withdraw(exchange)  # type: ignore[arg-type]
    gone = client.get(URL, {"client": "12345", "cursor": rest["cursor"]}).json()
    assert [(each["key"], each["deleted"]) for each in gone["items"]] == [(f"exchange-{exchange.pk}", True)]
    assert "answer" not in gone["items"][0]
    assert list(KnowledgeFetch.objects.order_by("pk").values_list("since", flat=True)) == [0, 1, 2, 2]


def test_a_correction_comes_again_with_another_hash(client: Client, construction: Unit, qiu: Any) -> None:
    faq = publish(make_faq(make_policy("办法", unit=construction)))  # type: ignore[arg-type]
    before = client.get(URL).json()
    faq.correct(qiu, "答复有误", answer="改正后的答复。")
    after = client.get(URL, {"cursor": before["cursor"]}).json()
    assert [each["answer"] for each in after["items"]] == ["改正后的答复。"]
    assert after["items"][0]["hash"] != before["items"][0]["hash"]


@pytest.mark.parametrize(
    "query", ["cursor=-1", "cursor=x", "limit=0", "limit=99999", "cursor=９９９", "cursor=" + "9" * 30]
)
def test_bad_cursors_get_a_sentence(client: Client, query: str) -> None:
    response = client.get(f"{URL}?{query}")
    assert response.status_code == 400
    assert "cursor 应是非负整数" in response.json()["error"]


def test_the_table_has_the_same_content_and_no_formula(client: Client, construction: Unit) -> None:
    publish(make_faq(make_policy("办法", unit=construction), "=HYPERLINK(1)能领吗"))  # type: ignore[arg-type]
    rows = list(load_workbook(io.BytesIO(client.get("/interaction/knowledge.xlsx").content)).active.values)  # type: ignore[union-attr]
    assert list(rows[0]) == [*views.HEAD, *knowledge.COLUMNS.values()]
    assert rows[1][:2] == (1, "有效")
    assert rows[1][4] == "'=HYPERLINK(1)能领吗"
    assert rows[1][-1] == client.get(URL).json()["items"][0]["hash"]


def test_nobody_floods_the_receipts(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "FETCHES", 2)
    assert [client.get(URL, {"client": "x"}).status_code for _ in range(3)] == [200, 200, 429]
    assert KnowledgeFetch.objects.count() == 2


def test_the_table_is_an_increment_too_with_deletions_and_a_receipt(client: Client, construction: Unit) -> None:
    kept, gone = publish(make_faq(title="留下的问题")), publish(make_faq(title="撤下的问题"))  # type: ignore[arg-type]
    upto = client.get(URL, {"client": "12345"}).json()["cursor"]
    withdraw(gone)  # type: ignore[arg-type]
    table = client.get("/interaction/knowledge.xlsx", {"client": "12345", "cursor": upto})
    rows = list(load_workbook(io.BytesIO(table.content)).active.values)  # type: ignore[union-attr]
    assert [row[1:3] for row in rows[1:]] == [("已撤下", f"faq-{gone.pk}")]
    assert kept.title not in str(rows)
    assert KnowledgeFetch.objects.order_by("-pk").values_list("since", "given")[0] == (upto, 1)
    assert client.get("/interaction/knowledge.xlsx?cursor=x").status_code == 400


def test_two_who_come_at_once_take_turns(client: Client) -> None:
    """The lock comes before anything is read, so that the second compares with what the first has written."""
    publish(make_faq(title="同时取用的问题"))  # type: ignore[arg-type]
    with CaptureQueriesContext(connection) as captured:
        client.get(URL)
    statements = [each["sql"] for each in captured.captured_queries if "interaction_knowledge" in each["sql"]]
    assert statements[0].startswith("LOCK TABLE")
    assert any(each.startswith("INSERT") for each in statements[1:])
