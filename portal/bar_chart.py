"""Bars of a picture of 1000 by 200 on staff screens; a table below it says the same in numbers."""

from collections.abc import Sequence

WIDTH, HEIGHT, GAP = 1000, 200, 0.3


def bars(values: Sequence[float], top: float = 0, places: int = 0) -> list[dict[str, str]]:
    """A rectangle for each value, as attributes of SVG.

    `top` is the value that fills the height, the greatest when 0; with fewer values than `places` there is room to the right.
    """
    if not values:
        return []
    top, step = top or max(values) or 1, WIDTH / max(len(values), places)
    return [
        {"x": f"{step * (index + GAP / 2):.1f}", "y": f"{HEIGHT - HEIGHT * value / top:.1f}",
         "width": f"{step * (1 - GAP):.1f}", "height": f"{HEIGHT * value / top:.1f}"}
        for index, value in enumerate(values)
    ]  # fmt: skip
