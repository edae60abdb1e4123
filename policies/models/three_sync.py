"""三同步 (work points 2023, item 17): no normative document without its interpretation, in the same moment, or a signed waiver.

The same rule in sentences is Interpretation.still_asked_of(). Migrated documents were published before it held. An urgent
publication completes it before its second signature.
"""

import pgtrigger

# Named here by their tables: the models (policies/models/interpretation.py) point to this one.
_RULE = """
    IF NOT EXISTS (SELECT 1 FROM policies_interpretationwaiver waiver WHERE waiver.document_id = NEW.id) AND NOT EXISTS (
        SELECT 1 FROM policies_interpretation own
         WHERE own.document_id = NEW.id AND own.occasion = 'publication' AND own.state IN ('published', 'withdrawn')
           AND (NEW.urgent_reason <> '' OR own.published_at = NEW.published_at)
    ) THEN
        RAISE EXCEPTION 'a normative document is published together with its interpretation, or with a waiver'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
"""

THREE_SYNC = pgtrigger.Trigger(  # asked at the end of the transaction that publishes, or signs an urgent publication
    name="three_sync",
    when=pgtrigger.After,
    operation=pgtrigger.Update,
    timing=pgtrigger.Deferred,
    condition=pgtrigger.Condition(
        'NEW."category" = \'normative\' AND NEW."source_id" IS NULL AND NEW."state" = \'published\' AND ('
        "OLD.\"state\" <> 'published' AND NEW.\"urgent_reason\" = ''"
        ' OR OLD."signed_at" IS NULL AND NEW."signed_at" IS NOT NULL)'
    ),
    func=_RULE,
)
