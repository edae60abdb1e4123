"""One suggestion for what looks mistyped, and words for what was typed in pinyin. Never a silent rewrite."""

import re
from collections.abc import Callable, Iterable

from django.db.models import Q

from portal.search.models import SearchWord
from portal.search.names import sounds
from portal.search.query import STOP_WORDS
from portal.search.terms import HAN
from portal.search.vocabulary import deletions, pinyin

LONGEST = 6
SHORTEST = 2
MAX_WINDOWS = 80
_LATIN = re.compile("[a-z]{4,60}")


def suggestion(text: str, unknown: Callable[[str], bool]) -> str:
    """The folded query with its one doubtful word replaced by the likeliest word of titles; "" when nothing is near.

    `unknown` says whether a pair of characters occurs nowhere (or next to nowhere).
    """
    windows = _windows(text, unknown)
    if not windows:
        return ""
    sounds = {window: pinyin(window) for window in windows}
    near = {window: deletions(window) for window in windows}
    rows = SearchWord.objects.filter(
        Q(pinyin__in=set(sounds.values()))
        | Q(deletions__overlap=sorted({each for many in near.values() for each in many}))
    ).values_list("word", "pinyin", "count", "deletions")[:2000]
    best: tuple[tuple[int, int, int], str, str] | None = None
    for word, sound, count, shorter in rows:
        for window in windows:
            if closeness := _closeness(window, sounds[window], near[window], word, sound, shorter):
                rank = (closeness, len(window), count)
                if word != window and word not in text and (best is None or rank > best[0]):
                    best = (rank, window, word)
    return text.replace(best[1], best[2], 1) if best else ""


def _windows(text: str, unknown: Callable[[str], bool]) -> list[str]:
    """Pieces of the query that contain a pair of characters which nothing has."""
    found = []
    for match in HAN.finditer(text[:60]):
        run = match[0]
        doubtful = [i for i in range(len(run) - 1) if not set(run[i : i + 2]) & STOP_WORDS and unknown(run[i : i + 2])]
        for size in range(min(LONGEST, len(run)), SHORTEST - 1, -1):
            found += [
                run[i : i + size]
                for i in range(len(run) - size + 1)
                if any(i <= place and place + 2 <= i + size for place in doubtful)
            ]
    return list(dict.fromkeys(found))[:MAX_WINDOWS]


def _closeness(window: str, sound: str, near: list[str], word: str, word_sound: str, shorter: Iterable[str]) -> int:
    """3: sounds the same, 2: one character differs, 1: one is missing or too many, 0: something else."""
    if word_sound == sound and len(word) == len(window):
        return 3
    if len(word) == len(window) > 2 and sum(a != b for a, b in zip(word, window, strict=True)) == 1:
        return 2
    if len(word) == len(window) > 2 and sorted(word) == sorted(window) and set(near) & set(shorter):
        return 2
    if len(word) > 3 and abs(len(word) - len(window)) == 1 and (window in shorter or word in near):
        return 1
    return 0


def from_pinyin(text: str) -> list[str]:
    """Words of titles, names and synonyms whose pinyin together is the text: zhufanggongjijin → 住房, 公积金. Empty when
    it is not pinyin."""
    letters = text.replace(" ", "").replace("'", "")
    if not _LATIN.fullmatch(letters):
        return []
    parts = {letters[i:j] for i in range(len(letters)) for j in range(i + 3, min(i + 30, len(letters)) + 1)}
    words = {part: (0, word) for part in parts if (word := sounds().get(part))}
    for word, sound, count in SearchWord.objects.filter(pinyin__in=parts).values_list("word", "pinyin", "count"):
        words[sound] = max(words.get(sound, (0, "")), (count, word))
    return _cover(letters, words)


def _cover(letters: str, words: dict[str, tuple[int, str]]) -> list[str]:
    """Fewest words that spell the letters from end to end."""
    ways: list[list[str] | None] = [[]] + [None] * len(letters)
    for end in range(1, len(letters) + 1):
        for sound, (_, word) in words.items():
            before = (
                ways[end - len(sound)] if end >= len(sound) and letters.startswith(sound, end - len(sound)) else None
            )
            if before is not None and (ways[end] is None or len(before) + 1 < len(ways[end] or [])):
                ways[end] = [*before, word]
    return ways[len(letters)] or []
