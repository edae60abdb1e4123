"""先审查后公开、一事一审 (Regulation art. 17): one conclusion per item and round, by somebody who did not write it."""

import pgtrigger
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone

from portal.models.history import append_only
from portal.models.user import User

# The table of an item is named after its content type; tests/portal/test_review.py proves it for every publishable model.
_OF_THIS_ROUND = """
    SELECT app_label || '_' || model INTO STRICT item_table FROM django_content_type WHERE id = NEW.content_type_id;
    EXECUTE format('SELECT state, round, created_by_id, edited_by_id, submitted_by_id FROM %I WHERE id = $1', item_table)
        INTO item USING NEW.object_id;
    IF item.state IS DISTINCT FROM 'submitted' OR item.round IS DISTINCT FROM NEW.round THEN
        RAISE EXCEPTION 'a review concludes the current round of a submitted item' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.reviewer_id IN (item.created_by_id, item.submitted_by_id)
       OR NEW.reviewer_id IS NOT DISTINCT FROM item.edited_by_id THEN
        RAISE EXCEPTION 'the reviewer is never the author, the last editor or the submitter'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


class Review(models.Model):
    """公开审查: who looked at which round of an item, what was checked, with what conclusion and on what basis."""

    class Conclusion(models.TextChoices):
        PASSED = "passed", "同意公开"
        RETURNED = "returned", "退回修改"

    content_type = models.ForeignKey(ContentType, verbose_name="类型", on_delete=models.PROTECT, related_name="+")
    object_id = models.PositiveBigIntegerField("编号")
    item = GenericForeignKey()
    title = models.CharField("标题", max_length=300, help_text="审查时的标题。")
    round = models.PositiveSmallIntegerField("轮次")
    reviewer = models.ForeignKey(User, verbose_name="审查人", on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField("审查时间", default=timezone.now)
    conclusion = models.CharField("结论", max_length=10, choices=Conclusion)
    no_state_secret = models.BooleanField("不含国家秘密", help_text="《条例》第十四条、《保守国家秘密法》第三十五条")
    no_trade_secret = models.BooleanField("不含商业秘密，或权利人同意公开", help_text="《条例》第十五条")
    no_privacy = models.BooleanField(
        "不含个人隐私，或本人同意公开", help_text="《条例》第十五条、《个人信息保护法》第五十五条"
    )
    no_danger = models.BooleanField(
        "不危及国家安全、公共安全、经济安全、社会稳定", help_text="《条例》第十四条（三安全一稳定）"
    )
    basis = models.CharField("审查依据", max_length=200)
    opinion = models.TextField("审查意见", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "公开审查"
        ordering = ["-reviewed_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id", "round"], name="portal_review_once_a_round"),
            models.CheckConstraint(
                condition=~Q(conclusion="passed")
                | Q(no_state_secret=True, no_trade_secret=True, no_privacy=True, no_danger=True),
                name="portal_review_passed_with_every_check",
            ),
            models.CheckConstraint(
                condition=~Q(conclusion="returned") | ~Q(opinion=""), name="portal_review_returned_with_reason"
            ),
            models.CheckConstraint(condition=~Q(basis=""), name="portal_review_with_basis"),
        ]
        triggers = [
            *append_only(),
            pgtrigger.Trigger(
                name="of_this_round",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[("item_table", "text"), ("item", "record")],
                func=_OF_THIS_ROUND,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}（第{self.round}轮）{self.get_conclusion_display()}"

    @property
    def checks(self) -> list[tuple[str, bool]]:
        """(what was asked, whether it was confirmed) in the order of the form."""
        return [(str(check_field(name).verbose_name), getattr(self, name)) for name in CHECKS]

    @classmethod
    def of(cls, item: models.Model) -> models.QuerySet["Review"]:
        """Every round of the item, newest first."""
        return cls.objects.select_related("reviewer").filter(
            content_type=ContentType.objects.get_for_model(item), object_id=item.pk
        )


CHECKS = ["no_state_secret", "no_trade_secret", "no_privacy", "no_danger"]
DEFAULT_BASIS = "《中华人民共和国政府信息公开条例》第十七条"


def check_field(name: str) -> models.BooleanField:
    """The column of one line of the checklist, whose words the forms show."""
    return next(field for field in Review._meta.fields if field.name == name and isinstance(field, models.BooleanField))
