from django.urls import path

from disclosures.views import columns

app_name = "disclosures"

urlpatterns = [
    path("columns/", columns.column_tree, name="tree"),
    path("columns/<path:address>/", columns.column_detail, name="column"),
]
