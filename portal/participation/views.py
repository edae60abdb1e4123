"""/participation/: the hub, its feed and its calendar, each filtered by the same words in the address."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.contrib.syndication.views import Feed
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from portal.context import column_meta
from portal.list_links import Option, page_links
from portal.models.unit import units_now
from portal.participation.calls import Listed, find, sources
from portal.participation.phase import Phase, said, said_opening, said_with_year, time_left
from portal.workday_table import load_calendar

HEADING = "公众参与"
PER_PAGE = 20
IN_FEED = 50
STATES = {
    Phase.OPEN: "正在进行",
    Phase.UPCOMING: "即将开始",
    Phase.CLOSED: "已截止，正在研究",
    Phase.ANSWERED: "已有结果",
}


@dataclass
class Hub:
    """The calls of one address: which are shown, and where every other choice leads."""

    query: QueryDict
    now: dt.datetime

    @cached_property
    def all(self) -> list[Listed]:
        return find(self.now)

    @cached_property
    def chosen(self) -> dict[str, str]:
        """What the address asks for, where it makes sense."""
        known = {
            "state": set(Phase.values),
            "kind": {each.key for each in sources()},
            "unit": {str(each.call.unit.pk) for each in self.all},
        }
        asked = {name: self.query.get(name, "") for name in known}
        return {name: value for name, value in asked.items() if value in known[name]}

    def matches(self, each: Listed, besides: str = "") -> bool:
        facts = {"state": each.phase.value, "kind": each.kind.key, "unit": str(each.call.unit.pk)}
        return all(facts[name] == value for name, value in self.chosen.items() if name != besides)

    @cached_property
    def shown(self) -> list[Listed]:
        return [each for each in self.all if self.matches(each)]

    def url(self, name: str = "portal:participation", **changes: Any) -> str:
        kept = {key: value for key, value in (self.chosen | changes).items() if value}
        address = reverse(name)
        return f"{address}?{urlencode(kept)}" if kept else address

    def options(self, name: str, labels: dict[str, str]) -> list[Option]:
        """The choices of one filter with the number that each click returns."""
        counted = Counter(
            {"state": each.phase.value, "kind": each.kind.key, "unit": str(each.call.unit.pk)}[name]
            for each in self.all if self.matches(each, besides=name)
        )  # fmt: skip
        held = self.chosen.get(name, "")
        everything = Option("全部", self.url(**{name: ""}), counted.total(), not held)
        return [everything] + [
            Option(label, self.url(**{name: "" if key == held else key}), counted[key], key == held)
            for key, label in labels.items()
            if counted[key] or key == held
        ]

    def filters(self) -> list[tuple[str, list[Option]]]:
        kinds = {each.key: each.label for each in sources()}
        known = units_now()
        units = {str(pk): known[pk].label for pk in sorted({each.call.unit.pk for each in self.all})}
        found = [
            ("状态", self.options("state", {state.value: label for state, label in STATES.items()})),
            ("方式", self.options("kind", kinds)),
            ("单位", self.options("unit", units)),
        ]
        return [(label, options) for label, options in found if len(options) > 2]


def line(each: Listed, now: dt.datetime) -> dict[str, Any]:
    """One call in the words of a reader."""
    window, phase = each.call.window, each.phase
    when = {
        Phase.UPCOMING: f"{said_opening(window.opens_at)}开始，{said_with_year(window.closes_at)}截止",
        Phase.OPEN: f"{said(window.closes_at)}截止",
        Phase.CLOSED: f"{said_with_year(window.closes_at)}截止",
        Phase.ANSWERED: f"{said_with_year(window.closes_at)}截止",
    }[phase]
    return {
        "call": each.call,
        "kind": each.kind.label,
        "mark": {"label": STATES[phase], "tone": phase.tone},
        "when": when,
        "left": time_left(window.closes_at, now, load_calendar()) if phase == Phase.OPEN else "",
        "outcome": each.call.outcome if phase == Phase.ANSWERED else "",
        "open": phase == Phase.OPEN,
    }


@require_safe
def hub(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    found = Hub(request.GET, now)
    page = Paginator(found.shown, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "heading": HEADING,
        "lines": [line(each, now) for each in page],
        "total": len(found.shown),
        "filters": found.filters(),
        "clear_url": request.path if found.chosen else "",
        "page_obj": page,
        "page_links": page_links(found.url, page) if page.has_other_pages() else [],
        "calendar_url": found.url("portal:participation-calendar"),
        "feed_url": found.url("portal:participation-feed"),
        "crumbs": [{"label": "首页", "url": reverse("portal:home")}, {"label": HEADING, "url": None}],
        "meta": column_meta(HEADING, "正在征求意见、报名和已经有结果的公众参与。", "公众参与,征求意见", "公众参与"),
    }
    return render(request, "portal/participation.html", context)


def open_calls(limit: int) -> list[dict[str, Any]]:
    """What is open now, for the home page: soonest to close first."""
    now = timezone.now()
    return [line(each, now) for each in find(now) if each.phase == Phase.OPEN][:limit]


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """iCalendar (RFC 5545): one event for each window, so that a phone reminds of the last day."""
    found = Hub(request.GET, timezone.now())
    made = Calendar()
    made.add("prodid", "-//open government portal//participation//ZH")
    made.add("version", "2.0")
    made.add("x-wr-calname", HEADING)
    for each in found.shown:
        event = Event()
        event.add("uid", f"{each.call.uid}@{request.get_host()}")
        event.add("dtstamp", each.call.published_at or each.call.window.opens_at)
        event.add("dtstart", each.call.window.opens_at)
        event.add("dtend", each.call.window.closes_at)
        event.add("summary", f"{each.kind.label}：{each.call.title}")
        event.add("url", request.build_absolute_uri(each.call.url))
        event.add("description", f"{each.call.unit.name}，{said_with_year(each.call.window.closes_at)}截止。")
        event.add("transp", "TRANSPARENT")
        made.add_component(event)
    response = HttpResponse(made.to_ical(), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="participation.ics"'
    return response


class ParticipationFeed(Feed):
    feed_type = Atom1Feed
    title, subtitle = HEADING, "征求意见、报名和它们的结果"

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Hub:
        return Hub(request.GET, timezone.now())

    def link(self, hub: Hub) -> str:
        return hub.url()

    def feed_url(self, hub: Hub) -> str:
        return hub.url("portal:participation-feed")

    def items(self, hub: Hub) -> list[Listed]:
        newest = sorted(hub.shown, key=lambda each: each.call.published_at or each.call.window.opens_at, reverse=True)
        return newest[:IN_FEED]

    def item_title(self, item: Listed) -> str:
        return f"{item.kind.label}：{item.call.title}"

    def item_link(self, item: Listed) -> str:
        return item.call.url

    def item_description(self, item: Listed) -> str:
        told = f"{STATES[item.phase]}。{said_with_year(item.call.window.closes_at)}截止。"
        return told + (item.call.outcome if item.phase == Phase.ANSWERED else "")

    def item_author_name(self, item: Listed) -> str:
        return item.call.unit.name

    def item_pubdate(self, item: Listed) -> dt.datetime | None:
        return item.call.published_at

    def item_guid(self, item: Listed) -> str:
        return f"urn:call:{item.call.uid}"
