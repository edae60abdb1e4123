"""Records into the database: a batch is one transaction of documents, issuers and relations."""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pghistory
from django.db import DatabaseError, InterfaceError, OperationalError, transaction
from django.utils import timezone

from policies.importing.mapping import Record
from policies.importing.reading import Problem
from policies.importing.replacements import Replacements
from policies.models import Document, Issuer, Topic
from portal.models import IndexCounter, Unit, User
from portal.publishing import State

UNSTATED = "（来源未注明发文机关）"
NOTE = "数据来源更新"
SHOWN = [
    "title", "number", "genre", "category", "topic_id", "written_on", "published_on", "effective_on", "expires_on",
    "body", "unit_id", "source", "source_url",
]  # fmt: skip
"""A change of these, of the issuers or of the text that replaced it is a correction that readers are told of; a change
of the rest is not."""
_FIELDS = [
    *SHOWN, "number_prefix", "number_year", "number_serial", "number_key", "toc", "citations", "cited", "excerpt",
    "noted", "flags", "source_data", "source_hash",
]  # fmt: skip

written: list[Callable[[list[Document]], None]] = []
"""Called with the documents of each batch, new and changed, in its transaction, after their issuers and relations."""


@dataclass(slots=True)
class Written:
    """What became of a batch."""

    created: int = 0
    updated: int = 0
    problems: list[Problem] = field(default_factory=list)


class Writer:
    """Writes batches in the name of the importer. One at a time: the caller holds the lock of the import."""

    def __init__(self) -> None:
        self.by = User.importer()
        self.replacements = Replacements()
        self._topics = dict(Topic.objects.values_list("code", "pk"))
        self._units: dict[str, Unit] = {}

    def write(self, records: list[Record]) -> Written:
        """All of them in one transaction, or if the database refuses one of them, each in its own."""
        try:
            with transaction.atomic(), pghistory.context(verb="import", user=self.by.pk):
                return self._batch(records)
        except (OperationalError, InterfaceError):
            raise
        except (DatabaseError, ValueError) as error:
            self._units.clear()
            if len(records) == 1:
                reason = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
                return Written(problems=[Problem(records[0].line, records[0].id, f"数据库没有接受：{reason}")])
        return _sum(self.write([record]) for record in records)

    def finish(self) -> int:
        """After the last batch; how many documents were flagged as replaced on no known day."""
        with transaction.atomic(), pghistory.context(verb="import", user=self.by.pk):
            return self.replacements.finish()

    def _batch(self, records: list[Record]) -> Written:
        self.replacements.note(records)
        self._load_units(records)
        ids = [record.id for record in records]
        held = {each.source_id: each for each in Document.objects.select_for_update().filter(source_id__in=ids)}
        new = [record for record in records if record.id not in held]
        documents = self._create(new)
        result = Written(created=len(new))
        for record in records:
            if document := held.get(record.id):
                if document.state != State.PUBLISHED:
                    reason = f"这份文件在本系统{document.get_state_display()}，来源的变化没有写入"
                    result.problems.append(Problem(record.line, record.id, reason))
                    continue
                self._update(document, record)
                documents.append(document)
                result.updated += 1
        self.replacements.write(records)
        for receive in written:
            receive(documents)
        return result

    def _load_units(self, records: list[Record]) -> None:
        """Every issuer named is a unit; one that is not here yet is made as an external one."""
        names = {name for record in records for name in record.issuers or [UNSTATED]} - self._units.keys()
        if not names:
            return
        known = set(Unit.objects.filter(name__in=names).values_list("name", flat=True))
        Unit.objects.bulk_create(
            [Unit(name=name, kind=Unit.Kind.EXTERNAL) for name in sorted(names - known)], ignore_conflicts=True
        )
        self._units |= {unit.name: unit for unit in Unit.objects.filter(name__in=names)}

    def _lead(self, record: Record) -> Unit:
        return self._units[record.issuers[0] if record.issuers else UNSTATED]

    def _create(self, records: list[Record]) -> list[Document]:
        now = timezone.now()
        documents = []
        for record in records:
            document = Document(
                source_id=record.id, state=State.PUBLISHED, created_by=self.by, created_at=now,
                published_by=self.by, published_at=_moment(record.published_on, now),
            )  # fmt: skip
            self._fill(document, record)
            documents.append(document)
        self._number(documents)
        Document.objects.bulk_create(documents)
        Issuer.objects.bulk_create(
            issue
            for document, record in zip(documents, records, strict=True)
            for issue in self._issues(document, record)
        )
        return documents

    def _fill(self, document: Document, record: Record) -> None:
        document.unit = self._lead(record)
        document.set_number(record.number)
        document.set_body(record.body)
        document.topic_id = self._topics[record.topic] if record.topic else None
        document.source_hash = record.hash
        for name in ("title", "genre", "category", "written_on", "published_on", "effective_on", "expires_on",
                     "noted", "flags", "source", "source_url", "source_data"):  # fmt: skip
            setattr(document, name, getattr(record, name))

    def _number(self, documents: list[Document]) -> None:
        """Index numbers, in order, of each unit and year of publication."""
        years = {id(each): timezone.localtime(each.published_at).year for each in documents}
        taken = IndexCounter.take_many(Counter((each.unit, years[id(each)]) for each in documents))
        numbers = {key: iter(given) for key, given in taken.items()}
        for document in documents:
            document.index_number = next(numbers[document.unit_id, years[id(document)]])

    def _issues(self, document: Document, record: Record) -> list[Issuer]:
        return [
            Issuer(document=document, unit=self._units[name], position=position)
            for position, name in enumerate(record.issuers)
        ]

    def _update(self, document: Document, record: Record) -> None:
        before: dict[str, Any] = {name: getattr(document, name) for name in _FIELDS}
        self._fill(document, record)
        changed = [name for name in _FIELDS if getattr(document, name) != before[name]]
        issues = self._issues(document, record)
        reissued = [issue.unit_id for issue in document.issues.all()] != [issue.unit_id for issue in issues]
        moved = document.source_data.get("replaced_by") != before["source_data"].get("replaced_by")
        if reissued or moved or set(changed) & set(SHOWN):
            document.corrected_at, document.corrected_by, document.correction_note = timezone.now(), self.by, NOTE
            changed += ["corrected_at", "corrected_by", "correction_note"]
        document.save(update_fields=changed)
        if reissued:
            document.issues.all().delete()
            Issuer.objects.bulk_create(issues)


def _moment(day: dt.date | None, now: dt.datetime) -> dt.datetime:
    """When it became public: the day of publication where it is known and over, otherwise now, when it does here."""
    moment = timezone.make_aware(dt.datetime.combine(day, dt.time())) if day else now
    return min(moment, now)


def _sum(parts: Any) -> Written:
    total = Written()
    for part in parts:
        total.created += part.created
        total.updated += part.updated
        total.problems += part.problems
    return total
