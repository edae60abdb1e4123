from django.urls import path

from portal.search import views

app_name = "search"

urlpatterns = [
    path("search/", views.search_page, name="page"),
    path("search/suggest/", views.search_suggest, name="suggest"),
    path("search/clicks/", views.search_click, name="click"),
    path("search/results.csv", views.search_csv, name="csv"),
    path("search/results.json", views.search_json, name="json"),
]
