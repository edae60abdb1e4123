"""Drafts with planted personal data, made anew from a seed: what the search for it has to find, as people write it."""

import io
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from docx import Document as Word
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from policies.body_html import sanitise
from policies.passages import read_body
from portal.files import extract_text
from portal.personal_data import Kind, check_digit, luhn_digit

PROVINCES = ["11", "13", "21", "31", "32", "33", "34", "37", "41", "44", "50", "51", "61", "65"]
BANKS = ["621700", "622202", "622848", "621226", "436742", "955880", "601382", "512466", "356827", "402673"]
LABELS = {Kind.IDENTITY: "身份证号", Kind.MOBILE: "联系电话", Kind.CARD: "银行卡号"}
CUTS = {Kind.IDENTITY: (6, 14), Kind.MOBILE: (3, 7), Kind.CARD: (4, 8, 12, 16)}
_WIDE = str.maketrans("0123456789X+-", "０１２３４５６７８９Ｘ＋－")
_FONT = "STSong-Light"
PER_PAGE = 28


@dataclass(frozen=True, slots=True)
class Planted:
    """A number and how it is written; `place` says in what."""

    kind: Kind
    value: str
    written: str
    spelling: str
    place: str = ""


def number(kind: Kind, chance: random.Random) -> str:
    """A valid number of nobody in particular."""
    if kind == Kind.IDENTITY:
        born = f"{chance.randrange(1930, 2020)}{chance.randrange(1, 13):02}{chance.randrange(1, 29):02}"
        first = f"{chance.choice(PROVINCES)}{chance.randrange(1, 30):02}{chance.randrange(1, 30):02}{born}"
        first += f"{chance.randrange(1000):03}"
        return first + check_digit(first)
    if kind == Kind.MOBILE:
        return f"1{chance.randrange(3, 10)}{chance.randrange(10**9):09}"
    bank = chance.choice(BANKS)
    length = 16 if bank[0] in "345" and bank != "436742" else chance.choice((16, 17, 19)) if bank[0] == "6" else 19
    payload = bank + "".join(chance.choices("0123456789", k=length - 1 - len(bank)))
    return payload + luhn_digit(payload)


def grouped(kind: Kind, value: str) -> list[str]:
    cuts = [0, *(cut for cut in CUTS[kind] if cut < len(value)), len(value)]
    return [value[a:b] for a, b in pairwise(cuts)]


def spellings(kind: Kind, value: str) -> dict[str, str]:
    parts = grouped(kind, value)
    found = {
        "plain": value,
        "spaces": " ".join(parts),
        "wide spaces": "\u3000".join(parts),
        "unbroken spaces": "\xa0".join(parts),
        "hyphens": "-".join(parts),
        "dashes": "—".join(parts),
        "full width": value.translate(_WIDE),
        "full width with spaces": " ".join(parts).translate(_WIDE),
        "each figure apart": " ".join(value),
        "invisible break": "\u200b".join(parts),
    }
    if kind == Kind.MOBILE:
        found |= {
            name: pattern.format(value, *parts)
            for name, pattern in {
                "+86": "+86{0}", "+86 space": "+86 {0}", "+86 hyphens": "+86-{1}-{2}-{3}", "(+86)": "(+86){0}",
                "（+86）": "（+86）{1} {2} {3}", "86": "86{0}", "86 hyphen": "86-{0}", "0086": "0086{0}",
                "0086 space": "0086 {1} {2} {3}", "three four four": "{1} {2}{3}", "dots": "{1}.{2}.{3}",
            }.items()
        }  # fmt: skip
        found["＋８６"] = f"+86{value}".translate(_WIDE)
    if kind == Kind.IDENTITY and value.endswith("X"):
        found["small x"] = value.lower()
    return found


def sentences(kind: Kind, written: str) -> list[str]:
    """Around the number: called by name, run together, in brackets, at the end."""
    return [
        f"申请人周某，{LABELS[kind]}：{written}。",
        f"周某{written}男",
        f"（{written}）由村委会登记",
        f"补贴发放至周某，{LABELS[kind]} {written}",
    ]


def planted(chance: random.Random) -> Iterator[Planted]:
    """Every spelling of every kind, in a fresh number."""
    for kind in Kind:
        for name in spellings(kind, "1" * 16):
            value = number(kind, chance)
            if name in (found := spellings(kind, value)):
                yield Planted(kind, value, found[name], name)


Carrier = Callable[[list[Planted], list[str], random.Random], str]
"""(numbers, lines of filling, chance) to the text that the search reads."""


def _mixed(inner: list[str], filling: list[str], chance: random.Random) -> list[str]:
    mixed = list(inner) + filling
    chance.shuffle(mixed)
    return mixed


def _paragraphs(numbers: list[Planted], filling: list[str], chance: random.Random) -> str:
    inner = [chance.choice(sentences(each.kind, each.written)) for each in numbers]
    html = "".join(f"<p>{escape(line)}</p>" for line in _mixed(inner, filling, chance))
    return read_body(sanitise(html))[0]


def _marked_up(numbers: list[Planted], filling: list[str], chance: random.Random) -> str:
    """Half of the number is bold, as pasting leaves it."""
    inner = [
        f"{LABELS[each.kind]}：{escape(each.written[:5])}<b>{escape(each.written[5:9])}</b>{escape(each.written[9:])}"
        for each in numbers
    ]
    html = "".join(f"<p>{line}</p>" for line in _mixed(inner, [escape(line) for line in filling], chance))
    return read_body(sanitise(html))[0]


def _rows(numbers: list[Planted], *, split: bool = False) -> list[list[str]]:
    """A list of people: serial number, name, number; or the number over several cells."""
    rows = []
    for at, each in enumerate(numbers, 1):
        cells = grouped(each.kind, each.value) if split else [each.written]
        rows.append([str(at), "周某", LABELS[each.kind], *cells, "岚城镇"])
    widest = max(map(len, rows), default=0)
    return [row + [""] * (widest - len(row)) for row in rows]


def _boxes(numbers: list[Planted]) -> list[list[str]]:
    """Forms with one box for each figure."""
    rows = [[LABELS[each.kind], *each.value] for each in numbers]
    widest = max(map(len, rows), default=0)
    return [row + [""] * (widest - len(row)) for row in rows]


def _html_table(rows: list[list[str]]) -> str:
    cells = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return read_body(sanitise(f"<table><tbody>{cells}</tbody></table>"))[0]


def _read(data: io.BytesIO, kind: str) -> str:
    data.seek(0)
    return extract_text(data, kind).text


def _word(numbers: list[Planted], filling: list[str], chance: random.Random) -> str:
    """Paragraphs whose numbers Word has cut into runs, a header, and a text box."""
    made = Word()
    for line in filling:
        made.add_paragraph(line)
    for at, each in enumerate(numbers):
        line = chance.choice(sentences(each.kind, each.written))
        if at == 0:
            made.sections[0].header.paragraphs[0].text = line
            continue
        paragraph = made.add_paragraph()
        cuts = sorted(chance.sample(range(1, len(line)), k=min(4, len(line) - 1)))
        for a, b in zip([0, *cuts], [*cuts, len(line)], strict=True):
            paragraph.add_run(line[a:b])
        if at == 1:
            box = f"<w:pict {nsdecls('w')}><w:txbxContent/></w:pict>"
            run = made.add_paragraph().add_run()
            run._r.append(parse_xml(box))
            run._r[-1][0].append(paragraph._p)
    file = io.BytesIO()
    made.save(file)
    return _read(file, "docx")


def _word_table(rows: list[list[str]]) -> str:
    made = Word()
    grid = made.add_table(len(rows), len(rows[0]))
    for line, row in zip(grid.rows, rows, strict=True):
        for cell, text in zip(line.cells, row, strict=True):
            cell.text = text
    file = io.BytesIO()
    made.save(file)
    return _read(file, "docx")


def _pdf(draw: Callable[[Canvas], None]) -> str:
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    draw(canvas)
    canvas.save()
    return _read(file, "pdf")


def _on_pages(canvas: Canvas, lines: list[list[tuple[int, str]]]) -> None:
    for first in range(0, len(lines), PER_PAGE):
        canvas.setFont(_FONT, 10)
        for at, line in enumerate(lines[first : first + PER_PAGE]):
            for x, text in line:
                canvas.drawString(x, 790 - 24 * at, text)
        canvas.showPage()


def _pdf_lines(numbers: list[Planted], filling: list[str], chance: random.Random) -> str:
    inner = [chance.choice(sentences(each.kind, each.written)) for each in numbers]
    lines = [[(40, line[:55])] for line in _mixed(inner, filling, chance)]
    return _pdf(lambda canvas: _on_pages(canvas, lines))


def _pdf_table(numbers: list[Planted], filling: list[str], chance: random.Random) -> str:
    lines = [
        [(60 + 60 * at, cell) for at, cell in enumerate(row[:3])] + [(250, row[3]), (480, row[4])]
        for row in _rows(numbers)
    ]
    return _pdf(lambda canvas: _on_pages(canvas, lines))


def _pdf_narrow(numbers: list[Planted], filling: list[str], chance: random.Random) -> str:
    """A narrow column breaks the number over two lines."""
    lines = []
    for each in numbers:
        cut = {Kind.IDENTITY: 10, Kind.MOBILE: 7, Kind.CARD: 10}[each.kind]
        lines += [[(60, LABELS[each.kind])], [(250, each.value[:cut])], [(250, each.value[cut:])], [(60, "岚城镇")]]
    return _pdf(lambda canvas: _on_pages(canvas, lines))


CARRIERS: dict[str, Carrier] = {
    "text": _paragraphs,
    "text with mark-up": _marked_up,
    "table": lambda numbers, *_: _html_table(_rows(numbers)),
    "table, over cells": lambda numbers, *_: _html_table(_rows(numbers, split=True)),
    "table, one box a figure": lambda numbers, *_: _html_table(_boxes(numbers)),
    "DOCX": _word,
    "DOCX table": lambda numbers, *_: _word_table(_rows(numbers)),
    "DOCX table, over cells": lambda numbers, *_: _word_table(_rows(numbers, split=True)),
    "DOCX table, one box a figure": lambda numbers, *_: _word_table(_boxes(numbers)),
    "PDF": _pdf_lines,
    "PDF table": _pdf_table,
    "PDF, over two lines": _pdf_narrow,
}


def clean_lines(body: str, chance: random.Random, count: int = 12) -> list[str]:
    """Lines of a real document to fill with."""
    lines = [line.strip() for line in re.split(r"[\n。]", body) if line.strip()]
    return chance.sample(lines, k=min(count, len(lines)))
