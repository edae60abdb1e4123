"""Terms of the index: rjieba's search-mode words, pairs of adjacent Han characters, and joints such as 3月 or 1000万.

A term is a 63-bit number. Up to two characters it is the characters themselves, longer ones are hashed. The same word
as a word and as a pair is the same term, so that certain words weigh twice (as measured best, docs/search.md).
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
import rjieba

from portal.search.folding import fold, key

TITLE = 1 << 60
"""Added to a term for the same term in a title."""
_LONG = 1 << 61
_MASK = (1 << 60) - 1
_APART = "\ue000"
"""Between two texts that are looked at as one: a character of private use is a word by itself and joins nothing."""
MAX_TERMS = 400
"""Distinct terms of a query that are looked up; further ones are left out."""

HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")
_RUN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+|[a-z0-9]+(?:[.][0-9]+)*")
_LATIN = re.compile("[a-z0-9]+(?:[.][0-9]+)*")
_LETTERS = re.compile("(?<![a-z0-9])[a-z]+(?![a-z0-9])")
_WORD = re.compile(r"\w")


def is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" or "\u3400" <= char <= "\u4dbf"


@lru_cache(maxsize=200_000)
def term(token: str) -> int:
    """The number of a token."""
    if len(token) == 1:
        return ord(token)
    if len(token) == 2:
        return ord(token[0]) << 21 | ord(token[1])
    digest = hashlib.blake2b(token.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") & _MASK | _LONG


def words(folded: str) -> list[str]:
    """Search-mode words: a long word and the shorter ones within it."""
    return [word for word in rjieba.cut_for_search(folded, True) if word.isalnum() or _WORD.search(word)]


def pairs(folded: str) -> list[str]:
    """Pairs of adjacent Han characters and the joints between Han and Latin or digits."""
    found: list[str] = []
    last, end = "", -1
    for match in _RUN.finditer(folded):
        run = match[0]
        if is_han(run[0]):
            found += map("".join, pairwise(run)) if len(run) > 1 else [run]
            if end == match.start():
                found.append(last + run[0])
        else:
            found.append(run)
            if end == match.start():
                found.append(last[-1] + run)
        last, end = run, match.end()
    return found


def tokens(text: str) -> list[str]:
    """Every token of a text, repeated as often as it occurs."""
    folded = fold(text)
    return words(folded) + pairs(folded)


@lru_cache(maxsize=200_000)
def _word(token: str) -> int:
    """The number of a word of words(), 0 of what is none; -1 between two texts."""
    if token == _APART:
        return -1
    return term(token) if token.isalnum() or _WORD.search(token) else 0


def numbers(texts: Sequence[str]) -> tuple[Any, Any]:
    """The terms of tokens() of each text in some order, and beside each the place of its text; two arrays of int64.

    All texts are looked at as one: a document has dozens of short ones. Pairs of Han characters are computed without a
    string for each.
    """
    folded = _APART.join(fold(text).replace(_APART, " ") for text in texts)
    found = np.fromiter(map(_word, rjieba.cut_for_search(folded, True)), np.int64)
    place_of_word = np.cumsum(found == -1)
    known = found > 0
    codes = np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)
    place_of_char = np.cumsum(codes == ord(_APART))
    han = ((codes >= 0x4E00) & (codes <= 0x9FFF)) | ((codes >= 0x3400) & (codes <= 0x4DBF))
    both = han[:-1] & han[1:]
    beside = np.zeros(len(codes), bool)
    beside[:-1] |= both
    beside[1:] |= both
    alone = han & ~beside
    joined = list(joints(folded))
    starts = np.fromiter((start for start, _ in joined), np.int64, len(joined))
    terms = np.fromiter((term(token) for _, token in joined), np.int64, len(joined))
    return (
        np.concatenate([found[known], terms, (codes[:-1] << 21 | codes[1:])[both], codes[alone]]),
        np.concatenate([
            place_of_word[known], place_of_char[starts], place_of_char[:-1][both], place_of_char[alone],
        ]),
    )  # fmt: skip


def joints(folded: str) -> Iterator[tuple[int, str]]:
    """(place, token) of pairs() that are not made of Han characters alone: Latin and digits, and their joints with Han."""
    last = -1
    for match in _LATIN.finditer(folded):
        start, end = match.span()
        yield start, match[0]
        if start and (last == start or is_han(folded[start - 1])):
            yield start, folded[start - 1] + match[0]
        if end < len(folded) and is_han(folded[end]):
            yield start, match[0] + folded[end]
        last = end


def title_tokens(text: str) -> set[str]:
    """Tokens of a title: all its letters and digits, and every pair of neighbours, whatever they are (8年, 年各)."""
    letters = key(text)
    return {*letters, *map("".join, pairwise(letters))}


def title_pieces(phrase: str) -> list[int]:
    """Terms that every title with the phrase has: its pairs, or its single character."""
    letters = key(phrase)
    tokens = map("".join, pairwise(letters)) if len(letters) > 1 else letters
    return list(dict.fromkeys(map(term, tokens)))[:MAX_TERMS]


def phrase_pieces(phrase: str) -> list[int]:
    """Terms of a phrase whether or not its author put blanks around Latin words."""
    return pieces(_LETTERS.sub(r" \g<0> ", fold(phrase)))


def pieces(phrase: str) -> list[int]:
    """Terms that all stand in one passage wherever the phrase does (as good as always also the other way round)."""
    found = pairs(fold(phrase))
    longer = [token for token in found if len(token) > 1 or not is_han(token)]
    return list(dict.fromkeys(map(term, longer or found)))[:MAX_TERMS]
