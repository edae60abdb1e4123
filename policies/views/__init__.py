from policies.views.detail import document_detail, document_file, document_number
from policies.views.listing import document_list, tag_detail, tag_list, topic_detail, topic_list

__all__ = [
    "document_detail",
    "document_file",
    "document_list",
    "document_number",
    "tag_detail",
    "tag_list",
    "topic_detail",
    "topic_list",
]
