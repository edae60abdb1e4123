"""What the database refuses: constraints and triggers of everything publishable (used by portal/publishing.py)."""

import pgtrigger
from django.db import models
from django.db.models import F, Q

from portal.models.version import BUMP

TRANSITIONS = [
    ("draft", "submitted"),
    ("submitted", "cleared"),
    ("submitted", "draft"),
    ("cleared", "draft"),
    ("cleared", "published"),
    ("published", "withdrawn"),
]
VERBS = ["edited", "submitted", "cleared", "published", "withdrawn", "corrected"]
_STAMPS = [f"{verb}_{part}" for verb in VERBS[1:5] for part in ("at", "by_id")]


def _changed(columns: list[str]) -> str:
    return " OR ".join(f'OLD."{column}" IS DISTINCT FROM NEW."{column}"' for column in columns)


def _refuses(name: str, operation: pgtrigger.Operation, condition: str, message: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=operation,
        condition=pgtrigger.Condition(condition),
        func=f"RAISE EXCEPTION '{message}', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';",
    )


def content_frozen(*columns: str) -> pgtrigger.Trigger:
    """What was reviewed is what is published: content changes in draft, or as a correction of a published row with its note."""
    return pgtrigger.Trigger(
        name="content_frozen",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(f"OLD.\"state\" <> 'draft' AND ({_changed(list(columns))})"),
        func="""
            IF OLD.state = 'published' AND NEW.state = 'published' AND NEW.correction_note <> ''
               AND NEW.corrected_at IS DISTINCT FROM OLD.corrected_at THEN
                RETURN NEW;
            END IF;
            RAISE EXCEPTION 'content of % is frozen: send it back to draft, or correct it with a note', TG_TABLE_NAME
                USING ERRCODE = 'restrict_violation';
        """,
    )


def _who_and_when(verb: str) -> models.CheckConstraint:
    both = Q(**{f"{verb}_at__isnull": False, f"{verb}_by__isnull": False})
    neither = Q(**{f"{verb}_at__isnull": True, f"{verb}_by__isnull": True})
    return models.CheckConstraint(condition=both | neither, name=f"%(app_label)s_%(class)s_{verb}_who_and_when")


def _stamped(verb: str, states: list[str]) -> Q:
    """The stamp of a step is there in exactly these states."""
    return Q(state__in=states, **{f"{verb}_at__isnull": False}) | ~Q(state__in=states) & Q(
        **{f"{verb}_at__isnull": True}
    )


_NO_AUTHOR = (
    ~Q(cleared_by=F("created_by"))
    & ~Q(cleared_by=F("submitted_by"))
    & (Q(edited_by__isnull=True) | ~Q(cleared_by=F("edited_by")))
)
# A migrated row was published elsewhere, before the review of this system: it alone has no submission and no review.
_MIGRATED = Q(source_id__isnull=False)

CONSTRAINTS = [
    *map(_who_and_when, VERBS),
    models.CheckConstraint(
        condition=_MIGRATED | _stamped("submitted", ["submitted", "cleared", "published", "withdrawn"]),
        name="%(app_label)s_%(class)s_submitted_first",
    ),
    models.CheckConstraint(
        condition=_MIGRATED | _stamped("cleared", ["cleared", "published", "withdrawn"]),
        name="%(app_label)s_%(class)s_reviewed_first",
    ),
    models.CheckConstraint(
        condition=_stamped("published", ["published", "withdrawn"]), name="%(app_label)s_%(class)s_published_moment"
    ),
    models.CheckConstraint(
        condition=_stamped("withdrawn", ["withdrawn"]), name="%(app_label)s_%(class)s_withdrawn_moment"
    ),
    models.CheckConstraint(
        condition=~Q(state="withdrawn") | ~Q(withdrawal_reason=""), name="%(app_label)s_%(class)s_withdrawn_with_reason"
    ),
    models.CheckConstraint(
        condition=Q(corrected_at__isnull=True) | ~Q(correction_note=""),
        name="%(app_label)s_%(class)s_corrected_with_note",
    ),
    models.CheckConstraint(
        condition=Q(cleared_by__isnull=True) | _NO_AUTHOR, name="%(app_label)s_%(class)s_reviewer_is_not_author"
    ),
    models.CheckConstraint(
        condition=Q(disclosure="public") | ~Q(disclosure_basis=""), name="%(app_label)s_%(class)s_not_public_with_basis"
    ),
    models.CheckConstraint(
        condition=~Q(state="published") | Q(disclosure="public"), name="%(app_label)s_%(class)s_published_is_public"
    ),
]

TRIGGERS = [
    pgtrigger.FSM(
        name="state_machine",
        field="state",
        transitions=TRANSITIONS,
    ),
    _refuses(
        "starts_as_draft",
        pgtrigger.Insert,
        'NEW."source_id" IS NULL AND NEW."state" <> \'draft\'',
        "a new row of % starts as a draft",
    ),
    _refuses(
        "keep_what_was_public", pgtrigger.Delete, 'OLD."published_at" IS NOT NULL', "% keeps what was once public"
    ),
    _refuses(
        "origin_is_fixed",
        pgtrigger.Update,
        _changed(["created_at", "created_by_id", "source_id"]),
        "author and origin of % are fixed",
    ),
    _refuses(
        "stamps_move_with_state",
        pgtrigger.Update,
        f'OLD."state" = NEW."state" AND ({_changed(_STAMPS)})',
        "who and when of % change only with its state",
    ),
    _refuses(
        "publication_moment_is_fixed",
        pgtrigger.Update,
        'OLD."published_at" IS NOT NULL AND OLD."published_at" IS DISTINCT FROM NEW."published_at"',
        "the moment of publication of % is fixed",
    ),
    pgtrigger.Trigger(
        name="bump_version",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=f"""
            IF (TG_OP <> 'DELETE' AND NEW.state = 'published') OR (TG_OP <> 'INSERT' AND OLD.state = 'published') THEN
                {BUMP}
            END IF;
            RETURN NULL;
        """,
    ),
]
