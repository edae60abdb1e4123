"""Rows that nobody rewrites: the history of every change, the log of who looked, the reviews."""

import pgtrigger

# Emptying a table between tests is the one exception, tied to a database name that no installation has.
REFUSE_TRUNCATE = r"""
    IF current_database() LIKE 'test\_%' AND current_setting('portal.flush', true) = 'on' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION '% is never emptied', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
"""


def never_emptied() -> pgtrigger.Trigger:
    """Row triggers do not see TRUNCATE; this one does."""
    return pgtrigger.Trigger(
        name="never_emptied",
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        func=REFUSE_TRUNCATE,
    )


def append_only() -> list[pgtrigger.Trigger]:
    """Triggers of a table that only grows."""
    return [
        pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        never_emptied(),
    ]
