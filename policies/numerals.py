"""Chinese and Arabic numerals as official documents write them: 二〇二三, 第一百零五条, 〔2023〕.

Patterns expect text folded to half width.
"""

YEAR = "(?:(?:19|20)[0-9]{2}|一九[〇零○一二三四五六七八九]{2}|二[〇零○][〇零○一二三四五六七八九]{2})"
SERIAL = "(?:[0-9]{1,8}|[〇零○一二三四五六七八九十百千]{1,9})"

_DIGITS = {char: digit for digit, chars in enumerate(["〇零○", *"一二三四五六七八九"]) for char in chars}
_UNITS = {"十": 10, "百": 100, "千": 1000}


def year_number(digits: str) -> int:
    """Year of four Arabic or Chinese digits."""
    return int(digits) if digits.isascii() else int("".join(str(_DIGITS[char]) for char in digits))


def serial_number(numeral: str) -> int | None:
    """Value of an Arabic or Chinese numeral below 10,000,000 (十四, 一百零五, 二〇); None when malformed or zero."""
    if numeral.isascii():
        return int(numeral) or None if int(numeral) < 10_000_000 else None
    if not any(char in _UNITS for char in numeral):
        return int("".join(str(_DIGITS[char]) for char in numeral)) or None
    return _spelled_out(numeral)


def _spelled_out(numeral: str) -> int | None:
    total, digit, last_unit, pending = 0, 0, 10_000, False
    for char in numeral:
        if unit := _UNITS.get(char):
            if unit >= last_unit or (not pending and unit != 10):
                return None
            total, digit, last_unit, pending = total + (digit or 1) * unit, 0, unit, False
        elif pending:
            return None
        else:
            digit, pending = _DIGITS[char], _DIGITS[char] > 0
    return total + digit or None


def chinese_year(year: int) -> str:
    """2023 → 二〇二三."""
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(year))


def chinese_serial(value: int) -> str:
    """Numeral of 1 to 9,999 (105 → 一百零五); above that digit by digit."""
    if value > 9999:
        return chinese_year(value)
    words, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, unit)
        if digit:
            words += ("零" if gap and words else "") + (
                "" if name == "十" and digit == 1 and not words else chinese_year(digit)
            )
            words += name
        gap = not digit
    return words
