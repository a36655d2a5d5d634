"""Objects in the state a test needs, brought there by the operations that people use."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from portal.models import User
from reporting.models import AnnualReport, Question, ReportingRound, Section
from reporting.models.templates import Kind
from reporting.operations import reports, signing, writing
from reporting.progress import sections_of
from reporting.workflow import Status

EXAMPLES: dict[str, Any] = {
    Kind.TEXT: "Arbeidet går etter planen.",
    Kind.NUMBER: "3",
    Kind.PERCENT: "40",
    Kind.NOK: "1 250",
    Kind.YESNO: "nei",
}


def cast() -> dict[str, User]:
    """The permanent cast by first name; see conftest."""
    return {user.email.split("@")[0]: user for user in User.objects.all()}


def full_answers(section: Section) -> dict[str, Any]:
    """A valid answer to every question of the section that shows."""
    return {question.key: example(question) for question in section.questions.all()}


def example(question: Question) -> Any:
    if question.kind == Kind.CHOICE:
        return question.options[0][0]
    if question.kind == Kind.CHOICES:
        return [question.options[0][0]]
    return EXAMPLES[question.kind]


def draft(region: str = "hedmark", year: int = 2010) -> AnnualReport:
    """An empty draft; its round's other reports come with it."""
    reports.open_round(round_=ReportingRound.objects.get(year=year))
    return AnnualReport.objects.select_related("round__template", "region__pulje").get(
        round__year=year, region__slug=region
    )


def sections(report: AnnualReport) -> list[Section]:
    return sections_of([report.round.template_id])[report.round.template_id]


def fill(report: AnnualReport, by: User) -> None:
    for section in sections(report):
        writing.save_section(report=report, section=section, values=full_answers(section), version=0, by=by)


def report_at(status: Status, region: str = "hedmark", year: int = 2010) -> AnnualReport:
    """A report in `status`, with every mandatory question answered."""
    people = cast()
    writer, signer = people["kari"], people["ola"]
    if region == "nordland":
        writer, signer = people["per"], people["nils"]
    report = draft(region, year)
    fill(report, writer)
    way: list[tuple[Status, Callable[[], Any]]] = [
        (Status.AWAITING_SIGNATURE, lambda: reports.submit(report=report, by=writer)),
        (Status.DELIVERED, lambda: signing.sign(report=report, by=signer)),
        (Status.IN_REVIEW, lambda: reports.start_review(report=report, by=people["siv"])),
        (Status.APPROVED, lambda: reports.approve(report=report, by=people["siv"])),
        (Status.PUBLISHED, lambda: reports.publish(report=report, by=people["siv"])),
    ]
    for reached, step in way:
        if report.status == status:
            break
        step()
        report.refresh_from_db()
        assert report.status == reached
    return report
