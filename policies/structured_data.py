"""schema.org Legislation of a document, for machines that read the page."""

from typing import Any

from policies.models import Document, Relation
from policies.validity import Validity
from portal.models import Unit

FORCE = {
    Validity.PENDING: "NotInForce",
    Validity.IN_FORCE: "InForce",
    Validity.AMENDED: "PartiallyInForce",
    Validity.EXPIRED: "NotInForce",
    Validity.REPEALED: "NotInForce",
}
PROPERTY = {
    Relation.Kind.REPEALS: "legislationRepeals",
    Relation.Kind.REPLACES: "legislationRepeals",
    Relation.Kind.AMENDS: "legislationAmends",
    Relation.Kind.EXTENDS: "legislationChanges",
    Relation.Kind.IMPLEMENTS: "legislationApplies",
    Relation.Kind.BASED_ON: "legislationEnsuresImplementationOf",
}


def legislation(document: Document, issuers: list[Unit], state: Validity, outgoing: list[Relation]) -> dict[str, Any]:
    """JSON-LD as a dict; empty properties are left out. schema.org/Legislation."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "name": document.title,
        "inLanguage": "zh-CN",
        "legislationIdentifier": document.number or document.index_number,
        "legislationDate": document.written_on,
        "datePublished": document.published_on,
        "legislationDateOfApplicability": document.effective_on,
        "expires": document.extended_to or document.expires_on,
        "legislationLegalForce": f"https://schema.org/{FORCE[state]}",
        "legislationPassedBy": [{"@type": "GovernmentOrganization", "name": unit.name} for unit in issuers],
        "keywords": document.keywords,
        "abstract": document.summary,
    }
    for relation in outgoing:
        data.setdefault(PROPERTY[Relation.Kind(relation.kind)], []).append(_named(relation.target))
    return {name: value for name, value in data.items() if value not in (None, "", [])}


def _named(document: Document) -> dict[str, Any]:
    return {
        "@type": "Legislation",
        "name": document.title,
        "legislationIdentifier": document.number or document.index_number,
    }
