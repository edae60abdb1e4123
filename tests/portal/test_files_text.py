"""Text extraction: every kind in reading order, bounded, and never an exception."""

import io
from collections.abc import Iterator

import openpyxl
import pypdfium2
import pytest

import portal.files.text as text_module
from portal.files import Extraction, extract_text
from tests.file_samples import make_docx, make_ofd, make_pdf, make_pptx, make_xlsx, members, zipped


def extract(data: bytes, kind: str) -> Extraction:
    return extract_text(io.BytesIO(data), kind)


def with_body(body: str, doctype: str = "") -> bytes:
    """A DOCX whose main part is this markup."""
    document = f'{doctype}<w:document xmlns:w="w" xmlns:mc="m"><w:body>{body}</w:body></w:document>'
    return zipped({**members(make_docx()), "word/document.xml": document.encode()})


def test_extract_pdf_by_page() -> None:
    extraction = extract(make_pdf(2), "pdf")
    assert extraction.pages == ["Page 1 of the plan", "Page 2 of the plan"]
    assert extraction.text == "Page 1 of the plan\n\nPage 2 of the plan"
    assert extraction.note == ""


def test_extract_docx_with_tables() -> None:
    extraction = extract(make_docx(), "docx")
    assert extraction.text.splitlines() == [
        "第一条 为了保护湿地，制定本办法。",
        "项目\t金额",
        "补贴\t28万元",
        "第二条 本办法自公布之日起施行。",
    ]
    assert extraction.pages == []


def test_extract_docx_counts_text_boxes_once_and_drops_moved_text() -> None:
    copies = "<mc:Choice><w:t>框</w:t></mc:Choice><mc:Fallback><w:t>框</w:t></mc:Fallback>"
    box = f"<w:r><mc:AlternateContent>{copies}</mc:AlternateContent></w:r>"
    moved = "<w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom><w:r><w:delText>删</w:delText></w:r>"
    data = with_body(f"<w:p>{box}{moved}<w:r><w:t>正文</w:t></w:r></w:p>")
    assert extract(data, "docx").text == "框正文"


def test_extract_xlsx_with_sheet_names() -> None:
    assert extract(make_xlsx(2), "xlsx").text == "补贴名单\n农户0\t0\t\t水稻\n农户1\t1\t\t水稻"


def test_extract_pptx_slides_in_order() -> None:
    assert extract(make_pptx(), "pptx").pages == ["第1页", "第2页", "第10页"]


def test_extract_ofd_pages_in_document_order() -> None:
    assert extract(make_ofd(), "ofd").pages == ["岚屿区人民政府\n通知", "附件"]


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gb18030"])
def test_extract_text_in_any_charset(charset: str) -> None:
    assert extract("岚屿区，张三\r\n李四".encode(charset), "csv").text == "岚屿区，张三\n李四"


def test_extract_cleans_what_the_database_refuses() -> None:
    assert extract("⼈民\x00政府\r".encode(), "txt").text == "人民政府"


@pytest.mark.parametrize("kind", ["pdf", "docx", "xlsx", "pptx", "ofd"])
@pytest.mark.parametrize("data", [b"", b"PK\x03\x04rubbish", b"%PDF-1.7 rubbish", zipped({"x": b"y"})])
def test_extract_bad_content_gives_a_note(kind: str, data: bytes) -> None:
    extraction = extract(data, kind)
    assert extraction.note.startswith("无法提取文字：")
    assert (extraction.text, extraction.pages) == ("", [])


@pytest.mark.parametrize("kind", ["doc", "zip", "png", "nonsense"])
def test_extract_unsupported_kind_gives_a_note(kind: str) -> None:
    assert extract(b"x", kind).note.startswith("无法提取文字：不支持")


def test_extract_pdf_without_text_may_be_a_scan() -> None:
    document = pypdfium2.PdfDocument.new()
    document.new_page(100, 100)
    buffer = io.BytesIO()
    document.save(buffer)
    document.close()
    assert "扫描件" in extract(buffer.getvalue(), "pdf").note


def test_extract_stops_at_the_page_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_module, "MAX_PAGES", 2)
    extraction = extract(make_pdf(3), "pdf")
    assert (len(extraction.pages), extraction.note) == (2, "文件过长，只提取了前 2 页的文字。")
    assert extract(make_pdf(2), "pdf").note == ""


def test_extract_stops_at_the_character_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_module, "MAX_CHARS", 20_000)
    extraction = extract(("岚屿" * 15_000).encode(), "txt")
    assert (len(extraction.text), extraction.note) == (20_000, "文件过长，只提取了前 2 万字。")


def test_extract_stops_at_the_cell_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_module, "MAX_CELLS", 10_000)
    extraction = extract(make_xlsx(3_000), "xlsx")
    assert extraction.note == "表格过大，只提取了前 1 万个单元格的文字。"
    assert extraction.text.endswith("农户2499\t2499\t\t水稻")


def test_extract_stops_at_the_time_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks: Iterator[float] = iter([0.0, 1.0, 61.0])
    monkeypatch.setattr(text_module.time, "monotonic", lambda: next(ticks))
    extraction = extract(make_pdf(3), "pdf")
    assert (len(extraction.pages), extraction.note) == (1, "文件过于复杂，只提取了前面部分的文字。")


def test_extract_refuses_an_xml_part_that_fills_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_module, "MAX_PART", 100)
    assert extract(make_docx(), "docx").note.startswith("无法提取文字")


def test_extract_entity_bomb_does_not_expand() -> None:
    entities = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    doctype = f'<!DOCTYPE d [<!ENTITY e0 "笑笑笑笑笑笑笑笑笑笑">{entities}]>'
    extraction = extract(with_body("<w:p><w:t>&e9;</w:t></w:p>", doctype), "docx")
    assert len(extraction.text) < 2_000_000
    assert extraction.note


def test_extract_xlsx_with_one_far_cell_ends() -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "近"
    book.active["XFD1048576"] = "远"
    buffer = io.BytesIO()
    book.save(buffer)
    extraction = extract(buffer.getvalue(), "xlsx")
    assert extraction.text == "Sheet\n近"
    assert "单元格" in extraction.note
