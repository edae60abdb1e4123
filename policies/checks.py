"""Checks of policy documents and guides for the inspection: links that lead nowhere, pictures that cannot be read aloud."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q

from policies.dead_links import dead_links
from policies.drafting import undescribed
from policies.link_checks import FAILURES
from policies.models import Document, ServiceGuide
from portal import notices
from portal.inspection import Check, Found, register_check


def _with(marks: Q) -> Any:
    return Document.objects.published().filter(marks).select_related("unit").order_by("pk").iterator(chunk_size=200)


def broken_links() -> Iterator[Found]:
    """Links of public documents to addresses of this site that do not open."""
    for document in _with(Q(body__contains="href=")):
        for sentence in dead_links(document):
            yield Found(
                f"document:{document.pk}:{sentence}",
                f"《{document.title}》{sentence}",
                document.unit,
                notices.admin_url(document),
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
    for document in _with(Q(body__contains="<img")):
        for sentence in undescribed(document):
            yield Found(
                f"document:{document.pk}", f"《{document.title}》{sentence}", document.unit, notices.admin_url(document)
            )


register_check(Check("links", "站内链接打不开", broken_links, points=0.5, cap=10, position=40))
register_check(Check("services", "办理网址打不开", broken_services, points=1, cap=5, position=50))
register_check(Check("pictures", "图片没有替代文字", silent_pictures, points=0.1, cap=5, position=90))
