from policies.models.attachment import DocumentAttachment
from policies.models.correspondence import Correspondence
from policies.models.document import Document
from policies.models.issuer import Issuer
from policies.models.relation import Relation
from policies.models.tag import CatalogueVersion, Tag, TagDimension, TaggedDocument
from policies.models.topic import Topic

__all__ = [
    "CatalogueVersion",
    "Correspondence",
    "Document",
    "DocumentAttachment",
    "Issuer",
    "Relation",
    "Tag",
    "TagDimension",
    "TaggedDocument",
    "Topic",
]
