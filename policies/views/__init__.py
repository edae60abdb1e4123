from policies.views.bundles import bundle_detail, bundle_list
from policies.views.comparison import document_comparison
from policies.views.courseware import courseware_detail, courseware_file, courseware_list
from policies.views.detail import document_number
from policies.views.directed import document_file, document_page
from policies.views.guides import service_detail
from policies.views.interpretations import interpretation_detail, interpretation_file, interpretation_list
from policies.views.listing import document_list, tag_detail, tag_list, topic_detail, topic_list
from policies.views.register import register_export, register_page
from policies.views.versions import document_versions

__all__ = [
    "bundle_detail",
    "bundle_list",
    "courseware_detail",
    "courseware_file",
    "courseware_list",
    "document_comparison",
    "document_file",
    "document_list",
    "document_number",
    "document_page",
    "document_versions",
    "interpretation_detail",
    "interpretation_file",
    "interpretation_list",
    "register_export",
    "register_page",
    "service_detail",
    "tag_detail",
    "tag_list",
    "topic_detail",
    "topic_list",
]
