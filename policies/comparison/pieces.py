"""A text as the pieces that are compared: its articles, or its paragraphs where it has none."""

import html
import re
from dataclasses import dataclass

from policies.articles import IS_ANCHOR, LABEL

_BLOCK = re.compile(r'<(p|h[2-6]|li|tr)\b(?:[^>]*?\bid="([^"]+)")?[^>]*>(.*?)</\1>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Piece:
    """label: 第八条, or empty; anchor: fragment on the page; text: without the label, one line for each paragraph (款)."""

    label: str
    anchor: str
    text: str


def pieces(body: str) -> list[Piece]:
    """Pieces of clean HTML (policies/bodytext.py). What stands before the first article is one piece of its own."""
    blocks = [(tag, anchor or "", _plain(inner)) for tag, anchor, inner in _BLOCK.findall(body)]
    if not any(IS_ANCHOR.match(anchor) for _, anchor, _ in blocks):
        return [Piece("", anchor, text) for _, anchor, text in blocks if text]
    found: list[tuple[str, str, list[str]]] = [("", "", [])]
    for tag, anchor, text in blocks:
        if IS_ANCHOR.match(anchor):
            label = LABEL.match(text)
            name = label[0] if label else ""
            found.append((name, anchor, [text[len(name) :].strip()]))
        elif tag.startswith("h"):
            continue  # chapters move with their articles
        elif text:
            found[-1][2].append(text)
    return [Piece(label, anchor, "\n".join(filter(None, lines))) for label, anchor, lines in found if any(lines)]


def _plain(markup: str) -> str:
    return " ".join(html.unescape(_TAG.sub("", markup)).split())
