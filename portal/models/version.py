"""The publication version: one number that moves with every change of what the public sees."""

import pgtrigger
from django.db import connection, models

# Once per transaction: the row is the meeting point of every publication, and a bulk import must not rewrite it 5,000 times.
BUMP = """
    IF current_setting('portal.bumped', true) IS DISTINCT FROM txid_current()::text THEN
        UPDATE portal_publicationversion SET number = number + 1, changed_at = clock_timestamp();
        PERFORM set_config('portal.bumped', txid_current()::text, true);
    END IF;
    RETURN NULL;
"""


def bumps_version(condition: pgtrigger.Condition | None = None) -> pgtrigger.Trigger:
    """Trigger for a table whose every change the public can see (units, tags, relations, attachments ...)."""
    return pgtrigger.Trigger(
        name="bump_version",
        level=pgtrigger.Row,
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        condition=condition,
        func=BUMP,
    )


class PublicationVersion(models.Model):
    """A single row. A cached page names the number under which it was built; a higher number makes it unreachable."""

    number = models.BigIntegerField("版本号", default=1)
    changed_at = models.DateTimeField("变动时间", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "发布版本"
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="portal_version_single_row")]

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def current(cls) -> int:
        """Straight SQL: this is asked once for every public request."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT number FROM portal_publicationversion")
            return cursor.fetchone()[0]
