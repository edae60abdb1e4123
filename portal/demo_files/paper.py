"""What a demonstration document says and how its parts are told apart, whatever file it becomes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

Rows = Sequence[Sequence[str]]

RED = (0.82, 0.05, 0.08)
TOP, LEFT, BOTTOM, RIGHT = 37, 28, 35, 26  # margins of GB/T 9704-2012 in mm
WIDTH = 210 - LEFT - RIGHT  # text area in mm
BODY, LEADING = 15.75, 28.5  # points: 三号 type, 28 characters to the line and 22 lines to the page
FILL_IN = 27  # characters of width for a column that people fill in by hand
TITLE_CHARS = 20  # of 二号 type to the line

_LEVELS = (
    ("title", r"[一二三四五六七八九十]+、"),
    ("subtitle", r"（[一二三四五六七八九十]+）"),
    ("left", r".{2,30}：$"),
)


@dataclass(frozen=True)
class Paper:
    """A document with a number has a red head and a sign-off; one without is a form or an annex."""

    title: str
    number: str
    issuer: str
    paragraphs: Sequence[str]
    table: Rows | None = None
    signed_on: date | None = None

    @property
    def date_line(self) -> str:
        return f"{self.signed_on.year}年{self.signed_on.month}月{self.signed_on.day}日" if self.signed_on else ""

    @property
    def signature(self) -> list[str]:
        return [line for line in (self.issuer, self.date_line) if line] if self.number else []

    @property
    def imprint(self) -> str:
        return f"{self.issuer}　　　{self.date_line}印发" if self.number and self.date_line else ""


def level(text: str) -> str:
    """title for 一、, subtitle for （一）, left for a line that addresses somebody, else body."""
    return next((name for name, pattern in _LEVELS if re.match(pattern, text)), "body")


def title_lines(title: str) -> list[str]:
    """A title in as few, about equally long lines as fit, broken where a phrase ends (GB/T 9704: 词意完整)."""
    count = -(-len(title) // TITLE_CHARS)
    lines = []
    while count > 1:
        even = len(title) // count
        reach = range(max(even - 4, 4), min(even + 5, TITLE_CHARS + 1))
        cut = min(reach, key=lambda place: (_break_cost(title, place), abs(place - even)))
        lines.append(title[:cut])
        title, count = title[cut:], max(count - 1, -(-len(title[cut:]) // TITLE_CHARS))
    return [*lines, title]


def _break_cost(title: str, place: int) -> int:
    before, after = title[:place], title[place:]
    if before.endswith(("（", "《")) or after.startswith(("》", "）", "、", "的")):
        return 3
    if after.startswith(("关于", "《", "（")) or before.endswith(("关于", "》", "、", "的")):
        return 0
    return 0 if before.endswith(("推进", "加强", "印发", "规范", "工作", "管理", "和", "进一步", "建设")) else 1


def head_size(issuer: str) -> float:
    """Type size in points at which issuer and 文件 fill one line, at most 46."""
    return min(46.0, WIDTH / 25.4 * 72 / (len(issuer) + 2.2))


def column_shares(rows: Rows) -> list[float]:
    """Share of the width of each column by its longest cell, adding up to 1."""
    columns = [[row[index] for row in rows] for index in range(len(rows[0]))]
    longest = [min(max(map(len, cells)), 24) + 3 if any(cells[1:]) else FILL_IN for cells in columns]
    return [length / sum(longest) for length in longest]
