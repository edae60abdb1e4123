from policies.views.comparison import document_comparison
from policies.views.detail import document_number
from policies.views.directed import document_file, document_page
from policies.views.listing import document_list, tag_detail, tag_list, topic_detail, topic_list
from policies.views.versions import document_versions

__all__ = [
    "document_comparison",
    "document_file",
    "document_list",
    "document_number",
    "document_page",
    "document_versions",
    "tag_detail",
    "tag_list",
    "topic_detail",
    "topic_list",
]
