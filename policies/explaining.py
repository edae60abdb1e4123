"""What of interpretations (and of what else explains a policy) is public as text, and who has any, kept in memory."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from policies.item_passages import file_passages, item_passages
from policies.models import Bundle, Courseware, CoursewareDocument, Interpretation, ServiceGuide
from policies.models.interpretation import ELEMENTS
from policies.models.service import PARTS
from portal.models.unit import units_now
from portal.models.version import PerVersion
from portal.screening import Mark, Passage
from portal.search.item import Passage as Searched
from portal.search.item import Searchable, SearchItem

TEXTS = ["interpreter", "approver", "summary", "keywords", *ELEMENTS, "body", "source"]


BUNDLE = ["summary", "words"]
OF_BUNDLE = [("sections", ["title", "words"]), ("items", ["title", "words"])]


def passages(item: Interpretation | Bundle | ServiceGuide | Courseware) -> Iterator[Passage]:
    """Every text that will be public, with the place as staff call it."""
    if isinstance(item, Bundle):
        yield from item_passages(item, BUNDLE, OF_BUNDLE)
        return
    if isinstance(item, ServiceGuide):
        yield from item_passages(item, [*PARTS, "hotline"])
        return
    if isinstance(item, Courseware):
        yield from item_passages(item, ["summary", "learners", "body"], [("sessions", ["place", "joining", "recap"])])
    else:
        yield from item_passages(item, TEXTS)
    if item.pk:
        yield from _files(item)


def _files(item: Any) -> Iterator[Passage]:
    files = list(item.attachments.all())
    for file in files:
        if named := "\n".join(filter(None, [file.title, file.name, getattr(file, "alt", "")])):
            yield Passage(f"name:{file.sha256}", named, [Mark(0, f"附件《{file}》的名称和说明")])
    yield from file_passages(files)


def search_item(item: Interpretation) -> SearchItem:
    unit = units_now()[item.unit_id]
    texts = [Searched(text, label) for label, text in item.explained]
    texts += [Searched(each.text) for each in passages(item) if each.source.endswith(":body") and each.text]
    return SearchItem(
        title=item.title,
        passages=texts,
        head=[item.summary, *item.keywords, unit.name, unit.short_name, item.document.title, item.document.number],
        facets={"year": [str(item.published_at.year)] if item.published_at else []},
        day=item.published_at.date() if item.published_at else None,
        weight=0.93,
        facts=[f"解读{item.document.number or item.document.reference}"],
    )


def bundle_search_item(bundle: Bundle) -> SearchItem:
    unit = units_now()[bundle.unit_id]
    return SearchItem(
        title=bundle.title,
        passages=[Searched(each.text) for each in passages(bundle) if each.source != "title"],
        head=[bundle.summary, unit.name, unit.short_name],
        day=bundle.published_at.date() if bundle.published_at else None,
        weight=0.95,
        facts=[f"汇集{len(bundle.items.all())}项政策和服务"],
    )


BUNDLES = Searchable(item=bundle_search_item, prefetch=lambda rows: rows.prefetch_related("sections", "items"))


def service_search_item(guide: ServiceGuide) -> SearchItem:
    unit = units_now()[guide.unit_id]
    return SearchItem(
        title=guide.title,
        passages=[Searched("\n".join(lines), label) for label, lines in guide.parts],
        head=["怎么办", "申请", unit.name, unit.short_name, guide.document.title],
        day=guide.published_at.date() if guide.published_at else None,
        weight=0.93,
        facts=[guide.fee, f"{guide.workdays}个工作日办结" if guide.workdays else "", f"咨询{guide.hotline}"],
    )


def courseware_search_item(item: Courseware) -> SearchItem:
    unit = units_now()[item.unit_id]
    return SearchItem(
        title=item.title,
        passages=[Searched(each.text) for each in passages(item) if each.source != "title" and each.text],
        head=[item.summary, item.learners, unit.name, unit.short_name],
        day=item.published_at.date() if item.published_at else None,
        weight=0.9,
        facts=[f"适合{item.learners}" if item.learners else ""],
    )


COURSEWARE = Searchable(
    item=courseware_search_item, prefetch=lambda rows: rows.prefetch_related("attachments", "sessions")
)


def _with_document(rows: QuerySet) -> Any:
    return rows.select_related("document")


SERVICES = Searchable(item=service_search_item, prefetch=_with_document)
SEARCH = Searchable(item=search_item, prefetch=lambda rows: _with_document(rows).prefetch_related("attachments"))


def _explained() -> frozenset[int]:
    return frozenset(Interpretation.objects.published().order_by().values_list("document", flat=True))


explained_now: PerVersion[frozenset[int]] = PerVersion(_explained)
"""Documents with a public interpretation: the page of any other asks nothing for it."""


def _served() -> frozenset[int]:
    return frozenset(ServiceGuide.objects.published().order_by().values_list("document", flat=True))


served_now: PerVersion[frozenset[int]] = PerVersion(_served)
"""Documents with a public service guide."""


def _taught() -> frozenset[int]:
    return frozenset(
        CoursewareDocument.objects.filter(courseware__in=Courseware.objects.published()).values_list(
            "document", flat=True
        )
    )


taught_now: PerVersion[frozenset[int]] = PerVersion(_taught)
"""Documents that a public courseware teaches."""
