"""The search for personal data in everything an item will show, and the reviewer's word that a finding may stand.

Regulation art. 15 and Personal Information Protection Law art. 55: what is published is assessed first. A finding
blocks publication until the text is changed or a reviewer, who did not write it, overrules it with a reason.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pghistory
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils.crypto import salted_hmac

from portal import personal_data
from portal.models import User
from portal.models.finding import OverruledFinding
from portal.publishing import Publishable, Refused

_AROUND = 20
"""Characters of the line shown on each side of a finding, so that staff recognise the place."""


@dataclass(frozen=True, slots=True)
class Mark:
    """From `offset` of a passage's text on, what staff call the place, and its anchor on the public page."""

    offset: int
    place: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of what will be public. `unreadable` says why its text could not be read in full."""

    source: str
    """Stable name: "title", "body", the hash of a file."""
    text: str
    marks: Sequence[Mark]
    unreadable: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    digest: str
    place: str
    anchor: str
    label: str
    shown: str
    """Masked, safe to print on a staff screen."""
    context: str
    overruled: OverruledFinding | None = None

    @property
    def sentence(self) -> str:
        if self.label == UNREADABLE:
            return f"{self.place}不能自动检查个人信息（{self.shown.rstrip('。')}），须由审查人核对后写明理由放行。"
        return f"{self.place}有{self.label} {self.shown}，须删除或遮盖，或由审查人写明理由放行。"


UNREADABLE = "不能检查的附件"


def findings(item: models.Model, passages: Iterable[Passage]) -> list[Finding]:
    """Every finding in the passages in order, those already overruled in this item with the word of the reviewer."""
    overruled = {each.digest: each for each in overruled_in(item)} if item.pk else {}
    found: dict[str, Finding] = {}
    for passage in passages:
        for each in _in_passage(passage, overruled):
            found.setdefault(each.digest, each)
    return list(found.values())


def overruled_in(item: models.Model) -> models.QuerySet[OverruledFinding]:
    content_type = ContentType.objects.get_for_model(item)
    return OverruledFinding.objects.filter(content_type=content_type, object_id=item.pk).select_related("overruled_by")


def open_sentences(found: Iterable[Finding]) -> list[str]:
    """What blocks publication."""
    return [each.sentence for each in found if each.overruled is None]


def overrule(item: Publishable, finding: Finding, *, by: User, reason: str) -> OverruledFinding:
    """放行 one finding; Refused without a reason and to everyone who wrote the item."""
    reason = reason.strip()
    if not reason:
        raise Refused("放行必须写明理由。")
    if by.pk in item.writers:
        raise Refused("这份信息由您起草、编辑或送审，须由另一人决定是否放行。")
    with transaction.atomic(), pghistory.context(verb="overrule", user=by.pk):
        return OverruledFinding.objects.get_or_create(
            content_type=ContentType.objects.get_for_model(item),
            object_id=item.pk,
            digest=finding.digest,
            defaults={
                "place": finding.place[:300],
                "shown": f"{finding.label} {finding.shown}"[:300],
                "reason": reason,
                "overruled_by": by,
            },
        )[0]


def _in_passage(passage: Passage, overruled: dict[str, OverruledFinding]) -> Iterable[Finding]:
    offsets = [mark.offset for mark in passage.marks]
    if passage.unreadable:
        digest = _digest(passage.source, UNREADABLE, passage.unreadable)
        mark = passage.marks[0]
        yield Finding(digest, mark.place, mark.anchor, UNREADABLE, passage.unreadable, "", overruled.get(digest))
    data = personal_data.find(passage.text)
    masked = _masked(passage.text, data)
    for datum in data:
        mark = passage.marks[max(0, bisect_right(offsets, datum.start) - 1)]
        start = passage.text.rfind("\n", 0, datum.start) + 1
        end = passage.text.find("\n", datum.end)
        line = passage.text[start : end if end >= 0 else len(passage.text)]
        digest = _digest(passage.source, datum.kind, datum.value, line)
        context = masked[max(start, datum.start - _AROUND) : datum.end + _AROUND].split("\n")[0].strip()
        yield Finding(digest, mark.place, mark.anchor, datum.kind.label, datum.masked, context, overruled.get(digest))


def _masked(text: str, data: Iterable[personal_data.PersonalDatum]) -> str:
    """The text with every number hidden, character for character."""
    pieces, position = [], 0
    for datum in data:
        number = text[datum.start : datum.end]
        hidden = "".join(
            "*" if char.isalnum() and 3 <= at < len(number) - 4 else char for at, char in enumerate(number)
        )
        pieces += [text[position : datum.start], hidden]
        position = datum.end
    return "".join([*pieces, text[position:]])


def _digest(*parts: str) -> str:
    """Keyed, because an eleven-digit number is guessed from a plain hash in seconds."""
    return salted_hmac("portal.screening", "\x1f".join(parts), algorithm="sha256").hexdigest()
