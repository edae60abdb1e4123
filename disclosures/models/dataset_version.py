"""数据版本: the rows of one file. It is staged whole, never changed, and public once a second person has confirmed it."""

import datetime as dt
from typing import Any

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from disclosures.models.dataset import Dataset
from portal.models import User
from portal.models.history import never_emptied
from portal.models.version import BUMP
from portal.publication_states import Refused


class VersionStanding(models.TextChoices):
    WAITING = "waiting", "待确认"
    CONFIRMED = "confirmed", "现行"
    REPLACED = "replaced", "已被取代"
    REJECTED = "rejected", "已退回"
    WITHDRAWN = "withdrawn", "已撤下"


PUBLIC = [VersionStanding.CONFIRMED, VersionStanding.REPLACED]
_FIXED = ["id", "dataset_id", "number", "imported_by_id", "imported_at", "imported_in", "file_name", "sha256", "note"]
_COUNTED = ["rows", "totals", "findings", "findings_count"]


def _person(label: str, **options: Any) -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=label, editable=False, on_delete=models.PROTECT, related_name="+", **options
    )  # fmt: skip


def _changed(columns: list[str]) -> str:
    return " OR ".join(f"OLD.{each} IS DISTINCT FROM NEW.{each}" for each in columns)


def refused(sentence: str) -> str:
    return f"RAISE EXCEPTION '{sentence}' USING ERRCODE = 'restrict_violation';"


MOVES = f"""
    IF {_changed(_FIXED)}
       OR (OLD.standing <> 'waiting' OR OLD.imported_in <> txid_current()) AND ({_changed(_COUNTED)}) THEN
        {refused("a version is what was imported")}
    END IF;
    IF OLD.standing = NEW.standing THEN
        IF {_changed(["decided_by_id", "decided_at", "reason", "overruled"])} THEN
            {refused("a version is decided once")}
        END IF;
        RETURN NEW;
    END IF;
    IF NOT (OLD.standing = 'waiting' AND NEW.standing IN ('confirmed', 'rejected')
            OR OLD.standing IN ('confirmed', 'replaced') AND NEW.standing = 'withdrawn'
            OR OLD.standing = 'confirmed' AND NEW.standing = 'replaced' AND pg_trigger_depth() > 1) THEN
        {refused("a version does not go that way")}
    END IF;
    IF NEW.standing = 'confirmed' THEN
        IF (SELECT count(*) FROM disclosures_datasetrow WHERE version_id = NEW.id) <> NEW.rows THEN
            {refused("a version is confirmed whole")}
        END IF;
        UPDATE disclosures_datasetversion SET standing = 'replaced' WHERE dataset_id = NEW.dataset_id AND standing = 'confirmed';
    END IF;
    RETURN NEW;
"""  # noqa: S608 - our own table names


class DatasetVersionQuerySet(models.QuerySet):
    def current(self) -> "DatasetVersionQuerySet":
        """The one that is public now, of each dataset."""
        return self.filter(standing=VersionStanding.CONFIRMED)

    def public(self) -> "DatasetVersionQuerySet":
        """Confirmed by a second person, also what was replaced since; nothing else may be on a public page."""
        return self.filter(standing__in=PUBLIC)


@pghistory.track(
    pghistory.InsertEvent(trigger_name="datasetversion_insert"),
    pghistory.UpdateEvent(trigger_name="datasetversion_update"),
    pghistory.DeleteEvent(trigger_name="datasetversion_delete"),
)
class DatasetVersion(models.Model):
    dataset = models.ForeignKey(Dataset, verbose_name="数据集", on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField("版本", editable=False)
    file_name = models.CharField("文件名", max_length=200, blank=True)
    sha256 = models.CharField("文件SHA-256", max_length=64, blank=True)
    note = models.CharField("更新说明", max_length=300, blank=True, help_text="向公众显示。")
    imported_by = _person("导入人")
    imported_at = models.DateTimeField("导入时间", default=timezone.now, editable=False)
    imported_in = models.BigIntegerField("导入事务", null=True, editable=False)
    rows = models.PositiveIntegerField("行数", default=0, editable=False)
    totals = models.JSONField("合计", default=dict, editable=False)
    findings = models.JSONField("疑似个人信息", default=list, editable=False)
    findings_count = models.PositiveIntegerField("疑似个人信息处数", default=0, editable=False)
    overruled = models.CharField("放行理由", max_length=300, blank=True, editable=False)
    standing = models.CharField(
        "状态", max_length=10, choices=VersionStanding, default=VersionStanding.WAITING, editable=False
    )
    decided_by = _person("确认人", null=True, blank=True)
    decided_at = models.DateTimeField("确认时间", null=True, blank=True, editable=False)
    reason = models.CharField("退回或撤下原因", max_length=300, blank=True, editable=False)

    objects = DatasetVersionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "数据版本"
        constraints = [
            models.UniqueConstraint(fields=["dataset", "number"], name="disclosures_datasetversion_number_once"),
            models.UniqueConstraint(
                fields=["dataset"], condition=Q(standing="waiting"), name="disclosures_datasetversion_one_waits"
            ),
            models.UniqueConstraint(
                fields=["dataset"], condition=Q(standing="confirmed"), name="disclosures_datasetversion_one_is_current"
            ),
            models.CheckConstraint(
                condition=Q(standing="waiting", decided_by__isnull=True, decided_at__isnull=True)
                | ~Q(standing="waiting") & Q(decided_by__isnull=False, decided_at__isnull=False),
                name="disclosures_datasetversion_decided_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(standing__in=["waiting", "rejected"]) | ~Q(decided_by=F("imported_by")),
                name="disclosures_datasetversion_confirmed_by_a_second",
                violation_error_message="导入人不能确认自己导入的数据。",
            ),
            models.CheckConstraint(
                condition=Q(standing__in=["rejected", "withdrawn"]) & ~Q(reason="")
                | ~Q(standing__in=["rejected", "withdrawn"]) & Q(reason=""),
                name="disclosures_datasetversion_taken_back_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(standing__in=["waiting", "rejected"]) | Q(findings_count=0) | ~Q(overruled=""),
                name="disclosures_datasetversion_findings_overruled",
                violation_error_message="有疑似个人信息，确认时要写明放行理由。",
            ),
        ]
        triggers = [
            never_emptied(),
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="starts_waiting",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=f"""
                    IF NEW.standing <> 'waiting' THEN
                        {refused("a version starts unconfirmed")}
                    END IF;
                    NEW.imported_in := txid_current();
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(name="moves", when=pgtrigger.Before, operation=pgtrigger.Update, func=MOVES),
            pgtrigger.Trigger(
                name="bump_version",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition('OLD."standing" <> NEW."standing"'),
                func=BUMP,
            ),
        ]
        indexes = [models.Index(fields=["standing", "imported_at"], name="disclosures_dataset_waiting")]

    def __str__(self) -> str:
        return f"{self.dataset} 第{self.number}版"

    @property
    def size(self) -> str:
        """40,000行."""
        return f"{self.rows:,}行"

    def confirm(self, by: User, at: dt.datetime | None = None, *, overruled: str = "") -> None:
        """确认: public from the next request on, if the dataset is; the version before is replaced."""
        if by.pk == self.imported_by_id:
            raise Refused("导入人不能确认自己导入的数据，须由另一人确认。")
        if self.findings_count and not overruled.strip():
            raise Refused(f"有{self.findings_count}处疑似个人信息：请退回，或逐处核对后写明放行理由。")
        self._move(
            "confirm_rows", [VersionStanding.WAITING], VersionStanding.CONFIRMED, by, at, overruled=overruled.strip()
        )

    def reject(self, by: User, reason: str, at: dt.datetime | None = None) -> None:
        """退回, by whoever may confirm it, or by its importer; the rows stay on record and never become public."""
        if not reason.strip():
            raise Refused("退回必须写明原因。")
        self._move("reject_rows", [VersionStanding.WAITING], VersionStanding.REJECTED, by, at, reason=reason.strip())

    def withdraw(self, by: User, reason: str) -> None:
        """撤下: no page and no download has it from the next request on; who and when is in the history."""
        if not reason.strip():
            raise Refused("撤下必须写明原因。")
        self._move("withdraw_rows", PUBLIC, VersionStanding.WITHDRAWN, None, None, reason=reason.strip(), user=by)

    def _move(
        self, verb: str, starts: list[VersionStanding], to: VersionStanding, by: User | None, at: dt.datetime | None,
        *, user: User | None = None, **fields: Any,
    ) -> None:  # fmt: skip
        with transaction.atomic(), pghistory.context(verb=verb, user=(by or user).pk):  # type: ignore[union-attr]
            self.refresh_from_db(from_queryset=DatasetVersion.objects.select_for_update(of=("self",)))
            if self.standing not in starts:
                raise Refused(f"这个版本{self.get_standing_display()}，不能再改。")
            fields["standing"] = to
            if by is not None:
                fields |= {"decided_by": by, "decided_at": at or timezone.now()}
            for name, value in fields.items():
                setattr(self, name, value)
            self.save(update_fields=list(fields))
