import pghistory
from django.db import models


class CalendarYear(models.Model):
    """A year whose holidays are loaded. Deadlines in any other year are an error, never a guess."""

    year = models.PositiveSmallIntegerField("年份", primary_key=True)
    source = models.CharField("依据", max_length=200, blank=True)
    loaded_at = models.DateTimeField("载入时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "已载入年份"
        ordering = ["-year"]

    def __str__(self) -> str:
        return str(self.year)


@pghistory.track()
class DayException(models.Model):
    """A day that is not what its weekday says: a holiday, or a weekend day worked (调休)."""

    day = models.DateField("日期", unique=True)
    year = models.ForeignKey(CalendarYear, verbose_name="年份", on_delete=models.CASCADE, related_name="days")
    is_workday = models.BooleanField("上班", help_text="勾选：周末调休上班；不勾选：放假。")
    note = models.CharField("说明", max_length=100, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "节假日与调休"
        ordering = ["day"]
        constraints = [
            models.CheckConstraint(condition=models.Q(day__year=models.F("year_id")), name="portal_day_in_its_year")
        ]

    def __str__(self) -> str:
        return f"{self.day} {'上班' if self.is_workday else '放假'}"
