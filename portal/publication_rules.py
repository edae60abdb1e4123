"""What the database refuses: constraints and triggers of everything publishable (used by portal/publishing.py)."""

import pgtrigger
from django.db import models
from django.db.models import F, Q

from portal.disclosure_basis import BASES_OF
from portal.models.group import known_groups
from portal.models.history import never_emptied
from portal.models.version import BUMP

TRANSITIONS = [
    ("draft", "submitted"),
    ("submitted", "cleared"),
    ("submitted", "draft"),
    ("cleared", "draft"),
    ("cleared", "published"),
    ("published", "withdrawn"),
]
VERBS = ["edited", "submitted", "cleared", "published", "withdrawn", "corrected", "scheduled", "signed"]
_STAMPS = [*(f"{verb}_{part}" for verb in VERBS[1:5] for part in ("at", "by_id")), "urgent_reason"]


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


def owned_frozen(table: str, column: str, unless: str = "FALSE") -> pgtrigger.Trigger:
    """For a table whose rows belong to an item (`column` points to `table`): they are frozen with it.

    They change while the item is a draft, or within the transaction that corrects it with a public note or, if it is
    migrated, brings it. `unless`: SQL over OLD and NEW of a change that is not one of content.
    """
    return pgtrigger.Trigger(
        name="owned_frozen",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=f"""
            IF EXISTS (
                SELECT 1 FROM {table} item
                 WHERE item.id IN (OLD.{column}, NEW.{column}) AND item.state <> 'draft'
                   AND item.corrected_in IS DISTINCT FROM txid_current()
            ) AND NOT ({unless}) THEN
                RAISE EXCEPTION '% is frozen with its item: send it back to draft, or correct it with a note', TG_TABLE_NAME
                    USING ERRCODE = 'restrict_violation';
            END IF;
            IF TG_OP = 'DELETE' THEN
                RETURN OLD;
            END IF;
            RETURN NEW;
        """,  # noqa: S608 - our own table names
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


def _nobody_of(verb: str, *others: str) -> Q:
    """The person of this step is none of those; a step that nobody took is nobody."""
    rule = Q()
    for other in others:
        rule &= Q(**{f"{other}_by__isnull": True}) | ~Q(**{f"{verb}_by": F(f"{other}_by")})
    return Q(**{f"{verb}_by__isnull": True}) | rule


# A migrated row was published elsewhere, before the review of this system: it alone has no submission and no review.
_MIGRATED = Q(source_id__isnull=False)

CONSTRAINTS: list[models.BaseConstraint] = [
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
    models.CheckConstraint(
        condition=Q(disclosure_basis="")
        | Q(disclosure="public", disclosure_basis__in=BASES_OF["public"])
        | Q(disclosure="on_request", disclosure_basis__in=BASES_OF["on_request"])
        | Q(disclosure="closed", disclosure_basis__in=BASES_OF["closed"]),
        name="%(app_label)s_%(class)s_basis_fits_disclosure",
    ),
    models.CheckConstraint(
        condition=_MIGRATED | _nobody_of("published", "created", "edited", "submitted"),
        name="%(app_label)s_%(class)s_publisher_is_not_author",
    ),
    models.CheckConstraint(
        condition=_MIGRATED | ~Q(urgent_reason="") | _nobody_of("published", "cleared"),
        name="%(app_label)s_%(class)s_publisher_is_not_reviewer",
    ),
    models.CheckConstraint(
        condition=Q(urgent_reason="") | Q(published_at__isnull=False), name="%(app_label)s_%(class)s_urgent_is_public"
    ),
    models.CheckConstraint(
        condition=Q(signed_at__isnull=True)
        | ~Q(urgent_reason="") & _nobody_of("signed", "created", "edited", "submitted", "cleared", "published"),
        name="%(app_label)s_%(class)s_signed_by_a_second",
    ),
    models.CheckConstraint(
        condition=Q(scheduled_at__isnull=True)
        | Q(state__in=["cleared", "published", "withdrawn"], publish_at__isnull=False),
        name="%(app_label)s_%(class)s_scheduled_after_review",
    ),
    models.CheckConstraint(
        condition=Q(audience="group", published_at__isnull=True)
        | Q(audience="group", named_groups__len__gt=0)
        | Q(audience="everyone", named_groups=[]),
        name="%(app_label)s_%(class)s_groups_of_directed",
    ),
]

_REVIEWED = """
    IF NOT EXISTS (
        SELECT 1 FROM portal_review review JOIN django_content_type type ON type.id = review.content_type_id
         WHERE type.app_label || '_' || type.model = TG_TABLE_NAME AND review.object_id = NEW.id
           AND review.round = NEW.round AND review.conclusion = 'passed' AND review.reviewer_id = NEW.cleared_by_id
    ) THEN
        RAISE EXCEPTION '% is cleared by a passing review of this round', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
"""

TRIGGERS = [
    never_emptied(),
    known_groups(),
    pgtrigger.Trigger(
        name="cleared_by_review",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(
            'OLD."state" <> \'cleared\' AND NEW."state" = \'cleared\' AND NEW."source_id" IS NULL'
        ),
        func=_REVIEWED,
    ),
    _refuses(
        "round_counts_submissions",
        pgtrigger.Update,
        'NEW."round" <> OLD."round" + (OLD."state" = \'draft\' AND NEW."state" = \'submitted\')::int',
        "the round of % counts its submissions",
    ),
    pgtrigger.Trigger(
        name="correction_transaction",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func="""
            IF TG_OP = 'INSERT' THEN
                NEW.corrected_in := CASE WHEN NEW.source_id IS NOT NULL THEN txid_current() END;
            ELSIF NEW.corrected_at IS DISTINCT FROM OLD.corrected_at AND NEW.state = 'published' THEN
                NEW.corrected_in := txid_current();
            ELSE
                NEW.corrected_in := OLD.corrected_in;
            END IF;
            RETURN NEW;
        """,
    ),
    _refuses(
        "signature_is_fixed",
        pgtrigger.Update,
        f'OLD."signed_at" IS NOT NULL AND ({_changed(["signed_at", "signed_by_id"])})',
        "the second signature of % is fixed",
    ),
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
    pgtrigger.Trigger(
        name="leave_search",
        when=pgtrigger.After,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func="""
            IF TG_OP = 'DELETE' OR OLD.state = 'published'
               AND (NEW.state <> 'published' OR NEW.disclosure <> 'public' OR NEW.audience <> 'everyone') THEN
                DELETE FROM portal_searchentry WHERE kind = TG_TABLE_NAME AND object_id = OLD.id;
            END IF;
            RETURN NULL;
        """,
    ),
]
