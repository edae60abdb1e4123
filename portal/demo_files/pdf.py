"""Demonstration documents as PDF, set in the viewer's own Song font (STSong-Light, not embedded)."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import Color, black
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    KeepTogether,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

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

FONT = "STSong-Light"
_PIECE = re.compile(r"[（《〈“‘〔]*(?:[\w.%-]+(?<=[\x00-\x7f])|.)[，。、；：？！）》〉”’〕％]*", re.ASCII)
MARGINS = tuple(side * mm for side in (TOP, LEFT, BOTTOM, RIGHT))
pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def make_pdf(
    path: Path | str,
    title: str,
    number: str,
    issuer: str,
    paragraphs: Sequence[str],
    table: Rows | None = None,
    *,
    signed_on: date | None = None,
) -> None:
    """Write an A4 PDF. `table` rows hold equally many cells, the first row is the head; `number` may be empty."""
    paper = Paper(title, number, issuer, paragraphs, table, signed_on)
    top, left, bottom, right = MARGINS
    template = BaseDocTemplate(str(path), pagesize=A4, invariant=1, title=title, author=issuer, lang="zh-CN")
    frame = Frame(left, bottom, A4[0] - left - right, A4[1] - top - bottom, 0, 0, 0, 0)
    template.addPageTemplates(PageTemplate(frames=[frame], onPage=_number_page))
    template.build([*_head(paper), *_body(paper), *_foot(paper)])


def _style(name: str, size: float = BODY, leading: float = LEADING, **changes: Any) -> ParagraphStyle:
    return ParagraphStyle(name, fontName=FONT, fontSize=size, leading=leading, wordWrap="CJK", **changes)


STYLES = {
    "head": _style("head", 46, 60, alignment=TA_CENTER, textColor=Color(*RED)),
    "number": _style("number", alignment=TA_CENTER, spaceBefore=26),
    "heading": _style("heading", 22, 34, alignment=TA_CENTER),
    "body": _style("body", firstLineIndent=2 * BODY),
    "left": _style("left"),
    "signature": _style("signature", alignment=TA_RIGHT, rightIndent=3 * BODY),
    "cell": _style("cell", 12, 18),
    "cell_head": _style("cell_head", 12, 18, alignment=TA_CENTER),
}


def _set(text: str, *, indent: int = 2, measure: float = WIDTH * mm) -> str:
    """Markup of a paragraph with our own line ends: no line begins with a closing mark, numbers stay whole."""
    lines, line, room = [], "", measure - indent * BODY
    for piece in _PIECE.findall(text.replace("　", "\xa0\xa0")):
        width = pdfmetrics.stringWidth(line + piece, FONT, BODY)
        if line and width > room:
            lines.append(line)
            line, room = "", measure
        line += piece
    return "<br/>".join(map(escape, [*lines, line]))


class _Bold(Flowable):
    """A paragraph drawn filled and stroked: the CID font has no bold face."""

    def __init__(self, text: str, style: ParagraphStyle, stroke: float) -> None:
        super().__init__()
        self.inner, self.stroke = Paragraph(escape(text).replace("\n", "<br/>"), style), stroke
        self.spaceBefore, self.spaceAfter = style.spaceBefore, style.spaceAfter
        self.keepWithNext = 1

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width, self.height = self.inner.wrap(width, height)
        return self.width, self.height

    def draw(self) -> None:
        canvas = self.canv
        canvas.setLineWidth(self.stroke)
        canvas.setStrokeColor(self.inner.style.textColor)
        canvas._code.append("2 Tr")
        self.inner.drawOn(canvas, 0, 0)
        canvas._code.append("0 Tr")


class _Rule(Flowable):
    """A line across the text area."""

    def __init__(self, thickness: float, color: Color) -> None:
        super().__init__()
        self.thickness, self.color = thickness, color

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        return width, self.thickness

    def draw(self) -> None:
        self.canv.setLineWidth(self.thickness)
        self.canv.setStrokeColor(self.color)
        self.canv.line(0, 0, self.width, 0)


class _Imprint(Flowable):
    """版记: who printed it when, between two rules at the foot of the last page."""

    def __init__(self, issuer: str, printed: str) -> None:
        super().__init__()
        self.issuer, self.printed = issuer, printed

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width, self.height = width, max(height - 1, 30.0)
        return self.width, self.height

    def draw(self) -> None:
        self.canv.setFont(FONT, 14)
        self.canv.drawString(14, 8, self.issuer)
        self.canv.drawRightString(self.width - 14, 8, self.printed)
        self.canv.setLineWidth(1)
        for height in (0, 27):
            self.canv.line(0, height, self.width, height)


def _number_page(canvas: Canvas, template: BaseDocTemplate) -> None:
    """— 1 —, outside edge: odd pages right, even pages left."""
    _, left, bottom, right = MARGINS
    canvas.setFont(FONT, 14)
    text = f"— {canvas.getPageNumber()} —"
    if canvas.getPageNumber() % 2:
        canvas.drawRightString(A4[0] - right - 14, bottom - 9 * mm, text)
    else:
        canvas.drawString(left + 14, bottom - 9 * mm, text)


def _head(paper: Paper) -> list[Flowable]:
    heading = _Bold("\n".join(title_lines(paper.title)), STYLES["heading"], 0.5)
    if not paper.number:
        return [heading, Spacer(0, 16)]
    size = head_size(paper.issuer)
    head = ParagraphStyle("fitted", STYLES["head"], fontSize=size, leading=size * 1.3)
    return [
        Spacer(0, 20),
        _Bold(f"{paper.issuer}文件", head, 1.1),
        Paragraph(escape(paper.number), STYLES["number"]),
        Spacer(0, 4 * mm),
        _Rule(2, Color(*RED)),
        Spacer(0, 2 * LEADING),
        heading,
        Spacer(0, LEADING),
    ]


def _body(paper: Paper) -> list[Flowable]:
    parts: list[Flowable] = []
    for text in paper.paragraphs:
        kind = level(text)
        if kind == "title":
            parts.append(_Bold(text, STYLES["body"], 0.45))
        else:
            flush = kind == "left"
            parts.append(Paragraph(_set(text, indent=0 if flush else 2), STYLES["left" if flush else "body"]))
    if paper.table:
        parts += [Spacer(0, 10), _table(paper.table), Spacer(0, 10)]
    return parts


def _table(rows: Rows) -> Table:
    head, *body = rows
    cells = [[Paragraph(escape(cell), STYLES["cell_head"]) for cell in head]]
    cells += [[Paragraph(escape(cell), STYLES["cell"]) for cell in row] for row in body]
    table = Table(cells, colWidths=[share * WIDTH * mm for share in column_shares(rows)], repeatRows=1)
    lines = [
        ("GRID", (0, 0), (-1, -1), 0.6, black),
        ("BOX", (0, 0), (-1, -1), 1.1, black),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("BACKGROUND", (0, 0), (-1, 0), Color(0.93, 0.93, 0.93)),
        ("TOPPADDING", (0, 0), (-1, -1), 6),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 9),
    ]
    table.setStyle(TableStyle(lines))
    return table


def _foot(paper: Paper) -> list[Flowable]:
    if not paper.signature:
        return []
    signed = [Paragraph(escape(line), STYLES["signature"]) for line in paper.signature]
    parts: list[Flowable] = [KeepTogether([Spacer(0, 2 * LEADING), *signed])]
    parts += [Spacer(0, LEADING / 2), Paragraph("（此件公开发布）", STYLES["body"])]
    if paper.imprint:
        parts.append(_Imprint(paper.issuer, f"{paper.date_line}印发"))
    return parts
