"""The second before and after midnight of the last day: what a FAQ says of its document, in public and to staff."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from interaction import outdated
from interaction.models import FAQ
from portal.models import Notice, Unit
from portal.models.version import PerVersion
from tests.factories import day, make_policy, moment, publish
from tests.interaction.factories import answer, make_exchange, make_faq, make_question

pytestmark = pytest.mark.django_db
LAST, FIRST = "2090-06-30 23:59:59", "2090-07-01 00:00:01"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    def turn(text: str) -> None:
        at: dt.datetime = moment(text)
        monkeypatch.setattr("django.utils.timezone.now", lambda: at)

    return turn


@pytest.fixture
def faq(construction: Unit) -> Any:
    policy = make_policy("补贴办法", unit=construction, effective_on=day("2025-01-01"), expires_on=day("2090-06-30"))
    return publish(make_faq(policy))  # type: ignore[arg-type]


def shown(client: Client, faq: FAQ) -> dict[str, str]:
    """Place → the validity that stands there."""
    document: Any = faq.document
    exchange = make_exchange(answer(make_question(document.unit, document=document)), timezone.now())
    places = {
        "policy": document.get_absolute_url(), "faq": faq.get_absolute_url(), "faqs": "/interaction/faqs/",
        "exchange": exchange.get_absolute_url(), "list": "/policies/?all=1", "search": "/search/?q=补贴办法",
        "feed": "/feeds/policies/?all=1",
    }  # fmt: skip
    pages = {place: client.get(url).content.decode() for place, url in places.items()}
    found = {
        place: "失效" if "失效" in page else "有效" for place, page in pages.items() if place not in ("list", "feed")
    }
    (item,) = [
        each for each in client.get("/interaction/knowledge.json").json()["items"] if each["key"] == f"faq-{faq.pk}"
    ]
    return found | {"knowledge": "失效" if "失效" in item["policy_validity"] else "有效"}


@pytest.mark.parametrize(("at", "word"), [(LAST, "有效"), (FIRST, "失效")])
def test_the_mark_of_the_document_turns_at_midnight_wherever_the_faq_stands(
    client: Client, faq: Any, clock: Any, at: str, word: str
) -> None:
    clock(at)
    assert set(shown(client, faq).values()) == {word}


def test_nothing_that_was_read_before_midnight_is_served_after_it(client: Client, faq: Any, clock: Any) -> None:
    clock(LAST)
    for url in (faq.get_absolute_url(), "/interaction/faqs/"):
        assert "失效" not in client.get(url).content.decode()
    before = client.get("/interaction/knowledge.json").json()
    clock(FIRST)
    for url in (faq.get_absolute_url(), "/interaction/faqs/"):
        assert "失效" in client.get(url).content.decode()
    after = client.get("/interaction/knowledge.json", {"cursor": before["cursor"]}).json()
    assert [each["key"] for each in after["items"]] == [f"faq-{faq.pk}"]
    assert after["items"][0]["hash"] != before["items"][0]["hash"]


def test_staff_are_told_once_after_midnight(faq: Any, clock: Any, qiu: Any) -> None:
    clock(LAST)
    assert outdated.tell() == 0
    clock(FIRST)
    PerVersion.forget()
    assert outdated.tell() == 1
    assert outdated.tell() == 0
    assert Notice.objects.filter(text__startswith="可能已过时", recipient=qiu).count() == 1
    assert FAQ.objects.outdated().get() == faq


def test_the_list_and_the_page_of_staff_mark_what_may_be_outdated(faq: Any, staff: Any, qiu: Any) -> None:
    urls = ("/admin/interaction/faq/", f"/admin/interaction/faq/{faq.pk}/change/")
    assert not [url for url in urls if "可能已过时</span>" in _staff_page(staff(qiu), url)]
    faq.document.correct(qiu, "更正金额")
    for url in urls:
        assert "可能已过时</span>" in _staff_page(staff(qiu), url), url


def _staff_page(client: Client, url: str) -> str:
    page = client.get(url).content.decode()
    return page.replace("<span>可能已过时</span>", "")
