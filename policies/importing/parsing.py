"""Lines into records, in worker processes or in this one; in order, with a bounded number of lines on the way."""

import datetime as dt
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass

from policies.importing.mapping import Record, from_row, row_hash, row_id
from policies.importing.reading import BadRow, Line, Problem, Unusable, parse

CHUNK_LINES, CHUNK_BYTES = 32, 1024 * 1024


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A row that is in the database just as it is here."""

    line: int
    id: str


Outcome = Record | Unchanged | Problem


@dataclass(frozen=True, slots=True)
class Parser:
    """What a worker knows: the day, and the hash of every document that is already there."""

    today: dt.date
    known: dict[str, str]

    def outcome(self, line: Line | Problem) -> Outcome:
        """Never raises: whatever is wrong with a row is a problem of this row."""
        if isinstance(line, Problem):
            return line
        found = ""
        try:
            row = parse(line.data)
            found = row_id(row)
            digest = row_hash(row)
            if self.known.get(found) == digest:
                return Unchanged(line.number, found)
            return from_row(row, line=line.number, today=self.today, digest=digest)
        except BadRow as bad:
            return Problem(line.number, found, str(bad))
        except Exception as error:  # a row that nobody foresaw must not end the import
            return Problem(line.number, found, f"无法处理（{type(error).__name__}：{str(error)[:200]}）")

    def outcomes(self, lines: list[Line | Problem]) -> list[Outcome]:
        return [self.outcome(line) for line in lines]


_parser: Parser


def _begin(parser: Parser) -> None:
    global _parser
    _parser = parser
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A worker whose parent was killed has nobody to work for."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def _work(lines: list[Line | Problem]) -> list[Outcome]:
    return _parser.outcomes(lines)


def parsed(lines: Iterable[Line | Problem], parser: Parser, workers: int) -> Iterator[Outcome]:
    """The outcome of every line in order; `workers` 0 parses here. Raises Unusable when a worker was killed.

    Workers start afresh (spawn), so they share neither the database connection nor Django's models.
    """
    if not workers:
        yield from map(parser.outcome, lines)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, _begin, (parser,)) as pool:
        pending: deque[Future[list[Outcome]]] = deque()
        try:
            for chunk in _chunks(lines):
                pending.append(pool.submit(_work, chunk))
                if len(pending) > 2 * workers:
                    yield from pending.popleft().result()
            while pending:
                yield from pending.popleft().result()
        except BrokenProcessPool:
            raise Unusable("一个解析进程意外结束（可能内存不足）；已写入的都保留，再运行一次会接着导入。") from None
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _chunks(lines: Iterable[Line | Problem]) -> Iterator[list[Line | Problem]]:
    chunk: list[Line | Problem] = []
    size = 0
    for line in lines:
        chunk.append(line)
        size += len(line.data) if isinstance(line, Line) else 0
        if len(chunk) == CHUNK_LINES or size > CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk
