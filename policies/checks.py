"""Checks of public texts and guides for the inspection: links that lead nowhere, pictures that cannot be read aloud."""

from collections.abc import Iterator
from typing import Any

from policies.dead_links import dead_links
from policies.drafting import undescribed
from policies.link_checks import FAILURES
from policies.models import ServiceGuide
from portal import notices
from portal.inspection import Check, Found, register_check
from portal.registry import public_types


def _with(marks: str) -> Iterator[Any]:
    """Public items of every kind whose text has these marks."""
    for kind in public_types():
        if any(each.name == "body" for each in kind.model._meta.fields):
            rows = kind.model._default_manager.published().filter(**{"body__contains": marks}).select_related("unit")
            yield from rows.order_by("pk").iterator(chunk_size=200)


def broken_links() -> Iterator[Found]:
    """Links of public texts to addresses of this site that do not open."""
    for item in _with("href="):
        for sentence in dead_links(item):
            yield Found(
                f"{item._meta.label}:{item.pk}:{sentence}", f"《{item}》{sentence}", item.unit, notices.admin_url(item)
            )


def broken_services() -> Iterator[Found]:
    """External addresses for applying, which the nightly link check found closed several times (link_checks.py)."""
    for guide in ServiceGuide.objects.published().filter(failures__gte=FAILURES).select_related("unit"):
        yield Found(
            f"guide:{guide.pk}",
            f"“{guide.title}”的办理网址打不开：{guide.failure}。",
            guide.unit,
            notices.admin_url(guide),
        )


def silent_pictures() -> Iterator[Found]:
    """Pictures without alternative text."""
    for item in _with("<img"):
        for sentence in undescribed(item):
            yield Found(f"{item._meta.label}:{item.pk}", f"《{item}》{sentence}", item.unit, notices.admin_url(item))


register_check(Check("links", "站内链接打不开", broken_links, points=0.5, cap=10, position=40))
register_check(Check("services", "办理网址打不开", broken_services, points=1, cap=5, position=50))
register_check(Check("pictures", "图片没有替代文字", silent_pictures, points=0.1, cap=5, position=90))
