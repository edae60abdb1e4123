"""Files of a published item. Judged by content, hashed, their text extracted once; served only behind published()."""

from pathlib import Path
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.crypto import get_random_string

from portal.files import FileRejected, extract_text, human_size, inspect, safe_name


def upload_path(instance: "Attachment", name: str) -> str:
    """Unguessable and never overwritten; the readable name is kept in the row."""
    return f"{instance._meta.model_name}/{get_random_string(2)}/{get_random_string(30)}{Path(name).suffix.lower()[:8]}"


class Attachment(models.Model):
    """Abstract. `file` in; kind, size, hash, pages and text are read from the bytes.

    `page_starts` are positions in `text`, so that a finding can name its page.
    """

    file = models.FileField("文件", upload_to=upload_path, max_length=200)
    title = models.CharField("名称", max_length=200, blank=True, help_text="显示给公众的名称；不填取文件名。")
    name = models.CharField("文件名", max_length=150, editable=False)
    kind = models.CharField("类型", max_length=10, editable=False)
    mime = models.CharField(max_length=100, editable=False)
    size = models.PositiveBigIntegerField("字节数", editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, editable=False)
    pages = models.PositiveIntegerField("页数", null=True, editable=False)
    text = models.TextField("提取的文字", blank=True, editable=False)
    page_starts = ArrayField(models.PositiveIntegerField(), default=list, editable=False)
    text_note = models.CharField("提取说明", max_length=200, blank=True, editable=False)
    position = models.PositiveSmallIntegerField("排序", default=0)
    added_at = models.DateTimeField("上传时间", auto_now_add=True)

    class Meta:
        abstract = True
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.title or self.name

    @property
    def human_size(self) -> str:
        return human_size(self.size)

    def clean(self) -> None:
        """Read a newly given file; a rejected one is a sentence on the form."""
        if self.file and not getattr(self.file, "_committed", True):
            self.read(self.file.file, self.file.name or "")

    def read(self, file: Any, name: str) -> None:
        """Fill kind, size, hash, pages and text from an open binary file; ValidationError when it is not acceptable."""
        try:
            facts = inspect(file, name)
        except FileRejected as error:
            raise ValidationError({"file": str(error)}) from None
        file.seek(0)
        extraction = extract_text(file, facts.kind)
        file.seek(0)
        self.kind, self.mime, self.size, self.sha256 = facts.kind, facts.mime, facts.size, facts.sha256
        self.pages = facts.pages
        self.text, self.text_note = extraction.text, extraction.note[:200]
        self.page_starts = extraction.page_starts
        self.name = safe_name(name, facts.kind)
        self.title = self.title or Path(self.name).stem
