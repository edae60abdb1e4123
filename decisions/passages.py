"""What of an item will be public, as text: for the search for personal data, and for the search itself."""

from collections.abc import Iterator
from typing import Any

from decisions.models import (
    Activity,
    Attendance,
    AttendanceResult,
    Catalogue,
    Consultation,
    Decision,
    Feedback,
    StageRecord,
)
from policies.item_passages import file_passages, item_passages
from portal.screening import Mark, Passage

TEXTS: dict[type, list[str]] = {
    Catalogue: ["number", "introduction", "adjustment"],
    Decision: ["summary", "background", "partners", "legal_basis"],
    StageRecord: ["organisations", "people", "summary", "body"],
    Consultation: ["body", "shortened_reason"],
    Feedback: ["body"],
    Activity: ["place", "participants", "chosen", "opinions", "adoption"],
    Attendance: ["body", "place", "invited", "conditions", "rule"],
    AttendanceResult: ["body", "seed"],
}
OWNED: dict[type, list[tuple[str, list[str]]]] = {
    Catalogue: [("items", ["title", "partners", "legal_basis", "reason"])],
    Decision: [("stages", ["excuse"])],
    Consultation: [
        ("drafts", ["title", "body", "drafting_note", "interpretation"]),
        ("questions", ["text", "choices"]),
    ],
    Feedback: [("groups", ["title", "articles", "reason"])],
    Activity: [("results", ["question", "option"])],
    AttendanceResult: [("attendees", ["name", "about", "said"])],
}


def passages(item: Any) -> Iterator[Passage]:
    """Every text of the item and of the rows that belong to it, with the place as staff call it."""
    yield from item_passages(item, TEXTS[type(item)], OWNED.get(type(item), []))
    if isinstance(item, StageRecord) and item.pk:
        yield from file_passages(item.attachments.all())
    if isinstance(item, Feedback) and item.pk:
        for pk, text in item.consultation.opinions.exclude(public_text="").values_list("pk", "public_text"):
            yield Passage(f"opinion:{pk}", text, [Mark(0, f"意见 {pk} 的公开摘录")])
