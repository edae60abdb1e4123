"""Geometry of charts that are drawn on the server: SVG paths in a square of 1000, labels in per cent. Pure.

The square is stretched over the picture and the labels are not, so one drawing fits a phone, a wide screen and paper.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

SIDE = 1000
TICKS, LABELS, ALL_NAMED, MOST_DOTS = 5, 6, 8, 40


@dataclass(frozen=True)
class Tick:
    """A line across (`place` from the top) or a name below (`place` from the left), in per cent."""

    place: str
    text: str
    anchor: str = "middle"
    minor: bool = False
    """Left out on a narrow screen."""


@dataclass(frozen=True)
class Chart:
    path: str
    """Of the line; a gap in the data is a gap in it."""
    dots: list[tuple[str, str]]
    rows: list[Tick]
    names: list[Tick]
    target: Tick | None


def _per_cent(share: float) -> str:
    return f"{share * 100:.2f}%"


def scale(values: Sequence[float]) -> tuple[float, float, float]:
    """(lowest, highest, step) of an axis with round numbers that holds all values; from nought if that is near."""
    low, high = min(values), max(values)
    if 0 < low < high * 0.6 or low == high > 0:
        low = 0.0
    span = (high - low) or abs(high) or 1.0
    rough = span / (TICKS - 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * each for each in (1, 2, 2.5, 5, 10) if power * each >= rough * 0.999)
    bottom, top = math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step
    return bottom, top if top > bottom else bottom + step, step


def _path(places: Sequence[tuple[float, float]], gaps: Sequence[bool]) -> str:
    parts = []
    for index, (x, y) in enumerate(places):
        parts.append(f"{'M' if index == 0 or gaps[index] else 'L'}{x * SIDE:.1f} {y * SIDE:.1f}")
    return "".join(parts)


def _number(value: float, step: float) -> str:
    decimals = max(0, -math.floor(math.log10(step) + 1e-9)) + (1 if f"{step:e}"[0:3] == "2.5" and step < 10 else 0)
    return f"{value:,.{decimals}f}"


def draw(
    values: Sequence[Decimal], names: Sequence[str], gaps: Sequence[bool], target: Decimal | None = None
) -> Chart | None:
    """`gaps[i]`: nothing connects i with the value before it. None with fewer than two values, which a table tells better."""
    if len(values) < 2:
        return None
    numbers = [float(each) for each in values]
    low, high, step = scale([*numbers, float(target)] if target is not None else numbers)

    def height(value: float) -> float:
        return 1 - (value - low) / (high - low)

    last = len(numbers) - 1
    places = [(index / last, height(number)) for index, number in enumerate(numbers)]
    count = round((high - low) / step) + 1
    rows = [Tick(_per_cent(height(low + step * each)), _number(low + step * each, step)) for each in range(count)]
    return Chart(
        path=_path(places, gaps),
        dots=[(_per_cent(x), _per_cent(y)) for x, y in places] if len(places) <= MOST_DOTS else [],
        rows=rows,
        names=_names(names),
        target=Tick(_per_cent(height(float(target))), "") if target is not None else None,
    )


def _names(names: Sequence[str]) -> list[Tick]:
    """A few of the names, the first and the last among them."""
    last = len(names) - 1
    count = len(names) if len(names) <= ALL_NAMED else LABELS
    chosen = [round(each * last / (count - 1)) for each in range(count)]
    anchors = {0: "start", last: "end"}
    return [
        Tick(_per_cent(index / last), names[index], anchors.get(index, "middle"), 0 < place < count - 1)
        for place, index in enumerate(chosen)
    ]


def spark(values: Sequence[Decimal]) -> str:
    """The path of a small picture without axes; empty with fewer than two values."""
    if len(values) < 2:
        return ""
    numbers = [float(each) for each in values]
    low, high = min(numbers), max(numbers)
    span = (high - low) or 1.0
    last = len(numbers) - 1
    return _path(
        [(index / last, 0.95 - (number - low) / span * 0.9) for index, number in enumerate(numbers)],
        [False] * len(numbers),
    )
