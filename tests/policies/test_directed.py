"""Directed disclosure: only the code opens it, and nothing keeps it."""

import re
import time
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from policies.models import Document
from portal.item_history import ItemHistory
from portal.models import DisclosureGroup, WrongCode
from portal.publishing import Audience, Refused
from tests.admin_forms import form_data
from tests.factories import make_draft, make_group, publish
from tests.test_site import attach

pytestmark = pytest.mark.django_db
CODE = "ABCD-2345-EFGH"


@pytest.fixture
def item(db: None) -> Document:
    document = make_draft("海棠苑加梯费用分摊", body="第一条　每户分摊一万元。", audience=Audience.GROUP)
    attach(document, "分摊明细")
    return publish(document)


def opened(client: Client, item: Document, code: str = CODE) -> Any:
    return client.post(item.get_absolute_url(), {"code": code}, follow=True)


def test_page_asks_for_the_code_and_shows_nothing(client, item) -> None:
    for response in (client.get(item.get_absolute_url()), opened(client, item, "WRONG")):
        page = response.content.decode()
        assert response.status_code == 403
        assert "访问码" in page
        assert "海棠苑" not in page
        assert "分摊" not in page


@pytest.mark.parametrize("code", [CODE, "abcd2345efgh", " ABCD 2345 EFGH "])
def test_code_opens_the_page_in_any_spelling(client, item, code) -> None:
    response = opened(client, item, code)
    assert response.status_code == 200
    assert "每户分摊一万元" in response.content.decode()


def test_opened_page_is_in_no_cache_and_sets_no_cookie(client, item) -> None:
    response = opened(client, item)
    assert "no-store" in response.headers["Cache-Control"]
    assert "noindex" in response.headers["X-Robots-Tag"]
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert not client.cookies
    assert client.get(item.get_absolute_url()).status_code == 403, "nothing was kept"


def test_files_open_with_the_token_of_the_page_alone(client, item) -> None:
    page = opened(client, item).content.decode()
    url = re.search(r'href="(/policies/files/[^"]+access=[^"]+)"', page).group(1).replace("&amp;", "&")
    response = client.get(url)
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    assert b"".join(response.streaming_content)
    assert client.get(url.split("?")[0]).status_code == 404


def token(client: Client, item: Document) -> str:
    return client.post(item.get_absolute_url(), {"code": CODE}).url


def test_token_of_one_item_opens_no_other(client, item) -> None:
    other = publish(make_draft("另一群体的事项", audience=Audience.GROUP))
    query = token(client, item).split("?")[1]
    assert client.get(f"{other.get_absolute_url()}?{query}").status_code == 403


def test_token_ends_after_a_quarter_of_an_hour(client, item, monkeypatch) -> None:
    url = token(client, item)
    assert client.get(url).status_code == 200
    later = time.time() + 901
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    assert client.get(url).status_code == 403


def test_new_code_and_switched_off_group_end_what_was_open(client, item) -> None:
    url = token(client, item)
    group = DisclosureGroup.objects.get()
    new = group.renew_code()
    group.save()
    assert client.get(url).status_code == 403
    assert opened(client, item, CODE).status_code == 403
    assert opened(client, item, new).status_code == 200
    DisclosureGroup.objects.update(active=False)
    assert opened(client, item, new).status_code == 404 or opened(client, item, new).status_code == 405


def test_each_of_several_groups_opens_it_with_its_own_code(client, lin) -> None:
    first, second = make_group(), make_group("海棠苑5号楼全体业主", "WXYZ6789WXYZ")
    item = publish(make_draft("加梯方案", audience=Audience.GROUP, named_groups=[first.pk, second.pk]))
    assert "海棠苑3号楼" in opened(client, item).content.decode()
    page = opened(client, item, "WXYZ-6789-WXYZ").content.decode()
    assert "海棠苑5号楼" in page
    assert "海棠苑3号楼" not in page, "one group does not learn of the other"
    url = token(client, item)
    DisclosureGroup.objects.filter(pk=first.pk).update(active=False)
    assert client.get(url).status_code == 403
    assert opened(client, item).status_code == 403
    assert opened(client, item, "WXYZ-6789-WXYZ").status_code == 200


def test_code_of_a_group_that_is_not_named_opens_nothing(client, item) -> None:
    make_group("别的楼", "WXYZ6789WXYZ")
    assert opened(client, item, "WXYZ6789WXYZ").status_code == 403


@pytest.mark.parametrize(("groups", "why"), [([], "groups_of_directed"), ([999_999], "does not exist")])
def test_published_item_keeps_groups_that_exist_by_sql_too(item, qiu, groups, why) -> None:
    changes = {"corrected_at": timezone.now(), "corrected_by": qiu, "correction_note": "改群体"}
    with pytest.raises(DatabaseError, match=why), transaction.atomic():
        Document.objects.filter(pk=item.pk).update(named_groups=groups, **changes)


def test_groups_of_a_reviewed_item_are_frozen(item) -> None:
    other = make_group("别的楼")
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        Document.objects.update(named_groups=[other.pk])


def test_group_is_never_deleted(item) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        DisclosureGroup.objects.all().delete()


def test_author_chooses_groups_and_history_names_them(staff, lin) -> None:
    document = make_draft("加梯方案", unit=lin.unit, created_by=lin)
    groups = [make_group(), make_group("海棠苑5号楼全体业主")]
    url = f"/admin/policies/document/{document.pk}/change/"
    client = staff(lin)
    data = form_data(client.get(url), "document_form") | {
        "audience": "group",
        "named_groups": [each.pk for each in groups],
    }
    assert client.post(url, data).status_code == 302
    document.refresh_from_db()
    assert document.named_groups == [each.pk for each in groups]
    assert form_data(client.get(url), "document_form")["named_groups"] == [str(each.pk) for each in groups]
    changes = [change for deed in ItemHistory(document).deeds() for change in deed.changes]
    assert "海棠苑3号楼全体业主、海棠苑5号楼全体业主" in [change.after for change in changes]


def test_reviewer_reads_whom_it_is_for(staff, he, lin) -> None:
    groups = [make_group().pk, make_group("海棠苑5号楼全体业主").pk]
    document = make_draft("加梯方案", unit=lin.unit, created_by=lin, audience=Audience.GROUP, named_groups=groups)
    document.submit(lin)
    for page in ("review", "change"):
        shown = staff(he).get(f"/admin/policies/document/{document.pk}/{page}/").content.decode()
        assert "海棠苑3号楼全体业主、海棠苑5号楼全体业主" in shown


def test_groups_are_for_directed_disclosure_alone(staff, lin) -> None:
    document = make_draft("加梯方案", unit=lin.unit, created_by=lin)
    url = f"/admin/policies/document/{document.pk}/change/"
    client = staff(lin)
    data = form_data(client.get(url), "document_form") | {"named_groups": [make_group().pk]}
    response = client.post(url, data)
    assert response.status_code == 200
    assert "请清空特定群体" in response.content.decode()


def test_code_is_not_readable_in_the_database(item) -> None:
    group = DisclosureGroup.objects.get()
    code = group.renew_code()
    assert code.replace("-", "") not in group.code


def test_guessing_is_stopped(client, item) -> None:
    for number in range(20):
        opened(client, item, f"WRONG{number}")
    response = opened(client, item)
    assert response.status_code == 403
    assert "半小时" in response.content.decode()
    assert WrongCode.objects.count() == 20


def test_withdrawn_item_is_gone_for_its_group_too(client, item, qiu) -> None:
    url = token(client, item)
    item.withdraw(qiu, "发布有误")
    assert client.get(url).status_code in (404, 410)


def test_item_for_a_group_names_its_group(lin, he, qiu) -> None:
    document = make_draft(unit=lin.unit, created_by=lin)
    Document.objects.filter(pk=document.pk).update(audience=Audience.GROUP)
    document.submit(lin)
    document.clear(he)
    with pytest.raises(Refused, match="指定群体"):
        document.publish(qiu)


@pytest.mark.parametrize("mode", ["elder", "contrast"])
def test_reading_modes_open_it_too(client, item, mode) -> None:
    response = client.post(f"/{mode}{item.get_absolute_url()}", {"code": CODE}, follow=True)
    assert response.status_code == 200


def test_post_to_a_public_page_is_refused(client) -> None:
    public = publish(make_draft("人人可看"))
    assert client.post(public.get_absolute_url(), {"code": CODE}).status_code == 405
