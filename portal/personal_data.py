"""Personal data in text that is about to be public: identity numbers, mobile numbers, bank cards. Pure, linear time.

Regulation on Open Government Information art. 15 keeps privacy out of what is disclosed; the Personal Information
Protection Law art. 28 names identity and financial data sensitive. GB 11643-1999 gives the identity number and its
check digit (ISO 7064 MOD 11-2), ISO/IEC 7812-1 the card number and its Luhn digit. Landlines and service hotlines
(12345, 400…) are not personal.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise


class Kind(StrEnum):
    IDENTITY = "identity"
    MOBILE = "mobile"
    CARD = "card"

    @property
    def label(self) -> str:
        return {"identity": "身份证号", "mobile": "手机号", "card": "银行卡号"}[self]


@dataclass(frozen=True, slots=True)
class PersonalDatum:
    """`value` holds the bare digits; `start` and `end` (exclusive) are positions in the text that was searched."""

    kind: Kind
    value: str
    start: int
    end: int

    @property
    def masked(self) -> str:
        """As staff may see it: identity first 6 and last 4, mobile 3 and 4, card 4 and 4 (standards.md 10)."""
        head = {Kind.IDENTITY: 6, Kind.MOBILE: 3, Kind.CARD: 4}[self.kind]
        return f"{self.value[:head]}{'*' * (len(self.value) - head - 4)}{self.value[-4:]}"


# One character becomes one character, so that positions stay those of the text.
_ODD = {"X": "xＸｘⅩⅹХхΧχ", "(": "（", ")": "）", ".": "．", "-": "‐‑‒–—―−－﹣﹘─", " ": "\u3000\xa0\u202f\u205f"}
_FOLD = {ord(odd): usual for usual, odds in _ODD.items() for odd in odds}
_FOLD |= dict.fromkeys(range(0x2000, 0x200B), " ") | {0xFF10 + digit: str(digit) for digit in range(10)}
_FOLD |= {first + digit: str(digit) for first in range(0x1D7CE, 0x1D800, 10) for digit in range(10)}

_INVISIBLE = "\u00ad\u200b-\u200f\u2060-\u2064\ufeff"
_RUN = re.compile(rf"[0-9](?:[ \-\t\n\r._·(){_INVISIBLE}]{{0,4}}[0-9X])+")
_GROUP = re.compile("[0-9]+X?|X")
_UNSEEN = re.compile(f"[{_INVISIBLE}]")
_NARROW = re.compile(r"[ \-]{0,3}")  # between the parts of a card or mobile number
_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+", re.IGNORECASE)

_PROVINCE = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|9[1-9]")  # 9: foreigners' residence card
_NAMES_IDENTITY = re.compile("身份证|证件号|公民身份|身份号")
_NAMES_OTHER = re.compile("注册号|执照|信用代码|许可证|账号|帐号|合同|项目编号|备案号|档案号")
_NAMES_CELLS = {
    Kind.MOBILE: re.compile("手机|电话|联系方式|号码|(?i:tel|mobile|phone)"),
    Kind.CARD: re.compile("卡号|银行卡|银行账|银行帐|账号|帐号|账户|开户|社保卡"),
}
_CONTEXT = 300
"""Characters before a number in which something calls it by its name: 15 digits, or figures spread over cells."""
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)

_MOBILE = re.compile("(?:0086|86|0)?(1[3-9][0-9]{9})")
_MOBILE_SHAPES = {(11,), (3, 4, 4), (3, 8), (7, 4), (3, 3, 5), (4, 3, 4), (4, 4, 3), (5, 6), (6, 5), (1,) * 11}
_QUANTITY = re.compile(r"\s*(?:元(?![旦宵月])|万元|亿|美元|人民币|吨|公斤|千克|千瓦|立方|平方|人次|[%％])")
_MONEY = re.compile(r"(?:[¥￥$€]|RMB)\s*$")
_CALLED = re.compile(
    r"(?:tel|phone|mobile|mob|cell|wechat|weixin|wx|vx|qq|card|no|id|[a-z]*电话|[mtv])[:.]?$", re.IGNORECASE
)
_CARD = re.compile("(?:62|60[13]|9558|9559[5-9]|4|5[1-5]|35[2-8]|6011|65)[0-9]+")
_CARD_LENGTHS = range(16, 20)
_SHAPES = [re.compile("[1-9][0-9]{14}(?:[0-9]{2}[0-9X])?"), _MOBILE, re.compile(f"(?={_CARD.pattern}).{{16,19}}")]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Consecutive groups of digits, first to last (inclusive) of a run; `gaps` stand between them."""

    value: str
    groups: range
    shape: tuple[int, ...]
    gaps: tuple[str, ...]
    start: int
    end: int


def find(text: str) -> list[PersonalDatum]:
    """All personal data in order of place; no two overlap."""
    folded = text.translate(_FOLD)
    addresses = [match.span() for match in _ADDRESS.finditer(folded)]
    found: list[PersonalDatum] = []
    for run in _RUN.finditer(folded):
        if run.end() - run.start() >= 11:
            found += _in_run(folded, run, addresses)
    return found


def _in_run(folded: str, run: re.Match[str], addresses: list[tuple[int, int]]) -> list[PersonalDatum]:
    candidates = sorted(_candidates(folded, run), key=lambda each: -len(each.value))  # a part of it may fit by chance
    taken: set[int] = set()
    found = []
    for kind, fits in ((Kind.IDENTITY, _identity), (Kind.CARD, _card), (Kind.MOBILE, _mobile)):
        for each in candidates:
            if not taken.isdisjoint(each.groups):
                continue
            in_address = kind != Kind.IDENTITY and any(a <= each.start < b for a, b in addresses)
            if not in_address and (value := fits(folded, each)):
                found.append(PersonalDatum(kind, value, each.start, each.end))
                taken.update(each.groups)
    return sorted(found, key=lambda datum: datum.start)


def _candidates(folded: str, run: re.Match[str]) -> Iterator[_Candidate]:
    """Whole groups of 11 to 19 characters that may be something: a number never begins or ends in unbroken digits."""
    groups = list(_GROUP.finditer(folded, run.start(), run.end()))
    texts = [group[0] for group in groups]
    for first in range(len(groups)):
        value = ""
        for last in range(first, len(groups)):
            value += texts[last]
            if len(value) > 19:
                break
            if len(value) < 11 or not any(shape.fullmatch(value) for shape in _SHAPES):
                continue
            part = groups[first : last + 1]
            gaps = tuple(_UNSEEN.sub("", folded[a.end() : b.start()]) for a, b in pairwise(part))
            shape = tuple(len(text) for text in texts[first : last + 1])
            yield _Candidate(value, range(first, last + 1), shape, gaps, part[0].start(), part[-1].end())


def check_digit(first_17: str) -> str:
    """The eighteenth character of an identity number (GB 11643-1999)."""
    total = sum(int(digit) * weight for digit, weight in zip(first_17, _WEIGHTS, strict=True))
    return "10X98765432"[total % 11]


def luhn_digit(payload: str) -> str:
    """The last digit of a card number whose other digits are `payload` (ISO/IEC 7812-1)."""
    doubled = [int(digit) * (2 - index % 2) for index, digit in enumerate(reversed(payload))]
    return str(-sum(value - 9 if value > 9 else value for value in doubled) % 10)


def _is_date(text: str) -> bool:
    try:
        return 1900 <= dt.date(int(text[:4]), int(text[4:6]), int(text[6:])).year < 2100
    except ValueError:
        return False


def _identity(folded: str, candidate: _Candidate) -> str:
    value = candidate.value
    if not _PROVINCE.match(value):
        return ""
    if len(value) == 18 and value[:17].isdigit():
        return value if _is_date(value[6:14]) and check_digit(value[:17]) == value[17] else ""
    if len(value) != 15 or candidate.shape != (15,) or not value.isdigit() or not _is_date(f"19{value[6:12]}"):
        return ""
    return value if _called_identity(folded[max(0, candidate.start - _CONTEXT) : candidate.start]) else ""


def _called_identity(before: str) -> bool:
    """Fifteen digits are also a business registration number: what is named last before it decides."""
    last = [
        max((match.start() for match in names.finditer(before)), default=-1)
        for names in (_NAMES_IDENTITY, _NAMES_OTHER)
    ]
    return last[0] > last[1]


def _stands_alone(folded: str, candidate: _Candidate) -> bool:
    """Not part of a code with letters, of a decimal or of an amount of money."""
    before, after = folded[max(0, candidate.start - 12) : candidate.start], folded[candidate.end : candidate.end + 8]
    if re.search(r"[A-Za-z_]$", before) and not _CALLED.search(before):
        return False
    if re.match(r"[A-Za-z_]", after) or re.match(r"\.[0-9]*[1-9]", after):
        return False
    return not (re.search(r"(?:^|[^0-9])0\.$|[0-9]{3}\.$|,$", before) or _MONEY.search(before))


def _hyphened(folded: str, candidate: _Candidate) -> bool:
    """Joined by a hyphen to digits that are neither a country code nor a telephone number: a code of something."""
    left = re.search(r"([0-9]+)-$", folded[max(0, candidate.start - 25) : candidate.start])
    right = re.match(r"-([0-9]+)", folded[candidate.end : candidate.end + 25])
    neighbours = [match[1] for match in (left, right) if match]
    return any(len(digits) < 7 and digits not in {"86", "086", "0086"} for digits in neighbours)


def _wrapped(candidate: _Candidate, least: int) -> bool:
    """Broken once over two lines of a narrow cell, with at least that many digits on the first."""
    broken = len(candidate.shape) == 2 and candidate.gaps[0].strip(" ") in {"\n", "\r\n"}
    return broken and candidate.shape[0] >= least


def _spelt(folded: str, candidate: _Candidate, kind: Kind) -> bool:
    """The parts stand close together; or in cells of a table behind something that calls them by name."""
    if all(_NARROW.fullmatch(gap.strip("()") if kind == Kind.MOBILE else gap) for gap in candidate.gaps):
        return True
    in_cells = all(gap.strip(" ") == "\t" for gap in candidate.gaps)
    return in_cells and _called(folded, candidate, kind)


def _called(folded: str, candidate: _Candidate, kind: Kind) -> bool:
    return bool(_NAMES_CELLS[kind].search(folded, max(0, candidate.start - _CONTEXT), candidate.start))


def _card(folded: str, candidate: _Candidate) -> str:
    value, shape = candidate.value, candidate.shape
    if len(value) not in _CARD_LENGTHS or not _CARD.fullmatch(value) or luhn_digit(value[:-1]) != value[-1]:
        return ""
    # Visa, Mastercard and JCB of Chinese banks have 16 digits, but two old series of debit cards
    if len(value) > 16 and value[0] in "345" and not value.startswith(("436742", "456351")):
        return ""
    grouped = set(shape) == {1} or all(size in {4, 6, 8} for size in shape[:-1])
    fits = (grouped and _spelt(folded, candidate, Kind.CARD)) or (
        _wrapped(candidate, 8) and (value.startswith("62") or _called(folded, candidate, Kind.CARD))
    )
    if len(shape) == len(value) and _in_longer_row(folded, candidate):
        return ""
    return value if fits and _stands_alone(folded, candidate) and not _hyphened(folded, candidate) else ""


def _mobile(folded: str, candidate: _Candidate) -> str:
    match = _MOBILE.fullmatch(candidate.value)
    if not match:
        return ""
    prefix = len(candidate.value) - 11
    if prefix and candidate.shape[0] not in {len(candidate.value), prefix + 3, prefix + 7}:
        return ""  # a prefix that is a group by itself is not needed: the number behind it is found alone
    shape = (candidate.shape[0] - prefix, *candidate.shape[1:])
    dotted = shape == (3, 4, 4) and set(candidate.gaps) <= {".", "·"}
    spelt = shape in _MOBILE_SHAPES and _spelt(folded, candidate, Kind.MOBILE)
    if not spelt and not dotted and not _wrapped(candidate, 3):
        return ""
    if len(shape) == 11 and _in_longer_row(folded, candidate):
        return ""
    if _QUANTITY.match(folded, candidate.end) or not _stands_alone(folded, candidate) or _hyphened(folded, candidate):
        return ""
    return match[1]


def _in_longer_row(folded: str, candidate: _Candidate) -> bool:
    """Single digits with more single digits beside them: a row of a table."""
    before, after = folded[max(0, candidate.start - 4) : candidate.start], folded[candidate.end : candidate.end + 4]
    return bool(re.search(r"(?:^|[^0-9])[0-9][ \t]+$", before) or re.match(r"[ \t]+[0-9](?![0-9])", after))
