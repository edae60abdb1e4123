"""Numbers that Word generates: 第一条, 一、, （一）, resolved from numbering.xml as Word counts (ECMA-376-1, 17.9).

They are no text in the file; whoever reads only the text loses 一、 in front of every heading.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from policies.numerals import chinese_serial

Namer = Callable[[str], str]
"""Qualified name of a tag or attribute of the main namespace."""

_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_LEGAL_UNITS = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_PLAIN_FORMATS = {"decimal", "lowerLetter", "upperLetter", "lowerRoman", "upperRoman"}
_PLAIN_LABEL = re.compile(r"%[1-9][.．、)）]?")


def _letters(value: int) -> str:
    return chr(97 + (value - 1) % 26) * ((value - 1) // 26 + 1)


def _roman(value: int) -> str:
    text = ""
    for unit, name in ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
                       (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):  # fmt: skip
        text, value = text + name * (value // unit), value % unit
    return text


def _enclosed(first: int, last: int) -> Callable[[int], str]:
    return lambda value: chr(first + value - 1) if 1 <= value <= last else str(value)


def _chinese(value: int) -> str:
    return chinese_serial(value) if value else "〇"


def _legal(value: int) -> str:
    """壹拾贰, as on cheques."""
    words = ("一" if 10 <= value < 20 else "") + _chinese(value)
    return words.translate(_LEGAL_UNITS)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda value: f"{value:02}",
    "decimalFullWidth": lambda value: str(value).translate({48 + n: 0xFF10 + n for n in range(10)}),
    "decimalFullWidth2": lambda value: str(value).translate({48 + n: 0xFF10 + n for n in range(10)}),
    "decimalEnclosedCircle": _enclosed(0x2460, 20),
    "decimalEnclosedCircleChinese": _enclosed(0x2460, 20),
    "decimalEnclosedFullstop": _enclosed(0x2488, 20),
    "decimalEnclosedParen": _enclosed(0x2474, 20),
    "ideographEnclosedCircle": _enclosed(0x3280, 10),
    "ideographTraditional": lambda value: _STEMS[(value - 1) % 10],
    "ideographZodiac": lambda value: _BRANCHES[(value - 1) % 12],
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
    "lowerLetter": _letters,
    "upperLetter": lambda value: _letters(value).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda value: _roman(value).upper(),
    "none": lambda value: "",
} | dict.fromkeys(
    ("chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting", "japaneseDigitalTenThousand",
     "taiwaneseCounting", "taiwaneseCountingThousand", "taiwaneseDigital", "koreanDigital2", "iroha"), _chinese
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Level:
    """One of nine levels of a list. `text` is the pattern of the label: 第%1条, %1.%2."""

    format: str = "decimal"
    text: str = "%1."
    start: int = 1
    restart: int | None = None
    legal: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether an HTML list shows the same label by itself."""
        return self.format in _PLAIN_FORMATS and bool(_PLAIN_LABEL.fullmatch(self.text))


@dataclass(frozen=True, slots=True)
class Label:
    text: str
    level: int
    list_id: str
    value: int
    plain: bool


@dataclass
class Numbering:
    """Levels of every numId, and the counters while the paragraphs are walked in order."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    abstract_of: dict[str, str] = field(default_factory=dict)
    overrides: dict[str, dict[int, int]] = field(default_factory=dict)
    of_style: dict[str, tuple[str, int]] = field(default_factory=dict)
    counters: dict[str, list[int]] = field(default_factory=dict)
    used: set[tuple[str, int]] = field(default_factory=set)

    def next_label(self, num_id: str, level: int) -> Label | None:
        """The label of the next paragraph of that list and level; None for bullets and unknown lists."""
        found = self.levels.get(num_id, {}).get(level)
        if found is None or found.format == "bullet":
            return None
        counters = self._count(num_id, level, found)
        text = re.sub("%([1-9])", lambda match: self._number(num_id, int(match[1]) - 1, counters, found), found.text)
        return Label(text.strip(), level, num_id, counters[level], found.is_plain)

    def _count(self, num_id: str, level: int, found: Level) -> list[int]:
        counters = self.counters.setdefault(self.abstract_of[num_id], [0] * 9)
        if (num_id, level) not in self.used:
            self.used.add((num_id, level))
            if (start := self.overrides.get(num_id, {}).get(level)) is not None:
                counters[level] = start - 1
                counters[level + 1 :] = [0] * (8 - level)
        counters[level] = counters[level] + 1 if counters[level] else max(found.start, 1)
        for deeper in range(level + 1, 9):
            restart = self.levels[num_id].get(deeper, Level()).restart
            if restart is None or (restart and level < restart):
                counters[deeper] = 0
        return counters

    def _number(self, num_id: str, level: int, counters: list[int], shown_in: Level) -> str:
        own = self.levels[num_id].get(level, Level())
        value = counters[level] or own.start
        if shown_in.legal and own is not shown_in:
            return str(value)
        return _FORMATS.get(own.format, str)(value)


def read_numbering(numbering: Element | None, styles: Element | None, w: Namer) -> Numbering:
    """Lists of numbering.xml with the styles that carry them."""
    result = Numbering()
    if numbering is None:
        return result
    abstracts = {each.get(w("abstractNumId"), ""): each for each in numbering.iter(w("abstractNum"))}
    linked = {link.get(w("val")): key for key, each in abstracts.items() for link in each.iter(w("styleLink"))}
    for num in numbering.iter(w("num")):
        num_id, key = num.get(w("numId"), ""), _value(num, "abstractNumId", w)
        abstract = abstracts.get(key)
        if abstract is not None and (link := _value(abstract, "numStyleLink", w)) in linked:
            key = linked[link]
            abstract = abstracts[key]
        levels = {} if abstract is None else _levels(abstract, w)
        for override in num.iter(w("lvlOverride")):
            at = int(override.get(w("ilvl"), "0"))
            levels |= _levels(override, w)
            if start := _value(override, "startOverride", w):
                result.overrides.setdefault(num_id, {})[at] = int(start)
        result.levels[num_id], result.abstract_of[num_id] = levels, key
    result.of_style = _style_numbers(styles, w)
    return result


def _levels(parent: Element, w: Namer) -> dict[int, Level]:
    found = {}
    for element in parent.iter(w("lvl")):
        kind = element.find(f".//{w('numFmt')}")
        level = Level(
            format=kind.get(w("val"), "decimal") if kind is not None else "decimal",
            text=_value(element, "lvlText", w),
            start=_integer(_value(element, "start", w), 1),
            legal=element.find(w("isLgl")) is not None,
        )
        if restart := _value(element, "lvlRestart", w):
            level = replace(level, restart=_integer(restart, 0))
        found[_integer(element.get(w("ilvl"), "0"), 0)] = level
    return found


def _style_numbers(styles: Element | None, w: Namer) -> dict[str, tuple[str, int]]:
    """numId and level that paragraph styles bring with them, inherited through basedOn."""
    rows = {each.get(w("styleId"), ""): each for each in (styles.iter(w("style")) if styles is not None else [])}
    found: dict[str, tuple[str, int]] = {}
    for style_id in rows:
        num_id, level, current, seen = "", "", style_id, set()
        while current in rows and current not in seen and not num_id:
            seen.add(current)
            properties = rows[current].find(f"{w('pPr')}/{w('numPr')}")
            if properties is not None:
                num_id, level = _value(properties, "numId", w), level or _value(properties, "ilvl", w)
            current = _value(rows[current], "basedOn", w)
        if num_id and num_id != "0":
            found[style_id] = (num_id, _integer(level, 0))
    return found


def _value(parent: Element, name: str, w: Namer) -> str:
    child = parent.find(w(name))
    return child.get(w("val"), "") if child is not None else ""


def _integer(text: str, otherwise: int) -> int:
    return int(text) if re.fullmatch(r"\d{1,6}", text) else otherwise
