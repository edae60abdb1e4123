"""Reading a standard catalogue (标准目录) from the XLSX that ministries and districts hand round. Pure.

The file has a title, a header of one or two rows with merged cells, and 一级事项 merged over its second-level items.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from disclosures.models.standard import Channel
from portal.files import FileRejected
from portal.spreadsheet import Lines, read_lines

COLUMNS = {
    "first": "一级事项", "second": "二级事项", "content": "公开内容", "basis": "公开依据", "time_limit": "公开时限",
    "body": "公开主体", "channels": "渠道", "for_all": "全社会", "for_some": "特定", "proactive": "主动",
    "on_request": "依申请", "county": "县级", "township": "乡",
}  # fmt: skip
"""What the header of each column contains."""
MAPPED = "对应栏目"
"""A column of our own that a file may have."""
TEXTS = {
    "first": ("一级事项", 100), "second": ("二级事项", 150), "content": ("公开内容", 5_000), "basis": ("公开依据", 5_000),
    "time_limit": ("公开时限", 300), "body": ("公开主体", 200),
}  # fmt: skip
MARKS = {"√", "✓", "✔", "☑", "■", "●", "是", "有", "1", "v", "y"}
NO_MARKS = {"", "□", "☐", "否", "无", "0", "/", "-", "—", "×"}
_BOX = re.compile(r"([■☑√✓✔●□☐])")
_SPELLINGS = {
    Channel.WEBSITE: ("政府网站", "门户网站"), Channel.GAZETTE: ("政府公报",), Channel.MOBILE: ("两微一端",),
    Channel.BRIEFING: ("发布会", "听证会"), Channel.BROADCAST: ("广播电视",), Channel.PAPER: ("纸质媒体", "报纸"),
    Channel.READING: ("公开查阅点",), Channel.SERVICE: ("政务服务中心",), Channel.STATION: ("便民服务站",),
    Channel.DOORSTEP: ("入户", "现场"), Channel.BOARD: ("社区", "企事业单位", "村公示栏", "公示栏", "电子屏"),
    Channel.PUSH: ("精准推送",), Channel.OTHER: ("其他",),
}  # fmt: skip


@dataclass
class Line:
    number: int
    values: dict[str, Any]
    columns: list[str] | None = None
    """Names or address names of the columns that fulfil it; None where the file has no such column."""

    @property
    def key(self) -> tuple[str, str]:
        return self.values["first"], self.values["second"]


@dataclass
class CatalogueFile:
    """`troubles`: (row of the sheet, sentence for staff); with one of them nothing is imported."""

    name: str
    sha256: str
    lines: list[Line] = field(default_factory=list)
    troubles: list[tuple[int, str]] = field(default_factory=list)


def read_catalogue(file: BinaryIO, name: str) -> CatalogueFile:
    """FileRejected when there is no table of a standard catalogue in it."""
    table = read_lines(file, name)
    columns, rows = _header(table)
    found = CatalogueFile(name, table.sha256)
    above, seen = "", dict[tuple[str, str], int]()
    for number, cells in rows:
        given = {key: cells[place] if place < len(cells) else "" for key, place in columns.items()}
        if not any(given.values()) or not any(given[key] for key in TEXTS if key != "first"):
            continue
        above = given["first"] = _one_line(given["first"]) or above
        given["second"] = _one_line(given["second"])
        troubles: list[str] = []
        values = dict(_values(given, troubles))
        line = Line(number, values, _names(given["columns"]) if "columns" in given else None)
        if line.key in seen:
            troubles.append(f"「{line.key[0]}—{line.key[1]}」与第{seen[line.key]}行重复。")
        seen[line.key] = number
        found.troubles += [(number, each) for each in troubles]
        found.lines.append(line)
    if not found.lines:
        raise FileRejected("表格只有表头，没有公开事项。")
    return found


def _header(table: Lines) -> tuple[dict[str, int], list[tuple[int, list[str]]]]:
    """Column of each element, and the rows below the header."""
    rows = [(number, [_plain(cell) for cell in cells]) for number, cells in table.rows[:10]]
    for at, (_, cells) in enumerate(rows):
        if any("公开内容" in cell for cell in cells) and any("公开依据" in cell for cell in cells):
            under = rows[at + 1][1] if at + 1 < len(rows) else []
            two = any("二级事项" in cell for cell in under)
            names = _leaves(cells, under if two else [])
            found = {key: place for key, word in COLUMNS.items() if (place := _place(names, word)) is not None}
            if (mapped := _place(names, MAPPED)) is not None:
                found["columns"] = mapped
            missing = [word for key, word in COLUMNS.items() if key not in found]
            if missing:
                raise FileRejected(f"表头缺少：{'、'.join(missing)}。请使用标准目录的表式。")
            return found, table.rows[at + 1 + two :]
    raise FileRejected("没有找到标准目录的表头（公开事项、公开内容、公开依据……）。")


def _leaves(upper: list[str], lower: list[str]) -> list[str]:
    """The name of each column: of the lower row where there is one, else of the upper."""
    width = max(len(upper), len(lower))
    upper, lower = upper + [""] * (width - len(upper)), lower + [""] * (width - len(lower))
    return [below or above for above, below in zip(upper, lower, strict=True)]


def _place(names: list[str], word: str) -> int | None:
    return next((place for place, name in enumerate(names) if word in name), None)


def _values(given: dict[str, str], troubles: list[str]) -> Iterator[tuple[str, Any]]:
    for key, (label, longest) in TEXTS.items():
        text = given[key]
        if not text:
            troubles.append(f"「{label}」是空的。")
        elif len(text) > longest:
            troubles.append(f"「{label}」有{len(text)}个字，最多{longest}个。")
        yield key, text[:longest]
    yield "channels", _channels(given["channels"], troubles)
    for_all = _mark(given["for_all"], "全社会", troubles)
    some = unicodedata.normalize("NFKC", given["for_some"]).strip()
    for_some = "" if some.casefold() in NO_MARKS else ("特定群众" if some.casefold() in MARKS else given["for_some"])
    if not for_all and not for_some:
        troubles.append("「公开对象」一项也没有选。")
    yield "for_all", for_all
    yield "for_some", for_some.lstrip("√✓✔☑■● ")[:100] or "特定群众" if for_some else ""
    for pair, label in ((("proactive", "on_request"), "公开方式"), (("county", "township"), "公开层级")):
        marks = [_mark(given[key], COLUMNS[key], troubles) for key in pair]
        if not any(marks):
            troubles.append(f"「{label}」一项也没有选。")
        yield from zip(pair, marks, strict=True)


def _mark(cell: str, label: str, troubles: list[str]) -> bool:
    text = unicodedata.normalize("NFKC", cell).strip().casefold()
    if text not in MARKS | NO_MARKS:
        troubles.append(f"「{label}」：“{cell[:20]}”看不懂，选中写√，不选留空。")
    return text in MARKS


def _channels(cell: str, troubles: list[str]) -> list[str]:
    """Those with a filled box; where there are no boxes, all that are named."""
    parts = _BOX.split(cell)
    if len(parts) > 1:
        texts = [text for box, text in zip(parts[1::2], parts[2::2], strict=True) if box not in "□☐"]
    else:
        texts = re.split(r"[、，,；;\s]+", cell)
    found = []
    for text in filter(None, map(_plain, texts)):
        channel = next((each for each, words in _SPELLINGS.items() if any(word in text for word in words)), None)
        if channel is None:
            troubles.append(f"「公开渠道和载体」：不认识“{text[:20]}”。")
        else:
            found.append(channel.value)
    if not found:
        troubles.append("「公开渠道和载体」一项也没有选。")
    return [each for each in Channel.values if each in found]


def _names(cell: str) -> list[str]:
    return [each for each in re.split(r"[、，,；;\n]+", cell.replace(" ", "")) if each]


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _one_line(text: str) -> str:
    return re.sub(r"\s*\n\s*", "", text)
