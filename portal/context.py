"""What every public page shows around its content: identity, navigation, reading modes, national meta tags."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from portal.middleware import READING_MODES, is_staff_path
from portal.models import SiteProfile
from portal.models.version import PerVersion


@dataclass(frozen=True)
class NavItem:
    label: str
    url_name: str
    prefix: str
    """Addresses below it mark the item as current."""


_nav: list[tuple[int, NavItem]] = []


def add_nav(position: int, label: str, url_name: str, prefix: str) -> None:
    """Registered by each app in ready()."""
    _nav.append((position, NavItem(label, url_name, prefix)))
    _nav.sort(key=lambda pair: pair[0])


_banners: list[Callable[[], list[Any]]] = []


def add_banners(source: Callable[[], list[Any]]) -> None:
    """`source` gives what stands above every public page at this moment, at no query; called in ready()."""
    _banners.append(source)


def _current(path: str) -> NavItem | None:
    """The item with the longest prefix of the address."""
    matching = [item for _, item in _nav if path.startswith(item.prefix)]
    return max(matching, key=lambda item: len(item.prefix), default=None)


profile_now = PerVersion(SiteProfile.load)


def site(request: HttpRequest) -> dict[str, Any]:
    """Context processor of the public pages."""
    return {} if is_staff_path(request) else public_frame(request, request.path_info)


def public_frame(request: HttpRequest, path: str) -> dict[str, Any]:
    """What surrounds the public page at `path`; a staff preview asks for it by name."""
    profile = profile_now()
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return {
        "site": profile,
        "alerts": [each for source in _banners for each in source()],
        "nav": [
            {"label": item.label, "url": reverse(item.url_name), "current": item == _current(path)} for _, item in _nav
        ],
        "reading": getattr(request, "reading", ""),
        "reading_urls": {"": f"{path}{query}"} | {mode: f"/{mode}{path}{query}" for mode in READING_MODES},
        "canonical": f"https://{profile.domain}{path}",
        "site_meta": [
            {"name": "SiteName", "content": profile.name},
            {"name": "SiteDomain", "content": profile.domain},
            {"name": "SiteIDCode", "content": profile.id_code},
        ],
    }


def column_meta(name: str, description: str, keywords: str, kind: str) -> list[dict[str, str]]:
    """The four column tags of a list or content page; kind is a ColumnType value (standards.md 4.1)."""
    return [
        {"name": "ColumnName", "content": name},
        {"name": "ColumnDescription", "content": description},
        {"name": "ColumnKeywords", "content": keywords},
        {"name": "ColumnType", "content": kind},
    ]


def article_meta(title: str, published: str, source: str) -> list[dict[str, str]]:
    """The three tags of a content page; published as 2026-01-05 09:30 (standards.md 4.1)."""
    return [
        {"name": "ArticleTitle", "content": title},
        {"name": "PubDate", "content": published},
        {"name": "ContentSource", "content": source},
    ]
