"""What Word, WPS and LibreOffice wrap in ways that the conversion drops without a word: unwrapped, or left out and reported.

Each function changes the tree of the main part in place. Names are those of ECMA-376-1, 17.
"""

import re
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element, SubElement

from policies.word.numbering import Namer

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_VML = "{urn:schemas-microsoft-com:vml}"
_OFF = {"0", "false", "off", "none"}
_RAISED, _SHORT = 6, 4
"""Half points from which a short run stands above or below the line: how LibreOffice writes m²."""
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
_CONTENTS_STYLE = re.compile(r"(?:toc|目录)\s*[1-9]", re.IGNORECASE)


def unfold(root: Element, styles: Element | None, w: Namer) -> list[str]:
    """Sentences about what was left out."""
    removed = _contents_lists(root, styles, w)
    _splice(root, {w("fldSimple"), w("dir"), w("bdo")}, list)
    _splice(root, {w("ruby")}, lambda ruby: [run for base in ruby.iter(w("rubyBase")) for run in base])
    _splice(root, {w("softHyphen")}, lambda _: [])
    _splice(root, {f"{_MATH}oMath"}, lambda formula: [_run("".join(_texts(formula, f"{_MATH}t")), w)])
    _splice(root, {f"{_COMPATIBILITY}AlternateContent"}, lambda choice: _readable(choice, w))
    for text in root.iter(w("t")):
        text.text = (text.text or "").translate(_INVISIBLE)
    for run in root.iter(w("r")):
        _raise(run, w)
    for table in root.iter(w("tbl")):
        _whole_head(table, w)
    return ["目录未导入：页面按标题自动生成目录"] if removed else []


def _texts(element: Element, tag: str) -> Iterator[str]:
    return (each.text or "" for each in element.iter(tag))


def _run(text: str, w: Namer) -> Element:
    run = Element(w("r"))
    SubElement(run, w("t")).text = text
    return run


def _splice(root: Element, tags: set[str], inside: Callable[[Element], list[Element]]) -> None:
    """Puts what is inside in the place of each element with one of the tags, outer ones first."""
    for parent in root.iter():
        while (found := next((child for child in parent if child.tag in tags), None)) is not None:
            at = list(parent).index(found)
            parent[at : at + 1] = [each for each in inside(found) if each is not found]


def _readable(choice: Element, w: Namer) -> list[Element]:
    """The old form of a drawing, which is read; its text alone where a program wrote no old form."""
    old = choice.find(f"{_COMPATIBILITY}Fallback")
    new = list(choice.iter(w("txbxContent")))
    if old is not None and (not new or any(True for _ in old.iter(w("txbxContent")))):
        return list(old)
    if not new:
        return [each for chosen in choice.findall(f"{_COMPATIBILITY}Choice") for each in chosen]
    picture = Element(w("pict"))
    for box in new:
        SubElement(picture, f"{_VML}textbox").append(box)
    return [picture]


def _raise(run: Element, w: Namer) -> None:
    properties = run.find(w("rPr"))
    position = properties.find(w("position")) if properties is not None else None
    if properties is None or position is None or properties.find(w("vertAlign")) is not None:
        return
    height = int(position.get(w("val"), "0")) if re.fullmatch("-?[0-9]{1,4}", position.get(w("val"), "")) else 0
    if abs(height) >= _RAISED and 0 < len("".join(_texts(run, w("t")))) <= _SHORT:
        SubElement(properties, w("vertAlign")).set(w("val"), "superscript" if height > 0 else "subscript")


def _whole_head(table: Element, w: Namer) -> None:
    """A head that a merged cell carries into the next row includes that row; a head of the whole table is none."""
    rows = table.findall(w("tr"))
    marks = [row.find(f"{w('trPr')}/{w('tblHeader')}") for row in rows]
    head = 0
    while head < len(rows) and (mark := marks[head]) is not None and mark.get(w("val"), "1") not in _OFF:
        head += 1
    reaches = head
    while head and reaches < len(rows) and _goes_on(rows[reaches], w):
        reaches += 1
    whole = reaches == len(rows)
    for at, row in enumerate(rows):
        properties = row.find(w("trPr"))
        for mark in [] if properties is None else properties.findall(w("tblHeader")):
            properties.remove(mark)  # type: ignore[union-attr]
        if at < reaches and not whole:
            if properties is None:
                properties = Element(w("trPr"))
                row.insert(0, properties)
            SubElement(properties, w("tblHeader"))


def _goes_on(row: Element, w: Namer) -> bool:
    merges = [cell.find(f"{w('tcPr')}/{w('vMerge')}") for cell in row.findall(w("tc"))]
    return any(merge is not None and merge.get(w("val"), "continue") == "continue" for merge in merges)


def _contents_lists(root: Element, styles: Element | None, w: Namer) -> bool:
    """Whether tables of contents were found and left out: a content control, a TOC field, paragraphs in its styles."""
    names = {
        style.get(w("styleId"), ""): name.get(w("val"), "")
        for style in (styles.iter(w("style")) if styles is not None else [])
        if (name := style.find(w("name"))) is not None
    }
    controls = {id(control) for control in root.iter(w("sdt")) if _is_contents(control, w)}
    inside = _in_contents_field(root, w)
    gone = False
    for parent in list(root.iter()):
        kept: list[Element] = []
        for child in list(parent):
            style = child.find(f"{w('pPr')}/{w('pStyle')}")
            styled = style is not None and _CONTENTS_STYLE.fullmatch(names.get(style.get(w("val"), ""), ""))
            if id(child) in controls or id(child) in inside or (child.tag == w("p") and styled):
                gone = True
                if kept and re.sub(r"\s", "", "".join(_texts(kept[-1], w("t")))) == "目录":
                    kept.pop()
            else:
                kept.append(child)
        if len(kept) < len(parent):
            parent[:] = kept
    return gone


def _is_contents(control: Element, w: Namer) -> bool:
    gallery = control.find(f"{w('sdtPr')}/{w('docPartObj')}/{w('docPartGallery')}")
    return gallery is not None and gallery.get(w("val"), "") == "Table of Contents"


def _in_contents_field(root: Element, w: Namer) -> set[int]:
    """Paragraphs in which a TOC field stands that is also closed."""
    fields: list[str] = []
    found: list[int] = []
    closed = 0
    for paragraph in root.iter(w("p")):
        touched = any(each.startswith("TOC") for each in fields)
        for each in paragraph.iter():
            kind = each.get(w("fldCharType"), "") if each.tag == w("fldChar") else ""
            if kind == "begin":
                fields.append("")
            elif kind == "end" and fields:
                fields.pop()
            elif each.tag == w("instrText") and fields:
                fields[-1] = (fields[-1] + (each.text or "")).lstrip()
                touched = touched or fields[-1].startswith("TOC")
        if touched:
            found.append(id(paragraph))
        if not any(each.startswith("TOC") for each in fields):
            closed = len(found)
    return set(found[:closed])
