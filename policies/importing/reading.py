"""Lines of a JSON Lines file, plain or gzip, with their numbers. What cannot be read is a problem of one line."""

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

MAX_LINE = 32 * 1024 * 1024  # bytes; the longest real text has half a million
_GZIP = b"\x1f\x8b"
_BOM = "\ufeff"


class Unusable(Exception):
    """The file as a whole cannot be read; the message is one Chinese sentence."""


class BadRow(Exception):
    """One line cannot be imported; the message is the reason in Chinese."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A line that was not imported. `line` counts from 1, `source_id` is empty when the line could not be read."""

    line: int
    source_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    data: bytes


class Source:
    """A file opened for reading. Raises Unusable when it is missing, unreadable or empty."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.size = path.stat().st_size
            self._file: BinaryIO = path.open("rb")
            self.packed = self._file.read(2) == _GZIP
            self._file.seek(0)
        except OSError as error:
            raise Unusable(f"无法读取 {path}：{_why(error)}。") from None
        if not self.size:
            self._file.close()
            raise Unusable(f"{path} 是空文件。")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._file.close()

    @property
    def position(self) -> int:
        """Bytes of the file (as stored) that were read."""
        return self._file.tell()

    def lines(self) -> Iterator[Line | Problem]:
        """Every line that is not empty; after damage of a gzip file one problem, and the end."""
        stream: Any = gzip.GzipFile(fileobj=self._file, mode="rb") if self.packed else self._file
        number = 0
        while True:
            number += 1
            try:
                data = stream.readline(MAX_LINE + 1)
                if len(data) > MAX_LINE:
                    _skip_rest(stream, data)
            except (EOFError, zlib.error, OSError) as error:
                yield Problem(number, "", f"文件从这一行起读不下去：{_why(error)}")
                return
            if not data:
                return
            if len(data) > MAX_LINE:
                yield Problem(number, "", f"这一行超过 {MAX_LINE // 1024 // 1024} MB")
            elif data.strip():
                yield Line(number, data)


def _skip_rest(stream: BinaryIO, data: bytes) -> None:
    while data and not data.endswith(b"\n"):
        data = stream.readline(1024 * 1024)


def _why(error: Exception) -> str:
    if isinstance(error, EOFError):
        return "压缩文件不完整"
    if isinstance(error, gzip.BadGzipFile | zlib.error):
        return "压缩文件已损坏"
    reasons: dict[type[Exception], str] = {
        FileNotFoundError: "文件不存在",
        IsADirectoryError: "这是一个文件夹",
        PermissionError: "没有读取权限",
    }
    return reasons.get(type(error)) or getattr(error, "strerror", None) or str(error)


def parse(data: bytes) -> dict[str, Any]:
    """The object of one line. Raises BadRow with what is wrong."""
    try:
        row = json.loads(data.decode().lstrip(_BOM), parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        raise BadRow(f"不是 UTF-8 编码（第 {error.start + 1} 个字节）") from None
    except json.JSONDecodeError as error:
        raise BadRow(f"不是有效的 JSON（第 {error.pos + 1} 个字符起）") from None
    except RecursionError:
        raise BadRow("JSON 嵌套太深") from None
    except ValueError:
        raise BadRow("含有无法表示的数（NaN、Infinity 或几千位的整数）") from None
    if not isinstance(row, dict):
        raise BadRow("这一行不是一个 JSON 对象")
    return row


def _no_constant(name: str) -> None:
    raise ValueError(name)
