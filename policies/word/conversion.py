"""A .docx as semantic HTML through mammoth: headings, lists, tables, footnotes, images by name."""

import io
import re
from dataclasses import dataclass, field
from typing import Any

import mammoth

from policies import body_tidying
from policies.body_html import sanitise
from policies.word.preparation import prepare
from portal.files import FileRejected, inspect, safe_name

MAX_IMAGES = 200
PLACEHOLDER = "word-image-{}"
"""The address of an image until its file is stored."""
_STYLE_MAP = "\n".join(
    [f"p[style-name='标题 {level}'] => h{level + 1}:fresh" for level in range(1, 6)]
    + [f"p[style-name='heading {level}'] => h{min(level + 1, 6)}:fresh" for level in range(1, 7)]
    + [f"p.Heading{level} => h{min(level + 1, 6)}:fresh" for level in range(1, 7)]
    + ["p[style-name='Title'] => p:fresh", "p[style-name='Subtitle'] => p:fresh", "p[style-name='标题'] => p:fresh"]
    + ["b => b", "i => i", "u => u", "strike => s", "comment-reference =>"]
)
_KINDS = {"png", "jpeg", "gif"}
_NO_ALT = re.compile(r"(?:图片|图像|Picture|Image|IMG)[\s_]*\d*|.*\.(?:png|jpe?g|gif|bmp)", re.IGNORECASE)
"""What Word writes by itself when nobody described the picture."""
_NOTE_IDS = re.compile(r'(id|href)="(#?)((?:foot|end)note)-(ref-)?([0-9]+)"')
_BOOKMARK = re.compile(r'<a id="(?!(?:foot|end)note-)[^"]*"></a>')
_DEAD_LINK = re.compile(r'<a href="#(?!(?:foot|end)note-)[^"]*"[^>]*>(.*?)</a>', re.DOTALL)
"""Bookmarks do not come along, so that links to them lead nowhere."""
_EVERYDAY = re.compile(
    r"body text.*|(?:table|frame) contents|table heading|list paragraph|no spacing|正文.*|无间隔|列表段落|plain text",
    re.IGNORECASE,
)
"""Paragraph styles that mean nothing but running text."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of the text; `placeholder` is its address in the HTML."""

    placeholder: str
    name: str
    data: bytes


@dataclass(slots=True)
class Converted:
    html: str = ""
    images: list[Image] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """Sentences for staff: what was dropped, what has to be looked at."""


def convert(data: bytes, name: str) -> Converted:
    """FileRejected with a sentence when `data` is no readable .docx."""
    facts = inspect(io.BytesIO(data), name)
    if facts.kind != "docx":
        raise FileRejected("这里只接受 DOCX。旧版 DOC 和 WPS 文件，请先用 Word 或 WPS 另存为 DOCX。")
    prepared = prepare(data)
    result = Converted(notes=list(prepared.notes))
    try:
        made = mammoth.convert_to_html(
            prepared.file,
            style_map=_STYLE_MAP,
            convert_image=mammoth.images.img_element(lambda image: _take(image, result)),
            id_prefix="",
        )
    except Exception:  # mammoth lets KeyError, AttributeError and others out of odd files
        raise FileRejected("无法读取这个 Word 文件。请用 Word 或 WPS 打开后另存为 DOCX 再试。") from None
    html = re.sub(r'<img[^>]*\bsrc=""[^>]*>', "", made.value)
    html = _numbered_notes(_DEAD_LINK.sub(r"\1", _BOOKMARK.sub("", html)))
    result.html = body_tidying.tidy(sanitise(html), guess=True)
    result.notes += _unknown_styles(made.messages)
    return result


def _numbered_notes(html: str) -> str:
    """Anchors of footnotes and endnotes in one sequence, as their marks in the text count."""
    order: dict[tuple[str, str], int] = {}

    def anchor(found: re.Match[str]) -> str:
        number = order.setdefault((found[3], found[5]), len(order) + 1)
        return f'{found[1]}="{found[2]}{"nr" if found[4] else "n"}{number}"'

    return re.sub(r"<p>\s+", "<p>", _NOTE_IDS.sub(anchor, html))


def _take(image: Any, result: Converted) -> dict[str, str]:
    """Keeps a picture that the web can show; the others are reported."""
    try:
        with image.open() as source:
            data = source.read()
    except KeyError:
        result.notes.append("图片 1 张在 Word 文件里缺失，未导入")
        return {"src": ""}
    extension = image.content_type.rpartition("/")[2].removeprefix("x-").replace("jpg", "jpeg")
    if extension not in _KINDS:
        result.notes.append(f"{extension.upper()} 格式的图片 1 张，网页不能显示，未导入，请另存为 PNG 后插入")
        return {"src": ""}
    if len(result.images) == MAX_IMAGES:
        result.notes.append(f"图片超过 {MAX_IMAGES} 张，其余未导入")
        return {"src": ""}
    name = safe_name(f"插图{len(result.images) + 1}", extension)
    try:
        inspect(io.BytesIO(data), name)
    except FileRejected as refusal:
        result.notes.append(f"图片 1 张未导入：{refusal}")
        return {"src": ""}
    placeholder = PLACEHOLDER.format(len(result.images) + 1)
    result.images.append(Image(placeholder, name, data))
    alt = (image.alt_text or "").strip()
    return {"src": placeholder, "alt": "" if _NO_ALT.fullmatch(alt) else alt}


def _unknown_styles(messages: list[Any]) -> list[str]:
    """Paragraph styles that have no meaning here: their text came in, their look did not."""
    names = re.findall(r"Unrecognised paragraph style: '?([^'(]+)'?", "\n".join(each.message for each in messages))
    shown = [name for name in dict.fromkeys(map(str.strip, names)) if not _EVERYDAY.fullmatch(name)]
    return [f"自定义样式“{'”“'.join(shown[:8])}”的版式没有保留，文字已导入"] if shown else []
