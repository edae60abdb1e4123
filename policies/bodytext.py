"""Bodies of documents: real text to clean semantic HTML with one anchor for each article 条 and a table of contents.

编/章/节, 一、 and （一） become headings from h2 down without a gap, 第…条 paragraphs with an anchor, everything else
paragraphs and tables. What is wrong with the text is flagged for staff and otherwise left as it is.
"""

import re
from collections import Counter
from dataclasses import dataclass

from policies import body_breaks, body_html, body_lines
from policies import body_roles as roles
from policies.body_html import escape
from policies.body_lines import ARTICLE, Line, value

sanitise = body_html.sanitise
plain = body_html.plain

_DIVISION_RANKS = {"编": 1, "分编": 2, "章": 2, "节": 3}
_ANNEX_RANK, _COUNTED_RANK, _PARENTHESISED_RANK = 1, 7, 8

_BOLD = re.compile(r"\*\*([^*\n]{1,200})\*\*")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class TocEntry:
    """One line of the contents list; `level` is the heading's level, 2 to 6."""

    anchor: str
    label: str
    level: int


@dataclass(frozen=True, slots=True)
class Article:
    """One 条 with its subordinate paragraphs; 第十二条之一 has number 12 and anchor a12-1."""

    anchor: str
    label: str
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Body:
    """`html` is allow-listed, `text` one line for each block; `flags` are sorted names of what staff should look at."""

    html: str
    text: str
    toc: list[TocEntry]
    articles: list[Article]
    flags: list[str]


def from_plain(text: str, title: str = "") -> Body:
    """Body of plain text or Markdown; a leading line equal to `title` is dropped. Never raises."""
    lines, flags = body_lines.read(text)
    lines = body_breaks.repair(_without_title(lines, title), flags)
    return _Builder(lines).build(flags)


def from_html(html: str) -> Body:
    """Body of HTML from staff or a site, sanitised and then analysed like plain text."""
    clean = sanitise(html)
    flags = body_lines.text_flags(clean) - {"markup-in-text"}
    lines = body_breaks.repair(body_html.lines(clean), flags, wrapped=False)
    return _Builder(lines).build(flags)


_FILE_NAME = re.compile(
    r"\.(?:docx?|pdf|wps|ofd|xlsx?|pptx?|txt|zip|rar|html?)[)）\]]?$|_|%[0-9A-F]{2}|^[a-z]{3,}-|-[a-z]{3,}$",
    re.IGNORECASE,
)


def title_flags(title: str) -> list[str]:
    """What looks wrong with a title: the name of a file, a leading list number, digits only, cut off, too short."""
    stripped = title.strip()
    checks = {
        "title-empty": not stripped,
        "title-is-file-name": bool(_FILE_NAME.search(stripped)),
        "title-has-leading-number": bool(re.match(r"(?:\d{1,4}\s*[-.、．_]\s*|[（(]\d{1,3}[)）])(?!\d)", stripped)),
        "title-only-digits": bool(stripped) and not re.search(r"[^\W\d_]", stripped),
        "title-cut-off": stripped.endswith(("...", "…")),
        "title-too-short": 0 < len(stripped) < 4,
        "title-control-characters": bool(re.search("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffd\ue000-\uf8ff]", title)),
    }
    return [flag for flag, found in checks.items() if found]


def _bare(text: str) -> str:
    return re.sub(r"[\s《》〈〉<>“”\"]+", "", text)


def _without_title(lines: list[Line], title: str) -> list[Line]:
    """Drops up to four leading lines that together spell the title."""
    wanted = _bare(title)
    leading = ""
    for count, line in enumerate(lines[:4] if wanted else [], 1):
        leading += _bare(line.text)
        if leading == wanted:
            return lines[count:]
    return lines


class _Builder:
    """Turns lines into blocks, keeping the anchors unique and the heading levels without a gap."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.closing = roles.closing_lines(lines)
        self.blocks: list[str] = []
        self.texts: list[str] = []
        self.toc: list[TocEntry] = []
        self.articles: list[tuple[str, str, int, list[str]]] = []
        self.in_article = False
        self.ranks: list[int] = []
        self.anchors: Counter[str] = Counter()
        self.part = 0
        self.begun = False  # past the notes and the salutation

    def build(self, flags: set[str]) -> Body:
        skip = -1
        for index, line in enumerate(self.lines):
            if index != skip and self._add(index, line):
                skip = index + 1
        articles = [Article(anchor, label, number, "\n".join(text)) for anchor, label, number, text in self.articles]
        return Body("\n".join(self.blocks), "\n".join(self.texts), self.toc, articles, sorted(flags))

    def _add(self, index: int, line: Line) -> bool:
        """Adds one line; True when the next line went into it."""
        text = line.text
        if line.raw is not None or line.rows:
            self._block(line.raw if line.raw is not None else _table(line), text)
            return False
        if line.rank is not None:
            match = ARTICLE.match(text)
            self._article(line, match) if match else self._heading(line.rank, text, line.html)
            return False
        if index in self.closing or not line.text:  # without text: a picture by itself
            self._paragraph(line, "sign" if line.text else "")
            return False
        return self._by_first_character(index, line)

    def _by_first_character(self, index: int, line: Line) -> bool:
        text, first = line.text, line.text[:1]
        if first == "第":
            if match := ARTICLE.match(text):
                self._article(line, match)
                return False
            if match := roles.division(text):
                return self._division(index, match)
        elif first == "附" and (roles.ANNEX_LINE.fullmatch(text) or roles.ANNEX_LIST.match(text)):
            return self._annex(index, line)
        elif (rank := self._counted_rank(index, text)) is not None:
            self._heading(rank, text, line.html)
            return False
        elif self._is_act_title(index, text):
            self._heading(_ANNEX_RANK, text, line.html)
            return False
        self._paragraph(line, "" if self.begun else self._opening_class(index, text))
        return False

    def _opening_class(self, index: int, text: str) -> str:
        if index < 12 and roles.NOTE.fullmatch(text):
            return "note"
        self.begun = len(text) > 60 or text[-1] in "。：:"
        return "to" if index < 8 and roles.SALUTATION.fullmatch(text) else ""

    def _division(self, index: int, match: re.Match[str]) -> bool:
        label = self.lines[index].text
        bare = match.end() == len(label)  # 第一章 alone: its name is on the next line
        following = self.lines[index + 1] if index + 1 < len(self.lines) else None
        takes_next = bool(
            bare and following and following.plain and len(following.text) <= 20 and not roles.marker(following.text)
        )
        if takes_next and following:
            label = f"{label}\u3000{following.text}"
        self._heading(_DIVISION_RANKS[match[2]], label, None if takes_next else self.lines[index].html)
        return takes_next

    def _annex(self, index: int, line: Line) -> bool:
        if not roles.ANNEX_LINE.fullmatch(line.text) or not self.begun:
            self._paragraph(line, "attach")
            return False
        following = self.lines[index + 1] if index + 1 < len(self.lines) else None
        listed = bool(following and re.match(r"[0-9０-９一二三]{1,2}[.．、]", following.text))
        if listed:
            self._paragraph(line, "attach")
            return False
        takes_next = bool(following and following.plain and len(following.text) <= 50 and roles.is_name(following.text))
        label = line.text.rstrip("：:．.")
        tail = line.text[len(label) :] if takes_next else ""
        name = f"{tail or chr(0x3000)}{following.text}" if takes_next and following else line.text[len(label) :]
        self._heading(_ANNEX_RANK, label + name, None)
        return takes_next

    def _counted_rank(self, index: int, text: str) -> int | None:
        """Rank of a short 一、 or （一） line that heads what follows; items of a list stay paragraphs."""
        if text[:1] not in "（(一二三四五六七八九十" or len(text) > 50 or text[-1] in "。；;！？!?，,、":
            return None
        kind = roles.marker(text)
        if kind is None or "。" in text or (kind == "paren" and (self.in_article or len(text) > 42)):
            return None
        if text[-1] in "：:" and (kind == "paren" or len(text) > 25):
            return None
        neighbours = (self.lines[at] for at in (index - 1, index + 1) if 0 <= at < len(self.lines))
        if index + 1 == len(self.lines) or any(roles.marker(neighbour.text) == kind for neighbour in neighbours):
            return None
        return _COUNTED_RANK if kind == "counted" else _PARENTHESISED_RANK

    def _is_act_title(self, index: int, text: str) -> bool:
        """Whether a line names an act printed below the document that issues it."""
        if (
            not 5 <= len(text) <= 64
            or index == 0
            or index + 1 >= len(self.lines)
            or not roles.ACT_TITLE.fullmatch(text)
        ):
            return False
        following = self.lines[index + 1].text
        begins = bool(re.match(r"第[一1](?:编|章|条)|第[一1]\s*条|一、", following))
        return index - 1 in self.closing or self.lines[index - 1].text == "（此件公开发布）" or (begins and self.begun)

    def _heading(self, rank: int, text: str, html: str | None) -> None:
        while self.ranks and self.ranks[-1] >= rank:
            self.ranks.pop()
        self.ranks.append(rank)
        level = min(len(self.ranks) + 1, 6)
        anchor = f"s{len(self.toc) + 1}"
        self.toc.append(TocEntry(anchor, _SPACE.sub("\u3000", text), level))
        self.in_article = False
        self.begun = True
        self._block(f'<h{level} id="{anchor}">{html or escape(text)}</h{level}>', text)

    def _article(self, line: Line, match: re.Match[str]) -> None:
        number = value(match[1])
        if number is None or number > 9999:
            self._paragraph(line, "")
            return
        branch = value(match[2]) if match[2] else None
        anchor = self._article_anchor(number, branch)
        label = match[0].rstrip(" \u3000\xa0:：\t")
        rest = line.text[match.end() :]
        self.articles.append((anchor, label, number, []))
        self.in_article = self.begun = True
        colon = match[0][len(label) :].strip()
        text = f"{label}{colon}\u3000{rest}" if rest else label + colon
        plain_body = f"<b>{escape(label)}</b>{escape(text[len(label) :])}"
        body = plain_body if line.html is None else _labelled(line.html, label)
        self._block(f'<p id="{anchor}">{body}</p>', text)

    def _article_anchor(self, number: int, branch: int | None) -> str:
        name = f"a{number}" + (f"-{branch}" if branch else "")
        if number == 1 and not branch and self._prefixed(name) in self.anchors:
            self.part += 1
        anchor = self._prefixed(name)
        self.anchors[anchor] += 1
        repeat = self.anchors[anchor]
        return anchor if repeat == 1 else f"{anchor}x{repeat}"

    def _prefixed(self, name: str) -> str:
        """a1 in the document itself, b-a1 in the first act appended to it, and so on."""
        if not self.part:
            return name
        part = min(self.part, 675)
        letters = (chr(96 + part // 26) if part >= 26 else "") + chr(97 + part % 26)
        return f"{letters}-{name}"

    def _paragraph(self, line: Line, css_class: str) -> None:
        content = line.html if line.html is not None else escape(line.text)
        if line.html is None and "**" in content:
            content = _BOLD.sub(r"<b>\1</b>", content)
        text = _BOLD.sub(r"\1", line.text) if "**" in line.text else line.text
        self._block(f'<p class="{css_class}">{content}</p>' if css_class else f"<p>{content}</p>", text)

    def _block(self, html: str, text: str) -> None:
        self.blocks.append(html)
        if text:
            self.texts.append(text)
            if self.in_article and self.articles:
                self.articles[-1][3].append(text)


def _labelled(html: str, label: str) -> str:
    """Inline markup of an article whose label is bold; left alone when it is already inside markup."""
    return f"<b>{label}</b>{html[len(label) :]}" if html.startswith(label) else html


def _table(line: Line) -> str:
    rows = line.rows
    parts = ["<table>"]
    if line.header:
        cells = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in rows[0])
        parts.append(f"<thead><tr>{cells}</tr></thead>")
        rows = rows[1:]
    parts.append("<tbody>")
    parts += ["<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows]
    return "".join([*parts, "</tbody></table>"])
