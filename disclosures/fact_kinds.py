"""Kinds of typed elements: what people write becomes one canonical text, and that is shown readably. Pure."""

import datetime as dt
import re
from decimal import Decimal, InvalidOperation

from django.db import models

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，－％", "0123456789.,-%")
_DATE = re.compile(r"(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
MOST = Decimal(10) ** 15


class FactKind(models.TextChoices):
    TEXT = "text", "文字"
    NUMBER = "number", "数"
    MONEY = "money", "金额（元）"
    DATE = "date", "日期"
    URL = "url", "网址"


def parsed(kind: str, text: str) -> str:
    """The canonical form: 1234.5, 2026-01-31, https://…; ValueError with a sentence for staff."""
    text = text.strip()
    if kind in (FactKind.NUMBER, FactKind.MONEY):
        return _number(text)
    if kind == FactKind.DATE:
        return _date(text).isoformat()
    if kind == FactKind.URL and not re.fullmatch(r"https?://[^\s/$.?#][^\s]*", text):
        raise ValueError("网址要以 http:// 或 https:// 开头。")
    return text


def _number(text: str) -> str:
    plain = text.translate(_FULL_WIDTH).replace(",", "").replace(" ", "").removesuffix("元").removesuffix("%")
    factor = Decimal(1)
    for word, times in (("万", 10_000), ("亿", 100_000_000)):
        if plain.endswith(word):
            plain, factor = plain.removesuffix(word), Decimal(times)
    try:
        value = Decimal(plain) * factor
    except InvalidOperation:
        raise ValueError(f"“{text[:20]}”不是数。") from None
    if not value.is_finite() or abs(value) >= MOST:
        raise ValueError(f"“{text[:20]}”超出范围。")
    return format(value.normalize(), "f")


def _date(text: str) -> dt.date:
    folded = text.translate(_FULL_WIDTH)
    match = _DATE.fullmatch(folded) or _COMPACT.fullmatch(folded)
    try:
        return dt.date(*map(int, match.groups())) if match else dt.date.fromisoformat(folded)
    except ValueError:
        raise ValueError(f"“{text[:20]}”不是日期，例：2026年3月1日。") from None


def shown(kind: str, value: str, measure: str = "") -> str:
    """A canonical value as readers see it."""
    if kind in (FactKind.NUMBER, FactKind.MONEY):
        unit = measure or ("元" if kind == FactKind.MONEY else "")
        return f"{Decimal(value):,}{unit}"
    if kind == FactKind.DATE:
        day = dt.date.fromisoformat(value)
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{value}{measure}"
