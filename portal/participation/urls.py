from django.urls import path

from portal.participation import views

urlpatterns = [
    path("participation/", views.hub, name="participation"),
    path("participation/calendar.ics", views.calendar, name="participation-calendar"),
    path("feeds/participation/", views.ParticipationFeed(), name="participation-feed"),
]
