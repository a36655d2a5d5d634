from django.urls import path

from reporting.views import (
    bulk,
    chain,
    deadlines,
    files,
    readers,
    reading,
    reminders,
    reports,
    section_sheet,
    steps,
    verify,
    versions,
    writing,
)

app_name = "reporting"

REPORT = "rapporter/<int:year>/<slug:slug>/"

urlpatterns = [
    path("verifiser/", verify.verify, name="verify"),
    path("verifiser/kjede/", chain.chain_list, name="chain-list"),
    path("verifiser/kjede/eksport.<str:kind>", chain.chain_export, name="chain-export"),
    path("verifiser/sertifikat/", chain.seal_certificate, name="seal-certificate"),
    path("rapporter/", reports.report_list, name="report-list"),
    path("rapporter/eksport.<str:kind>", reports.report_export, name="report-export"),
    path("rapporter/paminnelse/<int:year>/", reminders.round_remind, name="round-remind"),
    path("rapporter/<int:year>/svar.<str:kind>", bulk.round_answers, name="round-answers"),
    path("rapporter/<int:year>/svarrader.<str:kind>", bulk.round_answer_rows, name="round-answer-rows"),
    path("rapporter/<int:year>/frister/", deadlines.round_deadlines, name="round-deadlines"),
    path("rapporter/<int:year>/frister.<str:kind>", deadlines.deadline_export, name="deadline-export"),
    path("rapporter/<int:year>/frister/utsett/", deadlines.round_extend, name="round-extend"),
    path(REPORT, reading.report_detail, name="report-detail"),
    path(REPORT + "hele/", reading.report_read, name="report-read"),
    path(REPORT + "historikk/", reading.report_history, name="report-history"),
    path(REPORT + "word/", files.report_word, name="report-word"),
    path(REPORT + "pdf/", files.report_pdf, name="report-pdf"),
    path(REPORT + "pdf/utkast/", files.draft_request, name="draft-request"),
    path(REPORT + "pdf/<int:number>/", files.seal_pdf, name="seal-pdf"),
    path(REPORT + "lesere/", readers.reader_list, name="reader-list"),
    path(REPORT + "lesere/<int:pk>/trekk/", readers.reader_revoke, name="reader-revoke"),
    path("les/<str:token>/", readers.reader_page, name="reader-page"),
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
    path(REPORT + "<slug:section>/tall/", section_sheet.section_fill, name="section-fill"),
    path(REPORT + "<slug:section>/tall.<str:kind>", section_sheet.section_sheet, name="section-sheet"),
    path(REPORT + "<slug:section>/versjoner/", versions.section_versions, name="section-versions"),
    path(REPORT + "<slug:section>/versjoner/<int:number>/", versions.section_version, name="section-version"),
]
