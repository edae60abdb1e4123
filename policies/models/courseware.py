"""政策辅导课件 and the sessions at which it is taught (work points 2023, item 18)."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from policies import bodytext
from policies.models.document import Document
from portal.attachments import Attachment
from portal.models.version import bumps_version
from portal.publication_rules import content_frozen, owned_frozen
from portal.publication_states import State
from portal.publishing import Publishable

CONTENT = [
    "title", "summary", "learners", "body", "unit_id", "disclosure", "disclosure_basis", "audience", "named_groups",
]  # fmt: skip


@pghistory.track()
class Courseware(Publishable):
    """Reusable material on how to apply for what policies grant, with its files and its sessions."""

    summary = models.CharField("一句话说明", max_length=300, blank=True, help_text="学完会做什么。")
    learners = models.CharField("适合谁", max_length=200, blank=True, help_text="例：新办企业的财务、楼组长")
    body = models.TextField("内容提要", blank=True)
    file_url_name = "policies:courseware-file"

    class Meta(Publishable.Meta):
        verbose_name = verbose_name_plural = "政策辅导课件"
        triggers = [*Publishable.Meta.triggers, content_frozen(*CONTENT)]

    def get_absolute_url(self) -> str:
        return reverse("policies:courseware", args=[self.pk])

    def clean(self) -> None:
        super().clean()
        self.body = bodytext.from_html(self.body).html

    def blockers(self, *, urgent: bool = False) -> list[str]:
        found = super().blockers(urgent=urgent)
        if not self.summary.strip():
            found.append("缺少一句话说明。")
        taught = list(self.taught.select_related("document")) if self.pk else []
        if not taught:
            found.append("至少要关联一份政策文件。")
        found += [
            f"所讲的《{each.document.title}》没有公开。" for each in taught if each.document.state != State.PUBLISHED
        ]
        if not (self.body.strip() or (self.pk and self.attachments.exists())):
            found.append("课件没有内容：上传文件，或写内容提要。")
        return found


@pghistory.track()
class CoursewareDocument(models.Model):
    courseware = models.ForeignKey(Courseware, verbose_name="课件", on_delete=models.CASCADE, related_name="taught")
    document = models.ForeignKey(Document, verbose_name="政策文件", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "讲的政策"
        constraints = [
            models.UniqueConstraint(fields=["courseware", "document"], name="policies_coursewaredocument_once")
        ]
        triggers = [bumps_version(), owned_frozen("policies_courseware", "courseware_id")]

    def __str__(self) -> str:
        return f"{self.courseware_id}: {self.document_id}"


@pghistory.track(exclude=["text", "page_starts"])
class CoursewareFile(Attachment):
    courseware = models.ForeignKey(
        Courseware, verbose_name="课件", on_delete=models.CASCADE, related_name="attachments"
    )

    class Meta(Attachment.Meta):
        verbose_name = verbose_name_plural = "课件文件"
        triggers = [bumps_version(), owned_frozen("policies_courseware", "courseware_id")]

    def get_absolute_url(self) -> str:
        return reverse("policies:courseware-file", args=[self.courseware_id, self.pk, self.name])


@pghistory.track()
class CoursewareSession(models.Model):
    """宣讲场次. A further session of a published courseware is added by a correction, whose note says so to readers."""

    courseware = models.ForeignKey(Courseware, verbose_name="课件", on_delete=models.CASCADE, related_name="sessions")
    starts_at = models.DateTimeField("开始")
    ends_at = models.DateTimeField("结束", null=True, blank=True)
    place = models.CharField("地点", max_length=200, help_text="线上举行的，写怎样进入。")
    joining = models.CharField("怎样参加", max_length=200, help_text="例：无需报名；电话 6200-0121 报名，限60人")
    recap = models.TextField("会后小结", max_length=2000, blank=True, help_text="问得多的事和答复。")

    class Meta:
        verbose_name = verbose_name_plural = "宣讲场次"
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="policies_coursewaresession_in_order",
                violation_error_message="结束时间早于开始时间。",
            )
        ]
        triggers = [bumps_version(), owned_frozen("policies_courseware", "courseware_id")]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d} {self.place}"
