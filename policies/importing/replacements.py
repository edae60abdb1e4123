"""What a source says was replaced by a later text: a relation as soon as both texts are here and the day is known."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import QuerySet

from policies.importing.mapping import STATUS, Record
from policies.models import Document, Relation

UNDATED, STATED = "replaced-without-date", "status-without-date"


class Replacements:
    """Knows for every migrated document which later text its source names."""

    def __init__(self) -> None:
        self._newer: dict[str, str] = {}
        self._older: dict[str, set[str]] = {}
        self._dropped: set[tuple[str, str]] = set()
        pairs = Document.objects.filter(source_id__isnull=False, source_data__has_key="replaced_by")
        for older, newer in pairs.values_list("source_id", "source_data__replaced_by"):
            if isinstance(newer, str) and newer != older:  # what could not be used is kept as it came
                self._note(older or "", newer)

    def _note(self, older: str, newer: str) -> None:
        self._newer[older] = newer
        self._older.setdefault(newer, set()).add(older)

    def note(self, records: list[Record]) -> None:
        """What the records of a batch say now, before they are written. May be repeated."""
        for record in records:
            before = self._newer.pop(record.id, "")
            if before and before != record.replaced_by:
                self._older[before].discard(record.id)
                self._dropped.add((record.id, before))
            if record.replaced_by:
                self._note(record.id, record.replaced_by)

    def write(self, records: list[Record]) -> None:
        """Relations to and from the documents of a batch that was just written."""
        ids = {record.id for record in records}
        for older, newer in sorted(self._dropped):
            if older in ids:
                _pair(older, newer).delete()
                self._dropped.discard((older, newer))
        olders = {each for each in ids if each in self._newer}
        olders |= {older for each in ids for older in self._older.get(each, ())}
        if olders:
            self._relate(olders)

    def _relate(self, olders: set[str]) -> None:
        ids = {source_id for older in olders for source_id in (older, self._newer[older])}
        found = {document.source_id: document for document in _light(ids)}
        for older in sorted(olders & found.keys()):
            newer = found.get(self._newer[older])
            if newer and (on := _since(newer, found[older])):
                _amend(newer, found[older], on)
            elif newer:
                _pair(older, self._newer[older]).delete()
                _undate(found[older])

    def finish(self) -> int:
        """Once everything is here: flags documents whose later text is not, or has no day that can be right."""
        flagged = 0
        for document in _light(self._newer).exclude(flags__contains=[UNDATED]):
            newer = _light([self._newer[document.source_id or ""]]).first()
            if not newer or not _since(newer, document):
                _undate(document)
                flagged += 1
        return flagged


def _since(newer: Document, older: Document) -> dt.date | None:
    """The day the later text took effect; none when it is not known, or is the first day of the older one (a code in
    a new version often states when its first version took effect)."""
    known = [day for day in (older.written_on, older.effective_on) if day]
    on = newer.effective_on
    return on if on and all(day < on for day in known) else None


def _light(ids: Iterable[str]) -> QuerySet[Document]:
    wanted = Document.objects.filter(source_id__in=list(ids))
    fields = ("source_id", "written_on", "effective_on", "noted", "flags", "source_data")
    return wanted.only(*fields).order_by("pk")


def _pair(older: str, newer: str) -> QuerySet[Relation]:
    return Relation.objects.filter(kind=Relation.Kind.AMENDS, source__source_id=newer, target__source_id=older)


def _amend(newer: Document, older: Document, on: dt.date) -> None:
    relation, made = Relation.objects.get_or_create(
        source=newer, target=older, kind=Relation.Kind.AMENDS, defaults={"on": on}
    )
    if not made and relation.on != on:
        relation.on = on
        relation.save(update_fields=["on"])
    _mark(older, noted="" if older.noted == "amended" else older.noted, flags=set(older.flags) - {UNDATED, STATED})


def _undate(older: Document) -> None:
    """The source says that it was replaced, not since when: what it states of validity is all there is."""
    stated = STATUS.get(older.source_data.get("status", ""), "")
    back = stated == "amended" and not older.noted
    flags = {*older.flags, UNDATED, *([STATED] if back else [])}
    _mark(older, noted=stated if back else older.noted, flags=flags)


def _mark(document: Document, noted: str, flags: set[str]) -> None:
    if (document.noted, set(document.flags)) != (noted, flags):
        document.noted, document.flags = noted, sorted(flags)
        document.save(update_fields=["noted", "flags"])
