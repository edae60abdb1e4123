"""Cells as people write them in spreadsheets, read by the declared kind of their column, and shown again. Pure."""

import datetime as dt
import json
import re
from decimal import Decimal
from typing import Any, Protocol

from django.db import models


class Kind(models.TextChoices):
    TEXT = "text", "文字"
    INTEGER = "integer", "整数"
    DECIMAL = "decimal", "小数"
    MONEY = "money", "金额"
    DATE = "date", "日期"
    PERCENT = "percent", "百分比"
    CHOICE = "choice", "选项"


NUMERIC = [Kind.INTEGER, Kind.DECIMAL, Kind.MONEY]
"""Kinds that may be added up; of percentages the sum says nothing."""
MONEY_UNITS = {"元": 1, "千元": 1_000, "万元": 10_000, "亿元": 100_000_000}
MOST = Decimal(10) ** 15
LONGEST = 1000
DECIMALS = 6
NOISE = 9
"""Decimals beyond which a cell of a workbook holds only the rounding errors of its spreadsheet program."""

_WIDE = {0xFF01 + at: 0x21 + at for at in range(94)} | {0x3000: 0x20, 0x2212: 0x2D, 0x2013: 0x2D, 0xFFE5: 0xA5}
_PLAIN = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_NUMBER = re.compile(r"([+-]?)(\d+|\d{1,3}(?:,\d{3})+|\d{1,4}(?:,\d{4})+)(\.\d+)?")
_DATES = [
    re.compile(r"(\d{4})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{1,2})(?:[ T]0{1,2}:00(?::00(?:\.0+)?)?)?"),
    re.compile(r"(\d{4})\s*(年)\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日?"),
    re.compile(r"(\d{4})()(\d{2})(\d{2})"),
]
_BROKEN = {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"}
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060\ud800-\udfff\ufeff\ufffe\uffff]+")
_PLACEHOLDERS = {"-", "--", "—", "——", "/", "\\", "无", "不详", "待定", "暂无", "*", "···", "…"}


class Declared(Protocol):
    """What is asked of a column; DatasetField has it."""

    kind: str
    measure: str
    options: list[str]


def tidy(value: Any) -> str:
    """A raw cell as one line of text."""
    if isinstance(value, str):
        value = value.strip()
        return value if value.isprintable() else _CONTROL.sub(" ", value).strip()
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return format(round(Decimal(value), NOISE).normalize(), "f")
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "seconds")
    return _CONTROL.sub(" ", str(value)).strip()


def read(field: Declared, value: Any, text: str, *, percent: bool = False) -> str | int | Decimal:
    """The value of a cell that is not blank; ValueError with a sentence for staff. `text` is the cell as tidy() has it.

    Text, choices and dates (ISO 8601) come as str, numbers in the unit of the column as int or Decimal. `percent`: the
    cell of a workbook is formatted as a percentage, so that it holds a hundredth of what it shows.
    """
    if text in _BROKEN:
        raise ValueError(f"“{text}”是公式出错的结果")
    if field.kind == Kind.TEXT:
        if len(text) > LONGEST:
            raise ValueError(f"有{len(text)}字，最多{LONGEST}字")
        return text
    if field.kind == Kind.CHOICE:
        return _choice(field, text)
    if field.kind == Kind.DATE:
        return _date(value, text)
    if isinstance(value, dt.date | bool):
        raise ValueError(f"“{text}”不是数字，单元格的格式要设成数值")
    number = _number(field, text)
    if field.kind == Kind.PERCENT and percent:
        number *= 100
    return _checked(field, number, text)


def _choice(field: Declared, text: str) -> str:
    if text in field.options:
        return text
    plain = {each.translate(_WIDE).replace(" ", ""): each for each in field.options}
    found = plain.get(text.translate(_WIDE).replace(" ", ""))
    if found is None:
        raise ValueError(f"“{text[:20]}”不在选项中，可以填：{'、'.join(field.options[:8])}")
    return found


def _date(value: Any, text: str) -> str:
    if isinstance(value, dt.datetime | dt.date):
        day = value.date() if isinstance(value, dt.datetime) else value
    else:
        folded = text.translate(_WIDE)
        match = next(filter(None, (each.fullmatch(folded) for each in _DATES)), None)
        try:
            if match is None:
                raise ValueError
            day = dt.date(int(match[1]), int(match[3]), int(match[4]))
        except ValueError:
            raise ValueError(f"“{text[:20]}”不是日期，例：2026-03-05、2026年3月5日") from None
    if not 1900 <= day.year <= 2200:
        raise ValueError(f"“{text[:20]}”的年份不对")
    return day.isoformat()


def _number(field: Declared, text: str) -> Decimal:
    if _PLAIN.fullmatch(text):
        return Decimal(text)
    plain = text.translate(_WIDE).replace("，", ",").replace(" ", "")
    scale = Decimal(1)
    if field.kind == Kind.PERCENT:
        plain = plain.removesuffix("%")
    elif field.kind == Kind.MONEY:
        plain = plain.lstrip("¥")
        unit = next((each for each in sorted(MONEY_UNITS, key=len, reverse=True) if plain.endswith(each)), None)
        if unit:
            plain, scale = plain.removesuffix(unit), Decimal(MONEY_UNITS[unit]) / MONEY_UNITS[field.measure]
    elif field.measure:
        plain = plain.removesuffix(field.measure.translate(_WIDE))
    if plain.startswith("(") and plain.endswith(")"):
        plain = f"-{plain[1:-1]}"
    match = _NUMBER.fullmatch(plain) if plain.isascii() else None
    if match is None:
        hint = "，没有数据请留空" if text in _PLACEHOLDERS else ""
        raise ValueError(f"“{text[:20]}”不是数字{hint}")
    return Decimal(plain.replace(",", "")) * scale


def _checked(field: Declared, number: Decimal, text: str) -> int | Decimal:
    if abs(number) >= MOST:
        raise ValueError(f"“{text[:20]}”太大")
    number = round(number, NOISE).normalize()
    if field.kind == Kind.INTEGER:
        if number != number.to_integral_value():
            raise ValueError(f"“{text[:20]}”不是整数")
        return int(number)
    if (decimals := -int(number.as_tuple().exponent)) > DECIMALS:
        raise ValueError(f"“{text[:20]}”有{decimals}位小数，最多{DECIMALS}位")
    return number


def shown(field: Declared, value: Any) -> str:
    """A stored value as readers see it, without its unit; the blank of an absent one.

    Whole numbers without a unit are years and numbers of order: no commas in them.
    """
    if value is None:
        return ""
    if field.kind == Kind.INTEGER and not field.measure:
        return str(value)
    if field.kind in (*NUMERIC, Kind.PERCENT):
        return f"{Decimal(str(value)):,f}"
    return str(value)


def same_heading(text: str) -> tuple[str, str]:
    """A heading without blanks, and the unit in its brackets: 预算金额（万元） → (预算金额, 万元)."""
    plain = re.sub(r"\s+", "", tidy(text).translate(_WIDE)).removeprefix("*")
    match = re.fullmatch(r"(.+?)\((?:单位:)?([^()]{1,20})\)", plain)
    return (match[1], match[2]) if match else (plain, "")


class Exact(json.JSONDecoder):
    """Of stored rows: 0.1 stays 0.1."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options | {"parse_float": Decimal})


def stored(cells: dict[str, str | int | Decimal]) -> str:
    """A row as JSON text with exact numbers."""
    return "{" + ",".join(f'"{key}":{_json(value)}' for key, value in cells.items()) + "}"


def _json(value: str | int | Decimal) -> str:
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    return format(value, "f") if isinstance(value, Decimal) else str(value)
