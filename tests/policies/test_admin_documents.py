"""The screens of policy documents: who sees which, what becomes of typed text, what a refusal keeps."""

import re
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from policies.models import Document, Issuer, Topic
from portal.models import Unit, User
from tests.admin_forms import form_data
from tests.factories import make_draft, make_policy, make_tag
from tests.file_samples import make_pdf

pytestmark = pytest.mark.django_db
LIST, ADD = "/admin/policies/document/", "/admin/policies/document/add/"
FORM = "document_form"


def change(document: Document) -> str:
    return reverse("admin:policies_document_change", args=[document.pk])


def typed(client: Client, **fields: Any) -> dict[str, Any]:
    """The form of a new document, filled by an author."""
    data = form_data(client.get(ADD), FORM)
    values = {
        "title": "关于便民措施的通知", "number": "岚建规[2026]3号", "genre": "notice", "category": "other",
        "topic": Topic.objects.get(code="10").pk, "written_on": "2026-05-06",
        "body": "各有关单位：\n第一条　为了便民，制定本办法。\n第二条　本办法适用于本区。", "disclosure_basis": "20-1",
    }  # fmt: skip
    return data | values | fields


def errors(response: Any) -> str:
    return re.sub(r"<[^>]+>", " ", unescape(response.content.decode()))


def test_new_document_starts_with_the_units_of_its_author(staff: Any, lin: User) -> None:
    data = form_data(staff(lin).get(ADD), FORM)
    assert data["unit"] == str(lin.unit_id)
    assert (data["issues-TOTAL_FORMS"], data["issues-0-unit"]) == ("1", str(lin.unit_id))


def test_typed_text_becomes_articles_with_anchors(staff: Any, lin: User) -> None:
    client = staff(lin)
    response = client.post(ADD, typed(client))
    assert response.status_code == 302, errors(response)
    document = Document.objects.get()
    assert (document.number, document.unit, document.created_by) == ("岚建规〔2026〕3号", lin.unit, lin)
    assert 'id="a1"' in document.body
    assert 'id="a2"' in document.body
    assert [each.unit for each in Issuer.objects.filter(document=document)] == [lin.unit]


def test_pasted_markup_is_cleaned(staff: Any, lin: User) -> None:
    client = staff(lin)
    body = '<p onclick="x()">第一条　好。</p><script>alert(1)</script><p style="color:red">完。</p>'
    assert client.post(ADD, typed(client, body=body)).status_code == 302
    stored = Document.objects.get().body
    assert "第一条" in stored
    assert not re.search(r"script|onclick|style=", stored)


def test_keywords_are_one_line_separated_as_people_do(staff: Any, lin: User) -> None:
    client = staff(lin)
    page = client.get(ADD).content.decode()
    assert len(re.findall(r'<input[^>]*name="keywords"', page)) == 1
    assert client.post(ADD, typed(client, keywords="电梯，补助、老年人 住宅")).status_code == 302
    assert Document.objects.get().keywords == ["电梯", "补助", "老年人", "住宅"]


def test_no_keywords_is_an_empty_list(staff: Any, lin: User) -> None:
    client = staff(lin)
    assert client.post(ADD, typed(client, keywords=" ")).status_code == 302
    assert Document.objects.get().keywords == []


def test_tags_are_a_list_that_can_be_searched(staff: Any, lin: User) -> None:
    one, two = make_tag("one", "业主"), make_tag("two", "老年人")
    client = staff(lin)
    page = client.get(ADD).content.decode()
    select = re.search(r'<select[^>]*name="chosen_tags"[^>]*>', page)
    assert select
    assert "admin-autocomplete" in select[0]
    assert client.post(ADD, typed(client, chosen_tags=[one.pk, two.pk])).status_code == 302
    document = Document.objects.get()
    assert set(document.tags.all()) == {one, two}
    data = form_data(client.get(change(document)), FORM)
    assert client.post(change(document), data | {"chosen_tags": [two.pk]}).status_code == 302
    assert list(document.tags.all()) == [two]


def test_screens_speak_chinese(staff: Any, lin: User) -> None:
    page = staff(lin).get(ADD).content.decode()
    assert "Select value" not in page
    assert "请选择" in page


def test_author_sees_the_documents_of_the_own_unit(staff: Any, lin: User, health: Unit) -> None:
    own, other = make_draft("建管委的草稿", unit=lin.unit), make_draft("卫健委的草稿", unit=health)
    page = staff(lin).get(LIST).content.decode()
    assert own.title in page
    assert other.title not in page
    for kind in ("change", "history", "preview"):
        response = staff(lin).get(reverse(f"admin:policies_document_{kind}", args=[other.pk]))
        assert response.status_code in (302, 403, 404), kind
        assert other.title not in response.content.decode()


def test_author_cannot_write_into_another_unit(staff: Any, lin: User, health: Unit) -> None:
    other = make_draft("卫健委的草稿", unit=health)
    client = staff(lin)
    response = client.post(change(other), typed(client, title="偷改的标题"))
    assert response.status_code in (302, 403, 404)
    other.refresh_from_db()
    assert other.title == "卫健委的草稿"
    response = client.post(ADD, typed(client, unit=health.pk))
    assert response.status_code == 200
    assert Document.objects.count() == 1


def test_office_sees_every_unit(staff: Any, qiu: User, lin: User, health: Unit) -> None:
    titles = [make_draft(f"{unit.label}的草稿", unit=unit).title for unit in (lin.unit, health)]
    page = staff(qiu).get(LIST).content.decode()
    assert all(title in page for title in titles)


BAD = {
    "program": ("表格.exe", b"MZ" + b"\0" * 200),
    "page as a picture": ("照片.png", b"<html><script>alert(1)</script></html>"),
    "broken file": ("办法.pdf", b"%PDF-1.7\n" + b"\0" * 50),
    "empty file": ("空.pdf", b""),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_file_gives_a_sentence_and_loses_nothing_typed(staff: Any, lin: User, case: str) -> None:
    client = staff(lin)
    name, content = BAD[case]
    data = typed(client, summary="一句话摘要") | {
        "attachments-TOTAL_FORMS": "1",
        "attachments-0-title": "附件一",
        "attachments-0-role": "annex",
        "attachments-0-position": "0",
        "attachments-0-file": SimpleUploadedFile(name, content),
    }
    response = client.post(ADD, data)
    assert response.status_code == 200, "the page comes back"
    assert not Document.objects.exists()
    again = form_data(response, FORM)
    for field in ("title", "number", "written_on", "summary"):
        assert again[field] == data[field], field
    assert "第一条　为了便民" in unescape(again["body"])
    assert again["attachments-0-title"] == "附件一"
    assert re.search(r"[一-鿿]{4,}", sentence := file_error(response)), sentence
    assert "Traceback" not in sentence


def file_error(response: Any) -> str:
    (formset,) = [
        each.formset for each in response.context["inline_admin_formsets"] if each.formset.prefix == "attachments"
    ]
    return " ".join(str(each) for each in formset.errors[0].get("file", []))


def test_good_file_is_kept_with_its_text(staff: Any, lin: User) -> None:
    client = staff(lin)
    data = typed(client) | {
        "attachments-TOTAL_FORMS": "1", "attachments-0-title": "申请表", "attachments-0-role": "annex",
        "attachments-0-position": "0", "attachments-0-file": SimpleUploadedFile("申请表.pdf", make_pdf()),
    }  # fmt: skip
    response = client.post(ADD, data)
    assert response.status_code == 302, errors(response)
    (row,) = Document.objects.get().attachments.all()
    assert (row.kind, row.title, bool(row.sha256)) == ("pdf", "申请表", True)
    page = client.get(change(row.document)).content.decode()
    assert "PDF" in page


def test_missing_title_says_so_and_keeps_the_body(staff: Any, lin: User) -> None:
    client = staff(lin)
    response = client.post(ADD, typed(client, title=""))
    assert response.status_code == 200
    assert "第一条　为了便民" in unescape(form_data(response, FORM)["body"])
    assert response.context["adminform"].form.errors["title"]


def test_preview_is_the_public_page_of_a_draft(staff: Any, lin: User) -> None:
    draft = make_draft("预览的草稿", unit=lin.unit, created_by=lin)
    response = staff(lin).get(reverse("admin:policies_document_preview", args=[draft.pk]))
    page = response.content.decode()
    assert response.status_code == 200
    assert "<h1>预览的草稿</h1>" in page
    assert 'id="a1"' in page
    assert Client().get(draft.get_absolute_url()).status_code == 404


def test_published_document_is_read_only(staff: Any, lin: User) -> None:
    item = make_policy("已发布的通知", unit=lin.unit, created_by=lin)
    client = staff(lin)
    page = client.get(change(item)).content.decode()
    assert 'name="title"' not in page
    client.post(change(item), typed(client, title="偷改"))
    item.refresh_from_db()
    assert item.title == "已发布的通知"


@pytest.mark.parametrize(
    "query",
    [
        "?q=便民",
        "?state=draft",
        "?flagged=1",
        "?flagged=0",
        "?category=other",
        "?genre=notice",
        "?written_on__year=2024",
    ],
)
def test_list_can_be_searched_and_filtered(staff: Any, qiu: User, query: str) -> None:
    make_draft("关于便民的通知")
    response = staff(qiu).get(LIST + query)
    assert response.status_code == 200
    assert response.context["cl"].result_count == (0 if query == "?flagged=1" else 1)
