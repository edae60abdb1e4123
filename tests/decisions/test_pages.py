"""Every page of the column as the public reads it."""

import re

import pytest
from django.test import Client

from tests.decisions.factories import one_of_each

pytestmark = pytest.mark.django_db


def test_every_page_opens_and_none_shows_what_is_private(client: Client) -> None:
    urls = [item.get_absolute_url() for item in one_of_each()]  # type: ignore[attr-defined]
    urls += [
        "/decisions/",
        "/decisions/2025/",
        "/feeds/decisions/",
        f"{urls[2]}opinions.csv",
        "/sitemap-consultation.xml",
    ]
    for url in urls:
        response = client.get(url)
        assert response.status_code == 200, url
        body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
        text = body.decode()
        assert not re.search("绝密|隐名|13911112222|13933334444", text), url
        if response.headers["Content-Type"].startswith("text/html"):
            assert len(re.findall(r"<h1[ >]", text)) == 1, url
    assert len(urls) > 11
