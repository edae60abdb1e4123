"""A decision that only says what changes (第六条修改为：“…”): the text that results, so that it can be compared.

Only sentences that are plain are carried out; whatever else the decision orders is counted, and the page says so.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from policies.comparison.pieces import Piece
from policies.numerals import serial_number as number

_WHERE = r"第(?P<article>[零一二三四五六七八九十百]+)条(?:第(?P<paragraph>[一二三四五六七八九十]+)款)?"
_CHANGED = re.compile(_WHERE + r"修改为[：:]\s*“(?P<text>.*?)”", re.DOTALL)
_PARAGRAPH = re.compile(
    r"第(?P<article>[零一二三四五六七八九十百]+)条增加一款，作为第(?P<paragraph>[一二三四五六七八九十]+)款[：:]\s*“(?P<text>.*?)”",
    re.DOTALL,
)
_DELETED = re.compile(r"删去" + _WHERE + r"(?=[。；;，,\n])")
_ORDER = re.compile(r"修改为|增加一[款条项]|删去|删除第")


@dataclass(frozen=True, slots=True)
class Amended:
    """pieces: the text as amended; done and ordered: how many of the orders could be carried out."""

    pieces: list[Piece]
    done: int
    ordered: int


def amended(old: Sequence[Piece], decision: Sequence[Piece]) -> Amended:
    """The old articles with the plain orders of the decision carried out."""
    text = "\n".join(f"{piece.label}{piece.text}" for piece in decision)
    places = {number(piece.label[1:-1]): place for place, piece in enumerate(old) if piece.label.endswith("条")}
    result: list[Piece | None] = list(old)
    done = 0
    for pattern, act in ((_CHANGED, _change), (_PARAGRAPH, _insert), (_DELETED, _delete)):
        for match in pattern.finditer(text):
            place = places.get(number(match["article"]))
            piece = result[place] if place is not None else None
            if place is not None and piece is not None:
                result[place] = act(piece, match)
                done += 1
    return Amended([piece for piece in result if piece is not None], done, len(_ORDER.findall(text)))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _paragraph(match: re.Match[str]) -> int:
    """Place of the 款 that is meant, from 0; -1 for the whole article."""
    return (number(match["paragraph"]) or 0) - 1 if match["paragraph"] else -1


def _change(piece: Piece, match: re.Match[str]) -> Piece:
    at, lines = _paragraph(match), _lines(piece.text)
    if 0 <= at < len(lines):
        return replace(piece, text="\n".join([*lines[:at], *_lines(match["text"]), *lines[at + 1 :]]))
    new = match["text"].strip()
    return replace(piece, text="\n".join(_lines(new.removeprefix(piece.label).strip())))


def _insert(piece: Piece, match: re.Match[str]) -> Piece:
    at, lines = max(_paragraph(match), 0), _lines(piece.text)
    return replace(piece, text="\n".join([*lines[:at], *_lines(match["text"]), *lines[at:]]))


def _delete(piece: Piece, match: re.Match[str]) -> Piece | None:
    at, lines = _paragraph(match), _lines(piece.text)
    if 0 <= at < len(lines):
        return replace(piece, text="\n".join([*lines[:at], *lines[at + 1 :]]))
    return None
