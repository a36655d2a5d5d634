"""What is approved, signed, sent or thrown away is what the person saw when they chose it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import lxml.html
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from counties.models import Knutepunkt, Upload
from counties.operations import assistance, uploads
from criteria.hearing.models import HearingComment, HearingReply
from criteria.hearing.operations import answering, resolving
from criteria.operations import editions
from criteria.sheets import rows_of
from portal.models import Job
from portal.operations import jobs
from reporting.models import Question, ReportingRound, ReportTemplate
from reporting.operations import national, reports, signing
from reporting.workflow import Status
from tests import factories
from tests.portal.test_editing import ACT, NO_EDITS

HEADINGS = "Dato;Hva;Oppgave"
PAPER = ["papir_og_trykksaker", "2011-1"]


@dataclass(frozen=True)
class Act:
    """A page, the address that it sends to, what somebody else does meanwhile, and what the act would change."""

    page: str
    path: str
    change: Callable[[], Any]
    now: Callable[[], Any]
    typed: dict[str, str] = field(default_factory=dict)


def report_act(name: str, status: Status, change: Callable[[Any], Any], page: str = "", **typed: str) -> Act:
    report = factories.report_at(status)
    now = lambda: type(report).objects.get(pk=report.pk).status  # noqa: E731
    return Act(
        report.url(page or name), report.url(name), lambda: change(report), now, typed or {"comment": "Kort."}
    )


def national_act() -> Act:
    siv = factories.cast()["siv"]
    report = factories.report_at(Status.PUBLISHED)
    edition = national.begin(round_=report.round, by=siv)
    now = lambda: type(edition).objects.get(pk=edition.pk).is_published  # noqa: E731
    text = {"summary": "Et nytt sammendrag."}
    change = lambda: national.write(edition=edition, values=text, seen=edition.mark, by=siv)  # noqa: E731
    url = edition.url("national-publish")
    return Act(url, url, change, now)


def away_and_back(report: Any) -> None:
    """Sent back by the fylkesmann, and sent for signature anew."""
    people = factories.cast()
    reports.send_back(report=report, by=people["ola"], comment="Se på kapittel 2.")
    reports.submit(report=report, by=people["kari"])


def signed_anew(report: Any) -> None:
    people = factories.cast()
    reports.withdraw(report=report, by=people["ola"], comment="Feil tall.")
    reports.submit(report=report, by=people["kari"])
    signing.sign(report=report, by=people["ola"])


def reviewed_anew(report: Any) -> None:
    """Returned, signed anew, and under review again, by another hand."""
    people = factories.cast()
    reports.return_to_region(report=report, by=people["siv"], comment="Mer.", section_comments={})
    reports.submit(report=report, by=people["kari"])
    signing.sign(report=report, by=people["ola"])
    reports.start_review(report=report, by=people["siv"])


def approved_anew(report: Any) -> None:
    people = factories.cast()
    reports.reopen(report=report, by=people["siv"], comment="Feil.")
    reports.submit(report=report, by=people["kari"])
    signing.sign(report=report, by=people["ola"])
    reports.start_review(report=report, by=people["siv"])
    reports.approve(report=report, by=people["siv"])


def counted_anew(_report: Any) -> None:
    """A number that the portal counts for the report is another."""
    factories.activity(happened_on="2010-05-01", innkjopere=17)


def submitted_and_sent_back(report: Any) -> None:
    people = factories.cast()
    reports.submit(report=report, by=people["kari"])
    reports.send_back(report=report, by=people["ola"], comment="Se på kapittel 2.")


def sent_in(text: str, noun: str) -> Upload:
    file = SimpleUploadedFile("fil.csv", text.encode())
    kari = factories.cast()["kari"]
    return worked_on(uploads.send_in(region=factories.region(), noun=noun, file=file, by=kari))


def worked_on(upload: Upload) -> Upload:
    """What has been asked for is done, as by a worker."""
    for job in Job.objects.filter(state="queued"):
        jobs.run(job_id=job.pk)
    upload.refresh_from_db()
    assert upload.state in ("ready", "done"), upload.errors
    return upload


def bodies(body: Any) -> Upload:
    line = f"{body.org_number};Fra filen;Statsetat;Hamar;"
    return sent_in(f"Organisasjonsnummer;Navn;Slag;Kommune;Regionkontor\n{line}\n", "virksomheter")


def upload_accept() -> Act:
    body = factories.virksomhet(name="Før")
    upload = bodies(body)

    def change() -> None:
        """The register is edited, and somebody else has the file read again: another preview."""
        type(body).objects.update(name="Skrevet i mellomtiden")
        uploads.read_again(upload=upload, by=factories.cast()["kari"])
        worked_on(upload)

    page, path = upload.get_absolute_url(), upload.step_url("accept")
    return Act(page, path, change, lambda: Upload.objects.get(pk=upload.pk).state)


def upload_undo() -> Act:
    upload = sent_in(
        f"{HEADINGS}\n2010-05-01;Kurs;Kurs for politikere, ledere og innkjøpere\n", "aktiviteter"
    )
    uploads.accept(upload=upload, by=factories.cast()["kari"])
    worked_on(upload)
    change = lambda: upload.activities.update(notes="Skrevet etter importen")  # noqa: E731
    return Act(upload.get_absolute_url(), upload.step_url("undo"), change, upload.activities.count)


def register_delete() -> Act:
    row = factories.activity()
    change = lambda: type(row).objects.update(notes="Skrevet i mellomtiden")  # noqa: E731
    path = reverse("counties:register-delete", args=["hedmark", "aktiviteter", row.pk])
    return Act(path, path, change, type(row).objects.count)


def use_delete() -> Act:
    place = factories.agreement()
    use = factories.use(place)
    path = reverse("counties:use-delete", args=["hedmark", "avtaler", place.pk, use.pk])
    return Act(place.get_absolute_url(), path, lambda: place.uses.update(reason="Nytt"), place.uses.count)


def knutepunkt_appoint() -> Act:
    meeting, candidate = factories.meeting(), factories.candidate()
    path = reverse("counties:knutepunkt-appoint", args=["hedmark", candidate.pk])
    typed = {
        "meeting": str(meeting.pk),
        "text": "Valgt.",
        "from_on": "2011-02-01",
        "arsverk": "1",
        "contact_name": "Tor",
        "contact_email": "tor@example.org",
    }
    change = lambda: type(candidate).objects.update(name="En annen vert")  # noqa: E731
    return Act(path, path, change, Knutepunkt.objects.count, typed)


def request_act(step: str, **typed: str) -> Act:
    asked = factories.ask()
    assistance.answer(request=asked, text="Hei.", by=factories.cast()["knut"])
    rows = type(asked).objects.filter(pk=asked.pk)
    change = lambda: assistance.add_from_asker(request=asked, text="Enda et spørsmål.")  # noqa: E731
    path = asked.step_url(step)
    return Act(path, path, change, lambda: rows.values_list("state", "region").get(), typed)


def edition_accept(**typed: str) -> Act:
    edition = factories.edition()
    criterion = factories.criterion(edition)
    mette = factories.cast()["mette"]
    rows = rows_of([criterion])
    editions.propose(edition=edition, rows=rows, by=mette)
    other = [rows[0] | {"title": "Fra en annens fil"}]
    change = lambda: editions.propose(edition=edition, rows=other, by=mette)  # noqa: E731
    now = lambda: type(edition).objects.get(pk=edition.pk).proposal  # noqa: E731
    return Act(
        reverse("criteria:edition-preview", args=PAPER),
        reverse("criteria:edition-accept", args=PAPER),
        change,
        now,
        typed,
    )


def edition_step() -> Act:
    edition = factories.edition(changes="Nytt.", next_revision_on=dt.date(2020, 1, 1))
    criterion = factories.criterion(edition)
    change = lambda: type(criterion).objects.filter(pk=criterion.pk).update(title="Skjerpet")  # noqa: E731
    path = reverse("criteria:edition-step", args=[*PAPER, "publish"])
    return Act(path, path, change, lambda: type(edition).objects.get(pk=edition.pk).state)


def reply_act(name: str, change: Callable[[HearingReply], Any], **typed: str) -> Act:
    """By the sender, of an answer that is begun, or by the panel, of one that has come in."""
    hearing = factories.on_hearing()
    if name in ("send", "withdraw"):
        reply = answering.begin(hearing=hearing, values=factories.SENDER | {"email": "tone@example.org"})
        said = {"stance": "for", "text": "Bra.", "proposal": ""}
        answering.write(comment=HearingComment(reply=reply), values=said)
        page = reply.own_path + ("trekk/" if name == "withdraw" else "")
        path = f"{reply.own_path}{'send' if name == 'send' else 'trekk'}/"
    else:
        reply = factories.answer(hearing)
        path = reverse(f"hearing:reply-{name}", args=[hearing.pk, 1])
        page = reply.get_absolute_url() if name == "show" else path
    now = lambda: HearingReply.objects.get(pk=reply.pk).state  # noqa: E731
    return Act(page, path, lambda: change(reply), now, typed)


def written_more(reply: HearingReply) -> None:
    said = {"stance": "for", "text": "Mer.", "proposal": ""}
    answering.write(comment=HearingComment(reply=reply, heard=reply.hearing.heard.first()), values=said)


def described_anew(reply: HearingReply) -> None:
    HearingReply.objects.filter(pk=reply.pk).update(organisation="En annen")


def comment_act(name: str) -> Act:
    hearing = factories.on_hearing()
    reply = answering.begin(hearing=hearing, values=factories.SENDER | {"email": "tone@example.org"})
    said = {"stance": "against", "text": "Nei.", "proposal": "Ny ordlyd."}
    comment = answering.write(comment=HearingComment(reply=reply, heard=hearing.heard.first()), values=said)
    answering.confirm(reply=answering.send(reply=reply), key=answering.confirmation_key(reply))
    hearing = factories.over(hearing)
    details = {"hearing": hearing, "comments": [comment.pk], "by": factories.cast()["mette"]}
    resolving.resolve(outcome="taken", reason="Ja.", **details)
    draft = hearing.edition.criteria.filter(code="PAP-S91")
    path = reverse(f"hearing:comment-{name}", args=[hearing.pk, comment.pk])
    if name == "take":
        change, now = lambda: draft.update(text="En annens."), lambda: draft.get().text
    else:
        change = lambda: resolving.resolve(outcome="not", reason="Nei.", **details)  # noqa: E731
        now = lambda: HearingComment.objects.get(pk=comment.pk).resolution_id  # noqa: E731
    return Act(comment.get_absolute_url(), path, change, now)


def criterion_delete() -> Act:
    criterion = factories.criterion(factories.edition())
    rows = type(criterion).objects.filter(pk=criterion.pk)
    path = reverse("criteria:criterion-delete", args=[*PAPER, criterion.code])
    return Act(path, path, lambda: rows.update(title="Skrevet i mellomtiden"), rows.count)


def item_delete() -> Act:
    selection = factories.selection("jan", "PAP-S01")
    item = selection.items.get()
    path = reverse("criteria:item-delete", args=[selection.pk, item.pk])
    return Act(path, path, lambda: selection.items.update(note="Mitt notat"), selection.items.count)


# By the address's name: who does it, and where.
def template_act(page: str, place: tuple[str, ...], now: Callable[[Any], Any]) -> Act:
    """Somebody else rewrites a question of the chapter meanwhile."""
    template = factories.draft_template()
    asked = Question.objects.filter(section__template=template, key="sekretariat")
    path = reverse(f"reporting:{page}", args=[template.key, *place])
    return Act(path, path, lambda: asked.update(label="Hvem?"), lambda: now(template))


def rule_delete() -> Act:
    rules = factories.draft_template().rules.filter(key="styringsgruppens_storrelse")
    path = reverse("reporting:rule-delete", args=["arsrapport-2012", "styringsgruppens_storrelse"])
    return Act(path, path, lambda: rules.update(message="Er det riktig?"), rules.count)


def round_delete() -> Act:
    found = ReportingRound.objects.filter(pk=factories.planned_round().pk)
    path = reverse("reporting:round-delete", args=["2012"])
    return Act(path, path, lambda: found.update(closes_on="2013-07-01"), found.count)


ACTS: dict[str, tuple[str, Callable[[], Act]]] = {
    "counties:upload-accept": ("kari", upload_accept),
    "counties:upload-undo": ("kari", upload_undo),
    "counties:register-delete": ("kari", register_delete),
    "counties:use-delete": ("kari", use_delete),
    "counties:knutepunkt-appoint": ("kari", knutepunkt_appoint),
    "counties:request-close": ("knut", lambda: request_act("close", outcome="Løst.")),
    "counties:request-hand-over": (
        "knut",
        lambda: request_act("hand_over", to_region=str(factories.region("nordland").pk), reason="Møbler."),
    ),
    "hearing:reply-send": ("anon", lambda: reply_act("send", written_more)),
    "hearing:reply-withdraw": ("anon", lambda: reply_act("withdraw", described_anew)),
    "hearing:reply-show": ("mette", lambda: reply_act("show", described_anew)),
    "hearing:reply-hide": ("mette", lambda: reply_act("hide", described_anew, reason="Sjikane.")),
    "hearing:comment-take": ("mette", lambda: comment_act("take")),
    "hearing:comment-unresolve": ("mette", lambda: comment_act("unresolve")),
    "criteria:edition-accept": ("mette", edition_accept),
    "criteria:edition-accept discard": ("mette", lambda: edition_accept(forkast="1")),
    "criteria:edition-step": ("mette", edition_step),
    "criteria:criterion-delete": ("mette", criterion_delete),
    "criteria:item-delete": ("jan", item_delete),
    "reporting:report-submit": (
        "kari", lambda: report_act("report-submit", Status.DRAFT, submitted_and_sent_back),
    ),
    "reporting:report-sign": (
        "ola", lambda: report_act("report-sign", Status.AWAITING_SIGNATURE, away_and_back, read="on"),
    ),
    "reporting:report-sign counted": (
        "ola", lambda: report_act("report-sign", Status.AWAITING_SIGNATURE, counted_anew, read="on"),
    ),
    "reporting:report-send-back": (
        "ola", lambda: report_act("report-send-back", Status.AWAITING_SIGNATURE, away_and_back),
    ),
    "reporting:report-withdraw": (
        "ola", lambda: report_act("report-withdraw", Status.DELIVERED, signed_anew),
    ),
    "reporting:report-start-review": (
        "siv", lambda: report_act("report-start-review", Status.DELIVERED, signed_anew, "report-review"),
    ),
    "reporting:report-return": (
        "siv", lambda: report_act("report-return", Status.IN_REVIEW, reviewed_anew, "report-review"),
    ),
    "reporting:report-approve": (
        "siv", lambda: report_act("report-approve", Status.IN_REVIEW, reviewed_anew),
    ),
    "reporting:report-publish": (
        "siv", lambda: report_act("report-publish", Status.APPROVED, approved_anew),
    ),
    "reporting:template-publish": (
        "siv", lambda: template_act(
            "template-publish", (), lambda row: ReportTemplate.objects.get(pk=row.pk).published_on
        ),
    ),
    "reporting:template-delete": (
        "siv", lambda: template_act(
            "template-delete", (), lambda row: ReportTemplate.objects.filter(pk=row.pk).count()
        ),
    ),
    "reporting:chapter-delete": (
        "siv", lambda: template_act("chapter-delete", ("organisering",), lambda row: row.sections.count()),
    ),
    "reporting:question-delete": (
        "siv", lambda: template_act(
            "question-delete", ("organisering", "sekretariat"),
            lambda row: Question.objects.filter(section__template=row).count(),
        ),
    ),
    "reporting:rule-delete": ("siv", rule_delete),
    "reporting:round-delete": ("siv", round_delete),
    "reporting:national-publish": ("siv", national_act),
    "reporting:report-reopen": (
        "siv", lambda: report_act("report-reopen", Status.APPROVED, approved_anew),
    ),
}  # fmt: skip


def shown(client: Client, act: Act) -> dict[str, str]:
    """What the act's button sends from its page, with what the person types."""
    root = lxml.html.fromstring(client.get(act.page).content.decode())
    form = next(form for form in root.forms if (form.action or act.page) == act.path)
    return dict(form.form_values()) | act.typed


@pytest.mark.parametrize("name", ACTS)
def test_an_act_is_of_what_was_seen_or_it_is_not_done(name, people, as_):
    who, make = ACTS[name]
    act, client = make(), as_(who)
    old = shown(client, act)
    act.change()
    before = act.now()
    for sent in (old, {key: text for key, text in old.items() if key != "seen"}):
        page = client.post(act.path, sent, follow=True).content.decode()
        assert act.now() == before
        assert "endret etter at du" in page
    client.post(act.path, shown(client, act))
    assert act.now() != before


def test_every_act_that_compares_is_in_the_list_and_no_other():
    assert {name.partition(" ")[0] for name in ACTS} - {
        "criteria:edition-accept",
        "counties:upload-accept",
    } == {name for name, why in NO_EDITS.items() if why == ACT}


def test_a_stale_preview_gives_a_new_one_of_the_same_file_with_one_click(people, as_):
    body = factories.virksomhet(name="Før")
    upload = bodies(body)
    body.name = "Skrevet i mellomtiden"
    body.save()
    page = as_("kari").get(upload.get_absolute_url())
    assert upload.step_url("read_again") in page.content.decode()
    assert upload.step_url("accept") not in page.content.decode()
    assert as_("kari").post(upload.step_url("read_again")).status_code == 302
    worked_on(upload)
    act = Act(upload.get_absolute_url(), upload.step_url("accept"), int, int)
    as_("kari").post(act.path, shown(as_("kari"), act))
    worked_on(upload)
    body.refresh_from_db()
    assert body.name == "Fra filen"


def test_a_form_that_is_drawn_again_has_seen_no_more_than_the_first_time(people, as_):
    act = knutepunkt_appoint()
    old = shown(as_("kari"), act)
    act.change()
    again = as_("kari").post(act.path, old | {"from_on": "ikke en dato"}).content.decode()
    assert f'name="seen" value="{old["seen"]}"' in again


def test_a_review_of_a_report_that_was_withdrawn_meanwhile_keeps_its_words(people, as_):
    report = factories.report_at(Status.IN_REVIEW)
    sent = {"comment": "Hele rapporten", "kapittel-organisering": "Om organiseringen", "seen": "0"}
    refused = as_("siv").post(report.url("report-return"), sent)
    assert refused.status_code == 409
    assert "<p>Om organiseringen</p>" in refused.content.decode()
    assert "Kommentar til kapittel" in refused.content.decode()
