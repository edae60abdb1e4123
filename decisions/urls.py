from django.urls import path

from decisions import views
from decisions.feeds import DecisionFeed

app_name = "decisions"
_ONE = "decisions/<int:year>/<int:number>/"

urlpatterns = [
    path("decisions/", views.index, name="index"),
    path("decisions/<int:year>/", views.year, name="year"),
    path("decisions/<int:year>/v<int:version>/", views.year, name="version"),
    path("decisions/<int:year>/v<int:version>/catalogue.xlsx", views.workbook, name="workbook"),
    path("decisions/files/<int:pk>/<int:file>/<str:name>", views.record_file, name="file"),
    path(_ONE, views.decision, name="decision"),
    path(f"{_ONE}records/<int:pk>/", views.record, name="record"),
    path(f"{_ONE}consultations/<int:pk>/", views.consultation, name="consultation"),
    path(f"{_ONE}consultations/<int:pk>/opinions/", views.opinions, name="opinions"),
    path(f"{_ONE}consultations/<int:pk>/compare/<int:position>/", views.draft_comparison, name="comparison"),
    path(f"{_ONE}feedback/<int:pk>/", views.feedback, name="feedback"),
    path(f"{_ONE}feedback/<int:pk>/opinions.csv", views.feedback_csv, name="feedback-csv"),
    path(f"{_ONE}activities/<int:pk>/", views.activity, name="activity"),
    path(f"{_ONE}attendance/<int:pk>/", views.attendance, name="attendance"),
    path(f"{_ONE}attendance/<int:pk>/sign-ups/", views.sign_ups, name="sign-ups"),
    path("feeds/decisions/", DecisionFeed(), name="feed"),
]
