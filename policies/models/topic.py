import pghistory
from django.db import models
from django.urls import reverse

from portal.models.version import bumps_version


@pghistory.track()
class Topic(models.Model):
    """主题分类, two levels; the code of the second level starts with the code of its parent."""

    code = models.CharField("代码", max_length=4, unique=True)
    name = models.CharField("名称", max_length=50)
    parent = models.ForeignKey(
        "self", verbose_name="上级主题", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )

    class Meta:
        verbose_name = verbose_name_plural = "主题分类"
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "name"], name="policies_topic_name_in_parent", nulls_distinct=False
            )
        ]
        triggers = [bumps_version()]

    def __str__(self) -> str:
        return f"{self.parent.name}\\{self.name}" if self.parent else self.name

    def get_absolute_url(self) -> str:
        return reverse("policies:topic", args=[self.code])
