"""Staff screens of the tag catalogue. Tags come, go and merge by importing a version; by hand only synonyms grow."""

import re
from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from taggit.models import Tag as PlainTag
from unfold.decorators import action
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget, UnfoldAdminTextInputWidget

from policies.admin.tag_import import import_view
from policies.models import CatalogueVersion, Document, Tag, TagDimension, TaggedDocument
from portal.publishable_admin import StaffAdmin
from portal.row_counts import rows_pointing

SYNONYM_LENGTH = 50
_SEPARATORS = re.compile(r"[,，、;；|｜\n]")

admin.site.unregister(PlainTag)  # taggit's own table, which nothing here uses


class CatalogueAdmin(StaffAdmin):
    """What comes from the catalogue file is not added by hand, and a button leads to the import."""

    actions_list = ["import_catalogue"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_import_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request)

    @action(description="导入目录", url_path="import-catalogue", permissions=["import"], icon="upload")
    def import_catalogue(self, request: HttpRequest) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:policies_catalogueversion_import_catalogue"))


class DimensionForm(forms.ModelForm):
    required_for = forms.MultipleChoiceField(
        label="必选的文件类别",
        choices=Document.Category.choices,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        required=False,
        help_text="这些类别的文件发布前必须在本维度至少选一个标签。",
    )

    class Meta:
        model = TagDimension
        fields: Any = ["required_for"]

    def clean_required_for(self) -> list[str]:
        """A dimension in which nothing can be chosen would stop every publication."""
        chosen = self.cleaned_data["required_for"]
        if chosen and not self.instance.tags.in_use().exists():
            raise forms.ValidationError("本维度没有启用的标签，设为必选后文件将无法发布。")
        return chosen


@admin.register(TagDimension)
class TagDimensionAdmin(CatalogueAdmin):
    form = DimensionForm
    list_display = ["name", "code", "facing", "tag_count", "required_shown"]
    list_filter = ["facing"]
    search_fields = ["name", "code"]
    fields = ["code", "name", "facing", "position", "required_for"]
    readonly_fields = ["code", "name", "facing", "position"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        in_use = models.Count("tags", filter=models.Q(tags__retired=False, tags__merged_into=None))
        return super().get_queryset(request).annotate(in_use=in_use)

    @admin.display(description="启用的标签", ordering="in_use")
    def tag_count(self, dimension: Any) -> int:
        return dimension.in_use

    @admin.display(description="必选的文件类别")
    def required_shown(self, dimension: TagDimension) -> str:
        labels = dict(Document.Category.choices)
        return "、".join(str(labels.get(code, code)) for code in dimension.required_for) or "无"


class StandingFilter(admin.SimpleListFilter):
    title, parameter_name = "状态", "standing"
    CHOICES = {
        "in_use": ("启用", models.Q(retired=False, merged_into=None)),
        "retired": ("停用", models.Q(retired=True, merged_into=None)),
        "merged": ("已并入", models.Q(merged_into__isnull=False)),
    }

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(key, label) for key, (label, _) in self.CHOICES.items()]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        chosen = self.CHOICES.get(self.value() or "")
        return queryset.filter(chosen[1]) if chosen else queryset


class TagForm(forms.ModelForm):
    synonyms = forms.CharField(
        label="同义词",
        widget=UnfoldAdminTextInputWidget,
        required=False,
        help_text="市民会怎么说；多个用顿号或逗号分开。",
    )

    class Meta:
        model = Tag
        fields: Any = ["synonyms", "description"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["synonyms"] = "、".join(self.instance.synonyms)

    def clean_synonyms(self) -> list[str]:
        words = [word.strip() for word in _SEPARATORS.split(self.cleaned_data["synonyms"])]
        if long := [word for word in words if len(word) > SYNONYM_LENGTH]:
            raise forms.ValidationError(f"「{long[0]}」超过 {SYNONYM_LENGTH} 字。")
        return list(dict.fromkeys(filter(None, words)))


@admin.register(Tag)
class TagAdmin(CatalogueAdmin):
    form = TagForm
    list_display = ["name", "slug", "dimension", "parent", "standing", "document_count", "synonyms_shown"]
    list_filter = ["dimension", "dimension__facing", StandingFilter]
    list_select_related = ["dimension", "parent", "merged_into"]
    search_fields = ["name", "slug", "synonyms"]
    ordering = ["dimension__position", "position", "slug"]
    fields = [("name", "slug"), ("dimension", "parent"), "synonyms", "description", "standing"]
    readonly_fields = ["name", "slug", "dimension", "parent", "standing"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).annotate(documents_count=rows_pointing(TaggedDocument, "tag"))

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet, search_term: str
    ) -> tuple[models.QuerySet, bool]:
        """Where a tag is chosen, only those in use are offered."""
        if request.resolver_match and request.resolver_match.url_name == "autocomplete":
            queryset = queryset.filter(retired=False, merged_into=None)
        return super().get_search_results(request, queryset, search_term)

    @admin.display(description="状态")
    def standing(self, tag: Tag) -> str:
        if tag.merged_into:
            return f"已并入「{tag.merged_into.name}」"
        return "停用" if tag.retired else "启用"

    @admin.display(description="文件", ordering="documents_count")
    def document_count(self, tag: Any) -> int:
        return tag.documents_count

    @admin.display(description="同义词")
    def synonyms_shown(self, tag: Tag) -> str:
        return "、".join(tag.synonyms)


@admin.register(CatalogueVersion)
class CatalogueVersionAdmin(CatalogueAdmin):
    list_display = ["version", "file_name", "imported_at", "imported_by", "added", "renamed", "merged", "retired"]
    list_select_related = ["imported_by"]
    search_fields = ["version", "file_name", "sha256"]
    date_hierarchy = "imported_at"

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @action(description="导入目录", url_path="import-catalogue", permissions=["import"], icon="upload")
    def import_catalogue(self, request: HttpRequest) -> HttpResponse:
        return import_view(request, self.admin_site.each_context(request))
