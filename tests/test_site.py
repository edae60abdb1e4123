"""Contracts of the whole public site, walked over every registered type and every address."""

import datetime as dt
import io
import re
from typing import Any

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from docx import Document as Word

from policies.models import Document, DocumentAttachment
from portal.models import User
from portal.publishing import Audience, Publishable, State
from portal.registry import public_types
from tests.factories import make_draft, make_policy, make_tag, publish, reopen, withdraw
from tests.public_urls import AUDIENCE, addresses

pytestmark = pytest.mark.django_db

MARK = "绝不外泄"
ECHO = r'(value|content)="[^"]*"|“[^”]*”|<title>.*?</title>|q=[^"&]*'
"""Where a page repeats the words that were asked for."""


def text_of(response: Any) -> str:
    """The whole body; a file is read to its end, which closes it."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode(errors="replace")


def word_file(text: str) -> bytes:
    file, word = io.BytesIO(), Word()
    word.add_paragraph(text)
    word.save(file)
    return file.getvalue()


def attach(document: Document, text: str = "附件正文") -> DocumentAttachment:
    data = word_file(text)
    reopen(document)
    row = DocumentAttachment(document=document, title=f"{document.title}附件")
    row.read(io.BytesIO(data), "annex.docx")
    row.file.save("annex.docx", ContentFile(data), save=False)
    row.save()
    return row


def hidden_policies() -> dict[str, Document]:
    """One of every way of not being public, all with the mark in title, body, number, tag, unit page and file."""
    tag = make_tag("leak-tag", "泄漏标签")
    made = {}
    for name in ("draft", "submitted", "cleared", "withdrawn", "not yet due", "for a group"):
        audience = Audience.GROUP if name == "for a group" else Audience.EVERYONE
        item = make_draft(f"{MARK}{name}", body=f"{MARK}正文", number=f"泄〔2024〕{len(made) + 1}号", audience=audience)
        item.tags.add(tag)
        attach(item, MARK)
        made[name] = item
    author, reviewer = made["draft"].created_by, User.objects.get(username="xu")
    for name in ("submitted", "cleared"):
        made[name].submit(author)
    made["cleared"].clear(reviewer)
    withdraw(publish(made["withdrawn"]))
    publish(made["not yet due"], at=timezone.now() + dt.timedelta(hours=1))
    publish(made["for a group"])
    return made


def test_nothing_unpublished_shows_on_any_public_address(client: Client) -> None:
    registered = list(public_types())
    assert {each.model for each in registered} == set(all_publishables()), "every publishable model is registered"
    asked = 0
    for name, item in hidden_policies().items():
        for url in addresses(item):
            response = client.get(url)
            shown = re.sub(ECHO, "", text_of(response))
            assert MARK not in shown, f"{name} shows on {url}"
            assert response.status_code in (200, 403, 404, 410), url
            asked += 1
    assert asked > 100


def all_publishables() -> list[type[Publishable]]:
    return [model for model in apps.get_models() if issubclass(model, Publishable)]


def test_withdrawn_answers_410_and_the_others_404(client: Client) -> None:
    for name, item in hidden_policies().items():
        expected = 410 if name == "withdrawn" else 404
        door = 403 if name == "for a group" else expected  # asks for the access code (tests/policies/test_directed.py)
        assert client.get(item.get_absolute_url()).status_code == door, name
        for file in item.attachments.all():
            assert client.get(file.get_absolute_url()).status_code == expected, name


def test_public_responses_carry_no_cookie_and_do_not_vary_on_it(client: Client) -> None:
    item = make_policy("给市民看的通知")
    attach(item)
    asked = 0
    for url in [*addresses(item), "/nothing/", "/healthz"]:
        response = client.get(url, headers={"cookie": "sessionid=x; csrftoken=y"})
        assert not response.cookies, url
        assert "cookie" not in response.headers.get("Vary", "").lower(), url
        assert "csrfmiddlewaretoken" not in text_of(response), url
        asked += 1
    assert asked > 15


def patterns(resolver: URLResolver, namespace: str = "") -> list[str]:
    found = []
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            inner = ":".join(part for part in (namespace, each.namespace) if part)
            found += patterns(each, inner)
        elif isinstance(each, URLPattern):
            found.append(":".join(part for part in (namespace, each.name or str(each.pattern)) if part))
    return found


def test_every_address_has_a_declared_audience() -> None:
    public = [name for name in patterns(get_resolver()) if not name.startswith("admin:")]
    assert len(public) > 15
    assert set(public) <= set(AUDIENCE), set(public) - set(AUDIENCE)


def test_unpublished_state_is_never_one_of_the_public_states() -> None:
    make_draft()
    assert not Document.objects.published().exclude(state=State.PUBLISHED).exists()


def test_cached_page_is_gone_with_the_withdrawal(client: Client) -> None:
    item = make_policy("先看得见后撤回")
    url = item.get_absolute_url()
    first = client.get(url)
    assert client.get(url).content == first.content
    assert client.get(url, headers={"if-none-match": first.headers["ETag"]}).status_code == 304
    renew_version()
    withdraw(item)
    assert client.get(url).status_code == 410
    assert client.get(url, headers={"if-none-match": first.headers["ETag"]}).status_code == 410


def renew_version() -> None:
    """The version moves once per transaction, and a test is one transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('portal.bumped', '', true)")


def test_every_page_carries_the_national_tags_and_one_heading(client: Client) -> None:
    item = make_policy("标签齐全的通知")
    pages: list[tuple[str, int]] = [("/", 3), ("/policies/", 7), (item.get_absolute_url(), 10), ("/units/", 7)]
    for url, number in pages:
        page = client.get(url).content.decode()
        assert len(re.findall(r"<h1[ >]", page)) == 1, url
        tags: list[Any] = re.findall(
            r'<meta name="(SiteName|SiteDomain|SiteIDCode|ColumnName|ColumnDescription|ColumnKeywords|ColumnType'
            r'|ArticleTitle|PubDate|ContentSource)"',
            page,
        )
        assert len(set(tags)) == len(tags) == number, (url, tags)
