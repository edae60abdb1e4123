"""Personal data in drafts: found wherever it was planted, named with its place, overruled only by a reviewer."""

import io

import pytest
from django.core.files.base import ContentFile
from django.db import DatabaseError, transaction
from django.urls import reverse
from docx import Document as Word
from openpyxl import Workbook
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from policies.models import Document, DocumentAttachment
from policies.passages import passages, read_body
from portal.models import OverruledFinding
from portal.personal_data import check_digit, luhn_digit
from portal.publishing import Refused
from portal.screening import Finding, findings, overrule
from tests.factories import make_draft, make_user, publish

pytestmark = pytest.mark.django_db

IDENTITY = "310151199003077" + "93"
IDENTITY += check_digit(IDENTITY)
MOBILE = "13912345678"
CARD = "622202100112345678" + luhn_digit("622202100112345678")


def attach(document: Document, name: str, data: bytes) -> DocumentAttachment:
    row = DocumentAttachment(document=document, title="名单")
    row.read(io.BytesIO(data), name)
    row.file.save(name, ContentFile(data), save=False)
    row.save()
    return row


def word(*paragraphs: str, table: list[list[str]] | None = None, header: str = "") -> bytes:
    file, made = io.BytesIO(), Word()
    for text in paragraphs:
        made.add_paragraph(text)
    if table:
        grid = made.add_table(len(table), len(table[0]))
        for row, cells in zip(grid.rows, table, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    if header:
        made.sections[0].header.paragraphs[0].text = header
    made.save(file)
    return file.getvalue()


def pdf(*pages: list[str]) -> bytes:
    file = io.BytesIO()
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(file, pagesize=A4)
    for lines in pages:
        canvas.setFont("STSong-Light", 12)
        for at, line in enumerate(lines):
            for column, cell in enumerate(line.split("\t")):
                canvas.drawString(60 + 130 * column, 760 - 24 * at, cell)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def sheet(*rows: list[object]) -> bytes:
    file, book = io.BytesIO(), Workbook()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file.getvalue()


def found_in(document: Document) -> list[Finding]:
    return findings(document, passages(document))


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (f"<p>各单位：</p><p>联系人{MOBILE}。</p>", "正文第2段"),
        (f'<p id="a1"><b>第一条</b>　甲。</p><p id="a2"><b>第二条</b>　电话{MOBILE}。</p>', "正文第二条"),
        (f'<h2 id="s1">一、报名</h2><p>电话{MOBILE}。</p>', "正文“一、报名”下第2段"),
        (f"<table><tr><td>姓名</td></tr><tr><td>周某</td><td>{MOBILE}</td></tr></table>", "正文表1第2行"),
        ("<p>电话<b>139</b><i>1234</i>5678</p>", "正文第1段"),
        (f'<p>点<a href="tel:{MOBILE}">这里</a>打电话</p>', "正文第1段"),
    ],
)
def test_place_in_the_body_is_named(body: str, place: str) -> None:
    document = make_draft()
    document.body = body
    assert [(each.place, each.shown) for each in found_in(document)] == [(place, "139****5678")]


@pytest.mark.parametrize("field", ["title", "summary", "keywords"])
def test_other_fields_are_searched(field: str) -> None:
    document = make_draft()
    setattr(document, field, [MOBILE] if field == "keywords" else f"咨询{MOBILE}")
    assert len(found_in(document)) == 1


def test_anchor_of_the_article_is_given() -> None:
    _, marks = read_body('<p id="a7"><b>第七条</b>　甲</p><p>乙</p>')
    assert [(mark.place, mark.anchor) for mark in marks] == [("正文第七条", "a7"), ("正文第七条", "a7")]


def planted(kind: str, number: str) -> tuple[str, bytes]:
    row = ["周某", number, "岚城镇"]
    return {
        "docx": ("名单.docx", word("公示名单", f"联系方式：{number}")),
        "docx table": ("名单.docx", word("公示名单", table=[["姓名", "号码", "住址"], row])),
        "docx header": ("名单.docx", word("公示名单", header=f"经办{number}")),
        "pdf": ("名单.pdf", pdf(["第一页"], ["第二页", f"号码：{number}。"])),
        "pdf table": ("名单.pdf", pdf(["姓名\t号码\t住址", "\t".join(row)])),
        "xlsx": ("名单.xlsx", sheet(["姓名", "号码", "住址"], row)),
        "file name": (f"周某{number}.docx", word("公示名单")),
    }[kind]


@pytest.mark.parametrize("number", [IDENTITY, MOBILE, CARD])
@pytest.mark.parametrize("kind", ["docx", "docx table", "docx header", "pdf", "pdf table", "xlsx", "file name"])
def test_planted_numbers_are_found_in_files(kind: str, number: str) -> None:
    document = make_draft()
    attach(document, *planted(kind, number))
    found = found_in(document)
    assert [each.shown[-4:] for each in found] == [number[-4:]]
    assert found[0].place.startswith("附件《名单》第2页" if kind == "pdf" else "附件《名单》")
    assert number not in f"{found[0].shown}{found[0].context}{found[0].sentence}"


def test_number_cell_of_a_sheet_is_found() -> None:
    document = make_draft()
    attach(document, "名单.xlsx", sheet(["手机"], ["周某", int(MOBILE)]))
    assert [each.shown for each in found_in(document)] == ["139****5678"]


def test_finding_blocks_publication_with_its_place() -> None:
    document = make_draft(body=f"各单位：\n第一条　报名电话{MOBILE}。")
    assert [line for line in document.blockers() if "手机号" in line] == [
        "正文第一条有手机号 139****5678，须删除或遮盖，或由审查人写明理由放行。"
    ]
    with pytest.raises(Refused, match="手机号"):
        publish(document)


def test_file_without_text_blocks_until_a_reviewer_has_looked(he) -> None:
    document = make_draft()
    attach(document, "扫描件.pdf", pdf([]))
    assert any("不能自动检查" in line for line in document.blockers())
    overrule(document, found_in(document)[0], by=he, reason="已逐页看过，是盖章的封面。")
    assert not any("不能自动检查" in line for line in document.blockers())


def test_overruled_finding_stands_with_its_reason_and_its_history(he) -> None:
    document = make_draft(body=f"报名电话{MOBILE}。")
    overrule(document, found_in(document)[0], by=he, reason="对外公布的服务手机")
    assert found_in(document)[0].overruled.reason == "对外公布的服务手机"
    assert not any("手机号" in line for line in document.blockers())
    row = OverruledFinding.objects.get()
    assert MOBILE not in f"{row.shown}{row.place}{row.digest}"
    assert row.events.get().pgh_context.metadata["verb"] == "overrule"


def test_overruled_finding_comes_back_when_its_line_changes(he) -> None:
    document = make_draft(body=f"前言。\n报名电话{MOBILE}。")
    overrule(document, found_in(document)[0], by=he, reason="服务手机")
    document.body = document.body.replace("前言", "新的前言")
    assert found_in(document)[0].overruled
    document.body = document.body.replace("报名电话", "王某家电话")
    assert found_in(document)[0].overruled is None


def test_overruling_in_one_item_says_nothing_about_another(he) -> None:
    first, second = make_draft(body=f"电话{MOBILE}。"), make_draft(body=f"电话{MOBILE}。")
    overrule(first, found_in(first)[0], by=he, reason="服务手机")
    assert found_in(second)[0].overruled is None


@pytest.mark.parametrize("reason", ["", "  "])
def test_overruling_is_refused_without_reason(he, reason: str) -> None:
    document = make_draft(body=f"电话{MOBILE}。")
    with pytest.raises(Refused, match="理由"):
        overrule(document, found_in(document)[0], by=he, reason=reason)


def test_overruling_is_refused_to_the_author(he) -> None:
    document = make_draft(body=f"电话{MOBILE}。", created_by=he)
    with pytest.raises(Refused, match="另一人"):
        overrule(document, found_in(document)[0], by=he, reason="服务手机")


def test_database_keeps_the_reviewers_word(he) -> None:
    document = make_draft(body=f"电话{MOBILE}。")
    row = overrule(document, found_in(document)[0], by=he, reason="服务手机")
    with pytest.raises(DatabaseError), transaction.atomic():
        OverruledFinding.objects.filter(pk=row.pk).update(reason="改过")
    with pytest.raises(DatabaseError), transaction.atomic():
        OverruledFinding.objects.all().delete()


def screen(document: Document) -> str:
    return reverse("admin:policies_document_findings", args=[document.pk])


def test_reviewer_overrules_on_the_screen(lin, he, staff) -> None:
    document = make_draft(body=f"电话{MOBILE}。", unit=lin.unit, created_by=lin)
    page = staff(he).get(screen(document)).content.decode()
    assert "139****5678" in page
    assert MOBILE not in page
    digest = found_in(document)[0].digest
    staff(he).post(screen(document), {"finding": digest, "reason": "服务手机"})
    assert found_in(document)[0].overruled.overruled_by == he
    assert "服务手机" in staff(he).get(screen(document)).content.decode()


@pytest.mark.parametrize("who", ["lin", "stranger"])
def test_nobody_else_overrules_on_the_screen(who, lin, he, health, staff) -> None:
    document = make_draft(body=f"电话{MOBILE}。", unit=lin.unit, created_by=lin)
    user = lin if who == "lin" else make_user("stranger", health, "审查")
    response = staff(user).post(screen(document), {"finding": found_in(document)[0].digest, "reason": "我说可以"})
    assert response.status_code == 302
    assert not OverruledFinding.objects.exists()
    if who == "stranger":
        assert document.title not in staff(user).get(screen(document), follow=True).content.decode()


def test_findings_of_a_published_item_are_only_shown(lin, he, staff) -> None:
    document = publish(make_draft(unit=lin.unit, created_by=lin))
    staff(he).post(screen(document), {"finding": "x", "reason": "理由"})
    assert not OverruledFinding.objects.exists()


def test_correction_brings_no_personal_data_in(qiu) -> None:
    document = publish(make_draft(body="各单位：\n请报名。"))
    with pytest.raises(Refused, match="手机号"):
        document.correct(qiu, "补充电话", body=document.body.replace("请报名", f"请报名，{MOBILE}"))
    document.refresh_from_db()
    assert MOBILE not in document.body
    document.correct(qiu, "补充地点", body=document.body.replace("请报名", "请到岚城报名"))
