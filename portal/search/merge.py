"""Joins small segments, so that a common term is a few rows and not one for every publication.

One statement: slots are numbered for the whole index, so joining is concatenation in the order of the segments.
Readers see the old rows or the new ones; writers only add segments.
"""

from django.db import connection, transaction

LARGE = 64
"""Segments that may stand beside one another before the small ones are joined."""


def merge(keep: int = LARGE) -> int:
    """Join all segments into one when there are more than `keep`; returns how many were joined."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext('portal_search_merge'))")
        if not cursor.fetchone()[0]:
            return 0
        segments = _segments(cursor)
        if len(segments) <= keep:
            return 0
        cursor.execute("SELECT nextval('portal_searchsegment')")
        cursor.execute(
            """WITH old AS (DELETE FROM portal_searchposting WHERE segment = ANY(%s) RETURNING term, segment, slots, weights)
               INSERT INTO portal_searchposting (term, segment, slots, weights)
               SELECT term, %s, string_agg(slots, ''::bytea ORDER BY segment), string_agg(weights, ''::bytea ORDER BY segment)
                 FROM old GROUP BY term""",
            [segments, cursor.fetchone()[0]],
        )
    return len(segments)


def _segments(cursor: object) -> list[int]:
    """Numbers of the segments, by skipping from one to the next: a scan of millions of rows is not needed."""
    cursor.execute("SELECT DISTINCT segment FROM portal_searchposting")  # type: ignore[attr-defined]
    return sorted(record[0] for record in cursor.fetchall())  # type: ignore[attr-defined]
