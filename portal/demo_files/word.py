"""Demonstration documents as Word files (DOCX)."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from portal.demo_files.paper import (
    BODY,
    BOTTOM,
    LEADING,
    LEFT,
    RED,
    RIGHT,
    TOP,
    WIDTH,
    Paper,
    Rows,
    column_shares,
    head_size,
    level,
    title_lines,
)

# Faces of the standard; Word falls back where one is missing.
SONG, HEI, KAI, FANG = "方正小标宋简体", "黑体", "楷体", "仿宋"
_FACES = {"title": HEI, "subtitle": KAI}
_CENTER, _RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
_FIXED = datetime(2024, 1, 1)
_RED = RGBColor(*(round(255 * part) for part in RED))


def make_docx(
    path: Path | str,
    title: str,
    number: str,
    issuer: str,
    paragraphs: Sequence[str],
    table: Rows | None = None,
    *,
    signed_on: date | None = None,
) -> None:
    """Write a DOCX. `table` rows hold equally many cells, the first row is the head; `number` may be empty."""
    paper = Paper(title, number, issuer, paragraphs, table, signed_on)
    document = docx.Document()
    _set_page(document)
    _set_properties(document, paper)
    _head(document, paper)
    for text in paragraphs:
        kind = level(text)
        _line(document, text, face=_FACES.get(kind, FANG), indent=0 if kind == "left" else 2)
    if table:
        _table(document, table)
    _foot(document, paper)
    _save(document, Path(path))


def _set_page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    footer = section.footer.paragraphs[0]
    footer.alignment = _CENTER
    for text in ("— ", None, " —"):
        run = footer.add_run(text or "")
        run.font.size = Pt(14)
        if text is None:
            for kind in ("begin", "instr", "end"):
                run._r.append(_field(kind))


def _field(kind: str) -> BaseOxmlElement:
    """One of the three pieces of a PAGE field."""
    if kind == "instr":
        element = OxmlElement("w:instrText")
        element.text = "PAGE"
        return element
    element = OxmlElement("w:fldChar")
    element.set(qn("w:fldCharType"), kind)
    return element


def _set_properties(document: Document, paper: Paper) -> None:
    properties = document.core_properties
    properties.title, properties.author = paper.title, paper.issuer
    properties.last_modified_by, properties.comments, properties.language = paper.issuer, "", "zh-CN"
    properties.created = properties.modified = _FIXED


def _line(
    document: Document | _Cell, text: str, *, face: str = FANG, size: float = BODY, indent: float = 0
) -> Paragraph:
    """A paragraph in one face; `indent` of the first line in characters."""
    paragraph = document.add_paragraph()
    _write(paragraph, text, face, size)
    form = paragraph.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(max(LEADING, size * 1.4))
    form.first_line_indent = Pt(indent * size)
    return paragraph


def _write(paragraph: Paragraph, text: str, face: str, size: float) -> None:
    run = paragraph.add_run(text)
    run.font.name, run.font.size = face, Pt(size)
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)


def _head(document: Document, paper: Paper) -> None:
    if paper.number:
        head = _line(document, f"{paper.issuer}文件", face=SONG, size=round(head_size(paper.issuer)))
        head.alignment = _CENTER
        head.runs[0].font.color.rgb = _RED
        head.paragraph_format.space_after = Pt(26)
        number = _line(document, paper.number)
        number.alignment = _CENTER
        _rule(number, "bottom", str(_RED), 16)
        _line(document, "")
    *above, last = title_lines(paper.title)
    title = _line(document, "", face=SONG, size=22)
    for text in above:
        _write(title, text, SONG, 22)
        title.runs[-1].add_break()
    _write(title, last, SONG, 22)
    title.alignment = _CENTER
    title.paragraph_format.space_after = Pt(LEADING)


def _rule(paragraph: Paragraph, side: str, color: str, eighths: int) -> None:
    """A line above or below a paragraph; thickness in eighths of a point."""
    borders = OxmlElement("w:pBdr")
    border = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", str(eighths)), ("space", "8"), ("color", color)):
        border.set(qn(f"w:{name}"), value)
    borders.append(border)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(borders, "w:shd", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _table(document: Document, rows: Rows) -> None:
    table = document.add_table(len(rows), len(rows[0]), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    widths = [Mm(WIDTH * share) for share in column_shares(rows)]
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text, width in zip(row.cells, texts, widths, strict=True):
            cell.width = width
            _write(cell.paragraphs[0], text, HEI if texts is rows[0] else FANG, 12)


def _foot(document: Document, paper: Paper) -> None:
    if not paper.signature:
        return
    _line(document, "")
    for text in paper.signature:
        line = _line(document, text)
        line.alignment = _RIGHT
        line.paragraph_format.right_indent = Pt(3 * BODY)
    _line(document, "")
    _line(document, "（此件公开发布）", indent=2)
    if paper.imprint:
        _line(document, "")
        imprint = _line(document, paper.imprint, size=14, indent=1)
        _rule(imprint, "top", "000000", 8)


def _save(document: Document, path: Path) -> None:
    """Save with one fixed time on every entry: python-docx stamps them with the clock."""
    draft = io.BytesIO()
    document.save(draft)
    with zipfile.ZipFile(draft) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            fixed = zipfile.ZipInfo(entry.filename, _FIXED.timetuple()[:6])
            fixed.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(fixed, source.read(entry))
