"""待导入的表格: a large table that waits for the worker to read it, and what came of it. The file lies in kept_uploads.py."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from disclosures.models.dataset import Dataset
from disclosures.models.dataset_version import DatasetVersion


class DatasetUpload(models.Model):
    dataset = models.ForeignKey(Dataset, verbose_name="数据集", on_delete=models.CASCADE, related_name="uploads")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="上传人", on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField("上传时间", default=timezone.now)
    file_name = models.CharField("文件名", max_length=200)
    kept = models.CharField("暂存名", max_length=60)
    note = models.CharField("更新说明", max_length=300, blank=True)
    done_at = models.DateTimeField("办结时间", null=True, blank=True)
    version = models.ForeignKey(
        DatasetVersion, verbose_name="版本", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    refusal = models.CharField("没有导入的原因", max_length=500, blank=True)
    troubles = models.JSONField("问题", default=list)
    troubles_count = models.PositiveIntegerField("问题处数", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "待导入的表格"
        constraints = [
            models.UniqueConstraint(
                fields=["dataset"], condition=Q(done_at__isnull=True), name="disclosures_datasetupload_one_waits"
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=False) | Q(version__isnull=True, refusal="", troubles_count=0),
                name="disclosures_datasetupload_outcome_when_done",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dataset}：{self.file_name}"
