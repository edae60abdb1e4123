"""Dates of a document that contradict each other. Pure."""

import datetime as dt


def contradictions(
    *,
    written_on: dt.date | None,
    printed_on: dt.date | None,
    effective_on: dt.date | None,
    expires_on: dt.date | None,
    today: dt.date,
) -> list[str]:
    """Sentences for staff. A document may take effect before it is written, but not be printed or expire before."""
    written, printed, effective = ("成文日期", written_on), ("印发日期", printed_on), ("施行日期", effective_on)
    expires = ("有效期至", expires_on)
    pairs = [(printed, written), (expires, written), (expires, effective)]
    found = [f"{late}早于{early}。" for (late, b), (early, a) in pairs if a and b and b < a]
    return found + [f"{name}在将来。" for name, day in (written, printed) if day and day > today]
