from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from portal import views
from portal.participation.urls import urlpatterns as participation
from portal.sitemaps import sitemap_index, sitemap_section

site_pages = [
    path("", views.home, name="home"),
    path("units/", views.unit_list, name="units"),
    path("units/<slug:slug>/", views.unit_detail, name="unit"),
    *participation,
    path("sitemap/", views.sitemap_page, name="sitemap-page"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("healthz", views.healthz, name="health"),
]

urlpatterns = [
    path("", include((site_pages, "portal"))),
    path("", include("portal.search.urls")),
    path("", include("portal.intake.urls")),
    path("", include("policies.urls")),
    path("", include("disclosures.urls")),
    path("", include("decisions.urls")),
    path("", include("interaction.urls")),
    path("favicon.ico", views.favicon, name="favicon"),
    path("sitemap.xml", sitemap_index, name="sitemap"),
    path("sitemap-<section>.xml", sitemap_section, name="sitemap-section"),
    path("admin/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("admin/password_change/", RedirectView.as_view(pattern_name="account_change_password")),
    path("admin/account/", include("portal.login.urls")),
    path("admin/", admin.site.urls),
]
if settings.DEBUG:
    urlpatterns.append(path("styleguide/", views.styleguide, name="styleguide"))

handler404 = "portal.views.not_found"
