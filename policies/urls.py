from django.urls import path

from policies import views
from policies.feeds import DocumentFeed, InterpretationFeed

app_name = "policies"

urlpatterns = [
    path("policies/", views.document_list, name="list"),
    path("policies/tags/", views.tag_list, name="tags"),
    path("policies/tags/<slug:slug>/", views.tag_detail, name="tag"),
    path("policies/topics/", views.topic_list, name="topics"),
    path("policies/topics/<slug:code>/", views.topic_detail, name="topic"),
    path("policies/number/<str:number>/", views.document_number, name="number"),
    path("policies/files/<int:pk>/<int:file>/<str:name>", views.document_file, name="file"),
    path("policies/bundles/", views.bundle_list, name="bundles"),
    path("policies/bundles/<slug:slug>/", views.bundle_detail, name="bundle"),
    path("policies/register/", views.register_page, name="register"),
    path("policies/register.xlsx", views.register_export, {"kind": "xlsx"}, name="register-xlsx"),
    path("policies/register.csv", views.register_export, {"kind": "csv"}, name="register-csv"),
    path("policies/register.json", views.register_export, {"kind": "json"}, name="register-json"),
    path("policies/courseware/", views.courseware_list, name="coursewares"),
    path("policies/courseware/<int:pk>/", views.courseware_detail, name="courseware"),
    path("policies/courseware/<int:pk>/<int:file>/<str:name>", views.courseware_file, name="courseware-file"),
    path("policies/services/<int:pk>/", views.service_detail, name="service"),
    path("policies/interpretations/", views.interpretation_list, name="interpretations"),
    path("policies/interpretations/<int:pk>/", views.interpretation_detail, name="interpretation"),
    path(
        "policies/interpretations/<int:pk>/<int:file>/<str:name>", views.interpretation_file, name="interpretation-file"
    ),
    path("feeds/interpretations/", InterpretationFeed(), name="interpretation-feed"),
    path("policies/<int:year>/<int:month>/<int:pk>/", views.document_page, name="document"),
    path("policies/<int:year>/<int:month>/<int:pk>/versions/", views.document_versions, name="versions"),
    path("policies/<int:year>/<int:month>/<int:pk>/compare/<int:older>/", views.document_comparison, name="comparison"),
    path("feeds/policies/", DocumentFeed(), name="feed"),
]
