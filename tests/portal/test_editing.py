"""Everything that people edit, by two people at once: nobody's words are lost without their writer knowing.

The lists are written by hand. A form, or an address that takes a POST, that is in none of them fails.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from threading import Barrier, Thread
from typing import Any

import lxml.html
import pgtrigger
import pytest
from django import forms
from django.apps import apps
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from counties.models import (
    CriterionUse,
    Event,
    FrameworkAgreement,
    Grant,
    KommuneFollowUp,
    SupplierReadiness,
    TildelingsbrevFollowUp,
    Virksomhet,
)  # fmt: skip
from counties.operations import events, organisation, uploads
from criteria.models import CriteriaSet, Criterion, ProductGroup
from criteria.operations import editions, writing
from criteria.sheets import rows_of
from portal.admin import AdminEditForm, EditAdmin
from portal.editing import EditForm
from portal.errors import Stale
from portal.jobs import Progress
from portal.models import Job
from portal.models.versions import Versioned
from tests import factories
from tests.portal.test_urls import address, make_rows
from tests.previews import as_previewed


@dataclass(frozen=True)
class Edit:
    """Two people type in one field of one page: who, where, and what."""

    people: tuple[str, str]
    field: str
    words: tuple[str, str]
    form: str = ""
    shown: str = ""  # the first one's words as the second reads them, where they are written out
    query: str = ""


KARI_AND = ("kari", "ola")
EDITS = {
    "counties:register-edit aktiviteter": Edit(("kari", "knut"), "title", ("Karis", "Knuts"), "ActivityForm"),
    "counties:register-edit avtaler": Edit(("kari", "knut"), "title", ("Karis", "Knuts"), "AgreementForm"),
    "counties:register-edit virksomheter": Edit(KARI_AND, "name", ("Karis", "Olas"), "VirksomhetForm"),
    "counties:register-edit medlemmer": Edit(KARI_AND, "name", ("Karis", "Olas"), "MemberForm"),
    "counties:register-edit moter": Edit(KARI_AND, "place", ("Elverum", "Kongsvinger"), "MeetingForm"),
    "counties:register-edit kandidater": Edit(KARI_AND, "assessment", ("Karis", "Olas"), "CandidateForm"),
    "reporting:national-write": Edit(("siv", "siv"), "summary", ("Sivs", "Andres"), "NationalForm"),
    "counties:event-edit": Edit(("kari", "knut"), "title", ("Karis", "Knuts"), "EventForm"),
    "counties:styringsgruppe-edit": Edit(KARI_AND, "mandate", ("Karis", "Olas"), "StyringsgruppeForm"),
    "counties:knutepunkt-edit": Edit(KARI_AND, "contact_name", ("Karis", "Olas"), "KnutepunktForm"),
    "counties:milestone-plan": Edit(
        ("siv", "siv"), "planned_to", ("2012-11-30", "2012-12-31"), "PlanForm", "30. november 2012"
    ),
    "counties:kommune-grid": Edit(
        KARI_AND, "{hamar}-note", ("Karis", "Olas"), "KommuneRow", query="?year=2010"
    ),
    "counties:letter-grid": Edit(
        KARI_AND, "{virksomheter}-note", ("Karis", "Olas"), "TildelingsbrevRow", query="?year=2010"
    ),
    "counties:milestone-edit": Edit(
        KARI_AND, "{milestone}", ("2009-05-01", "2009-06-01"), "MilestoneForm", "1. mai 2009"
    ),
    "counties:grant-grid": Edit(
        ("siv", "siv"), "{hedmark}-knutepunkt", ("600 000", "650 000"), "AllotmentForm"
    ),
    "counties:grant-account": Edit(
        KARI_AND, "knutepunkt-spent", ("1 000", "2 000"), "AccountForm", query="?year=2010"
    ),
    "hearing:hearing-edit": Edit(("mette", "mette"), "title", ("Renhold", "Vask"), "HearingForm"),
    "hearing:reply-sender": Edit(("anon", "anon"), "organisation", ("Papir", "Papp"), "SenderForm"),
    "hearing:reply-criterion": Edit(("anon", "anon"), "text", ("Godt", "Dårlig"), "HearingCommentForm"),
    "hearing:reply-whole": Edit(("anon", "anon"), "text", ("Alt er godt", "Alt er ille")),
    "hearing:comment-answer": Edit(("mette", "mette"), "reason", ("Ja, det", "Nei, ikke"), "ResolutionForm"),
    "criteria:edition-edit": Edit(("mette", "mette"), "changes", ("Nytt krav", "Færre krav"), "EditionForm"),
    "criteria:criterion-edit": Edit(("mette", "mette"), "title", ("Første", "Andre"), "CriterionForm"),
    "criteria:synonym-edit": Edit(("mette", "mette"), "means", ("skjermer", "skrivere"), "SynonymForm"),
    "criteria:selection-detail": Edit(("jan", "jan"), "name", ("Papir 2011", "Papir 2012"), "SelectionForm"),
    "criteria:item-edit": Edit(("jan", "jan"), "text", ("Første", "Andre"), "ItemForm"),
    "reporting:template-detail": Edit(("siv", "siv"), "name", ("Rapporten", "Rapport"), "ReportTemplateForm"),
    "reporting:chapter-edit": Edit(("siv", "siv"), "title", ("Organisasjon", "Ordning"), "ChapterForm"),
    "reporting:question-edit": Edit(("siv", "siv"), "label", ("Hvor mange?", "Antall?"), "QuestionForm"),
    "reporting:rule-edit": Edit(("siv", "siv"), "message", ("Er det riktig?", "Stemmer det?"), "RuleForm"),
    "reporting:round-edit": Edit(
        ("siv", "siv"), "due_on", ("2013-03-02", "2013-03-03"), "RoundForm", "2. mars 2013"
    ),
    "reporting:section-edit": Edit(
        KARI_AND, "organisering_vurdering", ("Karis vurdering", "Olas vurdering"), "SectionForm"
    ),
}
# Edits that go another way; each has its own test below.
OTHER_EDITS = {
    "reporting:section-version": "",  # an earlier version takes the place of the one that was seen
    "counties:use-add": "UseForm",
    "counties:readiness-add": "ReadinessForm",
    "counties:participant-list": "",
    "hearing:comments-answer": "",  # as comment-answer, for several; see `test_hearings`
    "criteria:edition-accept": "",
    "criteria:edition-reorder": "",
    "reporting:template-reorder": "",
    "reporting:chapter-reorder": "",
    "counties:upload-accept": "",
    "counties:upload-choose": "ChoicesForm",  # a step between states, with answers
    "counties:grant-upload": "AllotmentUploadForm",  # fills the grid and saves nothing
    "reporting:section-fill": "SectionSheetForm",  # fills the chapter's form and saves nothing
    "admin:portal_user_change": "UserForm",
}
NEW = "makes a new row"
ADDS = "adds to a list that only grows"
STEP = "a step between states: the second finds the step taken, and is told"
ACT = "what is approved, sent or thrown away is compared with what was seen: see `test_acts`"
LETTERS = "what others are told is looked at first, and sent as it was looked at: see `test_calendars`, `test_grants`, `test_events`"
OWN = "the person's own choice, a single one"
WHOLE = "what is deleted is kept whole, or is asked about first"
NO_EDITS = {
    "counties:register-add": NEW,
    "counties:event-add": NEW,
    "counties:event-add-national": NEW,
    "counties:event-detail": NEW,
    "counties:request-ask": NEW,
    "counties:template-add": NEW,
    "counties:thread-add": NEW,
    "counties:upload-add": NEW,
    "counties:knutepunkt-appoint": ACT,
    "hearing:hearing-begin": NEW,
    "hearing:hearing-copy": NEW,
    "hearing:reply-begin": NEW,
    "hearing:attachment-add": ADDS,
    "hearing:expert-list": LETTERS,
    "hearing:expert-page": ADDS,
    "hearing:hearing-announce": LETTERS,
    "hearing:hearing-invite": LETTERS,
    "hearing:hearing-extend": LETTERS,
    "hearing:hearing-cancel": LETTERS,
    "hearing:reply-send": ACT,
    "hearing:reply-withdraw": ACT,
    "hearing:reply-confirm": STEP,
    "hearing:reply-change": STEP,
    "hearing:reply-show": ACT,
    "hearing:reply-hide": ACT,
    "hearing:attachment-delete": STEP,
    "hearing:invitation-delete": STEP,
    "hearing:comments-assign": OWN,
    "hearing:comment-take": ACT,
    "hearing:comment-unresolve": ACT,
    "hearing:expert-revoke": STEP,
    "hearing:comment-pdf": "asks for a file of what stands",
    "criteria:criterion-add": NEW,
    "criteria:synonym-add": NEW,
    "criteria:selection-start": NEW,
    "criteria:selection-copy": NEW,
    "criteria:selection-shared-copy": NEW,
    "criteria:feedback-give": NEW,
    "criteria:edition-import": NEW,  # a file beside the draft; what is looked at is accepted above
    "overview:print-request": NEW,
    "reporting:draft-request": NEW,
    "reporting:template-copy": NEW,
    "reporting:chapter-add": NEW,
    "reporting:question-add": NEW,
    "reporting:rule-add": NEW,
    "reporting:round-add": NEW,
    "reporting:national-begin": STEP,
    "reporting:national-compile": NEW,
    "reporting:national-publish": ACT,
    "counties:grant-letters": LETTERS,
    "counties:decision-add": ADDS,
    "counties:request-answer": ADDS,
    "counties:request-follow": ADDS,
    "counties:thread-detail": ADDS,
    "counties:template-version": ADDS,
    "counties:template-download": ADDS,
    "criteria:erratum-add": ADDS,
    "criteria:selection-add": ADDS,
    "criteria:edition-begin": STEP,
    "criteria:edition-step": ACT,
    "criteria:feedback-hide": STEP,
    "criteria:feedback-show": STEP,
    "criteria:selection-update": STEP,
    "criteria:item-renew": STEP,
    "counties:event-call-off": LETTERS,
    "counties:participant-add": LETTERS,
    "counties:participant-admit": LETTERS,
    "counties:participant-write": LETTERS,
    "counties:meeting-invite": LETTERS,
    "reporting:round-remind": LETTERS,
    "reporting:round-extend": LETTERS,
    "reporting:review-assign": LETTERS,
    "counties:registration-detail": STEP,
    "counties:removal-restore": STEP,
    "counties:request-close": ACT,
    "counties:request-hand-over": ACT,
    "counties:request-reopen": STEP,
    "counties:request-take": STEP,
    "counties:people-invite": LETTERS,
    "portal:role-invite": LETTERS,
    "portal:grant-end": LETTERS,
    "portal:grant-hand-over": LETTERS,
    "portal:invitation-again": LETTERS,
    "portal:invitation-revoke": STEP,
    "portal:invitation-accept": STEP,
    "counties:upload-read-again": STEP,
    "counties:upload-undo": ACT,
    "portal:job-retry": STEP,
    "portal:job-cancel": STEP,
    "portal:mail-again": STEP,
    "reporting:report-submit": ACT,
    "reporting:report-sign": ACT,
    "reporting:report-send-back": ACT,
    "reporting:report-withdraw": ACT,
    "reporting:report-start-review": ACT,
    "reporting:report-return": ACT,
    "reporting:report-approve": ACT,
    "reporting:report-publish": ACT,
    "reporting:report-reopen": ACT,
    "reporting:template-publish": ACT,
    "reporting:template-delete": ACT,
    "reporting:chapter-delete": ACT,
    "reporting:question-delete": ACT,
    "reporting:rule-delete": ACT,
    "reporting:round-delete": ACT,
    "counties:board-follow": OWN,
    "counties:thread-follow": OWN,
    "criteria:group-follow": OWN,
    "criteria:selection-use": OWN,
    "criteria:selection-share": OWN,
    "criteria:item-move": OWN,
    "portal:person-find": "asks, and writes nothing",
    "portal:person-erase": "what is erased is compared with what was seen: see `test_privacy`",
    "portal:notifications-read": OWN,
    "portal:mail-choice": OWN,
    "reporting:reader-list": NEW,
    "reporting:reader-page": ADDS,
    "reporting:reader-revoke": STEP,
    "overview:digest-edit": OWN,
    "overview:mirror-seen": OWN,
    "counties:register-delete": ACT,
    "counties:use-delete": ACT,
    "criteria:criterion-delete": ACT,
    "criteria:selection-delete": WHOLE,
    "criteria:item-delete": ACT,
    "reporting:verify": "asks, and writes nothing",
    "reporting:chapter-preview": "asks, and writes nothing",
    "criteria:selection-pdf": "asks for a file of what stands",
}
NO_EDIT_FORMS = {
    "PersonForm": "asks, and writes nothing",
    "EraseForm": ACT,
    "BuyerForm": "registers somebody new",
    "PasskeyForm": "adds a passkey",
    "ResetPasswordForm": "asks for a mail",
    "BeginReplyForm": NEW,
    "HearingCopyForm": NEW,
    "InvitationForm": LETTERS,
    "ExtendHearingForm": LETTERS,
    "CancelHearingForm": LETTERS,
    "ExpertForm": LETTERS,
    "InterestsForm": ADDS,
    "ExpertCommentForm": ADDS,
    "AttachmentForm": ADDS,
    "HideReplyForm": STEP,
    "AssignCommentsForm": OWN,
    "CorrectionForm": NEW,
    "AskForm": NEW,
    "SignUpForm": NEW,
    "TemplateForm": NEW,
    "ThreadForm": NEW,
    "AppointForm": NEW,
    "FeedbackForm": NEW,
    "EditionFileForm": NEW,
    "SheetForm": NEW,
    "RoleGrantForm": NEW,  # a role is given and revoked, never edited
    "DecisionForm": ADDS,
    "MessageForm": ADDS,
    "VersionForm": ADDS,
    "ErratumForm": ADDS,
    "StepForm": STEP,
    "HideForm": STEP,
    "ReasonForm": STEP,
    "CloseForm": STEP,
    "HandOverForm": STEP,
    "CommentForm": STEP,
    "WordForm": STEP,
    "SignForm": STEP,
    "ReviewForm": STEP,
    "RoleInviteForm": LETTERS,
    "AnyRoleInviteForm": LETTERS,
    "ResendForm": LETTERS,
    "SuccessorForm": LETTERS,
    "EndRoleForm": LETTERS,
    "JoinForm": STEP,
    "ReminderForm": LETTERS,
    "ExtendForm": LETTERS,
    "AssignForm": LETTERS,
    "ParticipantForm": LETTERS,
    "ParticipantLetterForm": LETTERS,
    "DigestForm": OWN,
    "MailForm": OWN,
    "ReaderForm": NEW,
    "TemplateCopyForm": NEW,
    "PostponeForm": "the dates of a round that has begun: see `test_templates`",
    "ReaderCommentForm": ADDS,
    "AgreeForm": ADDS,
    "SeenForm": OWN,
    "ReceiptForm": "asks, and writes nothing",
    "PdfForm": "asks, and writes nothing",
    "EditionChoiceForm": "asks, and writes nothing",
}
# What others are made from.
BASES = {
    "MayBeStale", "SendingForm", "ModelForm", "EditForm", "CellsForm", "RegionForm", "GridRow", "NotingForm", "AdminEditForm",
    "RegisterFilter", "FilterForm", "NotARobot", "TakesTime", "KeyedForm",
}  # fmt: skip


def fields_of(page: HttpResponse, field: str) -> dict[str, list[str]]:
    """What a browser sends from the page's form that has `field`, as it stands."""
    root = lxml.html.fromstring(page.content.decode())
    form = next(form for form in root.forms if field in form.fields)
    sent: dict[str, list[str]] = {}
    for name, value in form.form_values():
        sent.setdefault(name, []).append(value.removeprefix("\n"))  # a text area begins on a line of its own
    return sent


@pytest.fixture
def rows(people) -> dict[str, Any]:
    """For each test alone: others of this file count what there is."""
    return make_rows()


@pytest.fixture
def places(rows) -> dict[str, Any]:
    return with_what_forms_need(rows)


def with_what_forms_need(rows: dict[str, Any]) -> dict[str, Any]:
    """The rows' keys, with what the forms need to be valid."""
    FrameworkAgreement.objects.get(pk=rows["avtaler"]).product_groups.set(ProductGroup.objects.all()[:1])
    hamar = factories.Kommune.objects.get(number="0403")
    draft = Criterion.objects.get(code="PAP-S91")
    return rows | {"hamar": hamar.pk, "hedmark": factories.region().pk, "draft_criterion": draft.pk}


def test_an_outsider_gets_back_their_own_words_and_nothing_else(places, as_):
    path = address("counties:register-edit moter", places)
    refused = as_("per").post(path, {"place": "Bodø", "styringsgruppe": "1", "starts_at": "2011-01-01T10:00"})
    page = refused.content.decode()
    assert refused.status_code == 404
    assert "<p>Bodø</p>" in page
    assert "Hamar" not in page


def test_words_typed_in_what_is_closed_meanwhile_are_shown(places, as_, people):
    """The edition is sent on hearing while a criterion is written."""
    path = panel("criterion-edit", "PAP-S91")
    sent = fields_of(as_("mette").get(path), "title") | {"title": ["Skrevet i utkastet"]}
    draft = CriteriaSet.objects.get(group__key="papir_og_trykksaker", number="2011-1")
    factories.on_hearing(draft)
    refused = as_("mette").post(path, sent)
    assert refused.status_code == 409
    assert "<p>Skrevet i utkastet</p>" in refused.content.decode()


def test_what_is_typed_in_a_row_of_a_grid_that_is_deleted_is_shown_before_the_rest_is_saved(places, as_):
    kept, gone = factories.virksomhet(), factories.virksomhet(name="Nedlagt etat")
    path = address("counties:letter-grid", places) + "?year=2010"
    sent = fields_of(as_("ola").get(path), f"{gone.pk}-note") | {
        f"{gone.pk}-note": ["Olas ord"],
        f"{gone.pk}-asked": ["on"],
        f"{kept.pk}-note": ["Dette består"],
    }
    gone.delete()
    refused = as_("ola").post(path, sent)
    assert refused.status_code == 409
    page = " ".join(refused.content.decode().split())
    assert "Nedlagt etat: Merknad</p><p>Olas ord</p>" in page
    assert page.count("Nedlagt etat:") == 2
    assert not TildelingsbrevFollowUp.objects.exists()
    assert as_("ola").post(path, fields_of(refused, f"{kept.pk}-note")).status_code == 302
    assert TildelingsbrevFollowUp.objects.get().note == "Dette består"


def test_words_typed_in_the_last_row_of_a_grid_are_shown_too(places, as_):
    path = address("counties:letter-grid", places) + "?year=2010"
    note = f"{places['virksomheter']}-note"
    sent = fields_of(as_("ola").get(path), note) | {note: ["Olas ord"]}
    Virksomhet.objects.of_the_state().delete()
    refused = as_("ola").post(path, sent)
    assert refused.status_code == 409
    assert "<p>Olas ord</p>" in refused.content.decode()


def test_every_page_where_people_write_keeps_the_words_it_refuses(db):
    """A grid keeps its cells itself, and a section its answers."""
    writes = {name.partition(" ")[0] for name in [*EDITS, *OTHER_EDITS]} | WRITTEN_IN
    keeping = {name for name, view in posted_to(get_resolver()).items() if hasattr(view, "keeps_words")}
    assert writes - keeping == {
        "counties:kommune-grid", "counties:letter-grid", "counties:milestone-edit", "counties:grant-grid",
        "counties:grant-account", "reporting:section-edit", "reporting:section-version",
        "counties:participant-list", "criteria:edition-accept", "criteria:edition-reorder", "counties:upload-accept",
        "counties:upload-choose", "counties:grant-upload", "reporting:section-fill",
        "reporting:template-reorder", "reporting:chapter-reorder",
        "admin:portal_user_change",  # nothing is written there, or never deleted
    }  # fmt: skip


# Where something new is written about a row that may be gone or closed.
WRITTEN_IN = {
    "reporting:report-approve",
    "counties:decision-add",
    "counties:event-call-off",
    "counties:participant-add",
    "counties:participant-write",
    "counties:knutepunkt-appoint",
    "counties:request-answer",
    "counties:request-close",
    "counties:request-hand-over",
    "counties:thread-detail",
    "criteria:criterion-add",
    "criteria:edition-step",
    "criteria:erratum-add",
    "criteria:synonym-add",
}


def subclasses(of: type) -> set[type]:
    return {below for child in of.__subclasses__() for below in {child, *subclasses(child)}}


def test_every_form_is_an_edit_or_has_a_reason_not_to_be():
    get_resolver().url_patterns  # noqa: B018 - imports every view
    own = [form for form in subclasses(forms.BaseForm) if form.__module__.split(".")[0] in APPS]
    searches = {form.__name__ for form in own if form.__name__.endswith("FilterForm")} | SEARCHES
    listed = {edit.form for edit in EDITS.values()} | set(OTHER_EDITS.values()) | set(NO_EDIT_FORMS)
    assert {form.__name__ for form in own} - searches - BASES - listed == set()


APPS = ("portal", "criteria", "hearing", "counties", "reporting", "overview")
SEARCHES = {
    "YearForm", "SearchForm", "SiteSearchForm", "PlaceForm", "OverviewForm", "ComparisonForm", "MirrorForm",
    "RowsForm", "EvaluationForm", "PreviewForm",
}  # fmt: skip


def posted_to(resolver: URLResolver, prefix: str = "") -> dict[str, Callable[..., Any]]:
    """The addresses that take a POST, as their views say when asked for something they do not know."""
    found = {}
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            found |= posted_to(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
        elif isinstance(pattern, URLPattern) and prefix.rstrip(":") in APPS:
            answer = pattern.callback(
                RequestFactory().delete("/"), **dict.fromkeys(pattern.pattern.converters)
            )
            if "POST" in answer.headers.get("Allow", ""):
                found[f"{prefix}{pattern.name}"] = pattern.callback
    return found


def test_every_address_that_is_written_to_is_an_edit_or_has_a_reason_not_to_be(db):
    edits = {name.partition(" ")[0] for name in [*EDITS, *OTHER_EDITS] if not name.startswith("admin:")}
    assert set(posted_to(get_resolver())) == edits | set(NO_EDITS)
    assert edits & set(NO_EDITS) == set()


def test_what_an_edit_form_is_of_counts_its_versions():
    for form in subclasses(EditForm):
        if form._meta.model is not None:
            assert issubclass(form._meta.model, Versioned), form


def test_the_database_counts_every_update_of_every_model_that_is_edited():
    for model in subclasses(Versioned):
        triggers = {trigger.name for _model, trigger in pgtrigger.registered() if _model is model}
        assert "every_change_is_a_new_version" in triggers, model


def test_no_write_can_forget_the_version(db):
    row = factories.event()
    Event.objects.filter(pk=row.pk).update(title="Ny", version=1)
    row.save()
    row.refresh_from_db()
    assert row.version == 3
    Event.objects.filter(pk=row.pk).update(activity=factories.activity())  # nobody writes this in a form
    row.refresh_from_db()
    assert row.version == 3


def test_links_move_the_version_and_are_compared(places, as_):
    path = address("counties:register-edit avtaler", places)
    taking_part = [str(factories.virksomhet().pk) for _one in range(2)]
    sent = fields_of(as_("kari").get(path), "title")
    assert as_("kari").post(path, sent | {"participants": taking_part[:1]}).status_code == 302
    refused = as_("knut").post(path, sent | {"participants": taking_part[1:]})
    assert refused.status_code == 409
    assert "Kari endret dette" in refused.content.decode()
    kept = FrameworkAgreement.objects.get(pk=places["avtaler"]).participants.values_list("pk", flat=True)
    assert list(map(str, kept)) == taking_part[:1]


def test_the_count_of_the_changes_is_no_change_on_the_history_page(places, as_):
    path = address("counties:register-edit avtaler", places)
    as_("kari").post(path, fields_of(as_("kari").get(path), "title") | {"title": ["Karis"]})
    page = as_("kari").get(address("counties:register-history avtaler", places)).content.decode()
    assert "<ins>Karis</ins>" in page
    assert "Version" not in page


def test_cells_that_others_changed_are_kept_and_those_in_the_way_are_shown(places, as_):
    """One cell of each: mine only, theirs only, both alike, both apart. Nothing is saved until I have seen it."""
    path = address("counties:kommune-grid", places) + "?year=2010"
    policy, training, routines, note = (
        f"{places['hamar']}-{n}" for n in ("policy", "training", "routines", "note")
    )
    shown = fields_of(as_("kari").get(path), note)
    as_("kari").post(path, shown | {training: ["on"], routines: ["on"], note: ["Karis"]})
    refused = as_("ola").post(path, shown | {policy: ["on"], routines: ["on"], note: ["Olas"]})
    assert refused.status_code == 409
    assert refused.content.decode().count("Lagret nå:") == 1
    assert "Hamar: Merknad</a>" in refused.content.decode()
    assert not KommuneFollowUp.objects.get().policy
    as_("ola").post(path, fields_of(refused, note))
    row = KommuneFollowUp.objects.get()
    assert (row.policy, row.training, row.routines, row.note) == (True, True, True, "Olas")


def test_a_sheet_in_the_grid_is_saved_over_what_the_page_shows_only(places, as_):
    grid, field = address("counties:grant-grid", places), f"{places['hedmark']}-knutepunkt"
    Grant.objects.create(region=factories.region(), year=2010, kind="knutepunkt", allotted=500)
    headings = ["Region", "Basis, knutepunkt", "Basis, styringsgruppe", "Kompensasjon, fylkesmann"]
    file = factories.workbook(headings, ["Hedmark", 900, 0, 0])
    filled = fields_of(as_("siv").post(grid + "fil/", {"file": file}), field)
    assert filled[field] == ["900"]
    Grant.objects.update(allotted=700)
    assert as_("siv").post(grid, filled).status_code == 409
    Grant.objects.update(allotted=500)
    assert as_("siv").post(grid, filled).status_code == 302
    assert Grant.objects.get().allotted == 900


def test_what_is_said_of_a_criterion_is_shown_before_it_is_replaced(places, as_):
    path = address("counties:use-add avtaler", places)
    as_("kari").post(path, {"codes": "PAP-S02", "outcome": "used"})
    said = {"codes": "PAP-S02", "outcome": "dropped", "reason": "For dyrt"}
    refused = as_("knut").post(path, said)
    assert refused.status_code == 409
    assert "PAP-S02: Brukt som den er" in refused.content.decode()
    assert CriterionUse.objects.get(criterion__code="PAP-S02").outcome == "used"
    assert as_("knut").post(path, fields_of(refused, "codes")).status_code == 302
    assert CriterionUse.objects.get(criterion__code="PAP-S02").reason == "For dyrt"


def test_what_suppliers_answered_is_shown_before_it_is_replaced(as_, people):
    path = factories.event(kind="dialogkonferanse").get_absolute_url() + "kriterier/"
    as_("kari").post(path, {"codes": "PAP-S02", "meets": "1", "asked": "4"})
    refused = as_("knut").post(path, {"codes": "PAP-S02", "meets": "3", "asked": "4"})
    assert refused.status_code == 409
    assert "PAP-S02: 1 av 4 oppfyller det" in refused.content.decode()
    assert as_("knut").post(path, fields_of(refused, "codes")).status_code == 302
    assert SupplierReadiness.objects.get().meets == 3


def test_two_who_tick_off_attendance_keep_both_their_ticks(as_, people):
    begun = dt.datetime(2011, 2, 15, 9, tzinfo=dt.UTC)
    event = factories.event(starts_at=begun, closes_on=begun.date())
    tone, ali = (factories.sign_up(event, name) for name in ("Tone", "Ali"))
    path = event.get_absolute_url() + "deltakere/"
    shown = fields_of(as_("kari").get(path), "present")
    as_("kari").post(path, shown | {"present": [str(tone.pk)]})
    as_("knut").post(path, shown | {"present": [str(ali.pk)]})
    assert event.registrations.filter(attended=True).count() == 2


def test_two_administrators_are_told_of_each_other(as_, people):
    path = reverse("admin:portal_user_change", args=[people["jan"].pk])
    one, other = (fields_of(as_("bente").get(path), "title") for _window in range(2))
    assert as_("bente").post(path, one | {"title": "Innkjøper"}).status_code == 302
    refused = as_("bente").post(path, other | {"title": "Sjef"})
    assert refused.status_code == 409
    assert "Lagret nå er Tittel: Innkjøper" in refused.content.decode()
    assert as_("bente").post(path, fields_of(refused, "title")).status_code == 302
    people["jan"].refresh_from_db()
    assert people["jan"].title == "Sjef"


def test_every_row_that_can_be_edited_in_the_admin_site_is_edited_by_the_same_rules(rf, people):
    request = rf.get("/")
    request.user = people["bente"]
    for model, kept in admin.site._registry.items():
        row = model._default_manager.first()
        if kept.has_change_permission(request, row or model()):
            assert isinstance(kept, EditAdmin), model
            assert issubclass(kept.form, AdminEditForm), model


def test_what_people_without_a_post_of_their_own_do_is_in_the_history_too(people, db):
    """Who and why, also where an operation is called outside a request."""
    kari, mette, draft = people["kari"], people["mette"], factories.edition()
    place, asked = factories.sign_up(factories.event()), factories.ask()
    events.cancel(registration=place)
    written = factories.criterion(draft)
    values = rows_of([written])[0] | {"title": "Ny", "labels": []}
    writing.save_criterion(criterion=written, values=values, seen=written.mark, by=mette)
    editions.move(edition=draft, code=written.code, up=True, by=mette)
    factories.member(email="inger@example.org")
    meeting = factories.meeting()
    as_previewed(organisation.invite, meeting=meeting, by=kari)
    told = {str(row): why_and_who(row) for row in (place, asked, written, meeting)}
    assert told == {
        "Tone": ("Meldte seg av", None),
        str(asked): ("Spurte om bistand", None),
        str(written): (f"Skrev kriteriet {written.code}", mette.pk),
        str(meeting): ("Sendte innkalling", kari.pk),
    }


def why_and_who(row: Any) -> tuple[str, int | None]:
    context = row.row_history.order_by("-pgh_id").first().pgh_context
    return context.metadata["reason"], context.metadata.get("user")


def panel(page: str, *more: str) -> str:
    return reverse(f"criteria:{page}", args=["papir_og_trykksaker", "2011-1", *more])


def send_file(of: CriteriaSet) -> None:
    """The draft as it stands, as a file that waits to be looked at."""
    content = rows_of(of.criteria.prefetch_related("labels"))
    editions.propose(edition=of, rows=content, by=factories.cast()["mette"])


def test_an_import_never_wipes_what_was_written_after_its_preview(as_, people):
    edition = factories.edition()
    criterion = factories.criterion(edition)
    send_file(edition)
    accept, sent = panel("edition-accept"), fields_of(as_("mette").get(panel("edition-preview")), "seen")
    details = rows_of([criterion])[0] | {"title": "Skrevet i mellomtiden", "labels": []}
    writing.save_criterion(criterion=criterion, values=details, seen=criterion.mark, by=people["mette"])
    refused = as_("mette").post(accept, sent)
    assert refused.status_code == 409
    assert "Se over det på nytt" in refused.content.decode()
    assert Criterion.objects.get(edition=edition).title == "Skrevet i mellomtiden"
    assert as_("mette").post(accept, fields_of(refused, "seen")).status_code == 302
    assert Criterion.objects.get(edition=edition).title == criterion.title


def test_words_typed_before_an_import_are_not_taken_for_the_new_rows(as_, people):
    edition = factories.edition()
    factories.criterion(edition)
    path = panel("criterion-edit", "PAP-S91")
    sent = fields_of(as_("mette").get(path), "title") | {"title": ["Fra før"]}
    send_file(edition)
    edition.refresh_from_db()
    editions.accept(edition=edition, seen=editions.preview_mark(edition), by=people["mette"])
    assert as_("mette").post(path, sent).status_code == 409


def test_an_order_dragged_on_an_old_page_is_not_kept(as_, people):
    edition = factories.edition()
    codes = [factories.criterion(edition, code).code for code in ("PAP-S91", "PAP-S92", "PAP-S93")]
    editions.move(edition=edition, code="PAP-S93", up=True, by=people["mette"])
    dragged = {"rekkefolge": "PAP-S92,PAP-S91,PAP-S93", "sett": ",".join(codes)}
    as_("mette").post(panel("edition-reorder"), dragged)
    kept = edition.criteria.order_by("position").values_list("code", flat=True)
    assert list(kept) == ["PAP-S91", "PAP-S93", "PAP-S92"]
    assert set(edition.criteria.values_list("version", flat=True)) == {1}  # nobody's words have changed


def test_a_register_edited_after_the_check_is_not_written_over_by_the_file(as_, people):
    body = factories.virksomhet(name="Før")
    line = f"{body.org_number};Fra filen;Statsetat;Hamar;"
    text = f"Organisasjonsnummer;Navn;Slag;Kommune;Regionkontor\n{line}\n"
    file = SimpleUploadedFile("v.csv", text.encode())
    upload = uploads.send_in(region=factories.region(), noun="virksomheter", file=file, by=people["kari"])
    uploads.check(upload=upload, progress=Progress(Job.objects.get(kind=uploads.CHECK_UPLOAD)))
    assert upload.state == "ready", upload.errors
    seen = uploads.preview_mark(upload)
    body.name = "Skrevet i mellomtiden"
    body.save()
    with pytest.raises(Stale, match="den nye forhåndsvisningen"):
        uploads.accept(upload=upload, by=people["kari"])
    accept = f"/fylker/hedmark/import/{upload.pk}/gjennomfor/"
    assert body.org_number in as_("kari").post(accept, {"seen": seen}, follow=True).content.decode()
    upload.state = "importing"  # accepted before the edit, written after it
    uploads.bring_in(upload=upload, progress=Progress(Job.objects.get(kind=uploads.CHECK_UPLOAD)))
    upload.refresh_from_db()
    assert (upload.state, body.org_number in upload.errors[0]["message"]) == ("wrong", True)
    body.refresh_from_db()
    assert body.name == "Skrevet i mellomtiden"


def test_of_two_who_save_the_same_version_at_once_exactly_one_wins(django_db_setup, django_db_blocker):
    """Two connections, real transactions. What they write is committed, so it is taken away again by hand."""
    outcomes: list[str] = []
    start = Barrier(2)

    def save(title: str) -> None:
        start.wait()
        try:
            events.save(event=row, values={"title": title}, seen=row.mark, by=kari)
            outcomes.append("saved")
        except Stale:
            outcomes.append("stale")
        finally:
            connection.close()

    with django_db_blocker.unblock():
        row, kari = factories.event(), factories.cast()["kari"]
        try:
            writers = [Thread(target=save, args=[title]) for title in ("Den enes", "Den andres")]
            for writer in writers:
                writer.start()
            for writer in writers:
                writer.join()
        finally:
            with pgtrigger.ignore():
                Event.objects.get(pk=row.pk).delete()
                apps.get_model("counties", "EventEvent").objects.filter(pgh_obj_id=row.pk).delete()
    assert sorted(outcomes) == ["saved", "stale"]
