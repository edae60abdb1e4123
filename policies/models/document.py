"""公文: a policy document with every element of its identity, and what the database holds of its validity."""

import datetime as dt
from typing import Any

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Case, F, Func, Q, When
from django.db.models.functions import Coalesce, ExtractYear
from django.urls import reverse
from django.utils import timezone
from taggit.managers import TaggableManager

from policies import bodytext, numbers
from policies.citing.mentions import stored
from policies.date_order import contradictions
from policies.models.document_queries import DocumentQuerySet, TitleKey
from policies.models.tag import TagDimension
from policies.models.three_sync import THREE_SYNC
from policies.models.topic import Topic
from policies.validity import REFRESH_FACTS, Facts, Validity, validity
from portal.models import IndexCounter, Unit
from portal.models.unit import units_now
from portal.publication_rules import content_frozen
from portal.publishing import Publishable

EXCERPT = 120
UNTOLD = ["body", "toc", "citations", "cited"]
"""Not in the history: the text has one of its own, the rest is read from it."""
CONTENT = [
    "title", "number", "genre", "category", "topic_id", "written_on", "printed_on", "effective_on", "expires_on",
    "body", "keywords", "summary", "unit_id", "disclosure", "audience",
    "disclosure_basis", "named_groups",
]  # fmt: skip


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(condition=pghistory.AnyChange(exclude=UNTOLD)),
    pghistory.DeleteEvent(),
    exclude=UNTOLD,
)
@pghistory.track(
    pghistory.InsertEvent("text_insert"),
    pghistory.UpdateEvent("text_update", condition=pghistory.AnyChange("body")),
    fields=["body"],
    model_name="DocumentTextEvent",
    obj_field=pghistory.ObjForeignKey(related_name="text_events"),
)
class Document(Publishable):  # type: ignore[django-manager-missing]
    class Genre(models.TextChoices):
        """公文种类, the fifteen of the regulation on official documents."""

        RESOLUTION = "resolution", "决议"
        DECISION = "decision", "决定"
        ORDER = "order", "命令"
        COMMUNIQUE = "communique", "公报"
        PROCLAMATION = "proclamation", "公告"
        PUBLIC_NOTICE = "public_notice", "通告"
        OPINION = "opinion", "意见"
        NOTICE = "notice", "通知"
        CIRCULAR = "circular", "通报"
        REPORT = "report", "报告"
        REQUEST = "request", "请示"
        REPLY = "reply", "批复"
        MOTION = "motion", "议案"
        LETTER = "letter", "函"
        MINUTES = "minutes", "纪要"

    class Category(models.TextChoices):
        LAW = "law", "法律法规"
        RULE = "rule", "规章"
        NORMATIVE = "normative", "行政规范性文件"
        OTHER = "other", "其他文件"

    index_number = models.CharField("索引号", max_length=40, unique=True, null=True, editable=False)  # noqa: DJ001 - unique
    number = models.CharField(
        "发文字号", max_length=100, blank=True, help_text="任何写法都可以，保存时规范为：岚府办〔2026〕3号"
    )
    number_prefix = models.CharField("机关代字", max_length=60, blank=True, editable=False)
    number_year = models.PositiveSmallIntegerField("文号年份", null=True, editable=False)
    number_serial = models.PositiveIntegerField("文号序号", null=True, editable=False)
    number_key = models.CharField(max_length=110, blank=True, editable=False)
    genre = models.CharField("公文种类", max_length=15, choices=Genre, blank=True)
    category = models.CharField("文件类别", max_length=10, choices=Category, default=Category.OTHER)
    topic = models.ForeignKey(
        Topic, verbose_name="主题分类", null=True, blank=True, on_delete=models.PROTECT, related_name="documents"
    )
    issuers: Any = models.ManyToManyField(
        Unit, through="policies.Issuer", verbose_name="发文机关", related_name="issued"
    )
    tags = TaggableManager("标签", through="policies.TaggedDocument", blank=True, related_name="documents")
    written_on = models.DateField("成文日期", null=True, blank=True)
    printed_on = models.DateField("印发日期", null=True, blank=True)
    published_on = models.DateField("发布日期", null=True, editable=False)
    effective_on = models.DateField("施行日期", null=True, blank=True, help_text="不填表示自成文之日起施行。")
    expires_on = models.DateField("有效期至", null=True, blank=True, help_text="含当日；不填表示未规定有效期。")
    body = models.TextField("正文", blank=True)
    toc = models.JSONField("目录", default=list, editable=False)
    citations = models.JSONField("正文引用", default=list, editable=False)
    cited = ArrayField(models.CharField(max_length=200), verbose_name="引用的文件", default=list, editable=False)
    excerpt = models.CharField("正文摘录", max_length=EXCERPT + 5, blank=True, editable=False)
    summary = models.CharField("一句话说明", max_length=300, blank=True, help_text="用市民的话说这份文件管什么。")
    keywords = ArrayField(models.CharField(max_length=30), verbose_name="主题词", default=list, blank=True)
    flags = ArrayField(models.CharField(max_length=30), verbose_name="待核事项", default=list, editable=False)

    # Kept by triggers from the relations of published documents (policies/models/relation.py).
    repealed_on = models.DateField("废止日期", null=True, editable=False)
    amended_on = models.DateField("修改日期", null=True, editable=False)
    extended_to = models.DateField("延长至", null=True, editable=False)
    lapses_on = models.GeneratedField(
        verbose_name="届满次日",
        expression=Case(
            When(
                expires_on__isnull=False,
                then=Func(F("expires_on"), F("extended_to"), template="(GREATEST(%(expressions)s) + 1)"),
            ),
            output_field=models.DateField(),
        ),
        output_field=models.DateField(),
        db_persist=True,
    )
    noted = models.CharField("来源标注的有效性", max_length=10, choices=Validity, blank=True, editable=False)
    year = models.GeneratedField(
        verbose_name="年份",
        expression=ExtractYear(Coalesce("published_on", "written_on")),
        output_field=models.PositiveSmallIntegerField(),
        db_persist=True,
    )

    source = models.CharField("来源", max_length=500, blank=True, editable=False)
    source_url = models.URLField("来源网址", max_length=500, blank=True, editable=False)
    source_data = models.JSONField("来源记录", default=dict, blank=True, editable=False)
    source_hash = models.CharField(max_length=64, blank=True, editable=False)

    file_url_name = "policies:file"
    objects = DocumentQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Publishable.Meta):
        verbose_name = verbose_name_plural = "政策文件"
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(source_id__isnull=False)
                | Q(expires_on__isnull=True)
                | Q(effective_on__isnull=True)
                | Q(expires_on__gte=F("effective_on")),
                name="policies_document_expires_after_effect",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["published", "withdrawn"]) | Q(index_number__isnull=False),
                name="policies_document_published_with_index_number",
            ),
            models.CheckConstraint(
                condition=Q(noted="") | Q(source_id__isnull=False), name="policies_document_noted_only_if_migrated"
            ),
        ]
        indexes = [
            models.Index(
                F("published_on").desc(nulls_last=True), F("id").desc(), name="policies_document_newest",
                condition=Q(state="published"),
            ),
            models.Index(  # everything that a list counts, so that it never reads the wide rows
                fields=["state", "published_at"], name="policies_document_counts",
                include=["id", "audience", "disclosure", "topic", "category", "genre", "year", "lapses_on",
                         "repealed_on", "amended_on", "effective_on", "noted"],
            ),
            models.Index(fields=["number_key"], name="policies_document_number_key"),
            models.Index(fields=["number_prefix", "number_year", "number_serial"], name="policies_document_sequence"),
            models.Index(fields=["topic"], name="policies_document_topic"),
            models.Index(fields=["state", "edited_at"], name="policies_document_desk"),
            GinIndex(fields=["flags"], name="policies_document_flags"),
            GinIndex(fields=["cited"], name="policies_document_cited", condition=Q(state="published")),
            models.Index(TitleKey("title"), name="policies_document_title_key"),
        ]  # fmt: skip
        triggers = [
            *Publishable.Meta.triggers,
            content_frozen(*CONTENT),
            pgtrigger.Trigger(
                name="refresh_validity_facts",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "ROW(OLD.state, OLD.disclosure, OLD.audience) "
                    "IS DISTINCT FROM ROW(NEW.state, NEW.disclosure, NEW.audience)"
                ),
                func=REFRESH_FACTS.replace(
                    "{targets}", "(SELECT target_id FROM policies_relation WHERE source_id = NEW.id)"
                ),
            ),
            THREE_SYNC,
            pgtrigger.Trigger(
                name="index_number_is_for_ever",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    'OLD."index_number" IS NOT NULL AND OLD."index_number" IS DISTINCT FROM NEW."index_number"'
                ),
                func="RAISE EXCEPTION 'an index number is for ever' USING ERRCODE = 'restrict_violation';",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("policies:document", args=self.address)

    @property
    def address(self) -> list[int]:
        """Year, month and number of its page."""
        moment = timezone.localtime(self.published_at or self.created_at)
        return [moment.year, moment.month, self.pk]

    @property
    def facts(self) -> Facts:
        return Facts(
            self.effective_on, self.expires_on, self.extended_to, self.repealed_on, self.amended_on, self.noted
        )

    def validity(self, on: dt.date | None = None) -> Validity:
        return validity(self.facts, on)

    @property
    def lead_issuer(self) -> Unit | None:
        """发文机关, the leading one."""
        return next(iter(self.issuing_units), None)

    @property
    def issuing_units(self) -> list[Unit]:
        """Every 发文机关 in order; without a query where with_issuers() brought them."""
        known = units_now()
        ids = self.__dict__.get("issuer_ids")
        return [known[pk] for pk in (self.issues.values_list("unit_id", flat=True) if ids is None else ids)]

    @property
    def reference(self) -> str:
        """《title》（number）, as one document names another."""
        return f"《{self.title}》" + (f"（{self.number}）" if self.number else "")

    def set_number(self, text: str) -> None:
        """Any spelling in; canonical number, its parts and its search key out. What cannot be read is kept as written."""
        self.number = numbers.normalise(text)[:100]
        parsed = numbers.parse(text)
        self.number_prefix = parsed.prefix[:60] if parsed else ""
        self.number_year = parsed.year if parsed else None
        self.number_serial = parsed.serial if parsed and parsed.serial < 2**31 else None
        self.number_key = numbers.search_key(text)[:110]

    def set_body(self, body: bodytext.Body) -> None:
        """Clean HTML with its contents list, excerpt and the places where it names other documents."""
        self.body = body.html
        self.citations = stored(body.html)
        self.cited = sorted({key[:200] for _, _, _, key in self.citations})
        self.toc = [{"anchor": entry.anchor, "label": entry.label, "level": entry.level} for entry in body.toc]
        text = " ".join(body.text.split())
        self.excerpt = text if len(text) <= EXCERPT else text[:EXCERPT] + "……"

    def clean(self) -> None:
        super().clean()
        self.set_number(self.number)
        self.set_body(bodytext.from_html(self.body))

    def blockers(self, *, urgent: bool = False) -> list[str]:
        found = super().blockers(urgent=urgent)
        required = {
            "发文机关": self.issues.exists(),
            "公文种类": self.genre,
            "主题分类": self.topic_id,
            "成文日期": self.written_on,
            "正文或正式文本": self.body.strip() or self.attachments.exists(),
        }
        if missing := [name for name, value in required.items() if not value]:
            found.append(f"缺少要素：{'、'.join(missing)}。")
        if self.category == self.Category.NORMATIVE and not self.number:
            found.append("行政规范性文件必须有发文字号。")
        found += ([] if urgent else self._missing_tags()) + self._dates_out_of_order()
        return found

    def _missing_tags(self) -> list[str]:
        needed = TagDimension.objects.filter(required_for__contains=[self.category]).exclude(
            tags__in=self.tagged.values("tag_id")
        )
        return [f"标签维度「{each.name}」至少选一个标签。" for each in needed]

    def _dates_out_of_order(self) -> list[str]:
        names = ("written_on", "printed_on", "effective_on", "expires_on")
        return contradictions(**{name: getattr(self, name) for name in names}, today=timezone.localdate())

    def prepare_publication(self, at: dt.datetime) -> dict[str, Any]:
        day = timezone.localtime(at).date()
        fields: dict[str, Any] = {"published_on": self.published_on or day}
        if not self.index_number:
            fields["index_number"] = IndexCounter.take(self.unit, year=day.year)[0]
        return fields


DocumentEvent = Document.pgh_event_models["update"]  # type: ignore[attr-defined]
DocumentTextEvent = Document.pgh_event_models["text_update"]  # type: ignore[attr-defined]
