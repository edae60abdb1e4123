"""What an import did: counts, rows that were left out, and how far it is."""

import csv
import time
from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TextIO

from policies.flags import LABELS
from policies.importing.reading import Problem, Unusable
from portal.spreadsheet import as_text

FIRST_SHOWN = 20
_EVERY_TTY, _EVERY_LINE = 0.2, 5.0  # seconds between two signs of life


class Report:
    """Counts, and the rows left out: in a CSV file that spreadsheets open, without one the first few to show."""

    def __init__(self, path: Path | None = None) -> None:
        self.created = self.updated = self.unchanged = self.left_out = 0
        self.flags: Counter[str] = Counter()
        self.first: list[Problem] = []
        self.path = path
        self._file: TextIO | None = None
        if path:
            try:
                self._file = path.open("w", encoding="utf-8-sig", newline="", buffering=1)
            except OSError as error:
                raise Unusable(f"无法写入报告 {path}：{error.strerror}。") from None
            self._row("行号", "标识", "原因")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._file:
            self._file.close()

    @property
    def fine(self) -> int:
        return self.created + self.updated + self.unchanged

    @property
    def total(self) -> int:
        return self.fine + self.left_out

    def leave_out(self, problem: Problem) -> None:
        self.left_out += 1
        if len(self.first) < FIRST_SHOWN:
            self.first.append(problem)
        self._row(str(problem.line), problem.source_id, problem.reason)

    def _row(self, *cells: str) -> None:
        if self._file:
            csv.writer(self._file).writerow(map(as_text, cells))

    def summary(self, dry_run: bool) -> list[str]:
        """Lines for the person who ran it."""
        verb = "将" if dry_run else ""
        lines = [
            f"共 {self.total} 行：{verb}新增 {self.created}，{verb}更新 {self.updated}，"
            f"未变 {self.unchanged}，未导入 {self.left_out}。"
        ]
        if self.flags:
            lines.append("待核事项（已随文件记下，可在后台筛选）：")
            lines += [f"  {LABELS.get(code, code)} {count}" for code, count in self.flags.most_common()]
        lines += self._left_out_lines()
        if dry_run:
            lines.append("试运行，没有写入任何内容。")
        return lines

    def _left_out_lines(self) -> list[str]:
        if self.path and self.left_out:
            return [f"未导入的行见 {self.path}。"]
        lines = [f"第 {each.line} 行 {each.source_id}：{each.reason}" for each in self.first]
        if self.left_out > len(self.first):
            lines.append(f"还有 {self.left_out - len(self.first)} 行，用 --report 文件名 可得到全部。")
        return lines


class Progress:
    """One line that moves on a terminal, a line every few seconds elsewhere."""

    def __init__(self, stream: Any, clock: Any = time.monotonic) -> None:
        self.stream, self.clock = stream, clock
        self.tty = bool(getattr(stream, "isatty", lambda: False)())
        self.began = self.shown = clock()

    def show(self, rows: int, part: float) -> None:
        """rows: how many are done; part: share of the work that is done, 0 to 1."""
        now = self.clock()
        if now - self.shown < (_EVERY_TTY if self.tty else _EVERY_LINE):
            return
        self.shown = now
        spent = now - self.began
        text = f"{rows} 行，每秒 {rows / spent:.0f} 行，{_rest(spent, part)}"
        if self.tty:
            filled = round(24 * part)
            self.stream.write(f"\r\x1b[K[{'█' * filled}{'·' * (24 - filled)}] {part:4.0%} {text}")
        else:
            self.stream.write(f"{part:4.0%} {text}\n")
        self.stream.flush()

    def end(self) -> None:
        if self.tty:
            self.stream.write("\r\x1b[K")
            self.stream.flush()


def _rest(spent: float, part: float) -> str:
    if part < 0.01:
        return "剩余时间计算中"
    seconds = spent * (1 - part) / part
    return f"还需约 {seconds:.0f} 秒" if seconds < 90 else f"还需约 {seconds / 60:.0f} 分钟"
