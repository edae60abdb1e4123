"""Correction through the staff form: note and date for readers, earlier versions where the office says so."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from policies.models import Document, Relation
from portal.demo_files import make_docx
from portal.versions import corrections
from tests.admin_forms import form_data
from tests.factories import make_policy

pytestmark = pytest.mark.django_db


def correct(client: Client, item: Document, **changes: Any) -> Any:
    url = reverse("admin:policies_document_correct", args=[item.pk])
    data = form_data(client.get(url), "document_form") | changes
    return client.post(url, data, follow=True)


def test_office_corrects_with_a_note_that_readers_see(staff, qiu, client) -> None:
    item = make_policy("错字通知")
    correct(staff(qiu), item, title="正字通知", note_to_public="标题有错字，现予更正。")
    item.refresh_from_db()
    assert (item.title, item.corrected_by) == ("正字通知", qiu)
    page = client.get(item.get_absolute_url()).content.decode()
    assert "更正说明" in page
    assert "标题有错字，现予更正。" in page
    assert "查看更正前的版本" not in page


def test_correction_without_a_note_is_not_saved(staff, qiu) -> None:
    item = make_policy("错字通知")
    correct(staff(qiu), item, title="悄悄改", note_to_public="")
    item.refresh_from_db()
    assert item.title == "错字通知"


@pytest.mark.parametrize("who", ["lin", "he"])
def test_others_do_not_correct(staff, request, lin, who) -> None:
    item = make_policy("错字通知", unit=lin.unit, created_by=lin)
    url = reverse("admin:policies_document_correct", args=[item.pk])
    person = request.getfixturevalue(who)
    assert staff(person).get(url).status_code == 302
    staff(person).post(url, {"title": "悄悄改", "note_to_public": "x"})
    item.refresh_from_db()
    assert item.title == "错字通知"


def test_a_draft_has_no_correction(staff, qiu) -> None:
    item = make_policy("已撤回的")
    item.withdraw(qiu, "有误")
    assert staff(qiu).get(reverse("admin:policies_document_correct", args=[item.pk])).status_code == 302


def test_relation_added_with_a_correction(staff, qiu) -> None:
    item, older = make_policy(), make_policy()
    rows = {
        "relations_out-TOTAL_FORMS": "1", "relations_out-0-kind": "repeals", "relations_out-0-target": older.pk,
        "relations_out-0-on": "2026-01-01", "relations_out-0-scope": "whole",
    }  # fmt: skip
    correct(staff(qiu), item, note_to_public="补登废止关系。", **rows)
    assert Relation.objects.get().target == older


def test_earlier_version_is_public_where_the_office_says_so(staff, qiu, client) -> None:
    item = make_policy("补贴通知", body="第一条　补贴五百元。")
    url = f"{item.get_absolute_url()}versions/"
    assert client.get(url).status_code == 404
    body = item.body.replace("五百", "六百")
    correct(staff(qiu), item, body=body, note_to_public="金额有误。", show_versions="on")
    page = client.get(url).content.decode()
    assert "补贴五百元" in page
    assert "金额有误" in page
    assert "查看更正前的版本" in client.get(item.get_absolute_url()).content.decode()


def test_every_correction_is_listed(qiu) -> None:
    item = make_policy("一稿")
    item.correct(qiu, "第一次更正", title="二稿")
    item.correct(qiu, "第二次更正", title="三稿")
    assert [each.note for each in corrections(item)] == ["第二次更正", "第一次更正"]
    assert corrections(item)[0].changes[0].before == "二稿"


def test_exchanged_attachment_brings_no_personal_data_in(staff, qiu, tmp_path) -> None:
    item = make_policy("报名通知")
    added = {
        "attachments-TOTAL_FORMS": "1", "attachments-0-title": "名单", "attachments-0-role": "annex",
        "attachments-0-position": "0",
    }  # fmt: skip
    for words, kept in (("联系人电话13911112222", 0), ("联系人电话见通知", 1)):
        path = tmp_path / "名单.docx"
        make_docx(path, title="名单", number="", issuer="区建管委", paragraphs=[words])
        file = SimpleUploadedFile("名单.docx", path.read_bytes())
        told = correct(staff(qiu), item, note_to_public="补充名单。", **added | {"attachments-0-file": file})
        assert item.attachments.count() == kept, words
        assert ("手机号" in told.content.decode()) is not bool(kept)
