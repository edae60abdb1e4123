from django.urls import path

from disclosures.feeds import ColumnFeed, DatasetFeed, IndicatorFeed
from disclosures.views import alerts, columns, datasets, entries, indicators, projects, specials, standards

app_name = "disclosures"

urlpatterns = [
    path("alerts/", alerts.alert_list, name="alerts"),
    path("alerts/<int:pk>/", alerts.alert_detail, name="alert"),
    path("feeds/alerts/", alerts.AlertFeed(), name="alert-feed"),
    path("columns/", columns.column_tree, name="tree"),
    path("columns/<path:address>/", columns.column_detail, name="column"),
    path("datasets/", datasets.dataset_list, name="datasets"),
    path("datasets/<slug:slug>/", datasets.dataset_detail, name="dataset"),
    path("datasets/<slug:slug>/rows.<str:kind>", datasets.dataset_rows, name="dataset-rows"),
    path("datasets/<slug:slug>/dictionary.csv", datasets.dataset_dictionary, name="dataset-dictionary"),
    path("entries/<int:year>/<int:month>/<int:pk>/", entries.entry_detail, name="entry"),
    path("entries/files/<int:pk>/<int:file>/<str:name>", entries.entry_file, name="entry-file"),
    path("indicators/", indicators.indicator_list, name="indicators"),
    path("indicators/<slug:code>/", indicators.indicator_detail, name="indicator"),
    path("indicators/<slug:code>/values.<str:kind>", indicators.indicator_values, name="indicator-values"),
    path("standards/", standards.standard_list, name="standards"),
    path("standards/<slug:slug>/", standards.standard_detail, name="standard"),
    path("standards/<slug:slug>/items.csv", standards.standard_csv, name="standard-csv"),
    path("feeds/indicators/", IndicatorFeed(), name="indicator-feed"),
    path("projects/", projects.project_list, name="projects"),
    path("projects/<int:pk>/", projects.project_detail, name="project"),
    path("projects/<int:project>/updates/<int:pk>/", projects.update_detail, name="project-update"),
    path("projects/pictures/<int:pk>/<int:file>/<str:name>", projects.update_picture, name="project-picture"),
    path("feeds/projects/", projects.ProjectFeed(), name="project-feed"),
    path("specials/", specials.special_list, name="specials"),
    path("specials/archive/", specials.special_archive, name="special-archive"),
    path("specials/<slug:slug>/", specials.special_detail, name="special"),
    path("feeds/specials/", specials.SpecialFeed(), name="special-feed"),
    path("feeds/datasets/", DatasetFeed(), name="dataset-feed"),
    path("feeds/columns/<slug:slug>/", ColumnFeed(), name="column-feed"),
]
