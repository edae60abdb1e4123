"""Whether a document is in force on a day: computed from dates and relations, never typed in.

`validity()` and `validity_expression()` say the same thing, in Python for one document and in SQL for a list; a test
proves them equal over generated histories. To change the rule, change both here, side by side, and nothing else.

The facts come from the document's own dates and from the relations that published documents have to it:
the earliest whole repeal or replacement (`repealed_on`), the earliest amendment or partial repeal (`amended_on`), the
furthest extension (`extended_to`). A database trigger keeps these three beside the document
(policies/models/relation.py). `noted` is what the source of a migrated document said of it when it gave no dates.
"""

import datetime as dt
from dataclasses import dataclass

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone


class Validity(models.TextChoices):
    """有效性."""

    PENDING = "pending", "尚未施行"
    IN_FORCE = "in_force", "有效"
    AMENDED = "amended", "已修改"
    EXPIRED = "expired", "失效"
    REPEALED = "repealed", "废止"

    @property
    def state(self) -> str:
        return self.value

    @property
    def tone(self) -> str:
        """Which colour and shape the mark takes."""
        return {"pending": "wait", "in_force": "ok", "amended": "warn"}.get(self.value, "end")


ENDED = {Validity.EXPIRED, Validity.REPEALED}
STANDING = {Validity.PENDING, Validity.IN_FORCE, Validity.AMENDED}


@dataclass(frozen=True)
class Facts:
    """Everything validity depends on; all dates are local calendar days."""

    effective_on: dt.date | None = None
    """First day in force 施行日期; none: in force since it was issued."""
    expires_on: dt.date | None = None
    """Last day in force 有效期至, inclusive."""
    extended_to: dt.date | None = None
    """Last day in force by the furthest extension."""
    repealed_on: dt.date | None = None
    """First day no longer in force by a whole repeal or replacement."""
    amended_on: dt.date | None = None
    """First day on which a part reads otherwise or is repealed."""
    noted: str = ""
    """A Validity value that the source stated without any date."""

    @property
    def lapses_on(self) -> dt.date | None:
        """First day no longer in force by lapse of time. An extension of what never lapses says nothing."""
        if self.expires_on is None:
            return None
        return max(self.expires_on, self.extended_to or self.expires_on) + dt.timedelta(days=1)


def validity(facts: Facts, on: dt.date | None = None) -> Validity:
    """The state on a day (today). Whatever ended a document first has ended it; repeal wins on the same day."""
    on = on or timezone.localdate()
    lapsed = facts.lapses_on is not None and facts.lapses_on <= on
    repealed = facts.repealed_on is not None and facts.repealed_on <= on
    if lapsed and (not repealed or facts.lapses_on < facts.repealed_on):  # type: ignore[operator]
        return Validity.EXPIRED
    if repealed:
        return Validity.REPEALED
    if facts.noted in ENDED:
        return Validity(facts.noted)
    if facts.effective_on is not None and facts.effective_on > on:
        return Validity.PENDING
    if facts.noted == Validity.PENDING and facts.effective_on is None:
        return Validity.PENDING
    if facts.noted == Validity.AMENDED or (facts.amended_on is not None and facts.amended_on <= on):
        return Validity.AMENDED
    return Validity.IN_FORCE


def validity_expression(on: dt.date | None = None) -> Case:
    """The same rule in SQL, over the columns of Document (lapses_on is a generated column)."""
    on = on or timezone.localdate()
    lapsed_first = Q(repealed_on__isnull=True) | Q(repealed_on__gt=on) | Q(lapses_on__lt=F("repealed_on"))
    return Case(
        When(Q(lapses_on__lte=on) & lapsed_first, then=Value(Validity.EXPIRED)),
        When(repealed_on__lte=on, then=Value(Validity.REPEALED)),
        When(noted__in=list(ENDED), then=F("noted")),
        When(effective_on__gt=on, then=Value(Validity.PENDING)),
        When(noted=Validity.PENDING, effective_on__isnull=True, then=Value(Validity.PENDING)),
        When(Q(noted=Validity.AMENDED) | Q(amended_on__lte=on), then=Value(Validity.AMENDED)),
        default=Value(Validity.IN_FORCE),
        output_field=models.CharField(),
    )


# What keeps the facts up to date: run by triggers for the documents in {targets}. Only relations of documents that everyone
# can see count, as in PublishableQuerySet.published(). Each step can only be planned from a target to its relations to their
# sources: planned the other way, as for tables believed empty, it would read every public document for every one of them.
REFRESH_FACTS = """
    WITH facts AS MATERIALIZED (
        SELECT d.id,
               min(r."on") FILTER (WHERE doc.seen AND r.kind IN ('repeals', 'replaces') AND r.scope = 'whole') AS repealed_on,
               min(r."on") FILTER (WHERE doc.seen AND (r.kind = 'amends'
                                      OR r.kind IN ('repeals', 'replaces') AND r.scope = 'part')) AS amended_on,
               max(r.until) FILTER (WHERE doc.seen AND r.kind = 'extends') AS extended_to
          FROM policies_document d
          LEFT JOIN policies_relation r ON r.target_id = d.id
          LEFT JOIN LATERAL (SELECT source.state = 'published' AND source.disclosure = 'public'
                                    AND source.audience = 'everyone' AS seen
                               FROM policies_document source WHERE source.id = r.source_id OFFSET 0) doc ON true
         WHERE d.id = ANY (ARRAY{targets})
         GROUP BY d.id)
    UPDATE policies_document t
       SET repealed_on = facts.repealed_on, amended_on = facts.amended_on, extended_to = facts.extended_to
      FROM facts
     WHERE t.id = facts.id
       AND (t.repealed_on, t.amended_on, t.extended_to)
           IS DISTINCT FROM (facts.repealed_on, facts.amended_on, facts.extended_to);
    RETURN NULL;
"""
