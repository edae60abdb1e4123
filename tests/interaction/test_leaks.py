"""Questions and FAQs that are not public, in every way of not being so, on every address that could show them."""

import datetime as dt
import io
import logging
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from interaction import moderation
from interaction.models import Question
from portal import pagecache
from portal.models import Unit
from portal.publishing import Audience, Publishable
from tests.factories import _people, make_group, make_policy, publish, withdraw
from tests.interaction.factories import answer, make_exchange, make_faq, make_question
from tests.portal.test_intake import solve
from tests.public_urls import addresses as public_addresses

pytestmark = pytest.mark.django_db
MARK = "绝不外泄"
WAYS = ["draft", "submitted", "cleared", "withdrawn", "not yet due", "for a group"]


def hidden(item: Any, way: str) -> Publishable:
    author, reviewer, _ = _people()
    if way == "for a group":
        item.audience, item.named_groups = Audience.GROUP, [make_group().pk]
        item.save()
    if way in ("submitted", "cleared"):
        item.submit(author)
    if way == "cleared":
        item.clear(reviewer)
    if way in ("withdrawn", "for a group"):
        publish(item)
    if way == "withdrawn":
        withdraw(item)
    if way == "not yet due":
        publish(item, at=timezone.now() + dt.timedelta(hours=1))
    return item  # type: ignore[no-any-return]


@pytest.mark.parametrize("way", WAYS)
def test_nothing_unpublished_shows_anywhere(client: Client, construction: Unit, way: str) -> None:
    policy = make_policy("公开的办法", unit=construction)
    question = answer(make_question(construction, document=policy, title=f"{MARK}的标题", text=f"{MARK}的内容在这里"))
    items = [
        hidden(make_faq(policy, f"{MARK}常见问题", answer=f"{MARK}的答复"), way),
        hidden(moderation.to_exchange(question, _people()[0]), way),
    ]
    addresses = [
        "/", "/sitemap/", "/interaction/", f"/interaction/?q={MARK}", f"/interaction/?document={policy.pk}",
        f"/interaction/?unit={construction.pk}", "/interaction/faqs/", "/interaction/figures/", "/interaction/knowledge.json",
        "/feeds/interaction/", "/sitemap-faq.xml", "/sitemap-exchange.xml", f"/interaction/similar/?q={MARK}常见问题",
        f"/search/results.json?q={MARK}", f"/search/suggest/?q={MARK}", policy.get_absolute_url(),
        construction.get_absolute_url(), *(item.get_absolute_url() for item in items),  # type: ignore[attr-defined]
    ]  # fmt: skip
    for url in addresses:
        page = client.get(url).content.decode().replace(f'value="{MARK}"', "")
        assert MARK not in page.replace(f'"query": "{MARK}"', ""), url
    expected = 410 if way == "withdrawn" else 404
    assert [client.get(item.get_absolute_url()).status_code for item in items] == [expected, expected]  # type: ignore[attr-defined]


def test_a_withdrawn_policy_is_named_nowhere_by_what_was_asked_about_it(client: Client, construction: Unit) -> None:
    policy = make_policy("将被撤回的办法", unit=construction)
    faq = publish(make_faq(policy))  # type: ignore[arg-type]
    exchange = publish(moderation.to_exchange(answer(make_question(construction, document=policy)), _people()[0]))  # type: ignore[arg-type]
    withdraw(policy)
    for url in (
        faq.get_absolute_url(), exchange.get_absolute_url(), "/interaction/faqs/", "/interaction/knowledge.json",
        "/interaction/", "/interaction/figures/", f"/interaction/?document={policy.pk}",
    ):  # fmt: skip
        assert policy.title not in client.get(url).content.decode(), url


NAME, PHONE, MAIL, ROOM = "隐秘标记名", "13987654321", "yinmi-marker@example.com", "6号楼1单元702室"
IDENTITY = "310101199001011234"
PRIVATE = [NAME, PHONE, MAIL, ROOM, IDENTITY]
WRITTEN = {
    "channel": "help",
    "title": f"{NAME}问加装电梯",
    "text": f"我是{NAME}，电话{PHONE}，邮箱{MAIL}，住{ROOM}，身份证{IDENTITY}，加装电梯怎么申请？",
    "name": NAME,
    "contact": PHONE,
    "may_publish": "on",
    "has_read": "on",
}
OPEN_TABLES = ["portal_searchentry", "portal_searchpassage", "interaction_knowledgeitem", "interaction_knowledgefetch",
               "interaction_exchange", "interaction_exchangeevent", "interaction_faq", "interaction_faqevent",
               "portal_notice", "portal_clock", "portal_clocknote", "portal_receipt", "interaction_questionevent"]  # fmt: skip


def test_planted_markers_are_in_no_response_feed_export_log_or_cache(
    client: Client, construction: Unit, caplog: Any, capfd: Any
) -> None:
    """Posted through the form, answered by name, published and made an FAQ; then everything public is read."""
    caplog.set_level(logging.DEBUG)
    policy = make_policy("岚屿区加装电梯补贴办法", unit=construction)
    asked = f"/interaction/ask/?document={policy.pk}"
    refused = client.post(asked, WRITTEN | {"contact": "?"})
    assert refused.status_code == 422  # its own sender reads it, nothing keeps it
    assert client.post(asked, WRITTEN | {"proof": solve("question")}).status_code == 200
    question = answer(Question.objects.get(), f"{NAME}您好，已致电{PHONE}，请到窗口办理加装电梯。")
    exchange = make_exchange(question)
    faq = moderation.to_faq([question], _people()[0])
    publish(faq)  # type: ignore[arg-type]
    urls = [
        *public_addresses(policy), exchange.get_absolute_url(), faq.get_absolute_url(), "/interaction/", "/receipts/",
        "/interaction/knowledge.xlsx", "/interaction/knowledge.json?client=hotline",
        "/sitemap-faq.xml", "/sitemap-exchange.xml", "/participation/",
        "/search/suggest/?q=加装",
        *(f"/{mode}{exchange.get_absolute_url()}" for mode in ("elder", "contrast")),
    ]  # fmt: skip
    for url in (f"/search/results.json?q={NAME}", f"/search/results.json?q={PHONE}", f"/interaction/similar/?q={NAME}"):
        assert exchange.title not in client.get(url).content.decode()  # what is hidden is not found by either
    pagecache.store.clear()  # those pages hold the words that were searched for
    read = 0
    for url in urls:
        response = client.get(url)
        body = _opened(response) if "xlsx" in url else response.content.decode(errors="ignore")
        read += response.status_code == 200
        for mark in [*PRIVATE, question.receipt.number, question.receipt.code]:
            assert mark not in body.replace(f"={mark}", "").replace(f'value="{mark}"', "").replace(f"“{mark}”", ""), (
                url,
                mark,
            )
    assert read > 35
    held = b"".join(page.content for page in pagecache.store._pages.values()) + repr(vars(cache)).encode()
    said = caplog.text + "".join(capfd.readouterr())
    for mark in PRIVATE:
        assert mark.encode() not in held.replace(f"q={mark}".encode(), b""), mark
        assert mark not in said, mark
    assert exchange.get_absolute_url().encode() in held


@pytest.mark.parametrize("table", OPEN_TABLES)
def test_planted_markers_are_in_no_table_but_those_of_the_question(construction: Unit, table: str) -> None:
    text = WRITTEN["text"]
    question = answer(make_question(construction, name=NAME, contact=PHONE, title=WRITTEN["title"], text=text))
    make_exchange(question)
    publish(moderation.to_faq([question], _people()[0]))  # type: ignore[arg-type]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT t::text FROM {table} t")
        rows = "\n".join(row[0] for row in cursor.fetchall())
    for mark in PRIVATE:
        assert mark not in rows, mark


def _opened(response: Any) -> str:
    return str(list(load_workbook(io.BytesIO(response.content)).active.values))  # type: ignore[union-attr]
