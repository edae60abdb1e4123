"""Document numbers 发文字号 and 《titles》 in running text, with their places."""

import html as entities
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from policies import numbers

MAX_TITLE = 200
"""Characters between the brackets of a title; more is an unclosed bracket."""
_QUOTE = re.compile(r"《(?!\s*》)((?:[^《》\n]|《[^《》\n]{1,120}》){2,200})》")
DROPPED = "\t\n\r\f\v \xa0\u3000《》〈〉<>()（）[]【】〔〕「」『』“”‘’\"'·•、，,。.：:；;—-－"
_KEY = str.maketrans(dict.fromkeys(DROPPED))
STATE = "中华人民共和国"
SKIPPED = re.compile(r"<a\b[^>]*>.*?</a>|<h[2-6]\b[^>]*>.*?</h[2-6]>|<[^>]*>", re.DOTALL)
"""What a link never stands in: other links, headings, the tags themselves."""


@dataclass(frozen=True, slots=True)
class Mention:
    """`start` and `end` (exclusive) are places in the text that was read; `text` is what a link covers."""

    start: int
    end: int
    kind: str
    """"number" or "title"."""
    text: str
    key: str


def title_key(title: str) -> str:
    """Equal for a title however it is spaced and bracketed: 《关于〈办法〉（试行）的通知》. SQL twin: TitleKey."""
    return title.translate(_KEY)


def title_keys(key: str) -> set[str]:
    """Under which a cited title may be held: laws are cited with and without the name of the state."""
    return {key, key.removeprefix(STATE)} if key.startswith(STATE) else {key, STATE + key}


def find(text: str) -> list[Mention]:
    """All of them in order, not overlapping; a number between the brackets of a title belongs to the title."""
    found = [
        Mention(match.start(), match.end(), "title", match[0], key)
        for match in _QUOTE.finditer(text)
        if len(key := title_key(match[1])) >= 2
    ]
    titles = iter(found)
    title = next(titles, None)
    merged: list[Mention] = list(found)
    for number, start, end in numbers.find(text):
        while title and title.end <= start:
            title = next(titles, None)
        if title is None or end <= title.start:
            merged.append(Mention(start, end, "number", text[start:end], number.key))
    return sorted(merged, key=lambda each: each.start)


def in_html(html: str) -> Iterator[Mention]:
    """Mentions in the text nodes of clean HTML outside of links and headings, at their places in the HTML."""
    position = 0
    for match in SKIPPED.finditer(html):
        yield from _node(html, position, match.start())
        position = match.end()
    yield from _node(html, position, len(html))


def _node(html: str, start: int, end: int) -> Iterator[Mention]:
    if end - start < 4:
        return
    raw = html[start:end]
    if "《" not in raw and "号" not in raw:
        return
    for each in find(raw):
        key = title_key(entities.unescape(each.text)) if each.kind == "title" and "&" in each.text else each.key
        yield Mention(start + each.start, start + each.end, each.kind, each.text, key)


def stored(html: str) -> list[list[Any]]:
    """Rows for the column `citations` of a document: [start, end, kind, key], in order."""
    return [[each.start, each.end, each.kind[0], each.key] for each in in_html(html)]
