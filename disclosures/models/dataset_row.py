"""数据行: what a version holds, its public columns apart from the private ones; the indexes by which readers search and sort."""

import pgtrigger
from django.db import models

from disclosures.cell_values import Exact
from disclosures.models.dataset_version import DatasetVersion, refused
from portal.models.history import append_only


def _staged(table: str, private: bool) -> pgtrigger.Trigger:
    """Rows come in the transaction of their version, each value on its side of the wall; once per statement."""
    wrong, what = ("", "a private column") if not private else ("NOT", "a public column")
    return pgtrigger.Trigger(
        name="staged",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        referencing=pgtrigger.Referencing(new="added"),
        func=f"""
            IF EXISTS (
                SELECT 1 FROM (SELECT DISTINCT version_id FROM added) each
                  LEFT JOIN disclosures_datasetversion version ON version.id = each.version_id
                 WHERE version.standing IS DISTINCT FROM 'waiting' OR version.imported_in IS DISTINCT FROM txid_current()
            ) THEN
                {refused("rows come with their version")}
            END IF;
            IF EXISTS (
                SELECT 1 FROM added JOIN disclosures_datasetversion version ON version.id = added.version_id
                  JOIN disclosures_datasetfield field ON field.dataset_id = version.dataset_id
                 WHERE {wrong} field.private AND added.cells ? field.key
            ) THEN
                {refused(f"{what} does not stand among these")}
            END IF;
            RETURN NULL;
        """,  # noqa: S608 - our own table names
    )


class DatasetRow(models.Model):
    """The public columns of a row; numbers run from 1 without a gap. Numbers are JSON numbers, dates ISO 8601, blanks absent."""

    version = models.ForeignKey(
        DatasetVersion, verbose_name="版本", on_delete=models.PROTECT, related_name="public_rows", db_index=False
    )
    number = models.PositiveIntegerField("行")
    cells = models.JSONField("公开的值", default=dict, decoder=Exact)

    class Meta:
        verbose_name = verbose_name_plural = "数据行"
        constraints = [models.UniqueConstraint(fields=["version", "number"], name="disclosures_datasetrow_once")]
        triggers = [*append_only(), _staged("datasetrow", private=False)]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.number}"


class DatasetHiddenRow(models.Model):
    """The private columns of a row, in a table of their own that no public query reads."""

    version = models.ForeignKey(
        DatasetVersion, verbose_name="版本", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    number = models.PositiveIntegerField("行")
    cells = models.JSONField("不公开的值", default=dict, decoder=Exact)

    class Meta:
        verbose_name = verbose_name_plural = "不公开的数据"
        constraints = [models.UniqueConstraint(fields=["version", "number"], name="disclosures_datasethiddenrow_once")]
        triggers = [*append_only(), _staged("datasethiddenrow", private=True)]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.number}"


class DatasetOrder(models.Model):
    """The row numbers of a version sorted by one public column (big-endian uint32); the last, without a value, by number."""

    version = models.ForeignKey(
        DatasetVersion, verbose_name="版本", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    key = models.CharField("数据项", max_length=40)
    numbers = models.BinaryField("行")
    filled = models.PositiveIntegerField("有值的行数")

    class Meta:
        verbose_name = verbose_name_plural = "数据排序"
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="disclosures_datasetorder_once")]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.version_id}: {self.key}"


class DatasetPosting(models.Model):
    """Terms (int64, ascending) of some thousand rows, where each one's rows start, and the rows (both little-endian uint32)."""

    version = models.ForeignKey(
        DatasetVersion, verbose_name="版本", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    bucket = models.PositiveSmallIntegerField("组")
    segment = models.PositiveSmallIntegerField("段")
    terms = models.BinaryField("词")
    starts = models.BinaryField("起点")
    numbers = models.BinaryField("行")

    class Meta:
        verbose_name = verbose_name_plural = "数据检索"
        constraints = [
            models.UniqueConstraint(fields=["version", "bucket", "segment"], name="disclosures_datasetposting_once")
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.version_id}: {self.bucket}"
