"""Dead links in a body stop publication; living ones, and other sites, do not."""

from typing import Any

import pytest

from policies.dead_links import dead_links
from policies.models import Document
from portal.models import SiteProfile
from tests.factories import make_draft, make_policy, make_tag, withdraw

pytestmark = pytest.mark.django_db


def linked(*addresses: str, document: Document | None = None) -> list[str]:
    document = document or make_draft()
    document.body = '<p id="a1">甲</p>' + "".join(f'<p><a href="{each}">看</a></p>' for each in addresses)
    return dead_links(document)


@pytest.mark.parametrize("address", ["https://www.gov.cn/", "mailto:a@lanyu.example", "tel:12345", "#a1", "/", "/policies/",
                                     "/elder/policies/", "/units/"])  # fmt: skip
def test_what_opens_or_leads_elsewhere_is_no_blocker(address: str) -> None:
    assert linked(address) == []


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("#a9", "不在本文中"), ("/nothing/", "不存在"), ("/policies/2024/5/999999/", "没有公开或已撤回"),
        ("/admin/policies/document/1/change/", "公众打不开"), ("/policies/tags/none/", "打不开"), ("word-image-1", "不存在"),
        ("/policies/files/1/999999/x.pdf", "附件不存在"), ("/units/none/", "打不开"),
    ],
)  # fmt: skip
def test_dead_address_is_named_with_the_reason(address: str, why: str) -> None:
    (sentence,) = linked(address)
    assert address in sentence
    assert why in sentence


def test_public_document_and_tag_are_alive() -> None:
    policy, tag = make_policy(), make_tag("live", "活")
    domain = SiteProfile.load().domain
    assert (
        linked(policy.get_absolute_url(), f"https://{domain}{policy.get_absolute_url()}", tag.get_absolute_url()) == []
    )


@pytest.mark.parametrize("make", [make_draft, lambda: withdraw(make_policy())])
def test_draft_and_withdrawn_documents_are_dead(make: Any) -> None:
    assert "没有公开或已撤回" in linked(make().get_absolute_url())[0]


def test_link_to_itself_is_alive() -> None:
    document = make_draft()
    assert linked(document.get_absolute_url(), document=document) == []


def test_dead_link_is_a_blocker() -> None:
    document = make_draft()
    document.body += '<p><a href="/nothing/">看</a></p>'
    assert "正文链接 /nothing/ 在本网站上不存在。" in document.blockers()


@pytest.mark.parametrize(
    ("dates", "sentence"),
    [
        ({"written_on": "2026-03-05", "printed_on": "2026-03-04"}, "印发日期早于成文日期。"),
        ({"written_on": "2026-03-05", "expires_on": "2026-03-04"}, "有效期至早于成文日期。"),
        ({"written_on": "2126-03-05"}, "成文日期在将来。"),
        ({"effective_on": "2026-03-05", "expires_on": "2026-03-04"}, "有效期至早于施行日期。"),
    ],
)
def test_dates_in_the_wrong_order_are_blockers(dates: dict[str, str], sentence: str) -> None:
    document = make_draft()
    for name, value in dates.items():
        setattr(document, name, Document._meta.get_field(name).to_python(value))
    assert sentence in document.blockers()


def test_dates_in_order_are_no_blockers() -> None:
    document = make_draft(
        written_on="2024-03-05", printed_on="2024-03-06", effective_on="2024-04-01", expires_on="2029-03-31"
    )
    document.refresh_from_db()
    assert not [line for line in document.blockers() if "早于" in line or "将来" in line]
