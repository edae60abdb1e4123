"""sitemap.xml: an index, and a section for each registered type; built from published() alone."""

from typing import Any

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import index, sitemap
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from policies.models import Tag, Topic
from portal.models import Unit
from portal.registry import PublicType, public_types


class TypeSitemap(Sitemap):
    limit = 10_000

    def __init__(self, public_type: PublicType) -> None:
        self.public_type = public_type

    def items(self) -> Any:
        needs = self.public_type.needs
        rows = self.public_type.model._default_manager.published().only(
            "published_at", "corrected_at", "created_at", *needs
        )
        joined = {name.rpartition("__")[0] for name in needs if "__" in name}
        return (rows.select_related(*joined) if joined else rows).order_by("pk")

    def lastmod(self, item: Any) -> Any:
        return self.public_type.updated(item)


class PageSitemap(Sitemap):
    def items(self) -> list[str]:
        pages = [
            reverse(name)
            for name in (
                "portal:home",
                "policies:list",
                "policies:tags",
                "policies:topics",
                "interaction:board",
                "interaction:faqs",
                "interaction:figures",
                "portal:units",
            )
        ]
        return pages + [
            each.get_absolute_url()
            for rows in (Unit.objects.own(), Topic.objects.all(), Tag.objects.in_use())
            for each in rows
        ]

    def location(self, item: str) -> str:
        return item


def _sections() -> dict[str, Any]:
    return {"pages": PageSitemap()} | {each.key: TypeSitemap(each) for each in public_types()}


def sitemap_index(request: HttpRequest) -> HttpResponse:
    return index(request, _sections(), sitemap_url_name="sitemap-section").render()


def sitemap_section(request: HttpRequest, section: str) -> HttpResponse:
    return sitemap(request, _sections(), section=section).render()
