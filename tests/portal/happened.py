"""What has happened before somebody can send what is sent to an address. Each takes the rows, and gives those that are
others by now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from counties.models import AssistanceRequest, Event, Grant
from counties.operations import assistance, uploads
from criteria.hearing.models import HearingComment, HearingReply, Showing
from criteria.hearing.operations import answering, moderating
from criteria.models import CriteriaSet, Feedback, Selection
from criteria.operations import editions, feedback, selections
from criteria.sheets import rows_of
from portal import clock
from portal.models import Job
from reporting.models import AnnualReport, NationalEdition, ReportingRound
from reporting.operations import writing
from reporting.workflow import Status
from tests import factories

Rows = dict[str, Any]
Before = Callable[[Rows], "Rows | None"]


def silent(*_args: object) -> None:
    """Nobody waits for it."""


def reported(status: Status) -> Before:
    def bring(_rows: Rows) -> None:
        factories.report_at(status)

    return bring


def answered(_rows: Rows) -> None:
    factories.fill(
        AnnualReport.objects.get(region__slug="hedmark", round__year=2010), factories.cast()["kari"]
    )


def written_twice(_rows: Rows) -> None:
    report, kari = (
        AnnualReport.objects.get(region__slug="hedmark", round__year=2010),
        factories.cast()["kari"],
    )
    chapter, version = factories.sections(report)[0], report.answers.get().version
    words = {"organisering_vurdering": "Bedre."}
    writing.save_section(report=report, section=chapter, values=words, version=version, by=kari)


def another_meeting(_rows: Rows) -> Rows:
    return {"moter": factories.meeting().pk}


def another_agreement(_rows: Rows) -> Rows:
    return {"avtaler": factories.agreement(title="Møbler").pk}


def a_place_is_free(_rows: Rows) -> Rows:
    course = factories.event(capacity=1)
    factories.sign_up(course, "Tone")
    waits = factories.sign_up(course, "Ali")
    Event.objects.filter(pk=course.pk).update(capacity=2)
    return {"event": course.pk, "place": waits.pk}


def a_dialogue(_rows: Rows) -> Rows:
    return {"event": factories.event(kind="dialogkonferanse").pk}


def one_has_come(_rows: Rows) -> Rows:
    course = factories.event()
    place = factories.sign_up(course)
    Event.objects.filter(pk=course.pk).update(
        starts_at=clock.now() - dt.timedelta(hours=1), closes_on=clock.today() - dt.timedelta(days=1)
    )
    return {"event": course.pk, "place": place.pk}


def allotted(_rows: Rows) -> None:
    for kind in ("knutepunkt", "styringsgruppe", "fylkesmann"):
        Grant.objects.create(region=factories.region(), year=2010, kind=kind, allotted=500)


def request_closed(rows: Rows) -> None:
    row, kari = AssistanceRequest.objects.get(pk=rows["request"]), factories.cast()["kari"]
    assistance.close(request=row, outcome="Ferdig.", hours=None, by=kari)


def request_left(rows: Rows) -> None:
    """Its handler has no role in the region."""
    AssistanceRequest.objects.filter(pk=rows["request"]).update(handler=factories.cast()["jan"])


def sent_in(task: str = "kurs", *, brought_in: bool = False) -> Before:
    def send(_rows: Rows) -> Rows:
        kari, text = factories.cast()["kari"], f"Dato;Hva;Oppgave;Innkjøpere\n3.5.2010;Nytt kurs;{task};12\n"
        if task == "twice":
            text = "Dato;Hva;Oppgave;Innkjøpere\n" + "3.5.2010;Nytt kurs;kurs;12\n" * 2
        file = SimpleUploadedFile("a.csv", text.encode())
        upload = uploads.send_in(region=factories.region(), noun="aktiviteter", file=file, by=kari)
        uploads.check(upload=upload, progress=silent)
        Job.objects.filter(key=str(upload.pk)).update(state="done", finished_at=timezone.now())
        if brought_in:
            upload = uploads.accept(upload=upload, by=kari)
            uploads.bring_in(upload=upload, progress=silent)
            Job.objects.filter(key=str(upload.pk)).update(state="done", finished_at=timezone.now())
        return {"upload": upload.pk}

    return send


def job_failed(rows: Rows) -> None:
    Job.objects.filter(pk=rows["job"]).update(
        state="failed", error="Noe gikk galt.", finished_at=timezone.now()
    )


def nothing_begun(_rows: Rows) -> None:
    NationalEdition.objects.all().delete()


def without_draft(_rows: Rows) -> None:
    CriteriaSet.objects.filter(group__key=factories.PAPER, number="2011-1").delete()


def ready_to_publish(_rows: Rows) -> None:
    CriteriaSet.objects.filter(group__key=factories.PAPER, number="2011-1").update(
        changes="Nytt.", next_revision_on="2013-01-01"
    )


def a_file_waits(_rows: Rows) -> None:
    draft = CriteriaSet.objects.get(group__key=factories.PAPER, number="2011-1")
    rows = rows_of(draft.criteria.prefetch_related("labels"))
    rows[0]["title"] = "Fra filen"
    editions.propose(edition=draft, rows=rows, by=factories.cast()["mette"])


def feedback_hidden(rows: Rows) -> None:
    row = Feedback.objects.get(pk=rows["feedback"])
    feedback.hide(feedback=row, reason="Reklame.", by=factories.cast()["mette"])


def a_newer_edition(_rows: Rows) -> None:
    without_draft(_rows)
    factories.published(title="Nyere papir")


def reply_hidden(rows: Rows) -> None:
    row = HearingReply.objects.get(hearing=rows["hearing_open"], number=1)
    moderating.hide(reply=row, reason="Reklame.", by=factories.cast()["mette"])


def reply_sent(rows: Rows) -> Rows:
    row = answering.send(reply=HearingReply.objects.get(token=rows["own_token"]))
    return {"own_key": answering.confirmation_key(row)}


def wording_proposed(_rows: Rows) -> Rows:
    """In an answer to a hearing that is over."""
    hearing = factories.on_hearing(
        factories.with_draft_of("medisinsk_forbruksmateriell"), showing=Showing.AT_CLOSING
    )
    reply = answering.begin(hearing=hearing, values=factories.SENDER | {"email": "ord@example.org"})
    heard = hearing.heard.get()
    said = {"stance": "against", "text": "For vagt.", "proposal": "Papiret skal være helt uten klor."}
    comment = answering.write(comment=HearingComment(reply=reply, heard=heard), values=said)
    reply = answering.send(reply=reply)
    answering.confirm(reply=reply, key=answering.confirmation_key(reply))
    factories.over(hearing)
    return {"hearing_closed": hearing.pk, "comment": comment.pk}


def another_candidate(_rows: Rows) -> Rows:
    return {"kandidater": factories.candidate(name="Et annet").pk}


def a_coming_meeting(_rows: Rows) -> Rows:
    factories.member(email="inger@example.org")
    return {"moter": factories.meeting(starts_at=clock.now() + dt.timedelta(days=20)).pk}


def two_criteria(_rows: Rows) -> None:
    draft = CriteriaSet.objects.get(group__key=factories.PAPER, number="2011-1")
    factories.criterion(draft, "PAP-S92", title="Et til")


def two_items(rows: Rows) -> None:
    row = Selection.objects.get(pk=rows["selection"])
    selections.add(selection=row, criteria=[factories.in_force("PAP-S02")])


def sheet_of_the_draft() -> Rows:
    headings = ["Kode", "Type", "Nivå", "Tittel", "Kravtekst", "Dokumentasjon"]
    return {
        "file": factories.workbook(
            headings, ["PAP-S91", "kravspesifikasjon", "basis", "Ny", "Tekst.", "Merket."]
        )
    }


def sheet_of_grants() -> Rows:
    headings = ["Region", "Basis, knutepunkt", "Basis, styringsgruppe", "Kompensasjon, fylkesmann"]
    return {"file": factories.workbook(headings, ["Hedmark", 900, 0, 0])}


def sheet_of_the_section() -> Rows:
    return {"file": factories.workbook(["Nummer", "Spørsmål", "Svar", "Begrunnelse"], ["", "", "", ""])}


def reply_confirmed(rows: Rows) -> None:
    row = answering.send(reply=HearingReply.objects.get(token=rows["own_token"]))
    answering.confirm(reply=row, key=answering.confirmation_key(row))


def no_round_uses_it(_rows: Rows) -> None:
    ReportingRound.objects.filter(year=2012).delete()
