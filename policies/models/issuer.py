import pghistory
from django.db import models

from portal.models import Unit
from portal.models.version import bumps_version
from portal.publication_rules import owned_frozen


@pghistory.track()
class Issuer(models.Model):
    """发文机关 of a document; position 0 leads."""

    document = models.ForeignKey("policies.Document", on_delete=models.CASCADE, related_name="issues")
    unit = models.ForeignKey(Unit, verbose_name="发文机关", on_delete=models.PROTECT, related_name="issues")
    position = models.PositiveSmallIntegerField("排序", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "发文机关"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["document", "unit"], name="policies_issuer_once"),
            models.UniqueConstraint(fields=["document", "position"], name="policies_issuer_position"),
        ]
        triggers = [bumps_version(), owned_frozen("policies_document", "document_id")]

    def __str__(self) -> str:
        return f"{self.document_id}: {self.unit_id}"
