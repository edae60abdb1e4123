"""A citizen asks under a policy, follows the question, rates the answer, asks once more - and everything that may go wrong."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from interaction import handling
from interaction.models import Asker, Question
from interaction.retention import forget_askers
from portal.models import Receipt, Unit
from tests.factories import make_policy, publish, withdraw
from tests.interaction.factories import answer, make_exchange, make_faq, make_question
from tests.portal.test_intake import solve

pytestmark = pytest.mark.django_db
WRITTEN = {
    "channel": "help",
    "title": "加装电梯补贴怎么申请",
    "text": "我们楼想加装电梯，要交哪些材料？",
    "name": "陆秀兰隐私标记",
    "contact": "13812345678",
    "may_publish": "on",
    "has_read": "on",
}


@pytest.fixture
def policy(construction: Unit) -> Any:
    return make_policy("岚屿区既有住宅加装电梯补贴办法", unit=construction)


def ask(client: Client, url: str, **changes: Any) -> Any:
    return client.post(url, {**WRITTEN, "proof": solve("question"), **changes})


def said(response: Any) -> tuple[str, str]:
    """(number, code) of a receipt page."""
    page = response.content.decode()
    number = re.search(r"<strong>((?:LY|ZW)\d{8}-\d{4})</strong>", page)
    code = re.search(r"<strong>([2-9A-Z]{4}-[2-9A-Z]{4})</strong>", page)
    assert number, page
    assert code, page
    return number[1], code[1]


def test_asked_under_a_policy_answered_rated_and_asked_once_more(
    client: Client, policy: Any, lin: Any, he: Any
) -> None:
    page = client.get(policy.get_absolute_url()).content.decode()
    url = re.search(r'action="(/interaction/ask/[^"]+)"', page)[1]  # type: ignore[index]
    number, code = said(ask(client, url))
    question = Question.objects.get()
    assert (question.document, question.unit, question.clock.workdays) == (policy, policy.unit, 5)  # type: ignore[union-attr]
    state = client.post("/receipts/", {"number": number, "code": code})
    assert "待受理" in state.content.decode()
    assert "no-store" in state.headers["Cache-Control"]
    handling.assign(question, lin)
    handling.draft(question, lin, "请到街道受理窗口。", document=policy, article="第二条")
    assert "请到街道受理窗口" not in client.post("/receipts/", {"number": number, "code": code}).content.decode()
    handling.approve(question, he)
    shown = client.post("/receipts/", {"number": number, "code": code}).content.decode()
    assert "请到街道受理窗口" in shown
    token = re.search(r'name="token" value="([^"]+)"', shown)[1]  # type: ignore[index]
    assert "谢谢您的评价" in client.post("/interaction/rating/", {"token": token, "score": "5"}).content.decode()
    assert client.post("/interaction/rating/", {"token": token, "score": "1"}).status_code == 409
    more = client.post(
        "/interaction/follow-up/", {"token": token, "text": "那要等多少天？", "proof": solve("follow-up")}
    )
    later = Question.objects.get(receipt__number=said(more)[0])
    assert (later.earlier, later.unit, later.asker.name) == (question, question.unit, WRITTEN["name"])
    again = client.post(
        "/interaction/follow-up/", {"token": token, "text": "还要再问一次", "proof": solve("follow-up")}
    )
    assert again.status_code == 409
    assert Question.objects.get(pk=question.pk).score == 5


def test_a_bad_form_keeps_the_words_and_stores_nothing(client: Client, policy: Any) -> None:
    url = f"/interaction/ask/?document={policy.pk}"
    for changes, words in (
        ({"contact": "不告诉你"}, "请填写电话号码或电子邮箱"),
        ({"has_read": ""}, "请阅读个人信息处理说明"),
        ({"channel": "complex"}, "选择"),
        ({"text": "长" * 2001}, "2000"),
        ({"title": " "}, "必填"),
    ):
        response = ask(client, url, **changes)
        page = response.content.decode()
        assert response.status_code == 422, changes
        assert words in page, changes
        assert WRITTEN["name"] in page
        assert "no-store" in response.headers["Cache-Control"]
    assert not Receipt.objects.exists()


def test_where_nothing_can_be_asked(client: Client, policy: Any) -> None:
    withdraw(policy)
    for query in (f"document={policy.pk}", "document=99999999999999999999", "document=x", "unit=0", "unit=%00"):
        assert client.get(f"/interaction/ask/?{query}").status_code == 404, query
        assert ask(client, f"/interaction/ask/?{query}").status_code == 404, query


def test_a_question_about_an_outside_document_goes_to_the_office(client: Client, qiu: Any) -> None:
    ministry = Unit.objects.create(name="国务院某部", kind=Unit.Kind.EXTERNAL)
    outside = make_policy("上级文件", unit=ministry)
    ask(client, f"/interaction/ask/?document={outside.pk}")
    assert Question.objects.get().unit == qiu.unit


def test_faqs_and_answers_are_offered_before_a_question_is_sent(
    client: Client, policy: Any, construction: Unit
) -> None:
    from_faq = make_faq(policy, "加装电梯补贴怎么申请，要什么材料")
    publish(from_faq)  # type: ignore[arg-type]
    step = ask(client, f"/interaction/ask/?document={policy.pk}", proof="")
    page = step.content.decode()
    assert from_faq.get_absolute_url() in page
    offered = client.post("/interaction/similar/", {"q": "老房子装电梯补贴怎么申请"}).json()["offered"]
    assert from_faq.get_absolute_url() in [each["url"] for each in offered]
    assert client.get("/interaction/similar/").json() == {"offered": []}


PRIVATE = ["隐私标记甲", "13987654321"]


def test_nothing_private_reaches_any_public_answer(
    client: Client, policy: Any, construction: Unit, caplog: Any
) -> None:
    question = make_question(
        construction, document=policy, name=PRIVATE[0], contact=PRIVATE[1],
        text="我是隐私标记甲，电话13987654321，住3号楼2单元501室，身份证310101199001011234不知对不对。",
    )  # fmt: skip
    answer(question, "隐私标记甲您好，请到窗口办理。")
    exchange = make_exchange(question)
    urls = [
        policy.get_absolute_url(), exchange.get_absolute_url(), "/interaction/", "/interaction/?q=电话",
        "/interaction/faqs/", "/interaction/figures/", "/interaction/knowledge.json?client=hotline", "/feeds/interaction/",
        "/interaction/knowledge.xlsx", "/search/?q=电梯", "/search/results.json?q=电梯", "/sitemap-exchange.xml",
        construction.get_absolute_url(), "/interaction/similar/?q=加装电梯补贴怎么申请", "/receipts/", "/",
    ]  # fmt: skip
    for url in urls:
        response = client.get(url)
        assert response.status_code == 200, url
        for mark in [*PRIVATE, "501室", question.receipt.number, question.receipt.code]:
            assert mark.encode() not in response.content, (url, mark)
        assert not response.cookies
    assert "电话＊＊＊＊＊＊" in client.get(exchange.get_absolute_url()).content.decode()
    assert not any(mark in caplog.text for mark in PRIVATE)


def test_who_asked_is_forgotten_when_the_time_is_over(construction: Unit, settings: Any) -> None:
    old = answer(make_question(construction))
    make_question(construction)
    settings.ASKER_KEPT_DAYS = 30
    assert forget_askers() == 0
    assert forget_askers(timezone.now() + dt.timedelta(days=31)) == 1
    assert not Asker.objects.filter(question=old).exists()
    assert Question.objects.count() == 2


def test_the_asker_sees_what_was_changed_before_publication(client: Client, policy: Any, construction: Unit) -> None:
    question = make_question(
        construction, document=policy, name="陆秀兰", text="我是陆秀兰，我家住3号楼2单元501室，想问怎么申请。"
    )
    answer(question, "陆秀兰您好，请到窗口办理。")
    receipt = {"number": question.receipt.number, "code": question.receipt.code}
    assert "公开的内容" not in client.post("/receipts/", receipt).content.decode()
    make_exchange(question)
    page = client.post("/receipts/", receipt).content.decode()
    assert "<del>〔删：陆秀兰〕</del><ins>〔增：＊＊＊〕</ins>" in page
    assert page.index("<h3>问</h3>") < page.index("<h3>答</h3>")
    assert "<h3>标题</h3>" not in page
    same = answer(make_question(construction, document=policy))
    make_exchange(same)
    assert (
        "完全相同"
        in client.post("/receipts/", {"number": same.receipt.number, "code": same.receipt.code}).content.decode()
    )


def test_the_answer_links_to_the_article_that_it_cites(client: Client, construction: Unit, lin: Any, he: Any) -> None:
    policy = make_policy("分条的办法", unit=construction, body="第一条　为了便民。\n第二条　每台补助二十八万元。")
    question = make_question(construction, document=policy)
    handling.assign(question, lin)
    handling.draft(question, lin, "可以申请。", document=policy, article="第二条")
    handling.approve(question, he)
    link = f'<a href="{policy.get_absolute_url()}#a2">《分条的办法》第二条</a>'
    receipt = {"number": question.receipt.number, "code": question.receipt.code}
    assert link in client.post("/receipts/", receipt).content.decode()
    assert link in client.get(make_exchange(question).get_absolute_url()).content.decode()


def test_the_page_of_an_outside_document_names_the_office_that_answers(client: Client, qiu: Any) -> None:
    outside = make_policy("上级文件", unit=Unit.objects.create(name="国务院某部", kind=Unit.Kind.EXTERNAL))
    page = client.get(outside.get_absolute_url()).content.decode()
    assert f"向{qiu.unit.label}留言" in page
    assert "向国务院某部留言" not in page
