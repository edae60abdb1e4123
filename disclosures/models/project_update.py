"""项目进展: dated news of a project with pictures, its progress, the milestones it reports, and the end of the work.

Each is an item of its own: nobody brings progress before the public alone. What it says counts once it is published,
and no longer once it is withdrawn.
"""

from typing import Any, Self

import pghistory
import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from disclosures.models.project import WHOLE, Milestone, Project, amount
from portal.attachments import Attachment
from portal.models.version import bumps_version
from portal.publication_queries import PublishableQuerySet
from portal.publication_rules import content_frozen, owned_frozen
from portal.publication_states import State
from portal.publishing import Publishable

CONTENT = [
    "title", "project_id", "on", "text", "done", "finished_on",
    "unit_id", "disclosure", "disclosure_basis", "audience", "named_groups",
]  # fmt: skip
PICTURES = ["png", "jpeg", "gif", "webp"]
OF_ITS_PROJECT = pgtrigger.Trigger(
    name="of_its_project",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func="""
        IF NOT EXISTS (
            SELECT 1 FROM disclosures_projectupdate news JOIN disclosures_milestone point ON point.project_id = news.project_id
             WHERE news.id = NEW.update_id AND point.id = NEW.milestone_id
        ) THEN
            RAISE EXCEPTION 'an update reports milestones of its own project' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    """,
)


class UpdateQuerySet(PublishableQuerySet):
    def published(self, at: Any = None) -> Self:
        """Never without its project."""
        return super().published(at).filter(project__in=Project.objects.published(at).order_by().values("pk"))

    def of_public(self) -> Self:
        """Published ones where the project is known to be public: it is not asked for again."""
        return super().published()

    def newest_first(self) -> Self:
        return self.order_by("-on", "-pk")


@pghistory.track(
    pghistory.InsertEvent(trigger_name="news_insert"),
    pghistory.UpdateEvent(trigger_name="news_update"),
    pghistory.DeleteEvent(trigger_name="news_delete"),
)
class ProjectUpdate(Publishable):
    project = models.ForeignKey(Project, verbose_name="项目", on_delete=models.PROTECT, related_name="updates")
    on = models.DateField("进展日期", default=timezone.localdate)
    text = models.TextField("进展情况", max_length=3000, blank=True)
    done = amount(
        "累计完成",
        null=True,
        blank=True,
        help_text="从开工到这一天一共完成的数量；按百分比计的写百分数。没有变化不填。",
    )
    finished_on = models.DateField("完工日期", null=True, blank=True, help_text="项目全部完工时填写。")

    file_url_name = "disclosures:project-picture"
    objects = UpdateQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Publishable.Meta):
        verbose_name = verbose_name_plural = "项目进展"
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(done__isnull=True) | Q(done__gte=0), name="disclosures_projectupdate_done"
            ),
        ]
        triggers = [*Publishable.Meta.triggers, content_frozen(*CONTENT)]
        indexes = [models.Index(fields=["project", "state", "on"], name="disclosures_projectupdate_of")]

    def get_absolute_url(self) -> str:
        return reverse("disclosures:project-update", args=[self.project_id, self.pk])

    @property
    def summary(self) -> str:
        return self.text.strip().split("\n")[0][:150]

    def blockers(self, *, urgent: bool = False) -> list[str]:
        found, today = super().blockers(urgent=urgent), timezone.localdate()
        if self.project.state != State.PUBLISHED:
            found.append("项目还没有公开，或者已经撤回。")
        if self.unit_id != self.project.unit_id:
            found.append(f"公开主体要与项目的相同（{self.project.unit}）。")
        if not self.text.strip():
            found.append("缺少进展情况。")
        days = [("进展日期", self.on), ("完工日期", self.finished_on)]
        if self.pk:
            days += [(f"节点“{each.milestone}”的完成日期", each.done_on) for each in self.reported()]
            found += [
                f"节点“{each.milestone}”在项目里已经是完成的。" for each in self.reported() if each.milestone.done_on
            ]
        found += [f"{label}还没有到。" for label, day in days if day and day > today]
        return found + self._done_troubles()

    def _done_troubles(self) -> list[str]:
        if self.project.target is not None:
            return []
        if self.done is not None and self.done > WHOLE:
            return ["累计完成按百分比计，不能超过100。"]
        if self.finished_on and self.done != WHOLE:
            return ["完工的进展，累计完成要写100。"]
        return []

    def reported(self) -> Any:
        """The milestones that it says were reached."""
        return self.completions.select_related("milestone").order_by("done_on", "pk")


@pghistory.track()
class Completion(models.Model):
    """完成的节点: an update reports that a milestone was reached."""

    update = models.ForeignKey(
        ProjectUpdate, verbose_name="项目进展", on_delete=models.CASCADE, related_name="completions"
    )
    milestone = models.ForeignKey(Milestone, verbose_name="节点", on_delete=models.PROTECT, related_name="completions")
    done_on = models.DateField("完成日期", default=timezone.localdate)

    class Meta:
        verbose_name = verbose_name_plural = "完成的节点"
        constraints = [
            models.UniqueConstraint(
                fields=["update", "milestone"],
                name="disclosures_completion_once",
                violation_error_message="同一个节点只登记一次。",
            )
        ]
        triggers = [bumps_version(), OF_ITS_PROJECT, owned_frozen("disclosures_projectupdate", "update_id")]

    def __str__(self) -> str:
        return f"{self.done_on}完成"

    def clean(self) -> None:
        if self.milestone_id and self.update_id and self.milestone.project_id != self.update.project_id:
            raise ValidationError({"milestone": "这个节点不属于本项目。"})


@pghistory.track(exclude=["text", "page_starts"])
class UpdatePicture(Attachment):
    update = models.ForeignKey(
        ProjectUpdate, verbose_name="项目进展", on_delete=models.CASCADE, related_name="attachments"
    )
    alt = models.CharField("图片说明", max_length=300, help_text="看不见图片的人读到的话：图上有什么。")

    class Meta(Attachment.Meta):
        verbose_name = verbose_name_plural = "图片"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=PICTURES),
                name="disclosures_updatepicture_is_picture",
                violation_error_message="这里只能放图片（PNG、JPEG、GIF、WebP）。",
            ),
            models.CheckConstraint(
                condition=~Q(alt=""),
                name="disclosures_updatepicture_described",
                violation_error_message="图片要写说明，读屏软件才读得出。",
            ),
        ]
        triggers = [bumps_version(), owned_frozen("disclosures_projectupdate", "update_id")]

    def get_absolute_url(self) -> str:
        return reverse("disclosures:project-picture", args=[self.update_id, self.pk, self.name])

    def read(self, file: Any, name: str) -> None:
        super().read(file, name)
        if self.kind not in PICTURES:
            raise ValidationError({"file": "这里只能放图片（PNG、JPEG、GIF、WebP）。"})


def withdraw_with(project: Project, by: Any, at: Any) -> None:
    """Withdraws the updates of a project that is being withdrawn."""
    for each in ProjectUpdate.objects.filter(project=project, state=State.PUBLISHED):
        each.withdraw(by, f"所属项目已撤回：{project.withdrawal_reason}", at=at)
