"""Objects in the state a test needs, brought there by the operations that people use."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Collection
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import Workbook

from counties.models import (
    Activity,
    AssistanceRequest,
    CriterionUse,
    DocumentTemplate,
    Event,
    FrameworkAgreement,
    Knutepunkt,
    KnutepunktCandidate,
    Kommune,
    Meeting,
    Member,
    Milestone,
    Region,
    Styringsgruppe,
    SupplierReadiness,
    Upload,
    Virksomhet,
)
from counties.operations import assistance, events, organisation, sharing
from criteria.hearing.models import Attachment, Hearing, HearingComment, HearingReply, SenderKind, Showing
from criteria.hearing.operations import (
    answering,
    attaching,
    experts,
    moderating,
    preparing,
    resolving,
    running,
)
from criteria.models import CriteriaSet, Criterion, ProductGroup, Selection, Synonym
from criteria.operations import editions, feedback, selections
from criteria.operations.writing import add_criterion
from criteria.workflow import EditionAction
from portal import clock
from portal.access import Permission
from portal.models import OutgoingMail, User
from portal.operations import records
from reporting.answers import comment_key, reason_key
from reporting.completion import completion_of
from reporting.demo.explained import left_over
from reporting.figures import of_reports
from reporting.models import AnnualReport, Question, ReportingRound, ReportTemplate, Section
from reporting.models.templates import Kind
from reporting.operations import deadlines, reports, rounds, signing, template_drafts, writing
from reporting.overview.models import OverviewPrint, PrintFile
from reporting.structure import sections_of
from reporting.workflow import Status
from tests.previews import as_previewed

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


def full_answers(section: Section, counted: Collection[str] = ()) -> dict[str, Any]:
    """A valid answer to every question of the section that shows, but those that are left as `counted`."""
    asked = [question for question in section.questions.all() if question.computed not in counted]
    values = {question.key: example(question) for question in asked}
    reasons = {reason_key(question): "Rettet." for question in asked if question.computed}
    return values | reasons


OWN_EXAMPLES = {"midler_ubrukt": "6 250"}  # what is left of the other amounts


def example(question: Question) -> Any:
    if question.key in OWN_EXAMPLES:
        return OWN_EXAMPLES[question.key]
    if question.kind == Kind.CHOICE:
        return question.options[0][0]
    if question.kind == Kind.CHOICES:
        return [question.options[0][0]]
    return EXAMPLES[question.kind]


def draft_template(key: str = "arsrapport-2012") -> ReportTemplate:
    """A copy of last year's template that DIFI works on."""
    old = ReportTemplate.objects.get(key="arsrapport")
    details = {"key": key, "name": "Årsrapporten", "kind": old.kind}
    return template_drafts.copy(template=old, values=details, by=cast()["siv"])


def planned_round(year: int = 2012, template: ReportTemplate | None = None) -> ReportingRound:
    """Nobody has got a report in it: it opens in December of its year."""
    days = (dt.date(year, 12, 15), dt.date(year + 1, 3, 1), dt.date(year + 1, 6, 30))
    dates = dict(zip(("opens_on", "due_on", "closes_on"), days, strict=True))
    values = {"year": year, "template": template or ReportTemplate.objects.get(key="arsrapport"), **dates}
    return rounds.save(round_=ReportingRound(), values=values, by=cast()["siv"])


def draft(region: str = "hedmark", year: int = 2010) -> AnnualReport:
    """An empty draft; its round's other reports come with it."""
    reports.open_round(round_=ReportingRound.objects.get(year=year))
    return AnnualReport.objects.select_related("round__template", "region__pulje").get(
        round__year=year, region__slug=region
    )


def sections(report: AnnualReport) -> list[Section]:
    return sections_of([report.round.template_id])[report.round.template_id]


def in_time(report: AnnualReport) -> AbstractContextManager[None]:
    """What is done inside is done before the report's round closed."""
    if report.closes_on >= clock.today():
        return nullcontext()
    return clock.at(timezone.make_aware(dt.datetime.combine(report.due_on, dt.time(12))))


def fill(report: AnnualReport, by: User, *, overrules: bool = True) -> None:
    """With examples; they overrule all that the portal counts, or nothing of it."""
    with in_time(report):
        _fill(report, by, overrules=overrules)


def _fill(report: AnnualReport, by: User, *, overrules: bool) -> None:
    figures = of_reports([report])[report.pk]
    counted = () if overrules else figures.values
    versions = dict(report.answers.values_list("section", "version"))
    for section in sections(report):
        version = versions.get(section.pk, 0)
        values = full_answers(section, counted)
        if not overrules:
            values |= left_over(section, values, figures)
        writing.save_section(report=report, section=section, values=values, version=version, by=by)
    _explain(report, by)


def _explain(report: AnnualReport, by: User) -> None:
    """A comment on each warning that has none."""
    for row in completion_of(report).sections:
        if asked := [lack.question for lack in row.problems if lack.asks_comment]:
            said = {comment_key(question): "Tallet er riktig." for question in asked}
            values, version = row.saved.values | said, row.saved.version
            writing.save_section(report=report, section=row.section, values=values, version=version, by=by)


def report_at(
    status: Status, region: str = "hedmark", year: int = 2010, *, overrules: bool = True
) -> AnnualReport:
    """A report in `status`, with every mandatory question answered."""
    people = cast()
    writer, signer = people["kari"], people["ola"]
    if region == "nordland":
        writer, signer = people["per"], people["nils"]
    report = draft(region, year)
    fill(report, writer, overrules=overrules)
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
        with in_time(report):
            step()
        report.refresh_from_db()
        assert report.status == reached
    return report


def extend(report: AnnualReport, due_on: dt.date) -> None:
    """Another deadline for it, by DIFI."""
    regions, by = [report.region.slug], cast()["siv"]
    as_previewed(
        deadlines.extend, round_=report.round, regions=regions, due_on=due_on, reason="Sykdom", by=by
    )


def region(slug: str = "hedmark") -> Region:
    return Region.objects.select_related("pulje").get(slug=slug)


def activity(slug: str = "hedmark", **fields: Any) -> Activity:
    defaults = {
        "title": "Kurs i Hamar",
        "task": "kurs",
        "happened_on": dt.date(2010, 5, 4),
        "recorded_by": cast()["kari"],
    }
    return Activity.objects.create(region=region(slug), **(defaults | fields))


ORG_NUMBERS = iter(f"9{number:07d}" for number in range(100_000))


def org_number() -> str:
    """The next made-up number with a right check digit."""
    weights = (3, 2, 7, 6, 5, 4, 3, 2)
    for first in ORG_NUMBERS:
        digit = -sum(int(d) * w for d, w in zip(first, weights, strict=True)) % 11
        if digit < 10:
            return f"{first}{digit}"
    raise AssertionError


def virksomhet(kommune: str = "0403", **fields: Any) -> Virksomhet:
    place = Kommune.objects.get(number=kommune)
    defaults = {"org_number": org_number(), "name": "Etaten", "kind": "statsetat", "kommune": place}
    return Virksomhet.objects.create(**(defaults | fields))


def agreement(slug: str = "hedmark", **fields: Any) -> FrameworkAgreement:
    defaults = {"title": "Papir", "from_on": dt.date(2010, 1, 1), "to_on": dt.date(2012, 12, 31)}
    return FrameworkAgreement.objects.create(region=region(slug), **(defaults | fields))


def group(slug: str = "hedmark") -> Styringsgruppe:
    """The region's styringsgruppe; made where there is none."""
    dates = {"initiated_on": dt.date(2008, 9, 1), "established_on": dt.date(2008, 9, 15)}
    return Styringsgruppe.objects.get_or_create(region=region(slug), defaults=dates)[0]


def member(slug: str = "hedmark", **fields: Any) -> Member:
    defaults = {
        "name": "Inger Dalseng",
        "title": "Fylkesmann",
        "organisation": "Fylkesmannen",
        "sector": "fylkesmann",
        "seat": "medlem",
        "top_level": True,
        "from_on": dt.date(2008, 9, 15),
    }
    return Member.objects.create(styringsgruppe=group(slug), **(defaults | fields))


def meeting(slug: str = "hedmark", **fields: Any) -> Meeting:
    starts = fields.pop("starts_at", dt.datetime(2008, 9, 25, 10, tzinfo=dt.UTC))
    ends = starts + dt.timedelta(hours=2)
    return Meeting.objects.create(
        styringsgruppe=group(slug), starts_at=starts, ends_at=ends, **({"place": "Hamar"} | fields)
    )


def candidate(slug: str = "hedmark", name: str = "Regionalt innkjøp", **fields: Any) -> KnutepunktCandidate:
    defaults = {"kind": "interkommunalt", "weight": 3, "buys_for": 7}
    return KnutepunktCandidate.objects.create(region=region(slug), name=name, **(defaults | fields))


def knutepunkt(slug: str = "hedmark", from_on: dt.date = dt.date(2008, 10, 1), **details: Any) -> Knutepunkt:
    """Chosen in a meeting, as it must be."""
    found = KnutepunktCandidate.objects.filter(region=region(slug)).first() or candidate(slug)
    defaults = {
        "text": "Velges.",
        "arsverk": 1,
        "contact_name": "Knut",
        "contact_email": "knutepunkt@example.org",
    }
    return organisation.appoint(
        candidate=found,
        meeting=meeting(slug),
        details=defaults | {"from_on": from_on} | details,
        by=cast()["kari" if slug == "hedmark" else "per"],
    )


def event(slug: str | None = "hedmark", **fields: Any) -> Event:
    """A published course on 10 March 2011, open for sign-up until the day before."""
    starts = fields.pop("starts_at", dt.datetime(2011, 3, 10, 9, tzinfo=dt.UTC))
    defaults = {
        "kind": "kurs",
        "title": "Grønne innkjøp for begynnere",
        "description": "Ta med egen anskaffelse.",
        "ends_at": starts + dt.timedelta(hours=3),
        "closes_on": starts.date() - dt.timedelta(days=1),
        "place": "Hamar",
        "state": "open",
    }
    place = region(slug) if slug else None
    return Event.objects.create(region=place, starts_at=starts, **(defaults | fields))


def sign_up(at: Event, name: str = "Tone", **details: str) -> Any:
    defaults = {
        "email": f"{name.lower()}@example.org",
        "organisation": "Hamar kommune",
        "group": "innkjoper",
    }
    return events.sign_up(event=at, name=name, **(defaults | details))


def ask(kommune: str = "0403", org_number: str = "", **details: Any) -> AssistanceRequest:
    """A kommune's question about furniture, to the knutepunkt where it is located (Hamar)."""
    defaults = {
        "kommune": Kommune.objects.select_related("fylke__region").get(number=kommune),
        "organisation": "Hamar kommune",
        "asker_name": "Tone",
        "asker_email": "tone@example.org",
        "subject": "Krav til møbler",
        "text": "Hvilke krav kan vi stille?",
    }
    return assistance.ask(details=defaults | details, org_number=org_number, asker=None)


def template_as_typed() -> dict[str, Any]:
    """What the form of a new template sends, with its file."""
    return {
        "region": region().pk,
        "title": "Mal for renhold",
        "description": "To setninger om malen.",
        "product_group": ProductGroup.objects.first().pk,
        "file": SimpleUploadedFile("mal.pdf", b"%PDF-1.7 x"),
    }


def template(slug: str = "hedmark", by: str = "kari") -> DocumentTemplate:
    row = DocumentTemplate(region=region(slug), title="Kravspesifikasjon", description="For møbler.")
    file = SimpleUploadedFile("mal.docx", b"innhold")
    return sharing.add_version(template=row, file=file, note="", by=cast()[by]).template


def edition(group: str = "papir_og_trykksaker", number: str = "2011-1", **fields: Any) -> CriteriaSet:
    """A draft of the group's next edition, with nothing in it."""
    return CriteriaSet.objects.create(group=ProductGroup.objects.get(key=group), number=number, **fields)


def hearing(of: CriteriaSet | None = None, **values: Any) -> Hearing:
    """One being prepared, of a draft with two criteria where none is given."""
    if of is None:
        of = edition()
        criterion(of, "PAP-S91")
        criterion(of, "PAP-S92", title="Resirkulert papir", text="Papiret skal være resirkulert.")
    details = {
        "title": "Papir 2011",
        "asked": "Er kravene til å leve med?",
        "letter": "Innkjøpspanelet sender forslaget på høring.",
        "opens_on": clock.today(),
        "closes_on": clock.today() + dt.timedelta(weeks=6),
        "short_because": "",
        "showing": Showing.AS_THEY_COME,
    }
    return preparing.begin(edition=of, values=details | values, by=cast()["mette"])


def on_hearing(of: CriteriaSet | None = None, **values: Any) -> Hearing:
    """One that is open."""
    return as_previewed(preparing.announce, hearing=hearing(of, **values), by=cast()["mette"])


def answer(
    to: Hearing, *, email: str = "tone@example.org", text: str = "Bra.", **values: Any
) -> HearingReply:
    """One that has come in, with a word on the whole."""
    reply = answering.begin(hearing=to, values=SENDER | {"email": email} | values)
    said = {"stance": "for", "text": text, "proposal": ""}
    answering.write(comment=HearingComment(reply=reply), values=said)
    reply = answering.send(reply=reply)
    return answering.confirm(reply=reply, key=answering.confirmation_key(reply))


def over(hearing: Hearing) -> Hearing:
    """Its deadline is out."""
    Hearing.objects.filter(pk=hearing.pk).update(
        opens_on=clock.today() - dt.timedelta(weeks=12), closes_on=clock.today() - dt.timedelta(days=1)
    )
    running.close_now(hearing=hearing, on=clock.today())
    return Hearing.objects.get(pk=hearing.pk)


def heard() -> Hearing:
    """One that is over, with an answer that all may read."""
    to = on_hearing(showing=Showing.AT_CLOSING)
    answer(to)
    return over(to)


def hearings_of_each() -> dict[str, Any]:
    """One being prepared, one open with an answer that is shown and one that is begun, one closed and one settled."""
    mette = cast()["mette"]
    prepared = hearing(with_draft_of("renholdstjenester"), title="Renhold 2011")
    (invited,) = preparing.invite(hearing=prepared, bodies=[("Laget", "", "laget@example.org")], by=mette)
    opened = on_hearing(with_draft_of("kontorrekvisita"), title="Rekvisita 2011")
    begun = answering.begin(hearing=opened, values=SENDER | {"email": "begun@example.org"})
    said = {"stance": "against", "text": "For strengt.", "proposal": ""}
    answering.write(comment=HearingComment(reply=begun, heard=opened.heard.get(code="KON-S91")), values=said)
    pdf = SimpleUploadedFile("Uttalelse.pdf", b"%PDF-1.7\nInnhold\n%%EOF")
    attached = attaching.attach(reply=begun, file=pdf)
    shown = moderating.show(reply=answer(opened), by=mette)
    Attachment.objects.create(reply=shown, name="a.pdf", file=attached.file, size=1, sha256="0" * 64)
    ended = on_hearing(with_draft_of("kontormoebler"), title="Møbler 2011")
    answer(ended)
    over(ended)
    comment = HearingComment.objects.get(reply__hearing=ended)
    answered = {"outcome": "partly", "reason": "Vi ser på det."}
    resolving.resolve(hearing=ended, comments=[comment.pk], **answered, by=mette)
    settled = on_hearing(with_draft_of("hotelltjenester"), title="Hotell 2011")
    over(settled)
    publish(CriteriaSet.objects.select_related("group").get(pk=settled.edition_id))
    day = clock.today() + dt.timedelta(days=14)
    details = {"name": "Eva", "organisation": "", "email": "eva@example.org", "expires_on": day}
    expert = as_previewed(
        experts.invite,
        edition=CriteriaSet.objects.filter(number="2011-1", group__key=PAPER).first() or with_draft_of(PAPER),
        values=details,
        by=mette,
    )
    return {
        "hearing_draft": prepared.pk,
        "invitation": invited.pk,
        "hearing_token": prepared.token,
        "hearing_open": opened.pk,
        "own_token": begun.token,
        "own_key": answering.confirmation_key(begun),
        "own_attachment": attached.pk,
        "shown_attachment": shown.attachments.get().pk,
        "hearing_closed": ended.pk,
        "comment": comment.pk,
        "hearing_settled": settled.pk,
        "expert": expert.pk,
        "expert_token": expert.token,
    }


PAPER = "papir_og_trykksaker"
SENDER = {"kind": SenderKind.SUPPLIER, "organisation": "Papir AS", "contact_name": "Tone"}


def with_draft_of(group: str) -> CriteriaSet:
    draft = edition(group)
    criterion(draft, f"{group[:3].upper()}-S91")
    return draft


def criterion(
    of: CriteriaSet, code: str = "PAP-S91", labels: tuple[str, ...] = (), **details: Any
) -> Criterion:
    defaults = {
        "type": "kravspesifikasjon",
        "level": "basis",
        "title": "Papir uten klorgass",
        "text": "Papiret skal ikke være bleket med klorgass.",
        "verification": "Svanemerket eller tilsvarende dokumentasjon.",
    }
    return add_criterion(edition=of, details=defaults | {"code": code} | details, labels=labels)


def in_force(code: str = "PAP-S01") -> Criterion:
    """A criterion of the starter set."""
    return Criterion.objects.in_force().with_place().get(code=code)


def publish(draft: CriteriaSet) -> None:
    """With what a publishing needs to be told."""
    draft.changes, draft.next_revision_on = "Nytt.", clock.today() + dt.timedelta(days=700)
    draft.save()
    editions.take(edition=draft, action=EditionAction.PUBLISH, by=cast()["mette"])


def published(code: str = "PAP-S01", **fields: Any) -> Criterion:
    """The next edition of the criterion's group, in force and the panel's own, with `fields` of that criterion as new."""
    mette = cast()["mette"]
    draft = editions.begin(group=in_force(code).edition.group, by=mette)
    draft.criteria.filter(code=code).update(**fields)
    draft.changes, draft.next_revision_on, draft.example = "Nytt.", dt.date(2013, 1, 1), False
    draft.save()
    editions.take(edition=draft, action=EditionAction.PUBLISH, by=mette)
    return in_force(code)


def withdrawn(code: str = "PAP-S01", reason: str = "Regnefeil i grensene.") -> Criterion:
    """A criterion of an edition that was in force."""
    row = in_force(code)
    edition = editions.take(
        edition=row.edition, action=EditionAction.WITHDRAW, reason=reason, by=cast()["mette"]
    )
    return edition.criteria.with_place().get(code=code)


def selection(owner: str | None = "jan", *codes: str, **details: Any) -> Selection:
    row = selections.start(owner=cast()[owner] if owner else None, **details)
    selections.add(selection=row, criteria=[in_force(code) for code in codes])
    return row


def use(of: FrameworkAgreement | Activity, code: str = "PAP-S01", **details: Any) -> CriterionUse:
    link = {"agreement": of} if isinstance(of, FrameworkAgreement) else {"activity": of}
    defaults = {"outcome": "used", "recorded_by": cast()["kari"]}
    return CriterionUse.objects.create(criterion=in_force(code), **link, **(defaults | details))


def readiness(code: str = "PAP-S01", **details: Any) -> SupplierReadiness:
    return SupplierReadiness.objects.create(
        event=event(), criterion=in_force(code), recorded_by=cast()["kari"], **details
    )


def workbook(*rows: list[Any]) -> SimpleUploadedFile:
    """An Excel file of one sheet."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return SimpleUploadedFile("fil.xlsx", content.getvalue())


def overview_print(by: User) -> OverviewPrint:
    """Asked for and drawn, as far as its page and its files can tell."""
    found = OverviewPrint.objects.create(
        asked_by=by, snapshot='{"place": "Landet", "year": 2010}', sha256="0" * 64
    )
    stored = PrintFile(print=found, name="oversikt.pdf", title="Hele oversikten")
    stored.file.save("oversikt.pdf", ContentFile(b"%PDF-1.7"))
    return found


def letter_set_aside() -> OutgoingMail:
    """One that the mail server would not have."""
    return OutgoingMail.objects.create(
        to="tone@example.org", subject="Du er påmeldt", body="Hei", attempts=1, answer="550 no such person",
        set_aside_at=timezone.now(),
    )  # fmt: skip


def one_of_each() -> dict[str, Any]:
    """Hedmark's first row of every noun, by the noun's part of the address."""
    kari = cast()["kari"]
    gone = records.remove(row=activity(), permission=Permission.WORK_RECORD, by=kari)
    upload = Upload.objects.create(region=region(), noun="aktiviteter", name="a.xlsx", uploaded_by=kari)
    chosen = knutepunkt()
    criterion(edition())
    picked = selection("jan", "PAP-S01")
    return {
        "selection": picked.pk,
        "share_token": selections.share(selection=picked, on=True).share_token,
        "item": picked.items.get().pk,
        "feedback": feedback.give(criterion=in_force(), name="Tone", organisation="", text="Bra.").pk,
        "synonym": Synonym.objects.get(typed="laptop").pk,
        "medlemmer": member().pk,
        "moter": chosen.decision.meeting_id,
        "kandidater": KnutepunktCandidate.objects.get(region=region()).pk,
        "aktiviteter": activity().pk,
        "avtaler": (shared := agreement()).pk,
        "use": use(shared).pk,
        "virksomheter": virksomhet().pk,
        "event": (course := event()).pk,
        "token": (place := sign_up(course)).token,
        "place": place.pk,
        "request": (asked := ask()).pk,
        "request_token": asked.token,
        "milestone": Milestone.objects.filter(pulje__number=1)[0].pk,
        "template": template().pk,
        "thread": sharing.ask(title="Biler?", text="Noen som har krav?", by=kari).pk,
        "removal": gone.pk,
        "upload": upload.pk,
    }
