"""The staff site: unfold's, without what it does more than once."""

from collections.abc import Callable, Iterable
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


def once(headers: Callable[[Any], Iterable[Any]]) -> Callable[[Any], list[Any]]:
    """The headers of a list. unfold makes them anew for each of its rows, a seventh of the time of a list."""

    def of(changelist: Any) -> list[Any]:
        if not hasattr(changelist, "_staff_headers"):
            changelist._staff_headers = list(headers(changelist))
        return changelist._staff_headers

    return of


class StaffSiteConfig(DefaultAppConfig):
    default = False

    def ready(self) -> None:
        admin.site = sites.site = StaffSite()
        from unfold.templatetags import unfold_list  # noqa: PLC0415 - models are ready only now

        unfold_list.result_headers = once(unfold_list.result_headers)
