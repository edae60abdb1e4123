"""Questions and FAQs that are not public, in every way of not being so, on every address that could show them."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from interaction import moderation
from portal.models import Unit
from portal.publishing import Audience, Publishable
from tests.factories import _people, make_group, make_policy, publish, withdraw
from tests.interaction.factories import answer, make_faq, make_question

pytestmark = pytest.mark.django_db
MARK = "绝不外泄"
WAYS = ["draft", "submitted", "cleared", "withdrawn", "not yet due", "for a group"]


def hidden(item: Any, way: str) -> Publishable:
    author, reviewer, _ = _people()
    if way == "for a group":
        item.audience, item.group = Audience.GROUP, make_group()
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
