"""Lists of repealed documents: lines below "下列文件予以废止：", rows of a table in a 废止…目录."""

import re
from collections.abc import Iterator

from policies.citing.mentions import find
from policies.citing.sentences import Named

_ANNOUNCES = re.compile(
    r"(?:(?:下列|以下|如下|上述)[^。]{0,60}(?:废止|停止执行|失效)|(?:废止|停止执行)(?:下列|以下|如下)[^。]{0,40}"
    r"|予以废止)[^。；]{0,12}[：:]$|^(?:附件?[0-9一二三：:.\s\u3000]*)?[^。]{0,30}(?:废止|失效)[^。，]{0,30}(?:目录|清单|一览表)[^。，]{0,8}$"
)
_KEPT = re.compile(r"继续有效|保留|不再废止|修改")
_ENTRY = re.compile(
    r"^[\s\u3000]*(?:[（(][一二三四五六七八九十0-9]+[）)]|[0-9]+[.．、]|[一二三四五六七八九十]+、|[0-9]*\t|《)"
)
_NAME = re.compile(r"[\u3400-\u9fff].{4,}")


def listed(lines: list[str]) -> Iterator[tuple[Named, str]]:
    """(document, the line that names it) for each entry; the first document of an entry is the repealed one."""
    heading = ""
    for line in lines:
        if _ANNOUNCES.search(line.strip()) and not _KEPT.search(line):
            heading = line.strip()
            continue
        if not heading:
            continue
        if "\t" in line:
            if named := _row(line):
                yield named, f"{heading[:60]} {' '.join(line.split())}"
        elif _ENTRY.match(line) and find(line):
            yield _entry(line), f"{heading[:60]} {line.strip()}"
        else:
            heading = ""


def _entry(line: str) -> Named:
    """Title and number of one line; a number counts when it stands right behind the title."""
    found = find(line)
    first = found[0]
    if first.kind == "number":
        return Named(number=first.text)
    second = found[1] if len(found) > 1 else None
    near = second is not None and second.kind == "number" and second.start - first.end <= 16
    return Named(first.text[1:-1], second.text if near and second else "")


def _row(line: str) -> Named | None:
    """A row of a table: its number, and the longest of its other cells for a title. The header row names nothing."""
    cells = [cell.strip() for cell in line.split("\t") if cell.strip()]
    number = next((each.text for cell in cells for each in find(cell) if each.kind == "number"), "")
    titles = [cell for cell in cells if _NAME.search(cell) and (not number or number not in cell)]
    if not number and not any("《" in cell for cell in cells):
        return None
    title = max(titles, key=len, default="").strip("《》")
    return Named(title, number) if title or number else None
