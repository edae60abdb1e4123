from django.urls import path

from disclosures.feeds import ColumnFeed
from disclosures.views import columns, entries

app_name = "disclosures"

urlpatterns = [
    path("columns/", columns.column_tree, name="tree"),
    path("columns/<path:address>/", columns.column_detail, name="column"),
    path("entries/<int:year>/<int:month>/<int:pk>/", entries.entry_detail, name="entry"),
    path("entries/files/<int:pk>/<int:file>/<str:name>", entries.entry_file, name="entry-file"),
    path("feeds/columns/<slug:slug>/", ColumnFeed(), name="column-feed"),
]
