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
from policies import bodytext
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
    yield Passage("title", item.title, [Mark(0, "标题")])
    for name in TEXTS[type(item)]:
        yield from _passage(item, name, "")
    if item.pk is None:
        return
    for related, names in OWNED.get(type(item), []):
        for place, row in enumerate(getattr(item, related).all(), start=1):
            for name in names:
                yield from _passage(row, name, f"第{place}个{row._meta.verbose_name}的")
    if isinstance(item, StageRecord):
        for file in item.attachments.all():
            named = f"附件《{file}》"
            marks = [Mark(start, f"{named}第{page}页") for page, start in enumerate(file.page_starts, start=1)]
            yield Passage(file.sha256, file.text, marks or [Mark(0, named)], unreadable=file.text_note)
    if isinstance(item, Feedback):
        for pk, text in item.consultation.opinions.exclude(public_text="").values_list("pk", "public_text"):
            yield Passage(f"opinion:{pk}", text, [Mark(0, f"意见 {pk} 的公开摘录")])


def _passage(row: Any, name: str, place: str) -> Iterator[Passage]:
    value = getattr(row, name)
    text = "、".join(value) if isinstance(value, list) else bodytext.plain(value)
    if text:
        label = row._meta.get_field(name).verbose_name
        yield Passage(f"{row._meta.model_name}:{row.pk}:{name}", text, [Mark(0, f"{place}{label}")])
