from django.urls import path

from policies import views
from policies.feeds import DocumentFeed

app_name = "policies"

urlpatterns = [
    path("policies/", views.document_list, name="list"),
    path("policies/tags/", views.tag_list, name="tags"),
    path("policies/tags/<slug:slug>/", views.tag_detail, name="tag"),
    path("policies/topics/", views.topic_list, name="topics"),
    path("policies/topics/<slug:code>/", views.topic_detail, name="topic"),
    path("policies/number/<str:number>/", views.document_number, name="number"),
    path("policies/files/<int:pk>/<int:file>/<str:name>", views.document_file, name="file"),
    path("policies/<int:year>/<int:month>/<int:pk>/", views.document_page, name="document"),
    path("policies/<int:year>/<int:month>/<int:pk>/versions/", views.document_versions, name="versions"),
    path("policies/<int:year>/<int:month>/<int:pk>/compare/<int:older>/", views.document_comparison, name="comparison"),
    path("feeds/policies/", DocumentFeed(), name="feed"),
]
