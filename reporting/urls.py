from django.urls import path

from reporting.views import (
    comparison,
    digest,
    files,
    national,
    overview,
    reading,
    search,
    steps,
    verify,
    writing,
)

app_name = "reporting"

REPORT = "rapporter/<int:year>/<slug:slug>/"

urlpatterns = [
    path("min-side/oppsummering/", digest.digest_edit, name="digest-edit"),
    path("sok/", search.site_search, name="search"),
    path("oversikt/", national.overview, name="overview"),
    path(
        "oversikt/tabeller/<slug:key>/eksport.<str:kind>",
        national.overview_table_export,
        name="overview-table-export",
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
    path("oversikt/rapport/", national.print_request, name="print-request"),
    path("oversikt/rapport/<int:pk>/", national.print_detail, name="print-detail"),
    path("oversikt/rapport/<int:pk>/<str:name>", national.print_file, name="print-file"),
    path("oversikt/rader/<slug:key>/", national.overview_rows, name="overview-rows"),
    path(
        "oversikt/rader/<slug:key>/eksport.<str:kind>",
        national.overview_rows_export,
        name="overview-rows-export",
    ),
    path("verifiser/", verify.verify, name="verify"),
    path("rapporter/", overview.report_list, name="report-list"),
    path("rapporter/eksport.<str:kind>", overview.report_export, name="report-export"),
    path(REPORT, reading.report_detail, name="report-detail"),
    path(REPORT + "hele/", reading.report_read, name="report-read"),
    path(REPORT + "historikk/", reading.report_history, name="report-history"),
    path(REPORT + "pdf/", files.report_pdf, name="report-pdf"),
    path(REPORT + "pdf/utkast/", files.draft_request, name="draft-request"),
    path(REPORT + "pdf/<int:number>/", files.seal_pdf, name="seal-pdf"),
    path(REPORT + "send/", steps.report_submit, name="report-submit"),
    path(REPORT + "tilbake/", steps.report_send_back, name="report-send-back"),
    path(REPORT + "signer/", steps.report_sign, name="report-sign"),
    path(REPORT + "trekk/", steps.report_withdraw, name="report-withdraw"),
    path(REPORT + "vurder/", steps.report_review, name="report-review"),
    path(REPORT + "vurder/start/", steps.report_start_review, name="report-start-review"),
    path(REPORT + "vurder/returner/", steps.report_return, name="report-return"),
    path(REPORT + "vurder/godkjenn/", steps.report_approve, name="report-approve"),
    path(REPORT + "publiser/", steps.report_publish, name="report-publish"),
    path(REPORT + "gjenapne/", steps.report_reopen, name="report-reopen"),
    # Last: a section's key is whatever the template calls it.
    path(REPORT + "<slug:section>/", writing.section_edit, name="section-edit"),
]
