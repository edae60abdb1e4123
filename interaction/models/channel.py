import pghistory
from django.db import models

from portal.models import Unit
from portal.models.version import bumps_version


@pghistory.track()
class Channel(models.Model):
    """留言类别, with the working days in which it is answered. The office changes the days; standards.md 10 has 12345's."""

    code = models.SlugField("代码", max_length=30, unique=True)
    name = models.CharField("名称", max_length=20)
    description = models.CharField("说明", max_length=100, blank=True, help_text="给市民看：什么事选这一类。")
    workdays = models.PositiveSmallIntegerField("答复期限（工作日）", default=5)
    is_offered = models.BooleanField(
        "市民可选", default=True, help_text="不勾选：只由工作人员改派，如经批准的复杂事项。"
    )
    position = models.PositiveSmallIntegerField("顺序", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "留言类别"
        ordering = ["position", "id"]
        constraints = [models.CheckConstraint(condition=models.Q(workdays__gte=1), name="interaction_channel_has_days")]
        triggers = [bumps_version()]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Desk(models.Model):
    """A unit's rules for answering: whether a second person approves each answer."""

    unit = models.OneToOneField(Unit, verbose_name="单位", on_delete=models.PROTECT, related_name="desk")
    needs_approval = models.BooleanField("答复须经另一人审核", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "单位答复规则"

    def __str__(self) -> str:
        return self.unit.name

    @classmethod
    def needs_approval_at(cls, unit: Unit) -> bool:
        """A unit without rules of its own is careful."""
        found = cls.objects.filter(unit=unit).values_list("needs_approval", flat=True).first()
        return True if found is None else found


class ReplyTemplate(models.Model):
    """答复模板: a beginning for a common situation, with the grounds it rests on."""

    name = models.CharField("名称", max_length=60, unique=True)
    text = models.TextField("答复文字", max_length=2000)
    grounds = models.CharField("依据", max_length=200, blank=True, help_text="如《政府信息公开条例》第十条。")

    class Meta:
        verbose_name = verbose_name_plural = "答复模板"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
