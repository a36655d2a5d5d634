"""Deadlines: whom the portal reminds and when, other deadlines for some, and what stands of it afterwards."""

import datetime as dt
from collections import Counter
from threading import Barrier, Thread

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from portal import clock
from portal.access import Role
from portal.errors import Conflict, Denied
from portal.models import Notification, RoleGrant, User
from reporting.models import AnnualReport, Extension, ReportingRound, ReportReminder, ReportTemplate
from reporting.models.rounds import RoundKind
from reporting.operations import deadlines, reports, rounds, signing, writing
from reporting.workflow import Status
from tests import factories
from tests.previews import as_previewed

OPENS, DUE, CLOSES = dt.date(2010, 12, 15), dt.date(2011, 3, 1), dt.date(2011, 6, 30)
DAY = dt.timedelta(days=1)


@pytest.fixture
def on(monkeypatch):
    """`on(day)`: it is that day."""

    def move(day: dt.date) -> dt.date:
        monkeypatch.setattr(clock, "today", lambda: day)
        monkeypatch.setattr(clock, "now", lambda: dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC))
        return day

    return move


@pytest.fixture
def round_(db) -> ReportingRound:
    return ReportingRound.objects.get(year=2010)


def everybody(by: User) -> None:
    """A coordinator and a fylkesmann, and no other, in each of the 18 regions."""
    roles = (Role.KOORDINATOR, Role.FYLKESMANN)
    RoleGrant.objects.filter(role__in=roles).update(revoked_at=clock.now(), revoked_by=by)
    for report in AnnualReport.objects.filter(round__year=2010).select_related("region"):
        for role in roles:
            name = f"{role}.{report.region.slug}"
            person = User.objects.create(email=f"{name}@season.example", name=name)
            RoleGrant.objects.create(user=person, role=role, region=report.region, granted_by=by)


def test_a_season_of_18_regions(round_, people, on):
    """Each morning from opening till after closing, twice, but for two days on which the portal was down."""
    factories.draft()
    everybody(people["bente"])
    slugs = sorted(AnnualReport.objects.filter(round=round_).values_list("region__slug", flat=True))
    assert len(slugs) == 18
    early, waiting, never, late, moved = slugs[:5]
    extend = {
        "round_": round_,
        "regions": [moved],
        "due_on": DUE + 30 * DAY,
        "reason": "Brann",
        "by": people["siv"],
    }

    def becomes(status: Status, *regions: str) -> None:
        AnnualReport.objects.filter(round=round_, region__slug__in=regions).update(status=status)

    happens = {
        DUE - 40 * DAY: lambda: becomes(Status.DELIVERED, early),
        DUE - 20 * DAY: lambda: becomes(Status.DELIVERED, *slugs[5:]),
        DUE - 10 * DAY: lambda: becomes(Status.AWAITING_SIGNATURE, waiting),
        DUE - 5 * DAY: lambda: as_previewed(deadlines.extend, **extend),
        DUE + 3 * DAY: lambda: becomes(Status.DELIVERED, late),
    }
    down = {DUE - 14 * DAY, DUE + 7 * DAY}
    found = Counter[tuple[int, str]]()
    for number in range((CLOSES - OPENS).days + 6):
        day = on(OPENS + number * DAY)
        happens.get(day, dict)()
        Notification.objects.all().delete()
        for _scheduler in range(0 if day in down else 2):
            deadlines.remind_of_deadlines(round_=round_, on=day)
        told = Notification.objects.values_list("user__email", flat=True)
        found.update(((day - DUE).days, email.removesuffix("@season.example")) for email in told)

    hands = {slug: f"koordinator.{slug}" for slug in slugs}
    signs, closed = f"fylkesmann.{waiting}", (CLOSES - DUE).days + 1
    expected = {
        -30: [hands[slug] for slug in slugs if slug != early],
        -13: [
            hands[slug] for slug in (waiting, never, late, moved)
        ],  # the day after, since the portal was down
        -3: [signs, hands[never], hands[late]],
        1: [signs, hands[never], hands[late]],
        8: [signs, hands[never]],  # a day late as well
        closed: [signs, hands[never], f"fylkesmann.{never}", hands[moved], f"fylkesmann.{moved}"],
    } | {days: [hands[moved]] for days in (0, 16, 27, 31, 37)}  # by its own deadline, 30 days later
    difi = [(days, people["siv"].email) for days in expected]
    assert found == Counter([(days, who) for days, names in expected.items() for who in names] + difi)


def test_two_schedulers_at_the_same_time_write_once(django_db_setup, django_db_blocker):
    ready, counts = Barrier(2), []

    def run() -> None:
        try:
            ready.wait()
            counts.append(deadlines.remind_of_deadlines(round_=round_, on=DUE - 14 * DAY))
        finally:
            connection.close()

    with django_db_blocker.unblock():
        factories.draft()
        round_ = ReportingRound.objects.get(year=2010)
        try:
            both = [Thread(target=run), Thread(target=run)]
            for one in both:
                one.start()
            for one in both:
                one.join()
            said = Notification.objects.count()
        finally:
            Notification.objects.all().delete()
            ReportReminder.objects.all().delete()
            AnnualReport.objects.all().delete()
            apps.get_model("reporting", "AnnualReportEvent").objects.all().delete()
    assert sorted(counts) == [0, 18]
    assert said == 3  # Hedmark's and Nordland's coordinators, and DIFI


def test_a_reminder_names_what_is_left_with_addresses(round_, people):
    report = factories.draft()
    AnnualReport.objects.exclude(pk=report.pk).delete()
    assert deadlines.remind_of_deadlines(round_=round_, on=DUE - 3 * DAY) == 1
    said = Notification.objects.get(user=people["kari"])
    assert said.subject == "Frist 1. mars 2011: årsrapporten 2010 for Hedmark"
    assert "Årsrapporten 2010 for Hedmark er ikke levert. Fristen er 1. mars 2011." in said.body
    assert "://" in said.body
    assert "/rapporter/2010/hedmark/organisering/" in said.body
    assert said.path == "/rapporter/2010/hedmark/"


def test_a_final_evaluation_is_reminded_of_by_its_own_name_and_address(people):
    round_ = ReportingRound.objects.create(
        year=2012,
        kind=RoundKind.FINAL,
        template=ReportTemplate.objects.get(key="sluttevaluering"),
        opens_on=OPENS,
        due_on=DUE,
        closes_on=CLOSES,
    )
    AnnualReport.objects.create(round=round_, region=factories.region())
    deadlines.remind_of_deadlines(round_=round_, on=DUE - 3 * DAY)
    told = {row.user.name: row for row in Notification.objects.select_related("user")}
    assert "Sluttevalueringen 2012 for Hedmark er ikke levert" in told["Kari"].body
    assert told["Siv"].subject == "Påminnelser sendt: sluttevalueringen 2012"
    assert told["Siv"].path == "/rapporter/2012-sluttevaluering/frister/"


def test_a_deadline_of_ones_own_is_never_before_the_rounds(round_, people):
    report = factories.draft()
    factories.extend(report, DUE + 14 * DAY)
    values = {"due_on": DUE + 30 * DAY, "closes_on": CLOSES}
    rounds.postpone(round_=round_, values=values, reason="Streik", seen=round_.mark, by=people["siv"])
    report = AnnualReport.objects.with_delivery().for_lists().get(pk=report.pk)
    assert (report.due_on, report.deadline, report.is_extended) == (DUE + 30 * DAY, DUE + 30 * DAY, False)


def test_difi_is_told_where_there_was_nobody_to_remind(round_, people):
    report = factories.draft()
    AnnualReport.objects.exclude(pk=report.pk).delete()
    RoleGrant.objects.filter(region=report.region, role=Role.KOORDINATOR).delete()
    deadlines.remind_of_deadlines(round_=round_, on=DUE + DAY)
    assert "Hedmark har ingen koordinator med konto" in Notification.objects.get(user=people["siv"]).body
    assert ReportReminder.objects.get().people == 0


def test_a_closed_round_takes_nothing_until_the_deadline_is_extended(round_, people, on, as_):
    report = factories.draft()
    section = factories.sections(report)[0]
    kept = {
        "report": report,
        "section": section,
        "values": {"periode": "x"},
        "version": 0,
        "by": people["kari"],
    }
    on(CLOSES + DAY)
    with pytest.raises(Conflict, match=r"Runden 2010 lukket 30\. juni 2011"):
        writing.save_section(**kept)
    with pytest.raises(Conflict, match="lukket"):
        reports.submit(report=report, by=people["kari"])
    assert "Runden er lukket. Be DIFI om utsatt frist" in as_("kari").get("/").content.decode()
    factories.extend(report, CLOSES + 10 * DAY)
    writing.save_section(**kept)
    on(CLOSES + 11 * DAY)
    with pytest.raises(Conflict, match=r"lukket 10\. juli 2011"):
        reports.submit(report=report, by=people["kari"])


def test_one_that_was_handed_in_is_worked_on_also_after_closing(people, on):
    report = factories.report_at(Status.IN_REVIEW)
    on(CLOSES + 20 * DAY)
    reports.return_to_region(report=report, comment="Se tallene", section_comments={}, by=people["siv"])
    factories.fill(report, people["kari"])
    reports.submit(report=report, by=people["kari"])
    signing.sign(report=report, by=people["ola"])


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (dt.date(2011, 2, 14), "gått"),
        (DUE, "etter rundens egen, 1. mars 2011"),
        (dt.date(2111, 3, 15), "årstallet"),
    ],
)
def test_a_wrong_day_is_no_deadline(round_, people, day, said):
    factories.draft()
    with pytest.raises(ValidationError) as wrong:
        deadlines.extend(round_=round_, regions=["hedmark"], due_on=day, reason="x", by=people["siv"])
    assert said in str(wrong.value)
    assert not Extension.objects.exists()


def test_on_time_or_late_stands_as_it_was_at_the_first_signature_that_was_not_withdrawn(round_, people, on):
    def standing() -> tuple[dt.date, bool]:
        row = AnnualReport.objects.with_delivery().get(pk=report.pk)
        return row.delivered_on, row.delivered_late

    report = factories.report_at(Status.AWAITING_SIGNATURE)
    on(DUE)
    signing.sign(report=report, by=people["ola"])
    assert standing() == (DUE, False)
    on(DUE + 9 * DAY)
    reports.withdraw(report=report, comment="Feil", by=people["ola"])
    assert standing() == (None, None)
    reports.submit(report=report, by=people["kari"])
    signing.sign(report=report, by=people["ola"])
    assert standing() == (DUE + 9 * DAY, True)
    reports.start_review(report=report, by=people["siv"])
    on(DUE + 30 * DAY)
    reports.return_to_region(report=report, comment="Se tallene", section_comments={}, by=people["siv"])
    with pytest.raises(DatabaseError), transaction.atomic():
        report.seals.update(due_on=DUE + 30 * DAY)
    reports.submit(report=report, by=people["kari"])
    signing.sign(report=report, by=people["ola"])
    assert standing() == (DUE + 9 * DAY, True)


def test_the_extended_deadline_is_the_one_that_counts_everywhere(round_, people, on, as_):
    report = factories.draft()
    new = DUE + 14 * DAY
    extend = {
        "round_": round_,
        "regions": ["hedmark"],
        "due_on": new,
        "reason": "Sykdom",
        "by": people["siv"],
    }
    factories.extend(report, new)
    with pytest.raises(Conflict, match="har levert eller har denne fristen"):
        deadlines.extend(**extend)
    with pytest.raises(Denied):
        deadlines.extend(**extend | {"by": people["kari"]})
    on(new)
    page = as_("kari").get("/rapporter/2010/hedmark/").content.decode()
    assert "Frist 15. mars 2011, 0 dager igjen" in page
    assert "Utsatt fra 1. mars 2011 av Siv" in page
    assert "Sykdom" in page
    listed = as_("siv").get("/rapporter/2010/frister/").content.decode()
    assert "15.3.2011" in listed
    assert "Sykdom" in listed
    assert "15. mars" in as_("kari").get("/").content.decode()
    report = AnnualReport.objects.get(round=round_, region__slug="hedmark")
    factories.fill(report, people["kari"])
    reports.submit(report=report, by=people["kari"])
    signing.sign(report=report, by=people["ola"])
    assert report.seals.get().due_on == new
    assert not AnnualReport.objects.with_delivery().get(pk=report.pk).delivered_late
