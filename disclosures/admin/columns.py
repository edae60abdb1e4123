"""Staff screens of the columns: their place in the tree, what they ask of entries, how often they are updated."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from unfold.admin import TabularInline

from disclosures.admin.column_import import import_columns
from disclosures.models import Column, ColumnFact
from disclosures.models.column import tree
from disclosures.models.entry import REQUIRABLE
from disclosures.updates import last_update
from portal.publishable_admin import StaffAdmin


class ParentField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{'　' * (obj.depth - 1)}{obj.name}"


class ColumnForm(forms.ModelForm):
    """A column with the one above it; the fixed ones of the national structure stay where they are."""

    parent = ParentField(
        Column.objects.order_by("path"),
        label="上级栏目",
        required=False,
        help_text="不选为一级栏目。法定栏目不能移动。",
    )
    required = forms.MultipleChoiceField(
        label="必填要素", choices=list(REQUIRABLE.items()), required=False, widget=forms.CheckboxSelectMultiple,
        help_text="信息缺了勾选的要素不能发布。",
    )  # fmt: skip

    class Meta:
        model = Column
        fields = [
            "name", "slug", "unit", "kind", "description", "keywords", "rhythm", "limit_days", "required",
            "archive_after", "active",
        ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "parent" in self.fields:
            held = tree().by_pk.get(self.instance.pk)
            above = tree().parent(held) if held else None
            self.initial["parent"] = above.pk if above else None

    def clean_parent(self) -> Column | None:
        """A column does not go below itself, and a fixed one goes nowhere."""
        parent: Column | None = self.cleaned_data["parent"]
        if not self.instance.pk:
            return parent
        if self.instance.fixed and (parent.pk if parent else None) != self.initial["parent"]:
            raise forms.ValidationError("法定栏目不能移动。")
        if parent and parent.path.startswith(self.instance.path):
            raise forms.ValidationError("不能放到自己或下级栏目之下。")
        return parent


class FactInline(TabularInline):
    """What typed elements the column asks of its entries."""

    model = ColumnFact
    extra = 0


@admin.register(Column)
class ColumnAdmin(StaffAdmin):
    form = ColumnForm
    change_list_template = "admin/disclosures/column_list.html"
    list_display = ["placed", "slug", "unit", "kind", "rhythm", "last", "active"]
    list_select_related = ["unit"]
    search_fields = ["name", "slug"]
    ordering = ["path"]
    autocomplete_fields = ["unit"]
    inlines = [FactInline]
    fieldsets = [
        (None, {"fields": [("name", "slug"), ("parent", "unit"), "kind", "description", "keywords"]}),
        ("更新和归档", {"fields": [("rhythm", "limit_days"), "required", ("archive_after", "active")]}),
    ]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.import_view)
        return [path("import/", view, name="disclosures_column_import"), *super().get_urls()]

    def import_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied("只有政务公开办可以导入栏目。")
        return import_columns(request, {**self.admin_site.each_context(request), "opts": self.opts})

    @admin.display(description="栏目")
    def placed(self, obj: Column) -> str:
        return f"{'　' * (obj.depth - 1)}{obj.name}"

    @admin.display(description="最近更新")
    def last(self, obj: Column) -> str:
        """Empty columns are for the office to see: the public does not."""
        moment = last_update(obj)
        return f"{moment:%Y-%m-%d}" if moment else "空栏目"

    @admin.display(description="上级栏目")
    def parent(self, obj: Column) -> str:
        """For who may only read."""
        above = tree().parent(obj)
        return above.name if above else "-"

    def save_model(self, request: HttpRequest, obj: Column, form: Any, change: bool) -> None:
        """Places a new column, or moves one, under the lock of the tree."""
        parent = form.cleaned_data.get("parent")
        if not change:
            fields = {name: value for name, value in form.cleaned_data.items() if name != "parent"}
            made = Column.place(parent, **fields)
            obj.__dict__.update(made.__dict__)
            return
        super().save_model(request, obj, form, change)
        if "parent" in form.changed_data:
            obj.place_below(parent)
