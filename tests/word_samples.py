"""Word files as staff make them: generated numbers, merged tables, pictures, footnotes, tracked changes."""

import io
from typing import Any

from docx import Document as Word
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm
from PIL import Image as Picture

_W = nsdecls("w")
LEVELS = {
    "chinese": [("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3．")],
    "articles": [("chineseCounting", "第%1条"), ("decimal", "（%2）")],
    "chapters": [("chineseCounting", "第%1章"), ("decimal", "%1.%2")],
    "circled": [("decimalEnclosedCircleChinese", "%1")],
    "plain": [("decimal", "%1."), ("lowerLetter", "%2)")],
    "bullets": [("bullet", "•")],
}


class Sample:
    """A file being written; `data()` gives its bytes."""

    def __init__(self) -> None:
        self.word = Word()
        self.lists = 100

    def text(self, text: str, style: str | None = None) -> Any:
        return self.word.add_paragraph(text, style)

    def new_list(self, kind: str, start: int | None = None, again: int | None = None) -> int:
        """numId of a new list; `again` makes another num of the same abstract list, restarted at `start`."""
        root = self.word.part.numbering_part.element
        self.lists += 1
        abstract = again if again is not None else self.lists
        if again is None:
            rows = "".join(
                f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
                f'<w:lvlText w:val="{label}"/></w:lvl>'
                for at, (form, label) in enumerate(LEVELS[kind])
            )
            made = parse_xml(f'<w:abstractNum {_W} w:abstractNumId="{abstract}">{rows}</w:abstractNum>')
            root.insert(0, made)
        override = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>' if start else ""
        root.append(
            parse_xml(f'<w:num {_W} w:numId="{self.lists}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>')
        )
        return self.lists

    def item(self, text: str, num_id: int, level: int = 0, style: str | None = None) -> Any:
        paragraph = self.text(text, style)
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {_W}><w:ilvl w:val="{level}"/><w:numId w:val="{num_id}"/></w:numPr>')
        )
        return paragraph

    def table(self, *rows: list[str]) -> Any:
        grid = self.word.add_table(len(rows), len(rows[0]))
        for row, texts in zip(grid.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
        return grid

    def picture(self, alt: str = "") -> None:
        file = io.BytesIO()
        Picture.new("RGB", (40, 30), (30, 90, 160)).save(file, "PNG")
        file.seek(0)
        shape = self.word.add_picture(file, width=Cm(3))
        shape._inline.docPr.set("descr", alt)

    def raw(self, xml: str) -> Any:
        """A paragraph with the given WordprocessingML inside."""
        paragraph = self.text("")
        for element in parse_xml(f"<w:p {_W} {nsdecls('m')}>{xml}</w:p>"):
            paragraph._p.append(element)
        return paragraph

    def style_with_numbers(self, name: str, num_id: int) -> None:
        style = self.word.styles.add_style(name, 1)
        style.element.get_or_add_pPr().append(parse_xml(f'<w:numPr {_W}><w:numId w:val="{num_id}"/></w:numPr>'))

    def outline(self, text: str, level: int) -> None:
        paragraph = self.text(text)
        paragraph._p.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {_W} w:val="{level}"/>'))

    def data(self) -> bytes:
        file = io.BytesIO()
        self.word.save(file)
        return file.getvalue()


def merged(grid: Any, first: tuple[int, int], last: tuple[int, int]) -> None:
    grid.cell(*first).merge(grid.cell(*last))


def header_row(grid: Any) -> None:
    properties = grid.rows[0]._tr.get_or_add_trPr()
    properties.append(parse_xml(f"<w:tblHeader {_W}/>"))


__all__ = ["Sample", "header_row", "merged", "qn"]
