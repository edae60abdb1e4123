"""Staff screens of the projects, their updates, and the reference data beside them."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html

from disclosures.admin.draft_import import DraftImport
from disclosures.draft_import import DraftKind, dated
from disclosures.models import (
    Completion,
    Milestone,
    Project,
    ProjectCategory,
    ProjectUpdate,
    TownShape,
    UpdatePicture,
)
from disclosures.project_contents import passages, update_passages
from disclosures.views.projects import project_context, update_context
from policies.admin.items import PUBLICITY, ItemAdmin, ItemForm, OwnedRows
from policies.admin.previews import StaffFiles, staff_addresses
from portal.disclosure_basis import Basis
from portal.publishable_admin import PublishableAdmin, StaffAdmin
from portal.roles import visible_items
from portal.screening import Passage


class MilestoneInline(OwnedRows):
    model = Milestone
    fields = ["name", "planned_on", "done_on", "note"]


@admin.register(Project)
class ProjectAdmin(DraftImport, ItemAdmin):
    drafts = DraftKind(
        Project,
        ["title", "category", "unit", "town", "place", "column", "summary", "content", "budget", "funding", "builder",
         "starts_on", "ends_on", "finished_on", "target", "measure", "done"],
        ["title", "category"],
        Basis.ART_20_10,
        {"节点": dated(Milestone, "name", "planned_on")},
        "project",
    )  # fmt: skip
    template = "disclosures/project.html"
    context = staticmethod(project_context)
    list_display = ["title", "category", "town", "unit", "ends_on", "state_mark", "published_at"]
    list_filter = [*PublishableAdmin.list_filter, "category", ("town", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["unit", "category", "town"]
    search_fields = ["title", "place"]
    autocomplete_fields = ["unit", "column"]
    readonly_fields = [*ItemAdmin.readonly_fields, "news"]
    inlines = [MilestoneInline]
    fieldsets = [
        (None, {"fields": ["title", ("category", "unit"), ("town", "place"), "column", "summary", "content"]}),
        ("计划", {"fields": [("starts_on", "ends_on"), ("budget", "funding"), "builder", ("target", "measure")]}),
        ("公开以前的进度", {"fields": [("done", "finished_on"), "news"]}),
        PUBLICITY,
    ]

    def passages(self, obj: Any) -> Iterable[Passage]:
        return passages(obj)

    @admin.display(description="项目进展")
    def news(self, obj: Any) -> str:
        """How many there are, and the way to a new one."""
        if obj is None or obj.pk is None:
            return "项目公开以后登记进展。"
        return format_html(
            '共{}条。<a href="{}?project__id__exact={}">查看进展</a>　<a href="{}?project={}">登记进展</a>',
            obj.updates.count(),
            reverse("admin:disclosures_projectupdate_changelist"), obj.pk,
            reverse("admin:disclosures_projectupdate_add"), obj.pk,
        )  # fmt: skip


class PictureInline(OwnedRows):
    model = UpdatePicture
    fields = ["file", "title", "alt", "position"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("text")


class CompletionInline(OwnedRows):
    """Of the project's own milestones; they can be chosen once the update has been saved."""

    model = Completion

    def get_max_num(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int | None:
        return None if obj else 0

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "milestone":
            pk = request.resolver_match.kwargs.get("object_id", "") if request.resolver_match else ""
            own = ProjectUpdate.objects.filter(pk=int(pk) if str(pk).isdecimal() else 0).values("project")
            kwargs["queryset"] = Milestone.objects.filter(project__in=own)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class UpdateForm(ItemForm):
    class Meta(ItemForm.Meta):
        widgets = {"text": forms.Textarea(attrs={"rows": 8, "class": "staff-input"})}


@admin.register(ProjectUpdate)
class UpdateAdmin(StaffFiles, ItemAdmin):
    form = UpdateForm
    template = "disclosures/project_update.html"
    context = staticmethod(update_context)
    list_display = ["title", "project", "on", "unit", "state_mark", "published_at"]
    list_select_related = ["unit", "project"]
    search_fields = ["title", "project__title"]
    autocomplete_fields = ["unit", "project"]
    inlines = [CompletionInline, PictureInline]
    fieldsets = [
        (None, {"fields": ["title", ("project", "unit"), "on", "text", ("done", "finished_on")]}),
        PUBLICITY,
    ]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Projects that this person sees: others' drafts are not told by choosing them."""
        if db_field.name == "project":
            kwargs["queryset"] = visible_items(request.user, Project.objects.all())  # type: ignore[arg-type]
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """From the page of a project: of that project and its unit."""
        initial = super().get_changeform_initial_data(request)
        pk = str(initial.get("project", ""))
        known = visible_items(request.user, Project.objects.all())  # type: ignore[arg-type]
        project = known.filter(pk=int(pk)).first() if pk.isascii() and pk.isdecimal() and len(pk) < 18 else None
        return initial | ({"project": project.pk, "unit": project.unit_id} if project else {})

    def passages(self, obj: Any) -> Iterable[Passage]:
        return update_passages(obj)

    def render_preview(self, request: HttpRequest, obj: Any) -> HttpResponse:
        response = super().render_preview(request, obj)
        response.content = staff_addresses(obj, response.content.decode())
        return response


@admin.register(ProjectCategory)
class CategoryAdmin(StaffAdmin):
    list_display = ["name", "slug", "position"]
    search_fields = ["name"]


@admin.register(TownShape)
class ShapeAdmin(StaffAdmin):
    list_display = ["unit", "x", "y"]
    list_select_related = ["unit"]
    search_fields = ["unit__name"]
