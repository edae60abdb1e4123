"""The second before and after midnight of a policy's last day, on every page that speaks of it, whatever was cached."""

from typing import Any

import pytest
from django.test import Client

from portal.models import User
from tests.decisions.conftest import move  # noqa: F401 - a clock
from tests.factories import cleared, day, make_policy
from tests.policies.test_bundles import make_bundle
from tests.policies.test_services import make_guide

pytestmark = pytest.mark.django_db
SAID = ["/policies/bundles/start/", "GUIDE", "PAGE", "/search/?q=只到六月的办法"]
STANDING = ["/policies/", "/feeds/policies/", "/policies/?q=只到六月的办法"]


def test_every_page_turns_at_midnight(client: Client, move: Any) -> None:  # noqa: F811
    move("2090-01-05 09:00")
    policy = make_policy(
        "只到六月的办法", category="normative", effective_on=day("2025-01-01"), expires_on=day("2090-06-30")
    )
    make_policy("长期的办法", category="normative")
    office = User.objects.get(username="meng")
    cleared(make_bundle(policy)).publish(office)
    guide = cleared(make_guide(policy))
    guide.publish(office)
    pages = {"GUIDE": guide.get_absolute_url(), "PAGE": policy.get_absolute_url()}

    def read(url: str) -> str:
        return client.get(pages.get(url, url)).content.decode()

    move("2090-06-30 23:59:59")
    for url in SAID:
        assert "已失效" not in read(url), url
    assert [policy.get_absolute_url() in read(url) for url in STANDING] == [True] * 3
    before = client.get("/policies/register.json").json()
    move("2090-07-01 00:00:01")
    for url in SAID:
        assert "失效" in read(url), url
    assert [policy.get_absolute_url() in read(url) for url in STANDING] == [False] * 3
    after = client.get("/policies/register.json").json()
    assert before != after
