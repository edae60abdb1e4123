"""Which rows of a version have what is asked for, in which order: arrays of row numbers, any page as near as the first.

Written once, while the version is staged; portal/search/ keeps its postings in the same way, and the terms are the same.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

import numpy as np
from django.db import connection

from disclosures.cell_values import NUMERIC, Kind
from disclosures.models import DatasetField, DatasetOrder, DatasetPosting, DatasetVersion
from portal.search.folding import clean, fold
from portal.search.terms import is_han, joints, pairs, term

SEGMENT = 5_000
"""Rows whose postings are made at once."""
BUCKETS, SMALL = 256, 2_000
"""Terms are spread over so many buckets, those of a version with few rows lie in one."""
LONGEST = 60
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_NOTHING = np.zeros(0, np.int64)


def bucket_count(rows: int) -> int:
    return BUCKETS if rows > SMALL else 1


def asked(text: str) -> str:
    """A query as it is searched and shown."""
    return clean(text, LONGEST)


# writing


class Postings:
    """Takes the texts of rows in ascending order, writes a segment of them at a time."""

    def __init__(self, version: DatasetVersion) -> None:
        self.version, self.buckets = version, 1
        self._texts: list[str] = []
        self._first = 1
        self._segment = 0

    def add(self, text: str) -> None:
        self._texts.append(text.replace("\n", " "))
        if len(self._texts) == SEGMENT:
            self.write()

    def write(self) -> None:
        if not self._texts:
            return
        # The first segment of many rows is full of more than a few.
        self.buckets = bucket_count(self._first + len(self._texts) - 1)
        codes, lines = _terms("\n".join(self._texts))
        rows = lines + self._first
        order = np.lexsort((rows, codes, codes % self.buckets))
        codes, rows = codes[order], rows[order]
        fresh = np.ones(len(codes), bool)
        fresh[1:] = (codes[1:] != codes[:-1]) | (rows[1:] != rows[:-1])
        codes, rows = codes[fresh], rows[fresh]
        bounds = np.searchsorted(codes % self.buckets, np.arange(self.buckets + 1))
        DatasetPosting.objects.bulk_create(
            self._posting(bucket, codes[start:end], rows[start:end])
            for bucket, (start, end) in enumerate(pairwise(bounds))
            if end > start
        )
        self._first += len(self._texts)
        self._segment += 1
        self._texts.clear()

    def _posting(self, bucket: int, codes: Any, rows: Any) -> DatasetPosting:
        terms, starts = np.unique(codes, return_index=True)
        return DatasetPosting(
            version=self.version, bucket=bucket, segment=self._segment, terms=terms.astype("<i8").tobytes(),
            starts=starts.astype("<u4").tobytes(), numbers=rows.astype("<u4").tobytes(),
        )  # fmt: skip


def _terms(text: str) -> tuple[Any, Any]:
    """(terms, lines counted from 0) of every line of a text."""
    folded = "\n".join(map(fold, text.split("\n")))
    codes = np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)
    lines = np.cumsum(codes == 10)
    han = ((codes >= 0x4E00) & (codes <= 0x9FFF)) | ((codes >= 0x3400) & (codes <= 0x4DBF))
    both = han[:-1] & han[1:]
    rarer = [(term.__wrapped__(token), at) for at, token in joints(folded)]  # codes of rows would fill its cache
    numbers = np.fromiter((number for number, _ in rarer), np.int64, len(rarer))
    places = np.fromiter((at for _, at in rarer), np.int64, len(rarer))
    return (
        np.concatenate([codes[han], (codes[:-1] << 21 | codes[1:])[both], numbers]),
        np.concatenate([lines[han], lines[:-1][both], lines[places]]),
    )


def write_orders(version: DatasetVersion, fields: Iterable[DatasetField]) -> None:
    """One statement for each public column; the database sorts, on disk where it must."""
    with connection.cursor() as cursor:
        for each in fields:
            if not each.private:
                key = _sorted_by(each)
                cursor.execute(
                    f"""
                    INSERT INTO disclosures_datasetorder (version_id, key, numbers, filled)
                    SELECT %s, %s, coalesce(string_agg(int4send(number), ''::bytea ORDER BY {key} NULLS LAST, number), ''),
                           count(cells -> %s)
                      FROM disclosures_datasetrow WHERE version_id = %s
                    """,  # noqa: S608 - the key of a column takes letters, digits and underscores only
                    [version.pk, each.key, each.key, version.pk],
                )


def _sorted_by(field: DatasetField) -> str:
    """Numbers by their value, texts as dictionaries have them: GB 18030 begins with the common characters by pinyin."""
    if field.kind in (*NUMERIC, Kind.PERCENT):
        return f"(cells ->> '{field.key}')::numeric"
    return f"convert_to(cells ->> '{field.key}', 'GB18030')"


# reading


def found(version: DatasetVersion, query: str) -> Any:
    """Ascending row numbers that have every word of a query; all of them for an empty one."""
    wanted = list(dict.fromkeys(_wanted(query)))
    if not wanted:
        return np.arange(1, version.rows + 1) if not query else _NOTHING
    held = _postings(version, wanted)
    parts = sorted((held.get(each, _NOTHING) for each in wanted), key=len)
    rows = parts[0]
    for each in parts[1:]:
        rows = np.intersect1d(rows, each, assume_unique=True)
    return rows


def _wanted(query: str) -> Iterator[int]:
    for word in _THOUSANDS.sub("", fold(query)).split():
        tokens = pairs(word)
        longer = [token for token in tokens if len(token) > 1 or not is_han(token)]
        yield from map(term, longer or tokens)


def _postings(version: DatasetVersion, wanted: list[int]) -> dict[int, Any]:
    buckets = bucket_count(version.rows)
    lines = DatasetPosting.objects.filter(version=version, bucket__in={each % buckets for each in wanted})
    parts: dict[int, list[Any]] = {}
    for line in lines.order_by("segment").values_list("terms", "starts", "numbers"):
        terms, starts, numbers = (
            np.frombuffer(each, kind) for each, kind in zip(line, ("<i8", "<u4", "<u4"), strict=True)
        )
        for each in wanted:
            at = int(np.searchsorted(terms, each))
            if at < len(terms) and terms[at] == each:
                end = starts[at + 1] if at + 1 < len(starts) else len(numbers)
                parts.setdefault(each, []).append(numbers[starts[at] : end])
    return {each: np.concatenate(rows).astype(np.int64) for each, rows in parts.items()}


def ordered(version: DatasetVersion, rows: Any, key: str, *, down: bool) -> Any:
    """Those rows sorted by a column; without a value they come last, up and down."""
    line = DatasetOrder.objects.filter(version=version, key=key).values_list("numbers", "filled").first()
    if line is None:
        return rows
    numbers = np.frombuffer(line[0], ">u4").astype(np.int64)
    if down:
        numbers = np.concatenate([numbers[: line[1]][::-1], numbers[line[1] :]])
    if len(rows) == len(numbers):
        return numbers
    wanted = np.zeros(version.rows + 1, bool)
    wanted[rows] = True
    return numbers[wanted[numbers]]
