from policies.models.attachment import DocumentAttachment
from policies.models.bundle import Bundle, BundleItem, BundleSection
from policies.models.care import ExpiryReminder, ValidityDecision
from policies.models.correspondence import Correspondence
from policies.models.courseware import Courseware, CoursewareDocument, CoursewareFile, CoursewareSession
from policies.models.document import Document
from policies.models.interpretation import Interpretation, InterpretationFile, InterpretationWaiver
from policies.models.issuer import Issuer
from policies.models.proposal import Proposal
from policies.models.relation import Relation
from policies.models.service import ServiceGuide
from policies.models.tag import CatalogueVersion, Tag, TagDimension, TaggedDocument
from policies.models.topic import Topic

__all__ = [
    "Bundle",
    "BundleItem",
    "BundleSection",
    "CatalogueVersion",
    "Correspondence",
    "Courseware",
    "CoursewareDocument",
    "CoursewareFile",
    "CoursewareSession",
    "Document",
    "DocumentAttachment",
    "ExpiryReminder",
    "Interpretation",
    "InterpretationFile",
    "InterpretationWaiver",
    "Issuer",
    "Proposal",
    "Relation",
    "ServiceGuide",
    "Tag",
    "TagDimension",
    "TaggedDocument",
    "Topic",
    "ValidityDecision",
]
