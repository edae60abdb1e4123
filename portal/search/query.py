"""What a query asks for: words, phrases, exclusions, fields. Nothing of it is silently changed."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import rjieba

from portal.search.folding import clean, fold
from portal.search.terms import MAX_TERMS, TITLE, is_han, pairs, phrase_pieces, pieces, term, title_pieces, words

LONGEST = 200
"""Characters of a query that are read."""
MAX_UNITS = 40

_QUOTED = re.compile('"([^"]+)"|“([^”]+)”|「([^」]+)」|《([^》]+)》')
_EXCLUDED = re.compile(r"(?:(?<=\s)|^)[-－–—](?=[^\s\d])(\S+)")
_FIELD = re.compile(r"(?:(?<=\s)|^)([\u4e00-\u9fff]{2,6})[:：]\s*(\S+)")
_YEAR = re.compile(r"(?<!\d)(19[5-9]\d|20\d\d)年")
_ALNUM = re.compile("[a-z0-9.]+")

# Function words and the wording of questions: they say that something is asked, not what.
_STOP_WORDS = """
    的 了 是 在 和 与 及 或 等 为 对 就 都 也 还 又 被 把 让 给 从 到 向 往 于
    之 其 所 而 且 以 则 者 吗 呢 吧 啊 么 嘛 呀 哦 我 我们 你 你们 您 他 她 它
    他们 自己 这 那 这个 那个 这些 那些 这样 那样 一个 一种 有 没有 有没有 不 没 会 能
    能否 可否 可以 可不可以 能不能 要 想 想要 应 应该 应当 需要 该 请 请问 问 咨询 怎么
    怎么办 怎么样 怎样 如何 什么 什么样 什么时候 为什么 为何 哪 哪个 哪些 哪里 哪儿 哪种
    谁 几 多少 多久 多长 是否 是不是 属于 算 如果 的话 但 但是 因为 所以 由于 关于 时
    时候 情况 情况下 进行 有关 相关 着 过 去 来 做 得 很 个 上 下 中 里 后 前
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())
_STATES = {
    "现行有效": "in_force", "现行": "in_force", "有效的": "in_force", "已废止": "repealed", "废止的": "repealed",
    "已失效": "expired", "失效的": "expired", "尚未施行": "pending",
}  # fmt: skip


@dataclass(frozen=True)
class Unit:
    """A part that an item should contain. Any alternative will do; the terms of one stand in the same passage."""

    text: str
    alternatives: list[list[int]]
    phrase: bool = False
    spellings: tuple[str, ...] = ()


@dataclass
class Query:
    raw: str
    """As it was typed, cleaned and cut."""
    text: str = ""
    """Without operators, folded."""
    cut: bool = False
    phrases: list[str] = field(default_factory=list)
    excluded: list[Unit] = field(default_factory=list)
    fields: list[tuple[str, str]] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    years: list[str] = field(default_factory=list)
    states: list[str] = field(default_factory=list)
    terms: Counter[int] = field(default_factory=Counter)
    expansion: Counter[int] = field(default_factory=Counter)
    title_terms: list[int] = field(default_factory=list)

    @property
    def all_terms(self) -> set[int]:
        found = set(self.terms) | set(self.expansion) | {number | TITLE for number in self.title_terms}
        for unit in [*self.units, *self.excluded]:
            found.update(number for alternative in unit.alternatives for number in alternative)
        return found


def understand(text: str, synonyms: Mapping[str, Sequence[str]] | None = None) -> Query:
    """Take a query apart. `synonyms`: folded word → other words that mean the same."""
    raw = clean(text, LONGEST)
    query = Query(raw, cut=len(text.strip()) > LONGEST)
    rest = _take_fields(query, raw)
    rest = _take_excluded(query, rest)
    rest = _take_phrases(query, rest)
    query.text = fold(rest)
    query.years = _YEAR.findall(query.text)
    query.states = list(dict.fromkeys(state for word, state in _STATES.items() if word in query.text))
    wanted = query.text
    for word in _STATES:
        wanted = wanted.replace(word, " ")
    query.units += _units(wanted if wanted.strip() else query.text, synonyms or {})[: MAX_UNITS - len(query.units)]
    tokens = words(query.text) + pairs(query.text)
    tokens += [token for phrase in query.phrases for token in words(fold(phrase)) + pairs(fold(phrase))]
    query.terms = Counter(map(term, tokens[:MAX_TERMS]))
    for unit in query.units:
        for spelling in unit.spellings[1:]:
            query.expansion.update({term(token) for token in words(fold(spelling)) + pairs(fold(spelling))})
    whole = fold("".join([*query.phrases, rest]))
    query.title_terms = title_pieces(whole)
    return query


def _take_fields(query: Query, text: str) -> str:
    for name, value in _FIELD.findall(text):
        query.fields.append((name, value))
    return _FIELD.sub(" ", text)


def _take_excluded(query: Query, text: str) -> str:
    for word in _EXCLUDED.findall(text):
        if numbers := phrase_pieces(word):
            query.excluded.append(Unit(word, [numbers], spellings=(word,)))
    return _EXCLUDED.sub(" ", text) if query.excluded else text


def _take_phrases(query: Query, text: str) -> str:
    for match in _QUOTED.finditer(text):
        phrase = next(filter(None, match.groups())).strip()
        if numbers := phrase_pieces(phrase):
            query.phrases.append(phrase)
            query.units.append(Unit(phrase, [numbers], phrase=True, spellings=(fold(phrase),)))
    return _QUOTED.sub(" ", text)


def _units(folded: str, synonyms: Mapping[str, Sequence[str]]) -> list[Unit]:
    units: list[Unit] = []
    rest = folded
    for word in sorted((word for word in synonyms if word in folded), key=len, reverse=True):
        if word in rest:
            rest = rest.replace(word, " ")
            spellings = (word, *synonyms[word])
            units.append(Unit(word, [pieces(each) for each in spellings], spellings=spellings))
    found = [Unit(word, [pieces(word)], spellings=(word,)) for word in _plain_words(rest)]
    units += [unit for unit in found if unit.alternatives[0]]
    return units or _characters(folded)


def _plain_words(folded: str) -> list[str]:
    """Words without function words; a number keeps the measure word behind it (3月, 1000万)."""
    found: list[str] = []
    cut = rjieba.cut(folded, True)
    for word in cut:
        if found and len(word) == 1 and is_han(word) and _ALNUM.fullmatch(found[-1]) and found[-1] + word in folded:
            found[-1] += word
        elif _ALNUM.fullmatch(word) or (len(word) > 1 and any(map(is_han, word)) and word not in STOP_WORDS):
            found.append(word)
    return list(dict.fromkeys(word for word in found if not _YEAR.fullmatch(word)))


def _characters(folded: str) -> list[Unit]:
    """Nothing but function words or single characters was typed: then they are meant."""
    found = dict.fromkeys(pieces(folded)) or dict.fromkeys(term(char) for char in folded if is_han(char))
    return [Unit(folded, [list(found)], spellings=(folded,))] if found else []
