"""Elements of a document recognised in its text: proposed to the author, never set by themselves."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from policies import numbers
from policies.numerals import year_number

_HEAD, _TAIL = 12, 40
"""Lines at the beginning and at the end in which the elements of an official document stand (GB/T 9704-2012)."""
_DATE = re.compile(
    r"([12][0-9]{3}|[一二][〇零○ＯO0一二三四五六七八九]{3})\s*年\s*([0-9一二三四五六七八九十]{1,3})\s*月\s*"
    r"([0-9一二三四五六七八九十]{1,3})\s*日"
)
_DAYS = {"十": 10} | {char: at for at, char in enumerate("一二三四五六七八九", start=1)}
_WIDE = {0xFF10 + digit: str(digit) for digit in range(10)}
_GENRES = "决议|决定|命令|令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要"
_TITLE = re.compile(
    rf"[^。；！？]{{4,120}}(?:{_GENRES}|办法|规定|细则|方案|规划|计划|措施|要点|清单)(?:[（(][^）)]{{1,20}}[）)])?"
)


@dataclass(frozen=True, slots=True)
class Elements:
    """Empty where nothing was recognised. `issuers` are names of known units in the order of signature."""

    title: str = ""
    number: str = ""
    issuers: tuple[str, ...] = ()
    written_on: dt.date | None = None


def recognise(lines: list[str], units: Iterable[str]) -> Elements:
    """`lines` of the plain text, `units` the names of units that may sign."""
    head = [line.strip() for line in lines[:_HEAD]]
    tail = [line.strip() for line in lines[-_TAIL:]]
    return Elements(_title(head), _number(head), _issuers(tail, list(units)), _date(tail))


def _number(head: list[str]) -> str:
    for line in head:
        if len(line) <= 60 and (parsed := numbers.parse(line)):
            return str(parsed)
    return ""


def _title(head: list[str]) -> str:
    """The first lines that together end like the title of an official document."""
    taken = ""
    for line in head:
        if not line or numbers.parse(line) or line.endswith("文件"):
            taken = ""  # what stood above is the letterhead
            continue
        if len(line) > 60 or line[-1] in "。；，：:":
            break
        taken += re.sub(r"\s+", "", line)
        if _TITLE.fullmatch(taken):
            return taken
    return ""


def _issuers(tail: list[str], units: list[str]) -> tuple[str, ...]:
    """Lines of the signature that consist of units' names."""
    by_name = {re.sub(r"\s", "", name): name for name in units}
    found: list[str] = []
    for line in tail:
        parts = re.split(r"[\s\u3000]{2,}", line)
        names = [by_name.get(re.sub(r"\s", "", part)) for part in [line, *parts]]
        found += [name for name in names if name]
    return tuple(dict.fromkeys(found))


def _date(tail: list[str]) -> dt.date | None:
    """The last line that is a date and nothing else, as the signature has it."""
    for line in reversed(tail):
        match = _DATE.fullmatch(line.translate(_WIDE).strip("（）()。 \u3000"))
        if match:
            year = (
                match[1].replace("O", "〇").replace("Ｏ", "〇").replace("0", "〇")
                if match[1][0] in "一二"
                else match[1]
            )
            return _day(year_number(year), _small(match[2]), _small(match[3]))
    return None


def _small(text: str) -> int:
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.partition("十")
    if not ten:
        return _DAYS.get(text, 0)
    return _DAYS.get(tens, 1) * 10 + _DAYS.get(ones, 0)


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
