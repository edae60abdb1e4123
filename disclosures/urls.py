from django.urls import path

from disclosures.feeds import ColumnFeed
from disclosures.views import alerts, columns, entries

app_name = "disclosures"

urlpatterns = [
    path("alerts/", alerts.alert_list, name="alerts"),
    path("alerts/<int:pk>/", alerts.alert_detail, name="alert"),
    path("feeds/alerts/", alerts.AlertFeed(), name="alert-feed"),
    path("columns/", columns.column_tree, name="tree"),
    path("columns/<path:address>/", columns.column_detail, name="column"),
    path("entries/<int:year>/<int:month>/<int:pk>/", entries.entry_detail, name="entry"),
    path("entries/files/<int:pk>/<int:file>/<str:name>", entries.entry_file, name="entry-file"),
    path("feeds/columns/<slug:slug>/", ColumnFeed(), name="column-feed"),
]
