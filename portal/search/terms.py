"""Terms of the index: rjieba's search-mode words, pairs of adjacent Han characters, and joints such as 3月 or 1000万.

A term is a 63-bit number. Up to two characters it is the characters themselves, longer ones are hashed. The same word
as a word and as a pair is the same term, so that certain words weigh twice (as measured best, docs/search.md).
"""

import hashlib
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, pairwise
from typing import Any

import numpy as np
import rjieba

from portal.search.folding import fold, key

TITLE = 1 << 60
"""Added to a term for the same term in a title."""
_LONG = 1 << 61
_MASK = (1 << 60) - 1
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


def numbers(text: str) -> Any:
    """The terms of tokens() in some order, as int64; the pairs of Han characters are computed without a string for each."""
    folded = fold(text)
    found = np.fromiter(map(term, chain(words(folded), (token for _, token in joints(folded)))), np.int64)
    codes = np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)
    han = ((codes >= 0x4E00) & (codes <= 0x9FFF)) | ((codes >= 0x3400) & (codes <= 0x4DBF))
    both = han[:-1] & han[1:]
    beside = np.zeros(len(codes), bool)
    beside[:-1] |= both
    beside[1:] |= both
    return np.concatenate([found, (codes[:-1] << 21 | codes[1:])[both], codes[han & ~beside]])


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
