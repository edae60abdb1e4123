"""After every migration: no history table, present or to come, can be emptied, and nobody's name in it can change.

pghistory itself refuses UPDATE and DELETE of events (PGHISTORY_APPEND_ONLY); TRUNCATE and the table of contexts, which
says who did it, are left open, so they are closed here for every event model that exists.
"""

from typing import Any

from django.apps import apps
from django.db import connections
from pghistory.models import Context, Event

from portal.models.history import REFUSE_TRUNCATE

_FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION portal_never_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN {REFUSE_TRUNCATE} END $$;
CREATE OR REPLACE FUNCTION portal_context_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.id = OLD.id AND NEW.created_at = OLD.created_at
       AND (NOT OLD.metadata ? 'user' OR NEW.metadata->'user' = OLD.metadata->'user') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'who did what is not rewritten' USING ERRCODE = 'restrict_violation';
END $$;
"""


def event_tables() -> list[str]:
    """Tables of every concrete event model of the installed apps."""
    return sorted({model._meta.db_table for model in apps.get_models() if issubclass(model, Event)})


def install(using: str = "default", **_: Any) -> None:
    """Receiver of post_migrate; run again it changes nothing."""
    context = Context._meta.db_table
    connection = connections[using]
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        if context not in present:
            return
        cursor.execute(_FUNCTIONS)
        for table in [context, *event_tables()]:
            if table in present:
                cursor.execute(
                    f'CREATE OR REPLACE TRIGGER portal_never_emptied BEFORE TRUNCATE ON "{table}"'
                    " FOR EACH STATEMENT EXECUTE FUNCTION portal_never_emptied()"
                )
        cursor.execute(
            f'CREATE OR REPLACE TRIGGER portal_context_fixed BEFORE UPDATE OR DELETE ON "{context}"'
            " FOR EACH ROW EXECUTE FUNCTION portal_context_fixed()"
        )
