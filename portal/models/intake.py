import datetime as dt
import secrets
from typing import Any, Self

from django.conf import settings
from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from portal.models.history import append_only

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""No 0, O, 1 and I: a code is read out on the phone and written on paper."""
CODE_LENGTH = 8


def code_of(number: str, key: str | bytes | None = None) -> str:
    """The look-up code of a receipt number; derived, so that no table and no backup holds it."""
    digest = salted_hmac("portal.receipt.code", number, secret=key, algorithm="sha256").digest()
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:CODE_LENGTH])


class Receipt(models.Model):
    """受理回执: what the public hands in gets a number at once, in the transaction that stores it. Only grows."""

    purpose = models.CharField("事项", max_length=30)
    number = models.CharField("编号", max_length=40, unique=True)
    key = models.CharField(max_length=64, unique=True)
    digest = models.CharField(max_length=64, blank=True)
    received_at = models.DateTimeField("收到时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "受理回执"
        ordering = ["-received_at", "-id"]
        triggers = append_only()

    def __str__(self) -> str:
        return self.number

    @property
    def code(self) -> str:
        """ABCD-EFGH, as it is shown once to who handed it in."""
        code = code_of(self.number)
        return f"{code[:4]}-{code[4:]}"

    def opens_with(self, code: str) -> bool:
        """Any spelling of the code; codes given out under an earlier secret key still open."""
        given = "".join(code.upper().split()).replace("-", "")
        keys = [None, *settings.SECRET_KEY_FALLBACKS]
        return any(constant_time_compare(given, code_of(self.number, key)) for key in keys)

    @classmethod
    def give(cls, purpose: str, prefix: str, key: str = "", digest: str = "", at: dt.datetime | None = None) -> Self:
        """The next number of the day, like LY20261126-0007. Within the transaction that stores what was handed in.

        key: the proof it came with; the same proof twice is an IntegrityError. Empty for what staff enter on behalf.
        digest: of what was handed in, which tells a repeated submit from a changed one.
        """
        at = at or timezone.now()
        day = timezone.localtime(at).date()
        serial = ReceiptCounter.next(f"{prefix}{day:%Y%m%d}")
        return cls.objects.create(
            purpose=purpose,
            number=f"{prefix}{day:%Y%m%d}-{serial:04}",
            key=key or secrets.token_hex(24),
            digest=digest,
            received_at=at,
        )


class ReceiptCounter(models.Model):
    series = models.CharField(max_length=40, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = "回执序号"

    def __str__(self) -> str:
        return f"{self.series} {self.last}"

    @classmethod
    def next(cls, series: str) -> int:
        """Locks the series until the transaction ends, so that numbers have no gaps."""
        return _count_up(cls, "series", "last", series)


class IntakeCount(models.Model):
    """How often one sender asked within one window of time; the sender is a keyed hash of the day, never an address."""

    slot = models.CharField(max_length=100, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    until = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "提交次数"
        indexes = [models.Index(fields=["until"], name="portal_intakecount_until")]

    def __str__(self) -> str:
        return f"{self.slot} {self.count}"

    @classmethod
    def up(cls, slot: str, until: dt.datetime) -> int:
        """Counts one more in its own transaction; returns the number so far, this one included."""
        with transaction.atomic():
            return _count_up(cls, "slot", "count", slot, until=until)

    @classmethod
    def forget(cls, at: dt.datetime | None = None) -> int:
        """Deletes the windows that are over."""
        return cls.objects.filter(until__lt=at or timezone.now()).delete()[0]


def _count_up(model: type[models.Model], name: str, counter: str, value: str, **more: Any) -> int:
    columns = [name, counter, *more]
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join(['%s'] * len(columns))})"  # noqa: S608
            f" ON CONFLICT ({name}) DO UPDATE SET {counter} = {table}.{counter} + 1 RETURNING {counter}",
            [value, 1, *more.values()],
        )
        return int(cursor.fetchone()[0])
