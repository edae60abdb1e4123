import pghistory
from django.db import models
from django.urls import reverse

from policies.models.document import Document
from portal.attachments import Attachment
from portal.models.version import bumps_version
from portal.publication_rules import owned_frozen


@pghistory.track(exclude=["text", "page_starts"])
class DocumentAttachment(Attachment):
    class Role(models.TextChoices):
        OFFICIAL = "official", "正式文本"
        ANNEX = "annex", "附件"
        FORM = "form", "表格"
        FIGURE = "figure", "正文插图"

    document = models.ForeignKey(Document, verbose_name="文件", on_delete=models.CASCADE, related_name="attachments")
    role = models.CharField("用途", max_length=10, choices=Role, default=Role.ANNEX)

    class Meta(Attachment.Meta):
        verbose_name = verbose_name_plural = "附件"
        constraints = [
            models.UniqueConstraint(
                fields=["document"], condition=models.Q(role="official"), name="policies_one_official_text"
            )
        ]
        triggers = [bumps_version(), owned_frozen("policies_document", "document_id")]

    def get_absolute_url(self) -> str:
        return reverse("policies:file", args=[self.document_id, self.pk, self.name])
