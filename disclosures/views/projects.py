"""项目: the list with its map, the page of one, its updates and their pictures."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from disclosures.models import Project, ProjectUpdate
from disclosures.models.column import tree
from disclosures.project_list import ProjectList
from disclosures.project_state import ProjectState, money, with_state
from disclosures.shown_projects import (
    bar,
    beside,
    mark_of,
    shown_update,
    timeline,
    town_name,
    updates_of,
    with_parts,
)
from policies.sentences import chinese_date
from policies.views.detail import correction_notice
from policies.views.listing import crumbs
from portal.context import article_meta, column_meta
from portal.door import behind_the_door
from portal.feeds import ENTRIES, ItemFeed
from portal.file_responses import file_response
from portal.list_links import page_links

NAME, KIND, UPDATES = "实事和建设项目", "工作动态", 10
KEYWORDS = "民心工程,实事项目,美丽街区,加装电梯,积水点改造,架空线入地,养老床位"
META = column_meta(NAME, "为民办实事和城乡建设项目的计划、进度和最新进展。", KEYWORDS, KIND)
MISSING = "没有这个项目，或者它没有公开。"


@require_safe
def project_list(request: HttpRequest) -> HttpResponse:
    listing = ProjectList(request.GET, reverse("disclosures:projects"))
    return render(request, "disclosures/project_list.html", {
        "heading": NAME,
        "listing": listing,
        "states": ProjectState.labels,
        "chips": listing.chips,
        "clear_url": listing.path if listing.chips else None,
        "facets": listing.facets,
        "page_obj": listing.page,
        "page_links": listing.page_links,
        "crumbs": crumbs((NAME, None)),
        "feed_url": reverse("disclosures:project-feed"),
        "meta": META,
    })  # fmt: skip


def public_project(pk: int) -> Any:
    rows = Project.objects.filter(pk=pk)
    public = with_state(rows.published()).select_related("unit", "category")
    return behind_the_door(public, rows.withdrawn(), MISSING)


@require_safe
def project_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "disclosures/project.html", project_context(public_project(pk), request.GET.get("page")))


def project_context(item: Any, page: Any = None) -> dict[str, Any]:
    """Everything the page shows; the staff preview renders the same. Unpublished updates are in none of it."""
    if not hasattr(item, "state_now"):  # of the staff screens
        item = with_state(Project.objects.filter(pk=item.pk)).select_related("unit", "category").get()
    shown, points = Paginator(updates_of(item), UPDATES).get_page(page), timeline(item)
    return {
        "item": item,
        "mark": mark_of(item.state_now),
        "bar": bar(item),
        "late": [each for each in points if each["late"]],
        "elements": _elements(item),
        "beside": beside(item, points),
        "timeline": points,
        "updates": [shown_update(each, item) for each in shown],
        "page_obj": shown,
        "page_links": page_links(lambda page: f"{item.get_absolute_url()}?page={page}", shown),
        "notices": correction_notice(item),
        "crumbs": crumbs((NAME, reverse("disclosures:projects")), ("正文", None)),
        "meta": _meta(item, item.summary or item.title, item.category.name),
    }


def _meta(item: Any, description: str, keyword: str) -> list[dict[str, str]]:
    published = timezone.localtime(item.published_at or timezone.now())
    return [
        *META,
        *article_meta(item.title, f"{published:%Y-%m-%d %H:%M}", item.unit.name),
        {"name": "Keywords", "content": f"{item.title},{keyword}"},
        {"name": "Description", "content": description},
    ]


def _elements(item: Any) -> list[dict[str, Any]]:
    column = tree().by_pk.get(item.column_id or 0)
    rows: list[tuple[str, str, str | None]] = [
        ("公开单位", item.unit.name, item.unit.get_absolute_url()),
        ("类别", item.category.name, item.category.get_absolute_url()),
        ("地点", "，".join(filter(None, (town_name(item), item.place))), None),
        ("预算", money(item.budget), None),
        ("资金来源", item.funding, None),
        ("建设单位", item.builder, None),
        ("计划开工", chinese_date(item.starts_on) if item.starts_on else "", None),
        ("计划完工", chinese_date(item.ends_on) if item.ends_on else "", None),
        ("所在栏目", column.name if column else "", column.get_absolute_url() if column else None),
    ]
    return [{"label": label, "value": value, "url": url} for label, value, url in rows if value]


def public_update(pk: int) -> ProjectUpdate:
    rows = ProjectUpdate.objects.filter(pk=pk)
    public = with_parts(rows.published().select_related("unit", "project__category"))
    return behind_the_door(public, rows.withdrawn(), "没有这条进展，或者它没有公开。")


@require_safe
def update_detail(request: HttpRequest, project: int, pk: int) -> HttpResponse:
    item = public_update(pk)
    if item.project_id != project:
        return HttpResponsePermanentRedirect(item.get_absolute_url())
    return render(request, "disclosures/project_update.html", update_context(item))


def update_context(item: ProjectUpdate) -> dict[str, Any]:
    """Everything the page shows; the staff preview renders the same."""
    project = item.project
    trail = crumbs((NAME, reverse("disclosures:projects")), (project.title, project.get_absolute_url()), ("进展", None))
    return {
        "item": item,
        "project": project,
        "update": shown_update(item, project),
        "notices": correction_notice(item),
        "crumbs": trail,
        "meta": _meta(item, item.summary or item.title, project.category.name),
    }


@require_safe
def update_picture(request: HttpRequest, pk: int, file: int, name: str) -> HttpResponseBase:
    """A picture is as public as its update, with every request."""
    item = public_update(pk)
    return file_response(request, get_object_or_404(item.attachments.defer("text"), pk=file))


class ProjectFeed(ItemFeed):
    title, subtitle = NAME, "新公开的项目和各项目的最新进展"

    def link(self) -> str:
        return reverse("disclosures:projects")

    def items(self) -> list[Any]:
        """Projects and updates together, the newest first."""
        found: list[Any] = []
        for model in (Project, ProjectUpdate):
            rows = model.objects.published().select_related("unit").order_by("-published_at", "-pk")
            found += rows[:ENTRIES]
        return sorted(found, key=lambda each: each.published_at, reverse=True)[:ENTRIES]
