"""What one document does to another. The three dates that validity needs are kept by the database, not by anybody's care."""

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q

from policies.models.document import Document
from policies.validity import REFRESH_FACTS
from portal.models.version import bumps_version
from portal.publication_rules import owned_frozen

# A relation of two migrated texts comes with the later of them, which may be its target; a correction of the target at
# its source takes it back.
_ARRIVES = """
    EXISTS (SELECT 1 FROM policies_document source, policies_document target
             WHERE source.id IN (OLD.source_id, NEW.source_id) AND source.source_id IS NOT NULL
               AND target.id IN (OLD.target_id, NEW.target_id) AND target.source_id IS NOT NULL
               AND target.corrected_in = txid_current())
    AND NOT (TG_OP = 'UPDATE' AND (OLD.source_id, OLD.target_id) IS DISTINCT FROM (NEW.source_id, NEW.target_id))
"""


@pghistory.track()
class Relation(models.Model):
    """文件关系: `source` repeals, amends, replaces, extends, implements or rests on `target`, from the day `on`."""

    class Kind(models.TextChoices):
        REPEALS = "repeals", "废止"
        AMENDS = "amends", "修改"
        REPLACES = "replaces", "替代"
        EXTENDS = "extends", "延长有效期"
        IMPLEMENTS = "implements", "贯彻落实"
        BASED_ON = "based_on", "依据"

    class Scope(models.TextChoices):
        WHOLE = "whole", "全文"
        PART = "part", "部分条款"

    source = models.ForeignKey(Document, verbose_name="本文件", on_delete=models.CASCADE, related_name="relations_out")
    kind = models.CharField("关系", max_length=12, choices=Kind)
    target = models.ForeignKey(Document, verbose_name="对象文件", on_delete=models.PROTECT, related_name="relations_in")
    on = models.DateField("自何日起", help_text="从这一天起废止、修改、替代或延长。")
    scope = models.CharField("范围", max_length=5, choices=Scope, default=Scope.WHOLE)
    articles = models.CharField("涉及条款", max_length=200, blank=True, help_text="例：第六条、第九条")
    until = models.DateField("延长至", null=True, blank=True, help_text="仅延长有效期时填写，含当日。")
    note = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "文件关系"
        ordering = ["on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["source", "kind", "target"], name="policies_relation_once"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="policies_relation_between_two"),
            models.CheckConstraint(
                condition=Q(kind="extends", until__isnull=False) | ~Q(kind="extends") & Q(until__isnull=True),
                name="policies_relation_until_of_extension",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("on")), name="policies_relation_extension_forward"
            ),
        ]
        triggers = [
            bumps_version(),
            owned_frozen("policies_document", "source_id", unless=_ARRIVES),
            pgtrigger.Trigger(
                name="refresh_validity_facts",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=REFRESH_FACTS.replace("{targets}", "[NEW.target_id, OLD.target_id]"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.get_kind_display()} {self.target_id}"
