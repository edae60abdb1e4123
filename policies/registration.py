"""What the policies app tells the library about itself; imported by PoliciesConfig.ready()."""

from typing import Any

from django.db.models.signals import post_save

from policies import (
    checks,  # noqa: F401 - registers the checks of the inspection
    explaining,
)
from policies.dead_links import dead_links
from policies.drafting import undescribed
from policies.importing.writing import written
from policies.models import Bundle, Courseware, Document, Interpretation, ServiceGuide, interpretation, service
from policies.passages import passages
from policies.piles import BROKEN_LINK, ENDED_IN_BUNDLE, EXPIRING, PROPOSED, UNDECIDED
from policies.proposing import on_saved
from policies.search import SEARCH
from policies.views.courseware import document_courseware
from policies.views.guides import document_services
from policies.views.interpretations import document_interpretations
from portal.context import add_nav
from portal.panels import Panel, register_panel
from portal.piles import register_piles
from portal.publication_companions import Companion, register_companion
from portal.publication_gates import Gate, register_gate
from portal.registry import PublicType, get, register
from portal.screening import findings, open_sentences
from portal.search.index import index_many


def urls(item: Any) -> list[str]:
    """Its page and, where it has any, its files."""
    files = item.attachments.defer("text") if hasattr(item, "attachments") else []
    return [item.get_absolute_url(), *(each.get_absolute_url() for each in files)]


def index_documents(documents: list[Document]) -> None:
    """An imported batch is found as soon as it is committed."""
    index_many(get("policy"), [document.pk for document in documents])


register(
    PublicType(
        key="policy",
        model=Document,
        label="政策文件",
        list_url="policies:list",
        updated=lambda document: document.corrected_at or document.published_at,
        summary=lambda document: document.summary or document.excerpt,
        urls=urls,
        position=10,
        search=SEARCH,
    )
)
for key, model, label, list_url, position, needs, searched in (
    ("interpretation", Interpretation, "政策解读", "policies:interpretations", 14, (), explaining.SEARCH),
    ("bundle", Bundle, "政策集成", "policies:bundles", 16, ("slug",), explaining.BUNDLES),
    ("service", ServiceGuide, "办事指引", "policies:list", 18, (), explaining.SERVICES),
    ("courseware", Courseware, "政策辅导", "policies:coursewares", 19, (), explaining.COURSEWARE),
):
    register(
        PublicType(
            key=key,
            model=model,
            label=label,
            list_url=list_url,
            updated=lambda item: item.corrected_at or item.published_at,
            summary=lambda item: item.conditions if isinstance(item, ServiceGuide) else item.summary,
            urls=urls,
            position=position,
            needs=needs,
            search=searched,
        )
    )
    register_gate(model, Gate("personal-data", lambda each: open_sentences(findings(each, explaining.passages(each)))))
written.append(index_documents)
register_gate(Document, Gate("personal-data", lambda each: open_sentences(findings(each, passages(each)))))
register_piles(Document, *EXPIRING, UNDECIDED, PROPOSED)
post_save.connect(on_saved, sender=Document, dispatch_uid="policies.proposals")
register_gate(Document, Gate("dead-links", dead_links))
register_gate(Document, Gate("pictures", undescribed))
register_gate(Document, Gate("three-sync", Interpretation.still_asked_of, postponable=True))
register_piles(Bundle, ENDED_IN_BUNDLE)
register_piles(ServiceGuide, BROKEN_LINK)
register_panel("document", Panel("services", "怎么办理", 5, document_services, "policies/_services.html", ("explain",)))
register_panel("document", Panel("courseware", "政策辅导", 15, document_courseware, "policies/_courseware.html"))
register_companion(Document, Companion(interpretation.publish_with, interpretation.withdraw_with))
register_companion(Document, Companion(lambda *_: None, service.withdraw_with))
register_panel(
    "document",
    Panel("interpretations", "政策解读", 10, document_interpretations, "policies/_interpretations.html", ("explain",)),
)
add_nav(10, "政策文件", "policies:list", "/policies/")
add_nav(12, "按身份找", "policies:tags", "/policies/tags/")
add_nav(14, "按主题找", "policies:topics", "/policies/topics/")
add_nav(15, "政策集成", "policies:bundles", "/policies/bundles/")
add_nav(16, "政策解读", "policies:interpretations", "/policies/interpretations/")
add_nav(80, "公开单位", "portal:units", "/units/")
