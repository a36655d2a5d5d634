from django.urls import path, register_converter

from reporting.views import (
    bulk,
    chain,
    chapters,
    comparing,
    deadlines,
    files,
    national,
    previews,
    readers,
    reading,
    reminders,
    reports,
    reviewing,
    rounds,
    rules,
    section_sheet,
    steps,
    templates,
    verify,
    versions,
    writing,
)

app_name = "reporting"


class RoundConverter:
    """A round in an address: its year, and what else it is where it is not the year's own."""

    regex = r"\d{4}(?:-[a-z]+)?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: object) -> str:
        return str(value)


register_converter(RoundConverter, "round")

NATIONAL = "rapporter/nasjonal/<int:year>/"
REPORT = "rapporter/<round:round_slug>/<slug:slug>/"
TEMPLATE = "rapporter/maler/<slug:key>/"
CHAPTER = TEMPLATE + "kapittel/<slug:section>/"

urlpatterns = [
    path("verifiser/", verify.verify, name="verify"),
    path("verifiser/kjede/", chain.chain_list, name="chain-list"),
    path("verifiser/kjede/eksport.<str:kind>", chain.chain_export, name="chain-export"),
    path("verifiser/sertifikat/", chain.seal_certificate, name="seal-certificate"),
    path("rapporter/", reports.report_list, name="report-list"),
    path("rapporter/eksport.<str:kind>", reports.report_export, name="report-export"),
    path("rapporter/maler/", templates.template_list, name="template-list"),
    path("rapporter/maler/eksport.<str:kind>", templates.template_export, name="template-export"),
    path(TEMPLATE, templates.template_detail, name="template-detail"),
    path(TEMPLATE + "kopier/", templates.template_copy, name="template-copy"),
    path(TEMPLATE + "rekkefolge/", templates.template_reorder, name="template-reorder"),
    path(TEMPLATE + "publiser/", templates.template_publish, name="template-publish"),
    path(TEMPLATE + "slett/", templates.template_delete, name="template-delete"),
    path(TEMPLATE + "prov/", previews.template_preview, name="template-preview"),
    path(TEMPLATE + "prov/<slug:section>/", previews.chapter_preview, name="chapter-preview"),
    path(TEMPLATE + "kapittel/nytt/", chapters.chapter_add, name="chapter-add"),
    path(TEMPLATE + "regel/ny/", rules.rule_kinds, name="rule-kinds"),
    path(TEMPLATE + "regel/ny/<slug:rule_kind>/", rules.rule_add, name="rule-add"),
    path(TEMPLATE + "regel/<slug:rule>/", rules.rule_edit, name="rule-edit"),
    path(TEMPLATE + "regel/<slug:rule>/slett/", rules.rule_delete, name="rule-delete"),
    path(CHAPTER, chapters.chapter_edit, name="chapter-edit"),
    path(CHAPTER + "slett/", chapters.chapter_delete, name="chapter-delete"),
    path(CHAPTER + "rekkefolge/", chapters.chapter_reorder, name="chapter-reorder"),
    path(CHAPTER + "sporsmal/nytt/", chapters.question_add, name="question-add"),
    path(CHAPTER + "sporsmal/<slug:question>/", chapters.question_edit, name="question-edit"),
    path(CHAPTER + "sporsmal/<slug:question>/slett/", chapters.question_delete, name="question-delete"),
    path("rapporter/runder/", rounds.round_list, name="round-list"),
    path("rapporter/runder/eksport.<str:kind>", rounds.round_export, name="round-export"),
    path("rapporter/runder/ny/", rounds.round_add, name="round-add"),
    path("rapporter/runder/<slug:slug>/", rounds.round_edit, name="round-edit"),
    path("rapporter/runder/<slug:slug>/slett/", rounds.round_delete, name="round-delete"),
    path("rapporter/vurdering/", reviewing.review_queue, name="review-queue"),
    path("rapporter/vurdering.<str:kind>", reviewing.queue_export, name="queue-export"),
    path("rapporter/vurdering/fordel/", reviewing.review_assign, name="review-assign"),
    path("rapporter/paminnelse/<round:round_slug>/", reminders.round_remind, name="round-remind"),
    path(NATIONAL, national.national_detail, name="national-detail"),
    path(NATIONAL + "utgave/<int:number>/", national.national_edition, name="national-edition"),
    path(NATIONAL + "utgave/<int:number>/pdf/", national.national_pdf, name="national-pdf"),
    path(NATIONAL + "arbeid/", national.national_work, name="national-work"),
    path(NATIONAL + "arbeid/begynn/", national.national_begin, name="national-begin"),
    path(NATIONAL + "arbeid/tekst/", national.national_write, name="national-write"),
    path(NATIONAL + "arbeid/sett-sammen/", national.national_compile, name="national-compile"),
    path(NATIONAL + "arbeid/utkast/", national.national_draft, name="national-draft"),
    path(NATIONAL + "arbeid/publiser/", national.national_publish, name="national-publish"),
    path("rapporter/<round:round_slug>/svar.<str:kind>", bulk.round_answers, name="round-answers"),
    path(
        "rapporter/<round:round_slug>/svarrader.<str:kind>", bulk.round_answer_rows, name="round-answer-rows"
    ),
    path("rapporter/<round:round_slug>/frister/", deadlines.round_deadlines, name="round-deadlines"),
    path(
        "rapporter/<round:round_slug>/frister.<str:kind>", deadlines.deadline_export, name="deadline-export"
    ),
    path("rapporter/<round:round_slug>/frister/utsett/", deadlines.round_extend, name="round-extend"),
    path(REPORT, reading.report_detail, name="report-detail"),
    path(REPORT + "hele/", reading.report_read, name="report-read"),
    path(REPORT + "historikk/", reading.report_history, name="report-history"),
    path(REPORT + "word/", files.report_word, name="report-word"),
    path(REPORT + "pdf/", files.report_pdf, name="report-pdf"),
    path(REPORT + "pdf/utkast/", files.draft_request, name="draft-request"),
    path(REPORT + "pdf/<int:number>/", files.seal_pdf, name="seal-pdf"),
    path(REPORT + "utgaver/<int:earlier>/<int:later>/", comparing.seal_compare, name="seal-compare"),
    path(
        REPORT + "utgaver/<int:earlier>/<int:later>/endringer.<str:kind>",
        comparing.compare_export,
        name="compare-export",
    ),
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
