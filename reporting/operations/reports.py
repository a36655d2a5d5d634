"""The steps of an annual report, except the signature (`signing.py`) and the writing (`writing.py`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from counties.models import Region
from portal.access import Role
from portal.errors import Conflict
from portal.models import User
from reporting.models import AnnualReport, ReportEvent, ReportingRound, ReviewComment, Section
from reporting.operations import values
from reporting.operations.steps import lock, move, require_complete, tell
from reporting.workflow import Action

# Who is told of the steps that make a report final.
TOLD = {
    Action.APPROVE: (Role.KOORDINATOR, Role.FYLKESMANN),
    Action.PUBLISH: (Role.KOORDINATOR, Role.FYLKESMANN),
}


@transaction.atomic
def submit(*, report: AnnualReport, seen: str | None = None, by: User) -> ReportEvent:
    """Hand the draft to the fylkesmann for signature. Raises `Denied`, `Conflict` or `Incomplete`."""
    report = lock(report, Action.SUBMIT, by, seen)
    require_complete(report, _("Rapporten kan ikke sendes ennå: %d svar mangler, må rettes eller forklares."))
    event = move(report, Action.SUBMIT, by)
    tell(
        report,
        [Role.FYLKESMANN],
        _("Til signering: %(report)s"),
        _("Koordinatoren har gjort ferdig %(report)s. Les den, og signer eller send den tilbake."),
    )
    return event


@transaction.atomic
def send_back(*, report: AnnualReport, seen: str | None = None, by: User, comment: str) -> ReportEvent:
    """The fylkesmann wants something changed before signing. Raises `Denied` or `Conflict`."""
    report = lock(report, Action.SEND_BACK, by, seen)
    event = move(report, Action.SEND_BACK, by, comment=comment)
    tell(
        report,
        [Role.KOORDINATOR],
        _("Sendt tilbake: %(report)s"),
        _("Fylkesmannen har sendt tilbake %(report)s med denne kommentaren:") + "\n\n" + _quote(comment),
    )
    return event


@transaction.atomic
def withdraw(*, report: AnnualReport, seen: str | None = None, by: User, comment: str) -> ReportEvent:
    """Take a delivered report back before DIFI has begun. Raises `Denied` or `Conflict`."""
    report = lock(report, Action.WITHDRAW, by, seen)
    event = move(report, Action.WITHDRAW, by, comment=comment, seal=report.current_seal())
    tell(
        report,
        [Role.KOORDINATOR, Role.DIFI],
        _("Trukket tilbake: %(report)s"),
        _("Fylkesmannen har trukket tilbake %(report)s. Begrunnelse:") + "\n\n" + _quote(comment),
    )
    return event


@transaction.atomic
def start_review(*, report: AnnualReport, seen: str | None = None, by: User) -> ReportEvent:
    """DIFI begins, and who does has the review; from now on the fylkesmann cannot withdraw.

    Raises `Denied` or `Conflict`.
    """
    report = lock(report, Action.START_REVIEW, by, seen)
    report.reviewer = by
    return move(report, Action.START_REVIEW, by, seal=report.current_seal())


@transaction.atomic
def return_to_region(
    *,
    report: AnnualReport,
    seen: str | None = None,
    by: User,
    comment: str,
    section_comments: Mapping[str, str],
    question_comments: Mapping[tuple[str, str], str] | None = None,
) -> ReportEvent:
    """Ask the region for changes, in chapters by their keys and in answers by the keys of chapter and question.

    Raises `Denied` or `Conflict`.
    """
    report = lock(report, Action.RETURN, by, seen)
    event = move(report, Action.RETURN, by, comment=comment, seal=report.current_seal())
    ReviewComment.objects.bulk_create(_comments(event, section_comments, question_comments or {}))
    tell(
        report,
        [Role.KOORDINATOR, Role.FYLKESMANN],
        _("Endring ønsket: %(report)s"),
        _("DIFI har gått gjennom %(report)s og ber om endringer. Kommentarene står ved det de gjelder."),
    )
    return event


def _comments(
    event: ReportEvent, on_sections: Mapping[str, str], on_questions: Mapping[tuple[str, str], str]
) -> Iterator[ReviewComment]:
    sections = Section.objects.filter(template=event.report.round.template).prefetch_related("questions")
    for section in sections:
        if text := on_sections.get(section.key):
            yield ReviewComment(event=event, section=section, text=text)
        for question in section.questions.all():
            if text := on_questions.get((section.key, question.key)):
                yield ReviewComment(event=event, section=section, question=question, text=text)


@transaction.atomic
def approve(*, report: AnnualReport, seen: str | None = None, by: User, comment: str = "") -> ReportEvent:
    """Raises `Denied` or `Conflict`."""
    report = lock(report, Action.APPROVE, by, seen)
    seal = report.current_seal()
    event = move(report, Action.APPROVE, by, comment=comment, seal=seal)
    if seal is not None:
        values.write(seal)
    tell(
        report,
        TOLD[Action.APPROVE],
        _("Godkjent: %(report)s"),
        "\n\n".join(filter(None, [_("DIFI har godkjent %(report)s."), _quote(comment)])),
    )
    return event


@transaction.atomic
def publish(*, report: AnnualReport, seen: str | None = None, by: User) -> ReportEvent:
    """Everyone may read the sealed version from now on. Raises `Denied` or `Conflict`."""
    report = lock(report, Action.PUBLISH, by, seen)
    report.published_seal = report.current_seal()
    event = move(report, Action.PUBLISH, by, seal=report.published_seal)
    tell(
        report,
        TOLD[Action.PUBLISH],
        _("Publisert: %(report)s"),
        _("DIFI har publisert %(report)s. Alle kan lese den nå."),
    )
    return event


@transaction.atomic
def reopen(*, report: AnnualReport, seen: str | None = None, by: User, comment: str) -> ReportEvent:
    """Open an approved report for a new version; a published one stays readable until the next is published.

    Raises `Denied` or `Conflict`.
    """
    report = lock(report, Action.REOPEN, by, seen)
    event = move(report, Action.REOPEN, by, comment=comment, seal=report.current_seal())
    tell(
        report,
        [Role.KOORDINATOR, Role.FYLKESMANN],
        _("Åpnet på nytt: %(report)s"),
        _("DIFI har åpnet %(report)s på nytt. Begrunnelse:") + "\n\n" + _quote(comment),
    )
    return event


@transaction.atomic
def open_round(*, round_: ReportingRound) -> int:
    """Give every region that takes part in the round's year its report; returns how many were new.

    Raises `Conflict` as long as the template is a draft: what is written would hang on questions that change.
    """
    if not round_.template.is_published:
        raise Conflict(_("Publiser malen «%s» før runden åpnes.") % round_.template, about=round_)
    regions = Region.objects.taking_part_in(round_.year).exclude(reports__round=round_)
    new = AnnualReport.objects.bulk_create(
        [AnnualReport(round=round_, region=region) for region in regions], ignore_conflicts=True
    )
    return len(new)


def _quote(comment: str) -> str:
    """A person's words inside a message that is %-formatted afterwards."""
    return comment.replace("%", "%%")
