"""Everything a document will show to the public as text with places: what the search for personal data reads."""

from collections.abc import Iterator
from html.parser import HTMLParser

from policies.articles import IS_ANCHOR, LABEL
from policies.models import Document, DocumentAttachment
from portal.screening import Mark, Passage

_BLOCKS = {
    "p",
    "div",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "dt",
    "dd",
    "caption",
    "figcaption",
    "blockquote",
    "tr",
    "br",
    "img",
}
_HEADINGS = {"h2", "h3", "h4", "h5", "h6"}
_SPOKEN = {"alt", "title", "href", "src"}
"""Attributes whose words a reader, a screen reader or a machine gets to know."""


def passages(document: Document) -> Iterator[Passage]:
    for source, place, text in (
        ("title", "标题", document.title),
        ("number", "发文字号", document.number),
        ("summary", "一句话说明", document.summary),
        ("keywords", "主题词", "\n".join(document.keywords)),
    ):
        if text:
            yield Passage(source, text, [Mark(0, place)])
    text, marks = read_body(document.body)
    yield Passage("body", text, marks)
    if document.pk:
        notes = "\n".join(" ".join([each.articles, each.note]) for each in document.relations_out.all())
        yield Passage("relations", notes, [Mark(0, "文件关系的说明")])
    for attachment in document.attachments.all() if document.pk else []:
        yield from _attachment(attachment)


def read_body(html: str) -> tuple[str, list[Mark]]:
    """Text of clean HTML, one line for each block and table row, and the place of each line."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.flush()
    return "\n".join(reader.lines), reader.marks or [Mark(0, "正文")]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.marks: list[Mark] = []
        self.parts: list[str] = []
        self.asides: list[str] = []
        self.length = self.paragraph = self.tables = self.row = 0
        self.article = self.heading = self.anchor = ""
        self.in_table = self.in_heading = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS and not (self.in_table and tag != "tr"):
            self.flush()
        found = dict(attrs)
        if tag == "table":
            self.flush()
            self.tables, self.row, self.in_table = self.tables + 1, 0, True
        elif tag == "tr":
            self.row += 1
        elif tag in {"td", "th"}:
            self.parts.append("\t")
        elif tag in _BLOCKS:
            self.parts.append(" ")
        if anchor := found.get("id"):
            self.anchor = anchor
            self.article = anchor if IS_ANCHOR.match(anchor) else ""
        self.in_heading = tag in _HEADINGS or (self.in_heading and tag not in _BLOCKS)
        self.asides += [value for name, value in attrs if name in _SPOKEN and value]

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS and not (self.in_table and tag != "tr"):
            self.flush()
        if tag == "table":
            self.flush()
            self.in_table = False

    def handle_data(self, data: str) -> None:
        self.parts.append(data.replace("\n", " "))

    def flush(self) -> None:
        text, asides = "".join(self.parts).strip(" "), self.asides
        self.parts, self.asides = [], []
        if not text.strip() and not asides:
            return
        self.paragraph += not self.in_table
        if self.in_heading:
            self.heading, self.article = text.strip(), ""
        if self.article == self.anchor and (label := LABEL.match(text)):
            self.article = label[0]
        line = "\n".join([text, *asides])
        self.marks.append(Mark(self.length, self._place(), self.anchor))
        self.lines.append(line)
        self.length += len(line) + 1
        self.in_heading = False

    def _place(self) -> str:
        if self.in_table:
            return f"正文表{self.tables}第{self.row}行"
        if self.article:
            return f"正文{self.article}"
        under = f"“{self.heading[:20]}”下" if self.heading and not self.in_heading else ""
        return f"正文{under}第{self.paragraph}段"


def _attachment(attachment: DocumentAttachment) -> Iterator[Passage]:
    place = f"附件《{attachment}》"
    named = f"{attachment.title}\n{attachment.name}"
    yield Passage(f"name:{attachment.sha256}", named, [Mark(0, f"{place}的名称")])
    pages = [Mark(start, f"{place}第{page}页") for page, start in enumerate(attachment.page_starts, start=1)]
    yield Passage(attachment.sha256, attachment.text, pages or [Mark(0, place)], unreadable=attachment.text_note)
