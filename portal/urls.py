"""The portal's own addresses, and where the other apps' begin (this file may look up)."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path

from portal.views import home, pages

handler403 = "portal.views.errors.permission_denied"

portal_patterns = (
    [
        path("", home.home, name="home"),
        path("helse/", pages.health_check, name="health"),
        path("om-dataene/", pages.about_data, name="about-data"),
        path("min-side/", pages.my_page, name="my-page"),
        path("min-side/lest/", pages.notifications_read, name="notifications-read"),
        path("jobber/<int:pk>/", pages.job_detail, name="job-detail"),
        path("jobber/<int:pk>/igjen/", pages.job_retry, name="job-retry"),
    ],
    "portal",
)

urlpatterns = [
    path("", include(portal_patterns)),
    path("fylker/", include("counties.urls")),
    path("", include("reporting.urls")),
    path("konto/", include("allauth.account.urls")),
    path("admin/", admin.site.urls),
]
