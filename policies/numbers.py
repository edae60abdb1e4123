"""Document numbers 发文字号: read in any spelling, written in one.

The standard spelling (GB/T 9704-2012, 7.2.5) is 机关代字〔YYYY〕N号: hexagonal brackets, no leading zero, no 第.
Orders count without a year (国务院令第656号), announcements within one (国家税务总局公告2015年第76号).
What cannot be read with certainty is left as it is: only `parse_query` is lenient. Linear time on any input.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from policies import number_patterns as patterns
from policies.numerals import YEAR, chinese_serial, chinese_year, serial_number, year_number

MAX_NUMBER_LENGTH = 160  # characters; a longer text is no number


class Kind(StrEnum):
    """How a number is counted: by issuer and year in brackets, as an order without year, or as 年第N号."""

    BRACKETED = "bracketed"
    ORDER = "order"
    YEARLY = "yearly"


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """`year` is None only for orders, `serial` is at least 1; `str()` gives the standard spelling."""

    prefix: str
    year: int | None
    serial: int
    kind: Kind = Kind.BRACKETED

    def __str__(self) -> str:
        if self.kind is Kind.ORDER:
            return f"{self.prefix}第{self.serial}号"
        if self.kind is Kind.YEARLY:
            return f"{self.prefix}{self.year}年第{self.serial}号"
        return f"{self.prefix}〔{self.year}〕{self.serial}号"

    @property
    def key(self) -> str:
        """Lower-case compact key; 中华人民共和国国务院令 and 国务院令 are the same series."""
        return f"{self.prefix.removeprefix('中华人民共和国').lower()}{self.year or ''}-{self.serial}"


@dataclass(frozen=True, slots=True)
class DocumentNumberQuery:
    """The parts of a number that somebody remembered; at least one is set."""

    prefix: str | None = None
    year: int | None = None
    serial: int | None = None


def clean(text: str) -> str:
    """Without invisible characters, each run of white space one blank, trimmed; otherwise as written."""
    return patterns.SPACES.sub(" ", patterns.ZERO_WIDTH.sub("", text)).strip()


def parse(text: str) -> DocumentNumber | None:
    """The number that `text` as a whole spells, or None. Never raises."""
    spaced = _core(text)
    if not spaced:
        return None
    compact = spaced.replace(" ", "")
    for read in (_read_bracketed, _read_postfix, _read_order):
        if number := read(compact):
            return number
    return _read_unbracketed(spaced) or _read_unbracketed(compact)


def normalise(text: str) -> str:
    """The standard spelling, or the cleaned text when it cannot be read as one number. Idempotent."""
    number = parse(text)
    return str(number) if number else clean(text)


def search_key(text: str) -> str:
    """A key that is equal for all spellings of a number; for other text its letters and digits."""
    number = parse(text)
    return number.key if number else "".join(char for char in text.translate(patterns.FOLD).lower() if char.isalnum())


def find(text: str) -> Iterator[tuple[DocumentNumber, int, int]]:
    """Numbers inside running text with their start and end (exclusive) positions, in order, not overlapping."""
    folded = text.translate(patterns.FOLD)
    end = 0
    for match in patterns.MENTION.finditer(folded):
        if found := _mention(folded, match, end):
            number, start = found
            end = match.end()
            yield number, start, end


def _core(text: str) -> str:
    """Half width, single blanks, without label, outer brackets and closing words; "" when too long for a number."""
    if len(text) > 4 * MAX_NUMBER_LENGTH:
        return ""
    spaced = patterns.SPACES.sub(" ", patterns.ZERO_WIDTH.sub("", text).translate(patterns.FOLD)).strip()
    spaced = patterns.LABEL.sub("", spaced, count=1).strip() if patterns.LABEL.match(spaced) else spaced
    if len(spaced) > 2 and spaced[0] in "(〔[【" and spaced[-1] in ")〕]】":
        spaced = spaced[1:-1].strip()
    while shorter := patterns.TAIL_WORDS.search(spaced):
        spaced = spaced[: shorter.start()].strip()
    return spaced if len(spaced) <= MAX_NUMBER_LENGTH else ""


def _build(prefix: str, year: str | None, serial: str, kind: Kind) -> DocumentNumber | None:
    value = serial_number(serial)
    prefix = _trim(prefix, patterns.SENTENCE).replace("(", "（").replace(")", "）")
    if value is None or not re.search(f"[{patterns.HAN}]", prefix) or re.search("[0-9]号", prefix):
        return None
    if "、" in prefix and kind is Kind.BRACKETED:
        return None
    return DocumentNumber(prefix, year_number(year) if year else None, value, kind)


def _trim(prefix: str, boundary: re.Pattern[str]) -> str:
    """What is left of a sentence before the issuer's code: 市人民政府京政发 → 京政发."""
    while True:
        ends = [match.end() for match in boundary.finditer(prefix) if 0 < match.end() <= len(prefix) - 2]
        if not ends:
            return prefix
        prefix = prefix[ends[-1] :]


def _read_bracketed(compact: str) -> DocumentNumber | None:
    match = patterns.BRACKETED.fullmatch(compact)
    return _build(match["prefix"], match["year"], match["serial"], Kind.BRACKETED) if match else None


def _read_postfix(compact: str) -> DocumentNumber | None:
    match = patterns.POSTFIX.fullmatch(compact)
    if not match or not patterns.BODY.search(match["prefix"]):
        return None
    return _build(match["prefix"] + match["genre"], match["year"], match["serial"], _kind(match["year"]))


def _kind(year: str | None) -> Kind:
    return Kind.YEARLY if year else Kind.ORDER


def _read_order(compact: str) -> DocumentNumber | None:
    match = patterns.ORDER.fullmatch(compact)
    if not match or not patterns.GENRE.search(match["prefix"]):
        return None
    serial = match["serial"] or match["serial2"]
    bare = match["serial"] and not match["sure"] and not match["mark"]
    if bare and (not match["prefix"].endswith("令") or re.fullmatch(YEAR, serial)):
        return None
    return _build(match["prefix"], None, serial, Kind.ORDER)


def _read_unbracketed(spaced: str) -> DocumentNumber | None:
    match = patterns.UNBRACKETED.fullmatch(spaced)
    if not match:
        return None
    prefix, separator = match["prefix"].replace(" ", ""), match["sep"]
    if not patterns.PREFIX_ONLY.fullmatch(prefix):
        return None
    if separator.startswith("年") and (
        patterns.GENRE.search(prefix) or (separator.endswith("第") and _is_body(prefix))
    ):
        return _build(prefix, match["year"], match["serial"], Kind.YEARLY)
    if not match["mark"] and ("年" in separator or re.fullmatch(YEAR, match["serial"])):
        return None  # 规划2021-2035 is a period, not a number
    return (
        _build(prefix, match["year"], match["serial"], Kind.BRACKETED)
        if is_code(_trim(prefix, patterns.SENTENCE))
        else None
    )


def _is_body(prefix: str) -> bool:
    return len(prefix) > 2 and bool(patterns.BODY.search(prefix)) and prefix[0] not in patterns.PROVINCES


def is_code(prefix: str) -> bool:
    """Whether `prefix` looks like an issuer's code 机关代字 (沪府发, 国办函) even without brackets after it."""
    looks = patterns.CODE_START.match(prefix) or patterns.CODE_END.search(prefix)
    return 2 <= len(prefix) <= 12 and bool(looks) and not patterns.NO_CODE.search(prefix)


def _mention(folded: str, match: re.Match[str], floor: int) -> tuple[DocumentNumber, int] | None:
    year = match["year"] or match["year2"] or match["year4"]
    serial = match["serial"] or match["serial2"] or match["serial3"] or match["serial4"]
    genre = match["genre"] or match["genre4"] or ""
    if match["open"] and not match["mark"] and match["open"] != "〔":
        return None
    prefix, start = _prefix_before(folded, match.start(), floor)
    ordered = bool(genre) or prefix.endswith("令")
    trimmed = _trim(_trim(prefix, patterns.SENTENCE), patterns.ORDER_RUNNING if ordered else patterns.RUNNING)
    while lead := patterns.LEADING.match(trimmed):
        trimmed = trimmed[lead.end() :]
    start += len(prefix) - len(trimmed)
    if (match["genre4"] and not patterns.BODY.search(trimmed)) or len(trimmed) > (30 if ordered else 16) or not trimmed:
        return None
    number = _build(trimmed + genre, year, serial, _kind(year) if genre else Kind.BRACKETED)
    return (number, start) if number else None


def _prefix_before(folded: str, position: int, floor: int) -> tuple[str, int]:
    """The unbroken run of characters a prefix may have that ends at `position`, and its start."""
    window = folded[max(floor, position - patterns.MAX_PREFIX_LENGTH) : position]
    stripped = window.rstrip(" ") if len(window) - len(window.rstrip(" ")) <= 2 else ""
    run = patterns.PREFIX_END.search(stripped)
    text = run[0].lstrip("·") if run else ""
    return text, position - (len(window) - len(stripped)) - len(text)


def parse_query(text: str) -> list[DocumentNumberQuery]:
    """Numbers, or parts of one, that a search query names: "14号 2023", "沪府发 2023". Empty for words."""
    if number := parse(text):
        return [_query(number)]
    if found := [_query(number) for number, _, _ in find(text)]:
        return found
    parts = _query_parts(_core(text))
    return [parts] if parts else []


def _query(number: DocumentNumber) -> DocumentNumberQuery:
    return DocumentNumberQuery(number.prefix, number.year, number.serial)


def _query_parts(spaced: str) -> DocumentNumberQuery | None:
    tokens = list(patterns.QUERY_TOKEN.finditer(spaced))
    rest = patterns.QUERY_TOKEN.sub("", spaced).strip(" ,、-/.")
    names = [token.lastgroup for token in tokens]
    if rest or not tokens or len(set(names)) < len(names) or {"serial", "bare"} <= set(names):
        return None
    part = {token.lastgroup: token[0] for token in tokens}
    digits = "".join(re.findall(patterns.SERIAL, part.get("serial") or part.get("bare") or ""))
    year = "".join(re.findall(YEAR, part.get("year", "")))
    prefix = part.get("prefix", "").replace(" ", "")
    if prefix and not year and 5 <= len(part.get("bare", "")) <= 8 and re.match(YEAR, digits):
        year, digits = digits[:4], digits[4:]  # 沪府发202314
    if not _plausible(prefix, bool(year), "serial" in part or bool(year and digits), part.get("year", "")):
        return None
    return DocumentNumberQuery(prefix or None, year_number(year) if year else None, serial_number(digits or "0"))


def _plausible(prefix: str, has_year: bool, has_serial: bool, year_token: str) -> bool:
    if not prefix:
        return has_serial
    bracketed = bool(year_token) and year_token[0] in patterns.OPEN
    return (
        bracketed
        or bool(patterns.SURE_CODE.fullmatch(prefix) or patterns.GENRE.search(prefix))
        or (has_year and has_serial and is_code(prefix))
    )


def spellings(number: DocumentNumber) -> list[str]:
    """At least 30 ways people write `number`, the standard one first; each parses back to it."""
    written = (_bracketed_spellings if number.kind is Kind.BRACKETED else _counted_spellings)(number)
    return list(dict.fromkeys([str(number), *written]))


def _wide(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


def _bracketed_spellings(number: DocumentNumber) -> list[str]:
    prefix, year, serial = number.prefix, str(number.year), str(number.serial)
    pairs = [
        (pair[0], pair[1]) for pair in ("〔〕", "[]", "()", "（）", "【】", "［］", "「」", "《》", "〈〉", "『』")
    ]
    written = [f"{prefix}{a}{year}{b}{n}" for (a, b), n in product(pairs, (f"{serial}号", serial, f"第{serial}号"))]
    written += [f"{prefix} {a} {year} {b} {serial} 号" for a, b in pairs]
    written += [
        _wide(f"{prefix}〔{year}〕{serial}号"),
        f"{prefix}〔{year}年〕{serial}号",
        f"{prefix}〔{year}〕{serial.zfill(len(serial) + 1)}号",
        f"{prefix}〔{chinese_year(int(year))}〕{chinese_serial(number.serial)}号",
        " ".join(f"{prefix}〔{year}〕{serial}号"),
        f"\u3000{prefix}\u3000〔{year}〕{serial}号\u200b",
        f"发文字号：{prefix}〔{year}〕{serial}号",
        f"（{prefix}〔{year}〕{serial}号）",
        f"{prefix}〔{year}〕{serial}号文件",
    ]
    if is_code(prefix):
        written += [f"{prefix}{year} {serial}号", f"{prefix} {year}-{serial}号", f"{prefix}{year}年{serial}号"]
        written += [] if re.fullmatch(YEAR, serial) else [f"{prefix}{year} {serial}", f"{prefix} {year}-{serial}"]
    return written


def _counted_spellings(number: DocumentNumber) -> list[str]:
    year = f"{number.year}年" if number.year else ""
    cased = ["", " "] if number.year else ["", " ", "\u3000"]
    serials = [str(number.serial), _wide(str(number.serial)), f"0{number.serial}", chinese_serial(number.serial)]
    written = [
        f"{number.prefix}{gap}{year}{gap}第{inner}{serial}{inner}号"
        for gap, inner, serial in product(cased, ("", " "), serials)
    ]
    written += [f"{number.prefix}{gap}{_wide(year)}{serial}号" for gap, serial in product(cased, serials)]
    written += [f"{number.prefix}{year}第{serial}号{tail}" for tail, serial in product(("文件", "。"), serials)]
    return [*written, f"（{number}）", " ".join(str(number)), f"文号：{number}", f"\u200b{number}"]
