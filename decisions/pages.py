"""What the pages of this column share: crumbs, national tags, the door to one decision."""

import datetime as dt
from typing import Any, TypeVar

from django.urls import reverse
from django.utils import timezone

from decisions.models import Decision
from decisions.timeline import with_life
from portal.context import column_meta
from portal.door import behind_the_door
from portal.publishing import Publishable

COLUMN = "重大行政决策"
Item = TypeVar("Item", bound=Publishable)


def crumbs(*links: tuple[str, str | None]) -> list[dict[str, str | None]]:
    trail = [("首页", reverse("portal:home")), (COLUMN, reverse("decisions:index")), *links]
    return [{"label": label, "url": url} for label, url in trail]


def decision_crumbs(decision: Decision, *links: tuple[str, str | None]) -> list[dict[str, str | None]]:
    year = (f"{decision.year}年", reverse("decisions:year", args=[decision.year]))
    return crumbs(year, (f"第{decision.number}项", decision.get_absolute_url() if links else None), *links)


def list_meta(heading: str) -> list[dict[str, str]]:
    return column_meta(
        heading, f"{heading}：目录、草案、意见征集、结果和评估。", f"{heading},公众参与,意见征集", "重大行政决策"
    )


def item_meta(item: Publishable, description: str) -> list[dict[str, str]]:
    """The ten national tags of a content page (standards.md 4.1)."""
    published = timezone.localtime(item.published_at or timezone.now())
    return [
        *list_meta(COLUMN),
        {"name": "ArticleTitle", "content": item.title},
        {"name": "PubDate", "content": f"{published:%Y-%m-%d %H:%M}"},
        {"name": "ContentSource", "content": item.unit.name},
        {"name": "Keywords", "content": f"{COLUMN},{item.title}"},
        {"name": "Description", "content": description or item.title},
    ]


def public_decision(year: int, number: int) -> Decision:
    """The decision with its life (decisions/timeline.py)."""
    rows = Decision.objects.filter(year=year, number=number)
    return behind_the_door(with_life(rows.published()), rows.withdrawn(), "没有这项决策，或者它没有公开。")


def public_part(model: type[Item], year: int, number: int, pk: int, *related: str) -> Item:
    """An item of a public decision at its address."""
    manager: Any = model._default_manager
    rows = manager.filter(pk=pk, decision__year=year, decision__number=number)
    rows = rows.select_related("decision", "unit", *related)
    public = rows.published().filter(decision__in=Decision.objects.published())
    return behind_the_door(public, rows.withdrawn(), "没有这项内容，或者它没有公开。")


def chinese_day(day: dt.date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def month(day: dt.date | None) -> str:
    return f"{day.year}年{day.month}月" if day else "未定"


def correction_notices(item: Publishable) -> list[dict[str, Any]]:
    if not item.corrected_at:
        return []
    day = chinese_day(timezone.localdate(item.corrected_at))
    return [notice("wait", f"更正说明（{day}）：{item.correction_note}")]


def notice(tone: str, before: str, text: str = "", url: str | None = None, after: str = "") -> dict[str, Any]:
    return {"tone": tone, "before": before, "text": text, "url": url, "after": after}
