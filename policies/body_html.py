"""HTML of bodies: the allow-list that every stored HTML passes, its plain text, and its lines for the analysis."""

import html as entities
import re

import nh3

from policies.body_lines import CONTROL, Line

CLASSES = {"attach", "note", "sign", "to"}
TAGS = {
    *("h2", "h3", "h4", "h5", "h6", "p", "div", "br", "hr", "blockquote", "figure", "figcaption", "img"),
    *("ul", "ol", "li", "dl", "dt", "dd", "a", "abbr", "b", "em", "i", "q", "s", "small", "strong", "sub", "sup", "u"),
    *("table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td"),
}
ATTRIBUTES = {
    "*": {"id", "class"},
    "a": {"href", "title"},
    "abbr": {"title"},
    "col": {"span"},
    "colgroup": {"span"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "type"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
SCHEMES = {"http", "https", "mailto", "tel"}
ANCHOR = re.compile(r"(?:[a-z]{1,2}-)?a[0-9]{1,4}(?:-[0-9]{1,3})?(?:x[0-9]{1,5})?|s[0-9]{1,5}|nr?[0-9]{1,4}")

_COUNT_ATTRIBUTES = {"colspan", "rowspan", "span", "start", "width", "height"}
_TITLE_LEVEL = re.compile(r"<(/?)h1(?=[\s/>])", re.IGNORECASE)
_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:[^>"]|"[^"]*")*)>')
_BREAKING = re.compile(
    r"</?(?:p|div|h[2-6]|li|ul|ol|dl|dd|dt|table|tr|caption|figure|figcaption|blockquote|hr|br)\b[^>]*>"
)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_INLINE = {"a", "abbr", "b", "br", "em", "i", "img", "q", "s", "small", "strong", "sub", "sup", "u"}
_FRAGMENTS = {"ul", "ol", "dl", "table", "figure", "blockquote"}
_LONE_FRAGMENTS = {"hr"}


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "id":
        return value if ANCHOR.fullmatch(value) else None
    if name == "class":
        return " ".join(word for word in value.split() if word in CLASSES) or None
    if name == "scope":
        return value if value in {"col", "row", "colgroup", "rowgroup"} else None
    if name in _COUNT_ATTRIBUTES:
        return value if re.fullmatch("[0-9]{1,4}", value) else None
    return value


def sanitise(html: str) -> str:
    """`html` with nothing but the allow-list. h1 becomes h2: the page's title is the only h1. Idempotent."""
    clean = _clean(_TITLE_LEVEL.sub(r"<\1h2", CONTROL.sub("", html)))
    for _ in range(4):  # dropping a tag can leave a nesting that reads differently the next time
        if (again := _clean(clean)) == clean:
            break
        clean = again
    return clean


def _clean(html: str) -> str:
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_attribute,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer",
    )


def escape(text: str) -> str:
    """As the sanitiser writes text."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\xa0", "&nbsp;")


def plain(html: str) -> str:
    """Text of `html`: one line for each block, cells apart by tabs."""
    return _text(sanitise(html))


def _text(clean: str) -> str:
    marked = _SPACES.sub(" ", clean)
    marked = _BREAKING.sub("\n", re.sub(r"</t[dh]>\s*(?=<t[dh])", "\t", marked))
    lines = (entities.unescape(_TAG.sub("", line)).strip(" \n\xa0") for line in marked.split("\n"))
    return "\n".join(line for line in lines if line)


def lines(html: str) -> list[Line]:
    """Lines of sanitised `html`: text blocks by themselves, lists, tables and figures as finished fragments."""
    return _LineReader(_SPACES.sub(" ", html)).read()


class _LineReader:
    """Walks the tags of well-formed sanitised HTML; text blocks do not nest."""

    def __init__(self, html: str) -> None:
        self.html = html
        self.lines: list[Line] = []
        self.inline: list[str] = []
        self.open_inline = 0
        self.rank: int | None = None
        self.fragment_start = -1
        self.fragment_depth = 0

    def read(self) -> list[Line]:
        position = 0
        for match in _TAG.finditer(self.html):
            closing, name = bool(match[1]), match[2]
            if self.fragment_depth:
                self._in_fragment(match, closing, name)
            else:
                self.inline.append(self.html[position : match.start()])
                self._at_top(match, closing, name)
            position = match.end()
        if not self.fragment_depth:
            self.inline.append(self.html[position:])
        self._flush()
        return self.lines

    def _in_fragment(self, match: re.Match[str], closing: bool, name: str) -> None:
        if name in _FRAGMENTS:
            self.fragment_depth += -1 if closing else 1
        if not self.fragment_depth:
            raw = self.html[self.fragment_start : match.end()]
            self.lines.append(Line(_text(raw), raw=raw))

    def _at_top(self, match: re.Match[str], closing: bool, name: str) -> None:
        if name in _FRAGMENTS and not closing:
            self._flush()
            self.fragment_start, self.fragment_depth = match.start(), 1
        elif name in _LONE_FRAGMENTS:
            self._flush()
            self.lines.append(Line("", raw=match[0]))
        elif name not in _INLINE:
            self._flush()
            self.rank = int(name[1]) - 1 if name[0] == "h" and not closing else None
        elif name == "br" and not self.open_inline:
            self._flush()
        else:
            self.open_inline += 0 if name in {"br", "img"} else (-1 if closing else 1)
            self.inline.append(match[0])

    def _flush(self) -> None:
        markup = "".join(self.inline).strip(" \u3000")
        if self.open_inline:
            markup = sanitise(markup)  # an inline tag that spans blocks: closed here
        self.inline, self.open_inline = [], 0
        text = entities.unescape(_TAG.sub("", markup)).strip()
        if text or "<img" in markup:
            inline = markup if "<" in markup else None
            self.lines.append(Line(text, rank=self.rank, html=inline))
        self.rank = None
