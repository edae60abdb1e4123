"""Text of uploaded files, for search and for reading on the page. Bad content gives a note, never an exception."""

import codecs
import logging
import posixpath
import re
import time
import unicodedata
import warnings
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.etree.ElementTree import Element, iterparse

from openpyxl import load_workbook

from portal.files.kinds import KINDS, MB
from portal.files.pdf import page_texts
from portal.files.zips import main_part

MAX_PAGES = 2_000
MAX_CHARS = 2_000_000
MAX_CELLS = 500_000
MAX_SECONDS = 60.0
MAX_PART = 64 * MB

logger = logging.getLogger(__name__)

# Many Chinese PDF producers map glyphs to the radicals block; a search for 人 must find ⼈.
_RADICALS = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2E80, 0x2FE0)}
_BETWEEN_PAGES = "\n\n"
_ASIDES = "footnotes|endnotes|header|footer|comments"  # parts of a Word file that go out with it
_SKIPPED = {"Fallback", "rt", "moveFrom"}  # second copies, ruby and what a tracked change moved away


class _LimitReachedError(Exception):
    """A reader stopped by itself; the text is the note."""


@dataclass(frozen=True)
class Extraction:
    """`pages` only for kinds that have pages; `note` says in Chinese what is missing, empty when all is there."""

    text: str = ""
    pages: list[str] = field(default_factory=list)
    note: str = ""

    @property
    def page_starts(self) -> list[int]:
        """Where each page begins in `text`; empty for kinds without pages."""
        lengths = [len(page) + len(_BETWEEN_PAGES) for page in self.pages]
        leading = sum(lengths[: next((at for at, page in enumerate(self.pages) if page), 0)])
        return [max(0, sum(lengths[:at]) - leading) for at in range(len(lengths))]


def extract_text(file: BinaryIO, kind: str) -> Extraction:
    """Text of a file of that kind slug, bounded in pages, characters, cells and seconds."""
    if kind not in _READERS:
        label = KINDS[kind].label if kind in KINDS else "这种文件"
        return Extraction(note=f"无法提取文字：不支持从{label}中提取。")
    read, paged = _READERS[kind]
    pieces: list[str] = []
    try:
        file.seek(0)
        note = _gather(read(file), pieces, MAX_PAGES if paged else None)
    except _LimitReachedError as limit:
        note = str(limit)
    except Exception:  # any parser may fail in any way on a stranger's file
        logger.info("text extraction from a %s file failed", kind, exc_info=True)
        note = "只提取了部分文字：文件后面的内容损坏或格式不规范。"
        if not any(pieces):
            return Extraction(note="无法提取文字：文件内容损坏或格式不规范。")
    text = (_BETWEEN_PAGES if paged else "\n").join(pieces).strip()
    if not text:
        note = "无法提取文字：文件中没有文字，可能是扫描件或图片。"
    return Extraction(text, pieces if paged else [], note)


def _gather(source: Iterator[str], pieces: list[str], max_pages: int | None) -> str:
    """Fill `pieces` until the source or a limit ends; the note says which."""
    room, deadline = MAX_CHARS, time.monotonic() + MAX_SECONDS
    for piece in source:
        if len(pieces) == max_pages:
            return f"文件过长，只提取了前 {max_pages} 页的文字。"
        if time.monotonic() > deadline:
            return "文件过于复杂，只提取了前面部分的文字。"
        clean = _clean(piece)
        pieces.append(clean[:room])
        room -= len(clean)
        if room < 0:
            return f"文件过长，只提取了前 {MAX_CHARS // 10_000} 万字。"
    return ""


def _clean(text: str) -> str:
    """Without what PostgreSQL cannot store (NUL, lone surrogates) and without radicals posing as characters."""
    text = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n").translate(_RADICALS)
    return text.encode("utf-8", "ignore").decode().strip()


def count_pages(file: BinaryIO, kind: str) -> int | None:
    """Pages of an OFD, slides of a PPTX; None for other kinds and for what cannot be read."""
    if kind not in _PARTS:
        return None
    try:
        with zipfile.ZipFile(file) as archive:
            return len(_PARTS[kind](archive)) or None
    except Exception:  # the same as in extract_text: unreadable content is not an error here
        return None


def _events(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[str, str, Element]]:
    """(start or end, tag without namespace, element) of an XML part; ValueError when it is unreasonably large."""
    if archive.getinfo(part).file_size > MAX_PART:
        raise ValueError(f"{part} is larger than {MAX_PART} bytes")
    with archive.open(part) as stream:
        for event, element in iterparse(stream, events=("start", "end")):  # noqa: S314 - expat bounds entities
            yield event, element.tag.rpartition("}")[2], element


def _paragraphs(archive: zipfile.ZipFile, part: str) -> Iterator[str]:
    """Paragraphs and table rows (cells apart by tabs) of a Word part or a slide: both use p, t, tbl, tr, tc."""
    line: list[str] = []
    tables = skipped = 0
    for event, tag, element in _events(archive, part):
        step = 1 if event == "start" else -1
        skipped += step * (tag in _SKIPPED)
        tables += step * (tag == "tbl")
        if event == "start" or skipped:
            continue
        if tag == "t":
            line.append(element.text or "")
        elif tag in {"br", "cr", "tab"} or (tag == "p" and tables):
            line.append("\n" if tag == "br" and not tables else " ")
        elif tag == "tc":
            line.append("\t" if tables == 1 else " ")
        elif tag == "p" or (tag == "tr" and tables == 1):
            if text := re.sub(r" *\t *", "\t", "".join(line)).strip():
                yield text
            line.clear()
        if tag in {"p", "tr"}:
            element.clear()


def _docx(file: BinaryIO) -> Iterator[str]:
    with zipfile.ZipFile(file) as archive:
        main = main_part(archive, "wordprocessingml.document.main+xml")
        yield from _paragraphs(archive, main)
        folder = re.escape(posixpath.dirname(main))
        for name in sorted(archive.namelist()):
            if re.fullmatch(rf"{folder}/(?:{_ASIDES})[0-9]*\.xml", name):
                yield from _paragraphs(archive, name)


def _slides(archive: zipfile.ZipFile) -> list[str]:
    found = [re.fullmatch(r"ppt/slides/slide(\d+)\.xml", name) for name in archive.namelist()]
    return [match[0] for match in sorted((match for match in found if match), key=lambda match: int(match[1]))]


def _pptx(file: BinaryIO) -> Iterator[str]:
    with zipfile.ZipFile(file) as archive:
        for slide in _slides(archive):
            yield "\n".join(_paragraphs(archive, slide))


def _xlsx(file: BinaryIO) -> Iterator[str]:
    with zipfile.ZipFile(file) as archive:
        strings = [entry for entry in archive.infolist() if entry.filename.endswith("sharedStrings.xml")]
        if any(entry.file_size > MAX_PART for entry in strings):
            raise ValueError("openpyxl would hold all of these strings in memory")
    file.seek(0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of features that plain text does not need
        workbook = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        cells = MAX_CELLS
        for sheet in workbook.worksheets:
            yield sheet.title
            sheet.reset_dimensions()  # what the file claims may be wrong or huge
            for row in sheet.iter_rows(values_only=True):
                cells -= max(len(row), 1)
                if cells < 0:
                    raise _LimitReachedError(f"表格过大，只提取了前 {MAX_CELLS // 10_000} 万个单元格的文字。")
                if text := "\t".join("" if value is None else str(value) for value in row).strip():
                    yield text


def _ofd_pages(archive: zipfile.ZipFile) -> list[str]:
    """Content parts of all documents of an OFD package in reading order (GB/T 33190-2016)."""
    listed = _events(archive, "OFD.xml")
    roots = [element.text or "" for event, tag, element in listed if (event, tag) == ("end", "DocRoot")]
    parts = []
    for root in (root.strip().lstrip("/") for root in roots):
        for event, tag, element in _events(archive, root):
            if (event, tag) == ("start", "Page") and (location := element.get("BaseLoc")):
                parts.append(posixpath.normpath(posixpath.join("/", posixpath.dirname(root), location)).lstrip("/"))
    return parts


def _ofd_lines(archive: zipfile.ZipFile, part: str) -> Iterator[str]:
    """Lines of a page: text objects whose boxes start at about the same height belong together."""
    line: list[str] = []
    top = height = 0.0
    for event, tag, element in _events(archive, part):
        if (event, tag) == ("start", "TextObject"):
            box = [float(number) for number in element.get("Boundary", "0 0 0 0").split()]
            if abs(box[1] - top) > max(height, box[3]) / 2:
                yield "".join(line)
                line.clear()
            top, height = box[1], box[3]
        elif (event, tag) == ("end", "TextCode"):
            line.append((element.text or "").strip("\n"))
    yield "".join(line)


def _ofd(file: BinaryIO) -> Iterator[str]:
    with zipfile.ZipFile(file) as archive:
        for part in _ofd_pages(archive):
            yield "\n".join(filter(None, _ofd_lines(archive, part)))


def _plain(file: BinaryIO) -> Iterator[str]:
    data = file.read(MAX_CHARS * 4 + 4)
    for charset in ("utf-8-sig", "gb18030"):
        decoder = codecs.getincrementaldecoder(charset)()
        try:
            yield decoder.decode(data, final=len(data) <= MAX_CHARS * 4)
        except UnicodeDecodeError:
            continue
        return
    raise ValueError("neither UTF-8 nor GB18030")


def _captions(file: BinaryIO) -> Iterator[str]:
    """What is spoken: cues without their header, numbers, times and mark-up (WebVTT, W3C)."""
    for block in re.split(r"\n\s*\n", "\n".join(_plain(file)).replace("\r\n", "\n")):
        _, timed, spoken = block.partition("-->")
        if timed and (text := re.sub(r"<[^>]*>", "", spoken.partition("\n")[2])).strip():
            yield text.strip()


_PARTS: dict[str, Callable[[zipfile.ZipFile], list[str]]] = {"ofd": _ofd_pages, "pptx": _slides}
_READERS: dict[str, tuple[Callable[[BinaryIO], Iterator[str]], bool]] = {
    "pdf": (page_texts, True),
    "ofd": (_ofd, True),
    "pptx": (_pptx, True),
    "docx": (_docx, False),
    "xlsx": (_xlsx, False),
    "vtt": (_captions, False),
    "csv": (_plain, False),
    "txt": (_plain, False),
}
