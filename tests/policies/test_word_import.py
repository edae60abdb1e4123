"""从Word导入 as staff do it: a draft with text and pictures, a report, proposals that wait to be taken."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from policies.drafting import describe_pictures, pictures
from policies.models import Document
from tests.admin_forms import form_data
from tests.factories import make_draft, make_user, publish
from tests.word_samples import Sample

pytestmark = pytest.mark.django_db
NEW = "admin:policies_document_from_word"


def sample() -> Sample:
    word = Sample()
    word.text("岚建规〔2026〕8号")
    word.text("关于做好老旧住房加装电梯工作的通知")
    word.text("各镇人民政府：")
    counted = word.new_list("chinese")
    word.item("总体要求", counted)
    word.text("坚持居民自愿。")
    word.item("补贴标准", counted)
    word.table(["层数", "补贴"], ["六层", "28万元"])
    word.picture()
    word.word.sections[0].header.paragraphs[0].text = "征求意见稿"
    word.text("岚屿区建设和管理委员会")
    word.text("2026年3月5日")
    return word


def upload(client: Any, url: str, data: bytes, **fields: Any) -> Any:
    return client.post(url, {"file": SimpleUploadedFile("加装电梯.docx", data), **fields})


@pytest.fixture
def imported(lin: Any, staff: Any) -> Document:
    upload(staff(lin), reverse(NEW), sample().data(), unit=lin.unit.pk)
    return Document.objects.get()


def test_file_becomes_a_readable_draft(imported, lin) -> None:
    assert (imported.title, imported.state, imported.unit) == ("关于做好老旧住房加装电梯工作的通知", "draft", lin.unit)
    for part in ("一、总体要求</h2>", "二、补贴标准", '<th scope="col">层数</th>', "<td>28万元</td>"):
        assert part in imported.body
    picture = imported.attachments.get()
    assert f'src="{picture.get_absolute_url()}"' in imported.body


def test_elements_are_proposed_and_not_set(imported, lin, staff) -> None:
    assert (imported.number, imported.written_on, imported.issues.count()) == ("", None, 0)
    page = staff(lin).get(reverse("admin:policies_document_word_report", args=[imported.pk])).content.decode()
    for words in ("岚建规〔2026〕8号", "2026年3月5日", "岚屿区建设和管理委员会", "页眉“征求意见稿”，未导入"):
        assert words in page


def test_ticked_elements_and_picture_words_are_taken(imported, lin, staff) -> None:
    assert any("替代文字" in line for line in imported.blockers())
    url = reverse("admin:policies_document_word_report", args=[imported.pk])
    staff(lin).post(url, {"take": ["number", "issuers"], "alt-1": "加装电梯的位置图"})
    imported.refresh_from_db()
    assert (imported.number, imported.written_on) == ("岚建规〔2026〕8号", None)
    assert imported.lead_issuer == lin.unit
    assert 'alt="加装电梯的位置图"' in imported.body
    assert not any("替代文字" in line for line in imported.blockers())


def test_picture_of_a_draft_opens_for_its_staff_only(imported, lin, health, staff, client) -> None:
    picture = imported.attachments.get()
    inside = reverse("admin:policies_document_file", args=[imported.pk, picture.pk, picture.name])
    assert client.get(picture.get_absolute_url()).status_code == 404
    response = staff(lin).get(inside)
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    assert b"".join(response.streaming_content).startswith(b"\x89PNG")
    assert staff(make_user("stranger", health, "起草")).get(inside).status_code == 404
    assert client.get(inside).status_code == 302


def test_text_of_a_draft_is_replaced_and_kept_in_history(lin, staff) -> None:
    document = make_draft(unit=lin.unit, created_by=lin, body="旧正文。")
    upload(staff(lin), reverse("admin:policies_document_word_text", args=[document.pk]), sample().data())
    title = document.title
    document.refresh_from_db()
    assert "总体要求" in document.body
    assert document.title == title
    assert any("旧正文" in event.body for event in document.text_events.all())


def test_text_of_a_published_item_is_not_replaced(lin, staff) -> None:
    document = publish(make_draft(unit=lin.unit, created_by=lin))
    upload(staff(lin), reverse("admin:policies_document_word_text", args=[document.pk]), sample().data())
    before = document.body
    document.refresh_from_db()
    assert document.body == before


def test_unreadable_file_is_refused_on_the_form(lin, staff) -> None:
    page = upload(staff(lin), reverse(NEW), b"not a file", unit=lin.unit.pk).content.decode()
    assert "errorlist" in page
    assert not Document.objects.exists()


def test_draft_for_another_unit_is_refused(lin, health, staff) -> None:
    upload(staff(lin), reverse(NEW), sample().data(), unit=health.pk)
    assert not Document.objects.exists()


def test_reviewer_makes_no_drafts(he, staff) -> None:
    upload(staff(he), reverse(NEW), sample().data(), unit=he.unit.pk)
    assert not Document.objects.exists()


def test_pictures_are_described_one_by_one() -> None:
    body = '<p><img src="/a.png" alt=""></p><p><img src="/b.png" alt="旧"></p>'
    changed = describe_pictures(body, {1: '甲"乙<'})
    assert [(each.number, each.alt) for each in pictures(changed)] == [(1, '甲"乙<'), (2, "旧")]


def test_preview_is_the_public_page(imported, lin, he, qiu, staff, client) -> None:
    staff(lin).post(
        reverse("admin:policies_document_word_report", args=[imported.pk]),
        {"take": ["number", "issuers", "written_on"], "alt-1": "图"},
    )
    imported.refresh_from_db()
    preview = staff(lin).get(reverse("admin:policies_document_preview", args=[imported.pk]))
    html = preview.content.decode()
    assert "岚屿区人民政府" in html.split("</title>")[0]
    assert "app.css" in html
    assert f"/admin/policies/document/{imported.pk}/files/" in html
    assert "/policies/files/" not in html.replace("/admin/policies", "")
    assert preview["X-Robots-Tag"] == "noindex"


def test_letterhead_and_title_stay_out_of_the_body(imported) -> None:
    assert "岚建规〔2026〕8号" not in imported.body
    assert "加装电梯工作的通知" not in imported.body
    assert imported.body.startswith('<p class="to">各镇人民政府：</p>')


def test_pictures_are_seen_while_editing_and_stored_with_public_addresses(imported, lin, staff) -> None:
    url = reverse("admin:policies_document_change", args=[imported.pk])
    data = form_data(staff(lin).get(url), "document_form")
    assert f'src="/admin/policies/document/{imported.pk}/files/' in data["body"]
    assert staff(lin).post(url, data).status_code == 302
    before = imported.body
    imported.refresh_from_db()
    assert imported.body == before


PASTED = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{mso-style-unhide:no}
</style><!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]--></head><body lang=ZH-CN><!--StartFragment-->
<p class=MsoNormal style='mso-char-indent-count:2.0'><span style='font-family:仿宋'>一、总体要求<o:p></o:p></span></p>
<p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>（一）
<span>&nbsp;&nbsp; </span></span><![endif]>坚持<b><span>自愿</span></b>。</p>
<table class=MsoTableGrid border=1><tr><th><p class=MsoNormal>层数<o:p></o:p></p></th><th><p>补贴</p></th></tr><tr><td>
<p>六层</p></td><td><p>28<span></span>万元</p></td></tr></table><p><span></span></p><script>x()</script></body></html>"""
CLEAN = (
    '<h2 id="s1">一、总体要求</h2>\n<p>（一）坚持<b>自愿</b>。</p>\n<table><thead><tr><th scope="col">层数</th>'
    '<th scope="col">补贴</th></tr></thead><tbody><tr><td>六层</td><td>28万元</td></tr></tbody></table>'
)


def test_paste_from_word_is_cleaned_on_save(lin, staff) -> None:
    document = make_draft(unit=lin.unit, created_by=lin)
    url = reverse("admin:policies_document_change", args=[document.pk])
    data = form_data(staff(lin).get(url), "document_form")
    assert staff(lin).post(url, data | {"body": PASTED}).status_code == 302
    document.refresh_from_db()
    assert document.body == CLEAN
