"""Addresses of the criteria. A group's key never is one of the fixed words, since they hold no underscore."""

from __future__ import annotations

from django.urls import path

from criteria.views import catalogue, search

app_name = "criteria"

EDITION = "kriterier/<slug:group>/<slug:number>/"

urlpatterns = [
    path("kriterier/", catalogue.area_list, name="area-list"),
    path("kriterier/sok/", search.criterion_search, name="criterion-search"),
    path("kriterier/sok.<slug:kind>", search.criterion_export, name="criterion-export"),
    path("kriterier/<slug:group>/", catalogue.group_detail, name="group-detail"),
    path(EDITION, catalogue.edition_detail, name="edition-detail"),
    path(f"{EDITION}endringer/", catalogue.edition_difference, name="edition-difference"),
    path(f"{EDITION}<slug:code>/", catalogue.criterion_detail, name="criterion-detail"),
]
