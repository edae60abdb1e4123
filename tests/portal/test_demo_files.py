"""Demonstration documents: the same bytes every time, believable, and readable again."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from portal.demo_files import make_docx, make_pdf
from portal.demo_files.paper import TITLE_CHARS, column_shares, head_size, level, title_lines
from portal.files import extract_text, inspect

TITLE = "岚屿区人民政府关于推进既有多层住宅加装电梯工作的通知"
NUMBER = "岚府规〔2024〕3号"
PARAGRAPHS = [
    "各乡镇人民政府，区政府各委、办、局：",
    "为改善老年人居住条件，结合本区实际，现就既有多层住宅加装电梯工作通知如下：",
    "一、补贴标准",
    "（一）财政补贴",
    "每台电梯按照施工金额的40%给予补贴，最高不超过28万元 & 不重复享受。",
]
TABLE = [["项目", "标准"], ["施工补贴", "最高28万元"], ["管线迁移", "按成本价<含税>收取"]]
MAKERS = {"pdf": make_pdf, "docx": make_docx}

Maker = Callable[..., None]


def write(tmp_path: Path, kind: str, name: str = "notice", **changes: object) -> Path:
    path = tmp_path / f"{name}.{kind}"
    values = {"title": TITLE, "number": NUMBER, "issuer": "岚屿区人民政府", "paragraphs": PARAGRAPHS, "table": TABLE}
    maker: Maker = MAKERS[kind]
    maker(path, **{**values, "signed_on": date(2024, 3, 5), **changes})
    return path


def text_of(path: Path, kind: str) -> str:
    with path.open("rb") as file:
        extraction = extract_text(file, kind)
    assert extraction.note == ""
    return extraction.text


@pytest.mark.parametrize("kind", MAKERS)
def test_make_is_deterministic(tmp_path: Path, kind: str) -> None:
    assert write(tmp_path, kind, "a").read_bytes() == write(tmp_path, kind, "b").read_bytes()
    assert write(tmp_path, kind, "c", title="另一份通知").read_bytes() != write(tmp_path, kind, "a").read_bytes()


@pytest.mark.parametrize("kind", MAKERS)
def test_make_passes_the_inspection_of_uploads(tmp_path: Path, kind: str) -> None:
    path = write(tmp_path, kind)
    with path.open("rb") as file:
        facts = inspect(file, path.name)
    assert (facts.kind, facts.size) == (kind, path.stat().st_size)
    assert facts.size < 80_000


@pytest.mark.parametrize("kind", MAKERS)
def test_make_text_comes_back_whole(tmp_path: Path, kind: str) -> None:
    joined = "".join(text_of(write(tmp_path, kind), kind).split())
    cells = [cell for row in TABLE for cell in row]
    for part in (f"岚屿区人民政府文件{NUMBER}{TITLE}", *PARAGRAPHS, *cells, "2024年3月5日", "（此件公开发布）"):
        assert "".join(part.split()) in joined
    assert "2024年3月5日印发" in joined


@pytest.mark.parametrize("kind", MAKERS)
def test_make_form_without_number_has_no_red_head(tmp_path: Path, kind: str) -> None:
    joined = "".join(text_of(write(tmp_path, kind, number="", paragraphs=["填表日期："]), kind).split())
    assert "文件" not in joined
    assert "公开发布" not in joined
    assert joined.replace("—1—", "").startswith(TITLE)


def test_make_pdf_draws_red_head_and_numbers_pages(tmp_path: Path) -> None:
    path = write(tmp_path, "pdf", paragraphs=PARAGRAPHS * 8)
    document = pypdfium2.PdfDocument(path)
    assert len(document) > 1
    texts = [document[index].get_textpage().get_text_range() for index in range(len(document))]
    assert all(f"— {index} —" in text for index, text in enumerate(texts, 1))
    pixels = bytes(document[0].render(scale=0.5).buffer)
    document.close()
    blue, green, red = pixels[0::3], pixels[1::3], pixels[2::3]
    assert sum(r > 180 and g < 90 and b < 90 for b, g, r in zip(blue, green, red, strict=False)) > 200


def test_make_pdf_lines_never_begin_with_a_closing_mark(tmp_path: Path) -> None:
    text = "乡镇应当受理申请，组织公示、核实材料（含图纸）；" * 30
    lines = text_of(write(tmp_path, "pdf", paragraphs=[text]), "pdf").splitlines()
    assert len(lines) > 20
    assert not [line for line in lines if line.startswith(tuple("，。、；：）"))]


def test_make_docx_holds_fixed_times_only(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(write(tmp_path, "docx").read_bytes())) as archive:
        assert {entry.date_time[:3] for entry in archive.infolist()} == {(2024, 1, 1)}
        assert b"2024-01-01" in archive.read("docProps/core.xml")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("一、总则", "title"), ("（二）管线", "subtitle"), ("各乡镇人民政府：", "left"), ("第一条 为了发展。", "body")],
)
def test_level_of_a_paragraph(text: str, expected: str) -> None:
    assert level(text) == expected


@pytest.mark.parametrize("title", ["通知", TITLE, TITLE * 2, "关于印发《岚屿区湿地保护和修复管理办法（试行）》的通知"])
def test_title_lines_fit_and_lose_nothing(title: str) -> None:
    lines = title_lines(title)
    assert "".join(lines) == title
    assert max(map(len, lines)) <= TITLE_CHARS
    assert not any(line.startswith(("》", "）", "的")) for line in lines)


def test_head_size_shrinks_for_long_issuers() -> None:
    assert head_size("岚屿区人民政府") == 46
    assert head_size("岚屿区人力资源和社会保障局办公室") < 30


def test_column_shares_leave_room_to_fill_in() -> None:
    name, value = column_shares([["姓名", "填写内容"], ["联系电话", ""]])
    assert value > 2 * name
    assert name + value == pytest.approx(1)
