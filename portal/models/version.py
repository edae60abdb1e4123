"""The publication version: one number that moves with every change of what the public sees."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import ClassVar, Generic, TypeVar

import pgtrigger
from django.db import connection, models

# Once per statement: a bulk import must not rewrite the one row for each of its documents.
MOVE = """
    IF current_setting('portal.bumped', true) IS DISTINCT FROM statement_timestamp()::text THEN
        UPDATE portal_publicationversion SET number = number + 1, changed_at = clock_timestamp();
        PERFORM set_config('portal.bumped', statement_timestamp()::text, true);
    END IF;
"""
BUMP = f"{MOVE}    RETURN NULL;\n"

_of_request: ContextVar[list[int] | None] = ContextVar("publication_version", default=None)


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

    @classmethod
    def known(cls) -> int:
        """The number under which this request is answered; outside a request, the current one."""
        asked = _of_request.get()
        if asked is None:
            return cls.current()
        if not asked:
            asked.append(cls.current())
        return asked[0]

    @classmethod
    @contextmanager
    def answering(cls) -> Iterator[None]:
        """Asks at most once for a whole request: at the first use, for a request may need no database at all."""
        token = _of_request.set([])
        try:
            yield
        finally:
            _of_request.reset(token)


T = TypeVar("T")


class PerVersion(Generic[T]):
    """Small reference data (topics, tags, the site profile) in memory, read again when the publication version moves."""

    _all: ClassVar[list["PerVersion"]] = []

    def __init__(self, load: Callable[[], T]) -> None:
        self.load = load
        self._held: tuple[int, T] | None = None
        self._all.append(self)

    @classmethod
    def forget(cls) -> None:
        """For tests, whose rollback takes the version back to a number that was used before."""
        for each in cls._all:
            each._held = None

    def held(self, version: int) -> T | None:
        """What is in memory for that version, without asking the database."""
        return self._held[1] if self._held and self._held[0] == version else None

    def __call__(self) -> T:
        version = PublicationVersion.known()
        if self._held is None or self._held[0] != version:
            self._held = (version, self.load())
        return self._held[1]
