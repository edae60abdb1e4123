"""Reading a table of values for one indicator: every trouble by its cell, and all of the table or nothing is taken in."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

import pghistory
from django.db import IntegrityError, transaction
from django.utils import timezone
from openpyxl.utils import get_column_letter

from disclosures.models import Batch, Indicator, Observation, Standing
from disclosures.periods import label, parsed, plain
from portal.files import FileRejected
from portal.models import User
from portal.publication_states import Refused
from portal.spreadsheet import Row, Table

AT, VALUE, REASON = "时期", "数值", "修订原因"
NAMES = {AT: (AT, "时间", "日期", "年份", "月份"), VALUE: (VALUE, "值", "观测值"), REASON: (REASON, "修改原因")}
LARGEST = Decimal(10) ** 13
NOISE = 10
"""Decimals beyond which a cell holds only the rounding errors of its spreadsheet program."""


@dataclass(frozen=True)
class Taken:
    """A row that would be taken in; `before` is the value that it replaces, `revision` 0 for the first of its period."""

    number: int
    at: dt.datetime
    name: str
    value: Decimal
    before: Decimal | None
    revision: int
    reason: str

    @property
    def kind(self) -> str:
        return "修订" if self.before is not None else "新增"


@dataclass(frozen=True)
class Judged:
    taken: list[Taken]
    unchanged: int
    troubles: list[tuple[str, str]]
    """(cell such as B5, Chinese sentence)."""


def number(text: str, precision: int) -> Decimal:
    """What staff wrote as a number: 1,234.5, １２３.４, +3; ValueError with a sentence for them."""
    written = plain(text).replace(",", "").replace(" ", "")
    try:
        value = Decimal(written)
    except InvalidOperation:
        raise ValueError(f"“{text[:20]}”不是数。") from None
    if not value.is_finite() or abs(value) >= LARGEST:
        raise ValueError(f"“{text[:20]}”超出范围。")
    value = round(value, NOISE).normalize()
    decimals = max(0, -int(value.as_tuple().exponent))
    if decimals > precision:
        raise ValueError(f"“{text[:20]}”有{decimals}位小数，这个指标保留{precision}位，请核对。")
    return value


def _places(table: Table) -> dict[str, tuple[str, str]]:
    """Our name of a column → (its name in the table, its letter); FileRejected when one that must be there is not."""
    found = {}
    for name, spellings in NAMES.items():
        for index, column in enumerate(table.columns, start=1):
            if column in spellings and name not in found:
                found[name] = (column, get_column_letter(index))
    if absent := [name for name in (AT, VALUE) if name not in found]:
        raise FileRejected(f"表头缺少：{'、'.join(absent)}。")
    return found


def _readings(
    indicator: Indicator, table: Table, troubles: list[tuple[str, str]]
) -> Iterator[tuple[Row, dt.datetime, Decimal]]:
    """The rows that can be read; what cannot is noted by its cell."""
    places = _places(table)
    (at_column, at_letter), (value_column, value_letter) = places[AT], places[VALUE]
    seen: dict[dt.datetime, int] = {}
    now = timezone.now()
    for row in table.rows:
        at = value = None
        try:
            at = parsed(indicator.period, row.cells[at_column])
            if at > now:
                raise ValueError("这个时期还没有到。")
            if first := seen.get(at):
                raise ValueError(f"与第{first}行是同一时期。")
            seen[at] = row.number
        except ValueError as error:
            troubles.append((f"{at_letter}{row.number}", str(error) if row.cells[at_column] else "缺少时期。"))
            at = None
        try:
            value = number(row.cells[value_column], indicator.precision)
        except ValueError as error:
            troubles.append((f"{value_letter}{row.number}", str(error) if row.cells[value_column] else "缺少数值。"))
        if at is not None and value is not None:
            yield row, at, value


def judge(indicator: Indicator, table: Table) -> Judged:
    """What taking the table in would do, in two queries; FileRejected when its header does not fit."""
    places = _places(table)
    reason_column, reason_letter = places.get(REASON, ("", places[VALUE][1]))
    troubles = [(f"第{line}行", text) for line, text in table.troubles]
    readings = list(_readings(indicator, table, troubles))
    standing = _standing(indicator, [at for _, at, _ in readings])
    taken, unchanged = [], 0
    for row, at, value in readings:
        held = standing.get(at, [])
        current = next((each for each in held if each.standing == Standing.CONFIRMED), None)
        reason = row.cells.get(reason_column, "").strip()
        if any(each.standing == Standing.WAITING for each in held):
            troubles.append((f"{places[AT][1]}{row.number}", "这一时期已有待确认的数据，先确认或退回那个批次。"))
        elif current and current.value == value:
            unchanged += 1
        elif current and not reason:
            was = indicator.shown(current.value)
            troubles.append((f"{reason_letter}{row.number}", f"已公布{was}，改为{value:f}要在“{REASON}”列写明原因。"))
        elif len(reason) > 300:
            troubles.append((f"{reason_letter}{row.number}", "修订原因不超过300字。"))
        else:
            before, revision = (current.value, current.revision + 1) if current else (None, 0)
            name = label(indicator.period, at)
            taken.append(Taken(row.number, at, name, value, before, revision, reason if current else ""))
    return Judged(taken, unchanged, troubles)


def _standing(indicator: Indicator, moments: Sequence[dt.datetime]) -> dict[dt.datetime, list[Observation]]:
    """Values of these periods that are confirmed or wait, the newest revision first."""
    rows = indicator.observations.exclude(standing=Standing.REJECTED).filter(at__in=moments).order_by("-revision")
    held: dict[dt.datetime, list[Observation]] = {}
    for each in rows:
        held.setdefault(timezone.localtime(each.at), []).append(each)
    return held


def take(
    indicator: Indicator, rows: Sequence[Taken], by: User, *, file_name: str = "", sha256: str = "",
    at: dt.datetime | None = None,
) -> Batch:  # fmt: skip
    """One batch with all the rows, waiting for a second person; Refused, and nothing kept, when others were faster."""
    if not rows:
        raise Refused("没有要导入的数据。")
    try:
        with transaction.atomic(), pghistory.context(verb="import_values", user=by.pk):
            batch = Batch.objects.create(
                indicator=indicator, file_name=file_name[:200], sha256=sha256, imported_by=by,
                imported_at=at or timezone.now(),
            )  # fmt: skip
            Observation.objects.bulk_create(
                (
                    Observation(
                        indicator=indicator, batch=batch, at=each.at, value=each.value, revision=each.revision,
                        reason=each.reason,
                    )
                    for each in rows
                ),
                batch_size=5_000,
            )  # fmt: skip
    except IntegrityError:
        raise Refused("预览之后数据有了变化，什么都没有导入。请重新预览。") from None
    return batch
