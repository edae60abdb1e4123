"""Words of titles: the vocabulary for one spelling suggestion and for queries in pinyin."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from pypinyin import lazy_pinyin

from portal.search.folding import fold
from portal.search.terms import is_han, words

LONGEST = 12
"""Characters of a word; longer ones are no words."""


def deletions(word: str) -> list[str]:
    """The word and the word with each one character left out; at distance one (change, loss, swap) two words share
    one."""
    return sorted({word, *(word[:i] + word[i + 1 :] for i in range(len(word)))})


@lru_cache(maxsize=20_000)
def pinyin(word: str) -> str:
    """gongjijin for 公积金; Latin stays."""
    return "".join(lazy_pinyin(word)).lower()


def title_words(titles: Iterable[str]) -> Counter[str]:
    """Han words of two and more characters in titles with the number of titles."""
    found: Counter[str] = Counter()
    for title in titles:
        found.update({word for word in words(fold(title)) if 2 <= len(word) <= LONGEST and all(map(is_han, word))})
    return found


def add_words(cursor: Any, titles: Sequence[str]) -> None:
    """New words only; counts of known ones are refreshed by the full build. Writers hold the version lock
    (index.py)."""
    counts = title_words(titles)
    cursor.execute("SELECT word FROM portal_searchword WHERE word = ANY(%s)", [list(counts)])
    known = {record[0] for record in cursor.fetchall()}
    with cursor.copy("COPY portal_searchword (word, pinyin, count, deletions) FROM STDIN") as copy:
        for word in counts.keys() - known:
            copy.write_row([word, pinyin(word)[:200], counts[word], deletions(word)])
