"""阅办联动: from the policy to the counter; a link that does not open is reported and readers are warned."""

import datetime as dt
import urllib.error
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from policies import link_checks
from policies.models import Document, ServiceGuide
from policies.models.service import FAILURES
from portal.inspection import outside_links
from portal.models import Notice, User
from portal.publishing import State
from tests.factories import cleared, make_draft, make_policy, withdraw

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(db: None) -> User:
    make_draft()
    return User.objects.get(username="meng")


def make_guide(document: Document, **fields: Any) -> ServiceGuide:
    values = {
        "title": "申请加装电梯补助",
        "materials": "申请表\n施工合同",
        "place": "区政务服务中心",
        "hotline": "6200-0121",
        "apply_url": "https://example.org/apply",
    } | fields
    author = User.objects.get(username="zhu")
    return ServiceGuide.objects.create(
        document=document, unit=document.unit, created_by=author, disclosure_basis="20-15", **values
    )


def test_the_policy_leads_to_the_counter(client: Client, office: User) -> None:
    document = make_policy("补助办法")
    guide = cleared(make_guide(document))
    assert "区政务服务中心" not in client.get(document.get_absolute_url()).content.decode()
    guide.publish(office)
    page = client.get(document.get_absolute_url()).content.decode()
    assert "施工合同" in page
    assert "https://example.org/apply" in page
    own = client.get(guide.get_absolute_url()).content.decode()
    assert document.get_absolute_url() in own


def test_what_ended_grants_nothing(client: Client, office: User) -> None:
    document = make_policy("到期的办法", written_on=dt.date(2019, 1, 1), expires_on=dt.date(2020, 1, 1))
    guide = cleared(make_guide(document))
    guide.publish(office)
    assert "区政务服务中心" not in client.get(document.get_absolute_url()).content.decode()
    assert "不能再凭它申请" in client.get(guide.get_absolute_url()).content.decode()


def test_never_public_without_its_policy(client: Client, office: User) -> None:
    document = make_policy("补助办法")
    guide = cleared(make_guide(document))
    guide.publish(office)
    withdraw(document)
    assert client.get(guide.get_absolute_url()).status_code == 410
    guide.refresh_from_db()
    assert guide.state == State.WITHDRAWN


def test_a_broken_link_is_reported_once_and_readers_are_warned(client: Client, office: User) -> None:
    document = make_policy("补助办法")
    guide = cleared(make_guide(document))
    guide.publish(office)
    for night in range(FAILURES + 2):
        assert link_checks.check_services(lambda url: "对方回答 404") == 1
        assert link_checks.check_services(lambda url: "对方回答 404") == 0, "asked twice in a night"
        told = Notice.objects.filter(text__contains="打不开", recipient=office).count()
        assert told == (1 if night >= FAILURES - 1 else 0)
        ServiceGuide.objects.update(checked_at=timezone.now() - dt.timedelta(days=1))
    page = client.get(document.get_absolute_url()).content.decode()
    assert "暂时打不开" in page
    assert "https://example.org/apply" not in page
    link_checks.check_services(lambda url: "")
    assert "https://example.org/apply" in client.get(guide.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("error", "found"),
    [
        (None, ""),
        (urllib.error.HTTPError("x", 404, "", {}, None), "对方回答 404"),  # type: ignore[arg-type]
        (urllib.error.HTTPError("x", 403, "", {}, None), ""),  # type: ignore[arg-type]
        (urllib.error.URLError("no route"), "连接不上（URLError）"),
        (TimeoutError(), "连接不上（TimeoutError）"),
    ],
)
def test_answers_of_a_server(monkeypatch: pytest.MonkeyPatch, error: Exception | None, found: str) -> None:
    class Opened:
        def __enter__(self) -> None: ...
        def __exit__(self, *args: object) -> None: ...

    def urlopen(request: Any, timeout: float) -> Opened:
        if error:
            raise error
        return Opened()

    monkeypatch.setattr(outside_links.urllib.request, "urlopen", urlopen)
    assert outside_links.failure_of("https://example.org/") == found
    assert outside_links.failure_of("file:///etc/passwd") == "不是网页地址"


def test_blockers(office: User) -> None:
    guide = make_guide(make_draft("草稿"), apply_url="", place="", materials="")
    found = " ".join(guide.blockers())
    assert "至少填一项" in found
    assert "要带的材料" in found
    assert "还没有公开" in found
