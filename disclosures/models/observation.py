"""观测值: values of indicators, appended in batches and public only after a second person has confirmed the batch.

Nothing is overwritten: a correction is a new row with a higher `revision` and its reason, and the row before stays.
Why it is built so: docs/decisions/0008-observations-are-appended.md.
"""

import datetime as dt
from typing import Any

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from disclosures.models.indicator import Indicator
from portal.models import User
from portal.models.history import never_emptied
from portal.models.version import BUMP
from portal.publication_states import Refused


def _person(label: str, **options: Any) -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=label, editable=False, on_delete=models.PROTECT, related_name="+", **options
    )  # fmt: skip


class Standing(models.TextChoices):
    WAITING = "waiting", "待确认"
    CONFIRMED = "confirmed", "已确认"
    REJECTED = "rejected", "已退回"
    REPLACED = "replaced", "已修订"


_REVISED = Q(standing=Standing.REPLACED) | Q(revision__gte=1)


_KEPT = ["id", "indicator_id", "batch_id", "at", "value", "revision", "reason"]
_DECIDED = ["standing", "decided_by", "decided_at", "rejection"]


@pghistory.track(
    pghistory.InsertEvent(trigger_name="batch_insert"),
    pghistory.UpdateEvent(trigger_name="batch_update"),
    pghistory.DeleteEvent(trigger_name="batch_delete"),
)
class Batch(models.Model):
    """数据批次: the values of one file. It waits until somebody else than its importer confirms or rejects it."""

    indicator = models.ForeignKey(Indicator, verbose_name="指标", on_delete=models.PROTECT, related_name="batches")
    file_name = models.CharField("文件名", max_length=200, blank=True)
    sha256 = models.CharField("文件SHA-256", max_length=64, blank=True)
    imported_by = _person("导入人")
    imported_at = models.DateTimeField("导入时间", default=timezone.now, editable=False)
    standing = models.CharField("状态", max_length=10, choices=Standing, default=Standing.WAITING, editable=False)
    decided_by = _person("确认人", null=True, blank=True)
    decided_at = models.DateTimeField("确认时间", null=True, blank=True, editable=False)
    rejection = models.CharField("退回原因", max_length=300, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "数据批次"
        constraints = [
            models.CheckConstraint(
                condition=Q(standing="waiting", decided_by__isnull=True, decided_at__isnull=True)
                | ~Q(standing="waiting") & Q(decided_by__isnull=False, decided_at__isnull=False),
                name="disclosures_batch_decided_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(standing="confirmed") | ~Q(decided_by=F("imported_by")),
                name="disclosures_batch_confirmed_by_a_second",
                violation_error_message="导入人不能确认自己导入的数据。",
            ),
            models.CheckConstraint(
                condition=Q(standing="rejected") & ~Q(rejection="") | ~Q(standing="rejected") & Q(rejection=""),
                name="disclosures_batch_rejected_with_reason",
            ),
        ]
        triggers = [
            never_emptied(),
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="starts_waiting",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Condition("NEW.\"standing\" <> 'waiting'"),
                func="RAISE EXCEPTION 'a batch starts unconfirmed' USING ERRCODE = 'restrict_violation';",
            ),
            pgtrigger.Trigger(
                name="decided_once",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    'OLD."standing" <> \'waiting\' OR OLD."indicator_id" <> NEW."indicator_id"'
                    ' OR OLD."imported_by_id" <> NEW."imported_by_id" OR OLD."imported_at" <> NEW."imported_at"'
                ),
                func="RAISE EXCEPTION 'a batch is decided once' USING ERRCODE = 'restrict_violation';",
            ),
            pgtrigger.Trigger(
                name="carries_its_values",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition('OLD."standing" <> NEW."standing"'),
                func=f"""
                    UPDATE disclosures_observation SET standing = NEW.standing WHERE batch_id = NEW.id;
                    UPDATE disclosures_observation earlier SET standing = 'replaced' FROM disclosures_observation later
                     WHERE NEW.standing = 'confirmed' AND later.batch_id = NEW.id AND later.revision > 0
                       AND earlier.indicator_id = later.indicator_id AND earlier.at = later.at
                       AND earlier.revision < later.revision AND earlier.standing = 'confirmed';
                    {BUMP}
                """,  # noqa: S608 - our own table names
            ),
        ]
        indexes = [models.Index(fields=["standing", "imported_at"], name="disclosures_batch_waiting")]

    def __str__(self) -> str:
        return f"{self.indicator} {timezone.localtime(self.imported_at):%Y-%m-%d %H:%M}"

    def confirm(self, by: User, at: dt.datetime | None = None) -> None:
        """确认: its values are public from the next request on, if their indicator is."""
        if by.pk == self.imported_by_id:
            raise Refused("导入人不能确认自己导入的数据，须由另一人确认。")
        self._decide("confirm_values", Standing.CONFIRMED, by, at)

    def reject(self, by: User, reason: str, at: dt.datetime | None = None) -> None:
        """退回: the values stay on record and never become public."""
        if not reason.strip():
            raise Refused("退回必须写明原因。")
        self._decide("reject_values", Standing.REJECTED, by, at, reason.strip())

    def _decide(self, verb: str, standing: str, by: User, at: dt.datetime | None, rejection: str = "") -> None:
        with transaction.atomic(), pghistory.context(verb=verb, user=by.pk):
            self.refresh_from_db(from_queryset=Batch.objects.select_for_update(of=("self",)))
            if self.standing != Standing.WAITING:
                raise Refused(f"这个批次{self.get_standing_display()}，不能再改。")
            self.standing, self.decided_by, self.rejection = standing, by, rejection
            self.decided_at = at or timezone.now()
            self.save(update_fields=_DECIDED)


class ObservationQuerySet(models.QuerySet):
    def confirmed(self) -> "ObservationQuerySet":
        """What a second person has confirmed, also what was replaced since; nothing else may be on a public page."""
        return self.filter(standing__in=[Standing.CONFIRMED, Standing.REPLACED])

    def current(self) -> "ObservationQuerySet":
        """Of each period the last confirmed revision."""
        return self.filter(standing=Standing.CONFIRMED)

    def revised(self) -> "ObservationQuerySet":
        """Confirmed values that were replaced or have replaced others."""
        return self.confirmed().filter(_REVISED)


class Observation(models.Model):
    """One value of one period; `at` is the first moment of the period."""

    indicator = models.ForeignKey(Indicator, verbose_name="指标", on_delete=models.PROTECT, related_name="observations")
    batch = models.ForeignKey(Batch, verbose_name="批次", on_delete=models.PROTECT, related_name="observations")
    at = models.DateTimeField("时期")
    value = models.DecimalField("数值", max_digits=20, decimal_places=6)
    revision = models.PositiveSmallIntegerField("修订次数", default=0)
    reason = models.CharField("修订原因", max_length=300, blank=True)
    standing = models.CharField("状态", max_length=10, choices=Standing, default=Standing.WAITING, editable=False)

    objects = ObservationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "观测值"
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "at", "revision"],
                condition=~Q(standing="rejected"),
                name="disclosures_observation_once",
            ),
            models.CheckConstraint(
                condition=Q(revision=0, reason="") | Q(revision__gt=0) & ~Q(reason=""),
                name="disclosures_observation_revised_with_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["indicator", "at"], condition=_REVISED, name="disclosures_observation_rev"),
        ]  # fmt: skip
        triggers = [
            never_emptied(),
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
            # Once per statement, on all its rows together: a batch may have thousands.
            pgtrigger.Trigger(
                name="appended",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                referencing=pgtrigger.Referencing(new="added"),
                func="""
                    IF EXISTS (
                        SELECT 1 FROM added LEFT JOIN disclosures_batch batch ON batch.id = added.batch_id
                               LEFT JOIN disclosures_indicator item ON item.id = batch.indicator_id
                         WHERE (added.standing, batch.standing) IS DISTINCT FROM ('waiting', 'waiting')
                               OR item.id IS DISTINCT FROM added.indicator_id
                               OR date_trunc(item.period, added.at, 'Asia/Shanghai') <> added.at
                    ) THEN
                        RAISE EXCEPTION 'a value comes with an unconfirmed batch of its indicator, at the start of a period'
                            USING ERRCODE = 'restrict_violation';
                    END IF;
                    RETURN NULL;
                """,
            ),
            pgtrigger.Trigger(
                name="append_only",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    " OR ".join(f'OLD."{each}" IS DISTINCT FROM NEW."{each}"' for each in _KEPT)
                ),
                func="RAISE EXCEPTION 'values are appended, never changed' USING ERRCODE = 'restrict_violation';",
            ),
            pgtrigger.Trigger(
                name="stands_as_its_batch",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                referencing=pgtrigger.Referencing(new="changed"),
                func="""
                    IF EXISTS (
                        SELECT 1 FROM changed JOIN disclosures_batch batch ON batch.id = changed.batch_id
                         WHERE changed.standing <> batch.standing AND NOT (
                               changed.standing = 'replaced' AND batch.standing = 'confirmed' AND EXISTS (
                                   SELECT 1 FROM disclosures_observation later WHERE later.indicator_id = changed.indicator_id
                                      AND later.at = changed.at AND later.revision > changed.revision
                                      AND later.standing = 'confirmed'))
                            OR changed.standing = 'confirmed' AND EXISTS (
                                   SELECT 1 FROM disclosures_observation later WHERE later.indicator_id = changed.indicator_id
                                      AND later.at = changed.at AND later.revision > changed.revision
                                      AND later.standing IN ('confirmed', 'replaced'))
                    ) THEN
                        RAISE EXCEPTION 'a value stands as its batch does' USING ERRCODE = 'restrict_violation';
                    END IF;
                    RETURN NULL;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.at:%Y-%m-%d %H:%M}: {self.value}"
