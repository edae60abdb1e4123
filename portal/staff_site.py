"""The staff site: unfold's, which asks for the list of everything twice on its home page."""

from typing import Any

from django.contrib import admin
from django.contrib.admin import sites
from django.http import HttpRequest
from unfold.apps import DefaultAppConfig
from unfold.sites import UnfoldAdminSite


class StaffSite(UnfoldAdminSite):
    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """What this person may open, put together once a request: it asks every model for four permissions."""
        if app_label is not None:
            return super().get_app_list(request, app_label)
        if not hasattr(request, "_staff_app_list"):
            request._staff_app_list = super().get_app_list(request)  # type: ignore[attr-defined]
        return request._staff_app_list  # type: ignore[attr-defined]


class StaffSiteConfig(DefaultAppConfig):
    default = False

    def ready(self) -> None:
        admin.site = sites.site = StaffSite()
