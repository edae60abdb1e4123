from django.urls import path

from portal.intake import views

app_name = "intake"

urlpatterns = [
    path("receipts/", views.lookup, name="lookup"),
    path("receipts/challenge/<slug:purpose>/", views.challenge, name="challenge"),
]
