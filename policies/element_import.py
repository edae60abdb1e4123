"""Elements of documents from a table: new drafts, or better elements of drafts that are there; never a state.

Each row is judged by the same rules as the form; what is wrong with a row is said in sentences with its number.
"""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.widgets import CharWidget, Widget
from tablib import Dataset

from policies.importing.values import as_date
from policies.models import Document, Issuer, Topic
from portal import roles
from portal.models import Unit, User
from portal.publishing import EDITABLE
from portal.spreadsheet import Table

KEY = "草稿编号"
REQUIRED = ("标题", "公开主体")
_SEPARATORS = re.compile(r"[、,，;；\s]+")


class DayWidget(Widget):
    """2026-03-05, 2026/3/5, 2026年3月5日, 20260305."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        if not str(value or "").strip():
            return None
        day = as_date(value)
        if day is None:
            raise ValueError(f"日期“{value}”看不懂，请写成 2026-03-05")
        return day

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return value.isoformat() if value else ""


class ChoiceWidget(Widget):
    """The Chinese word of a choice."""

    def __init__(self, choices: Any) -> None:
        super().__init__()
        self.values = {label: value for value, label in choices}
        self.labels = dict(choices)

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        text = str(value or "").strip()
        if text and text not in self.values:
            raise ValueError(f"“{text}”不在可选范围：{'、'.join(self.values)}")
        return self.values.get(text, "")

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return self.labels.get(value, "")


class NameWidget(Widget):
    """A row of another table by its name, asked once for the whole import."""

    def __init__(self, label: str, by_name: dict[str, Any]) -> None:
        super().__init__()
        self.label, self.by_name = label, by_name

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        text = str(value or "").strip()
        if text and text not in self.by_name:
            raise ValueError(f"没有名为“{text}”的{self.label}")
        return self.by_name.get(text)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return str(value) if value else ""


class WordsWidget(Widget):
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> list[str]:
        return [word for word in _SEPARATORS.split(str(value or "")) if word]

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "、".join(value or [])


class ElementsResource(ModelResource):
    """One import by one member of staff, who may only touch drafts of visible units."""

    class Meta:
        model = Document
        fields = ()
        import_id_fields = ("pk",)
        skip_unchanged = report_skipped = clean_model_instances = use_transactions = True

    def __init__(self, user: User) -> None:
        super().__init__()
        self.user = user
        self.units = {unit.name: unit for unit in roles.visible_units(user)}
        self.issuers = {unit.name: unit for unit in Unit.objects.all()}
        topics = {topic.name: topic for topic in Topic.objects.order_by("-parent_id")}
        self.fields = {
            "pk": Field("pk", KEY),
            "title": Field("title", "标题", CharWidget()),
            "number": Field("number", "发文字号", CharWidget()),
            "unit": Field("unit", "公开主体", NameWidget("、您可以起草的单位", self.units)),
            "genre": Field("genre", "公文种类", ChoiceWidget(Document.Genre.choices)),
            "category": Field("category", "文件类别", ChoiceWidget(Document.Category.choices)),
            "topic": Field("topic", "主题分类", NameWidget("主题分类", topics)),
            "written_on": Field("written_on", "成文日期", DayWidget()),
            "printed_on": Field("printed_on", "印发日期", DayWidget()),
            "effective_on": Field("effective_on", "施行日期", DayWidget()),
            "expires_on": Field("expires_on", "有效期至", DayWidget()),
            "summary": Field("summary", "一句话说明", CharWidget()),
            "keywords": Field("keywords", "主题词", WordsWidget()),
        }
        self.seen: dict[str, Any] = {}

    def get_queryset(self) -> Any:
        return roles.visible_items(self.user, Document.objects.all())

    def get_instance(self, instance_loader: Any, row: Any) -> Document | None:
        """The draft that the row names; a sentence when it is none, or not this person's."""
        key = str(row.get(KEY) or "").strip()
        if not key:
            return None
        document = self.get_queryset().filter(pk=key).first() if key.isdigit() and len(key) < 18 else None
        if document is None:
            raise ValueError(f"没有编号为 {key} 的草稿，或不属于您的单位")
        if document.state not in EDITABLE:
            raise ValueError(f"编号 {key} 现在是{document.get_state_display()}，只有草稿可以修改")
        return document

    def before_import_row(self, row: Any, **kwargs: Any) -> None:
        missing = [name for name in REQUIRED if not str(row.get(name) or "").strip()]
        if missing and not str(row.get(KEY) or "").strip():
            raise ValueError(f"缺少：{'、'.join(missing)}")
        unknown = [
            name for name in _SEPARATORS.split(str(row.get("发文机关") or "")) if name and name not in self.issuers
        ]
        if unknown:
            raise ValueError(f"没有名为“{'”“'.join(unknown)}”的单位")

    def import_field(self, field: Field, instance: Any, row: Any, is_m2m: bool = False, **kwargs: Any) -> None:
        """A column that is absent, or empty for a draft that exists, changes nothing; the key is never written."""
        given = str(row.get(field.column_name) or "").strip()
        if field.attribute == "pk" or field.column_name not in row or (instance.pk and not given):
            return
        if field.attribute == "category" and not given:
            return
        super().import_field(field, instance, row, is_m2m, **kwargs)

    def validate_instance(
        self, instance: Any, import_validation_errors: Any = None, validate_unique: bool = True
    ) -> None:
        if not instance.pk:
            instance.created_by = self.user
        super().validate_instance(instance, import_validation_errors, validate_unique)
        key = instance.number_key
        if key and (other := self.seen.get(key) or self._same_number(instance)):
            raise ValidationError({"number": f"发文字号 {instance.number} 已有：{other}"})
        if key:
            self.seen[key] = f"本表中的「{instance.title}」"

    @staticmethod
    def _same_number(instance: Document) -> str:
        same = Document.objects.filter(number_key=instance.number_key).exclude(pk=instance.pk).only("title").first()
        return f"「{same.title}」" if same else ""

    def before_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        if instance.pk:
            instance.edited_by, instance.edited_at = self.user, timezone.now()

    def after_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        names = [name for name in _SEPARATORS.split(str(row.get("发文机关") or "")) if name]
        if names:
            instance.issues.all().delete()
            for position, name in enumerate(dict.fromkeys(names)):
                Issuer.objects.create(document=instance, unit=self.issuers[name], position=position)


COLUMNS = (KEY, "标题", "发文字号", "公开主体", "发文机关", "公文种类", "文件类别", "主题分类", "成文日期", "印发日期",
           "施行日期", "有效期至", "一句话说明", "主题词")  # fmt: skip


def dataset(table: Table) -> Dataset:
    """The known columns of a table of staff."""
    known = [name for name in COLUMNS if name == KEY or name in table.columns]
    return Dataset(*([row.cells.get(name, "") for name in known] for row in table.rows), headers=known)
