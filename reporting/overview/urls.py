from django.urls import path

from reporting.overview.views import comparison, digest, page, search

app_name = "overview"

urlpatterns = [
    path("min-side/oppsummering/", digest.digest_edit, name="digest-edit"),
    path("sok/", search.site_search, name="search"),
    path("oversikt/", page.overview, name="country"),
    path(
        "oversikt/tabeller/<slug:key>/eksport.<str:kind>",
        page.overview_table_export,
        name="table-export",
    ),
    path("oversikt/puljer/", comparison.pulje_comparison, name="pulje-comparison"),
    path(
        "oversikt/puljer/<slug:key>/eksport.<str:kind>",
        comparison.comparison_export,
        name="comparison-export",
    ),
    path("oversikt/fylke/<slug:slug>/", comparison.region_mirror, name="region-mirror"),
    path("oversikt/fylke/<slug:slug>/eksport.<str:kind>", comparison.mirror_export, name="mirror-export"),
    path("oversikt/fylke/<slug:slug>/sett/", comparison.mirror_seen, name="mirror-seen"),
    path("oversikt/rapport/", page.print_request, name="print-request"),
    path("oversikt/rapport/<int:pk>/", page.print_detail, name="print-detail"),
    path("oversikt/rapport/<int:pk>/<str:name>", page.print_file, name="print-file"),
    path("oversikt/<slug:subject>/", page.overview, name="subject"),
]
