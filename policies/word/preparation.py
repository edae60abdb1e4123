"""Makes a Word file ready for mammoth: generated numbers become text, headings by outline become headings, and what the
conversion would lose silently is counted for the report."""

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from policies.word.numbering import Label, Namer, Numbering, read_numbering
from policies.word.unfolding import unfold
from portal.files import FileRejected

MAX_PART = 64 * 1024 * 1024
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_GRAPHIC = "{http://schemas.openxmlformats.org/drawingml/2006/main}graphicData"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_COUNTED = {
    "del": "修订中删除的文字 {} 处，未导入（按接受全部修订处理）",
    "ins": "修订中插入的文字 {} 处，已作为正文导入",
    "moveTo": "修订中移动的文字 {} 处，放在移动后的位置",
    "commentReference": "批注 {} 条，未导入",
    "txbxContent": "文本框 {} 个，其中的文字排在所在段落之后，请核对位置",
    "object": "嵌入对象（公式、表格等） {} 个，未导入",
    "altChunk": "嵌入的外部文档 {} 个，未导入",
}
_GRAPHICS = {"chart": "图表", "diagram": "SmartArt 图形"}


@dataclass(frozen=True, slots=True)
class Prepared:
    """`notes` are sentences about what is lost or has to be looked at."""

    file: io.BytesIO
    notes: list[str]


def prepare(data: bytes) -> Prepared:
    """FileRejected when the package is not a readable Word document."""
    try:
        return _prepare(data)
    except (KeyError, ElementTree.ParseError, zipfile.BadZipFile, UnicodeDecodeError):
        raise FileRejected("这个 Word 文件已损坏，无法读取。请用 Word 或 WPS 打开后另存为 DOCX 再试。") from None


def _prepare(data: bytes) -> Prepared:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        main = _main_part(archive)
        folder = posixpath.dirname(main)
        root = _parse(archive, main)
        namespace = root.tag.partition("}")[0] + "}"

        def w(name: str) -> str:
            return namespace + name

        numbering, styles = (_optional(archive, f"{folder}/{name}.xml") for name in ("numbering", "styles"))
        notes = _notes(root, w) + _asides(archive, folder, w)
        notes += unfold(root, styles, w)
        _outline_headings(root, styles, w)
        _write_numbers(root, read_numbering(numbering, styles, w), w)
        changed = {main: _written(root)}
        if styles is not None:
            for style in styles.findall(w("style")):  # a paragraph's where nothing is said (ISO/IEC 29500, 17.7.4.17)
                style.attrib.setdefault(w("type"), "paragraph")
            changed[f"{folder}/styles.xml"] = _written(styles)
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as copy:
            for entry in archive.infolist():
                copy.writestr(entry.filename, changed.get(entry.filename) or archive.read(entry))
    target.seek(0)
    return Prepared(target, notes)


def _written(root: Element) -> bytes:
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _main_part(archive: zipfile.ZipFile) -> str:
    """Path of the part that the package names as its document."""
    for relation in ElementTree.fromstring(archive.read("_rels/.rels")):  # noqa: S314 - expat bounds entities
        if relation.get("Type", "").endswith("/officeDocument"):
            return relation.get("Target", "").lstrip("/")
    raise KeyError("officeDocument")


def _parse(archive: zipfile.ZipFile, part: str) -> Element:
    if archive.getinfo(part).file_size > MAX_PART:
        raise FileRejected("这个 Word 文件的正文过大，无法导入。")
    return ElementTree.fromstring(archive.read(part))  # noqa: S314 - expat bounds entities


def _optional(archive: zipfile.ZipFile, part: str) -> Element | None:
    return _parse(archive, part) if part in archive.namelist() else None


def _notes(root: Element, w: Namer) -> list[str]:
    counts = Counter(element.tag for element in root.iter())
    boxes = sum(
        1 for fallback in root.iter() if fallback.tag.endswith("}Fallback") for _ in fallback.iter(w("txbxContent"))
    )
    counts[w("txbxContent")] -= boxes  # the same box once more, for old programs
    notes = [sentence.format(counts[w(name)]) for name, sentence in _COUNTED.items() if counts[w(name)] > 0]
    for word, label in _GRAPHICS.items():
        if found := sum(1 for each in root.iter(_GRAPHIC) if each.get("uri", "").endswith(word)):
            notes.append(f"{label} {found} 个，未导入，请另存为图片后插入")
    linked = [each for each in root.iter(_BLIP) if each.get(f"{_RELATION}link") and not each.get(f"{_RELATION}embed")]
    if linked:
        notes.append(f"链接的图片 {len(linked)} 张，文件里没有图片本身，未导入，请插入图片后再导入")
    if found := counts[f"{_MATH}oMath"]:
        notes.append(f"公式 {found} 个，只保留了其中的文字，请核对")
    return notes


def _asides(archive: zipfile.ZipFile, folder: str, w: Namer) -> list[str]:
    notes = []
    for kind, label in (("header", "页眉"), ("footer", "页脚")):
        texts = []
        for name in archive.namelist():
            if re.fullmatch(rf"{re.escape(folder)}/{kind}\d*\.xml", name):
                words = "".join(each.text or "" for each in _parse(archive, name).iter(w("t"))).strip()
                texts += [words] if re.search(r"[^\W\d_]", words) else []
        if texts:
            notes.append(f"{label}“{'”“'.join(dict.fromkeys(text[:40] for text in texts))}”，未导入")
    return notes


def _outline_headings(root: Element, styles: Element | None, w: Namer) -> None:
    """Paragraphs whose outline level, their own or their style's, makes them headings get the style of a heading."""
    levels = {
        style.get(w("styleId")): level.get(w("val"), "9")
        for style in (styles.iter(w("style")) if styles is not None else [])
        if (level := style.find(f"{w('pPr')}/{w('outlineLvl')}")) is not None
    }
    style: Element | None
    for properties in root.iter(w("pPr")):
        style, own = properties.find(w("pStyle")), properties.find(w("outlineLvl"))
        inherited = levels.get(style.get(w("val"), "")) if style is not None else None
        outline: str | None = own.get(w("val"), "9") if own is not None else inherited
        if outline and outline in "012345":
            if style is None:
                style = Element(w("pStyle"))
                properties.insert(0, style)
            if own is not None or not _is_heading(style.get(w("val"), "")):
                properties.set("numbered-style", style.get(w("val"), ""))
                style.set(w("val"), f"Heading{int(outline) + 1}")


def _is_heading(style_id: str) -> bool:
    return bool(re.fullmatch(r"Heading[1-6]", style_id))


def _write_numbers(root: Element, numbering: Numbering, w: Namer) -> None:
    """Puts generated labels in front of the text, unless an HTML list will show the same ones by itself."""
    labelled = [(paragraph, _label(paragraph, numbering, w)) for paragraph in root.iter(w("p"))]
    as_list = _kept_as_lists(labelled)
    for paragraph, label in labelled:
        properties = paragraph.find(w("pPr"))
        if properties is not None:
            properties.attrib.pop("numbered-style", None)
        if label is not None and id(paragraph) not in as_list:
            _replace_number(paragraph, label.text, w)


def _label(paragraph: Element, numbering: Numbering, w: Namer) -> Label | None:
    properties = paragraph.find(w("pPr"))
    if properties is None or not any((each.text or "").strip() for each in paragraph.iter(w("t"))):
        return None
    style = properties.find(w("pStyle"))
    style_id = properties.get("numbered-style") or (style.get(w("val"), "") if style is not None else "") or ""
    num_id, level = numbering.of_style.get(style_id, ("", 0))
    if (own := properties.find(w("numPr"))) is not None:
        chosen, depth = own.find(w("numId")), own.find(w("ilvl"))
        num_id = chosen.get(w("val"), "") if chosen is not None else num_id
        level = int(depth.get(w("val"), "0")) if depth is not None else level
    return numbering.next_label(num_id, level) if num_id and num_id != "0" else None


def _kept_as_lists(labelled: list[tuple[Element, Label | None]]) -> set[int]:
    """Paragraphs of unbroken lists with plain labels (1. 2. 3.) from one on: an HTML list counts them the same."""
    kept: set[int] = set()
    for group in _unbroken(labelled):
        labels = [label for _, label in group]
        starts = all(label.value == 1 or _follows(labels[:at], label) for at, label in enumerate(labels))
        if len(group) > 1 and starts and all(label.plain for label in labels):
            kept |= {id(paragraph) for paragraph, _ in group}
    return kept


def _unbroken(labelled: list[tuple[Element, Label | None]]) -> Iterator[list[tuple[Element, Label]]]:
    group: list[tuple[Element, Label]] = []
    for paragraph, label in labelled:
        if group and (label is None or label.list_id != group[-1][1].list_id):
            yield group
            group = []
        if label is not None:
            group.append((paragraph, label))
    if group:
        yield group


def _follows(before: list[Label], label: Label) -> bool:
    same = [each for each in before if each.level == label.level]
    return bool(same) and same[-1].value == label.value - 1


def _replace_number(paragraph: Element, label: str, w: Namer) -> None:
    properties = paragraph.find(w("pPr"))
    if properties is None:
        return
    if (old := properties.find(w("numPr"))) is not None:
        properties.remove(old)
    none = SubElement(properties, w("numPr"))  # also silences the numbering of the style
    SubElement(none, w("ilvl")).set(w("val"), "0")
    SubElement(none, w("numId")).set(w("val"), "0")
    run = Element(w("r"))
    text = SubElement(run, w("t"))
    text.text = label + _separator(label)
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    paragraph.insert(1, run)


def _separator(label: str) -> str:
    if re.fullmatch("第.{1,12}[编章节条款]", label):
        return "\u3000"
    return " " if re.search("[0-9A-Za-z]$", label) else ""
