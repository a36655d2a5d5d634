"""The review: whose it is, and words at the very answer that they are about."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from portal.access import Role
from portal.errors import Conflict, Denied, Unseen
from portal.models import Notification, RoleGrant, User
from reporting.completion import SectionStatus, completion_of
from reporting.models import ReviewComment
from reporting.operations import reports, reviewing, signing, writing
from reporting.workflow import Status
from tests import factories
from tests.previews import as_previewed

KEY = ("organisering", "organisering_vurdering")
REVIEW = "/rapporter/2010/hedmark/vurder/"


@pytest.fixture
def turid(people) -> User:
    """Another who judges reports."""
    person = User.objects.create(email="turid@example.org", name="Turid")
    RoleGrant.objects.create(user=person, role=Role.DIFI, granted_by=people["bente"])
    return person


def test_a_word_at_an_answer_stands_there_for_the_county_and_for_the_next_review(people, as_):
    report = factories.report_at(Status.IN_REVIEW)
    page = as_("siv").get(REVIEW).content.decode()
    assert page.count("Kommenter<span") > 40
    sent = {f"sporsmal-{KEY[0]}.{KEY[1]}": "Hvem satt i gruppen?", "seen": reports_mark(report)}
    assert as_("siv").post(f"{REVIEW}returner/", sent).status_code == 302
    comment = ReviewComment.objects.get()
    assert (comment.section.key, comment.question.key) == KEY
    chapter = as_("kari").get("/rapporter/2010/hedmark/organisering/").content.decode()
    assert chapter.count("Hvem satt i gruppen?") == 1
    assert chapter.index("Hvem satt i gruppen?") > chapter.index("<form method")
    front = as_("kari").get("/rapporter/2010/hedmark/").content.decode()
    assert f"/organisering/#felt-{KEY[1]}" in front
    assert completion_of(fresh(report)).find("organisering").status == SectionStatus.CHANGES_ASKED
    factories.fill(report, people["kari"])
    section = next(one for one in factories.sections(report) if one.key == KEY[0])
    saved = report.answers.get(section=section)
    values = saved.values | {KEY[1]: "Fylkesmannen, KS og fylkeskommunen."}
    writing.save_section(
        report=report, section=section, values=values, version=saved.version, by=people["kari"]
    )
    reports.submit(report=report, by=people["kari"])
    signing.sign(report=report, by=people["ola"])
    again = as_("siv").get(REVIEW).content.decode()
    assert "Hvem satt i gruppen?" in again
    assert "Endret siden" in again


def reports_mark(report) -> str:
    return str(report.events.order_by("-pk").first().pk)


def fresh(report):
    return type(report).objects.select_related("round__template", "region__pulje").get(pk=report.pk)


def test_nothing_typed_at_an_answer_is_lost_when_nothing_can_be_returned(people, as_):
    report = factories.report_at(Status.IN_REVIEW)
    sent = {f"sporsmal-{KEY[0]}.{KEY[1]}": "x" * 4001, "seen": reports_mark(report)}
    page = as_("siv").post(f"{REVIEW}returner/", sent)
    assert "x" * 4001 in page.content.decode()
    assert '<details class="comment-on" open>' in page.content.decode()
    assert not ReviewComment.objects.exists()


def test_the_queue_says_that_a_returned_report_is_returned(people, as_):
    report = factories.report_at(Status.IN_REVIEW)
    reports.return_to_region(report=report, comment="Mer.", section_comments={}, by=people["siv"])
    page = as_("siv").get("/rapporter/vurdering/").content.decode()
    assert "Returnert til fylket" in page
    assert "Under arbeid" not in page


def test_a_return_has_one_word_on_each_thing(people):
    report = factories.report_at(Status.IN_REVIEW)
    event = reports.return_to_region(
        report=report,
        comment="",
        section_comments={KEY[0]: "A"},
        question_comments={KEY: "B"},
        by=people["siv"],
    )
    assert [(row.text, row.question is None) for row in event.comments.order_by("pk")] == [
        ("A", True),
        ("B", False),
    ]
    whole = event.comments.get(question=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewComment.objects.create(event=event, section=whole.section, text="Igjen")


def test_who_begins_has_the_review_also_when_the_report_comes_back(people):
    report = factories.report_at(Status.IN_REVIEW)
    report.refresh_from_db()
    assert reviewing.reviewer_of(report) == people["siv"]
    reports.return_to_region(report=report, comment="Mer", section_comments={}, by=people["siv"])
    reports.submit(report=report, by=people["kari"])
    signing.sign(report=report, by=people["ola"])
    report.refresh_from_db()
    assert (report.status, report.reviewer) == (Status.DELIVERED, people["siv"])


def test_a_colleague_is_given_a_review_and_told(people, turid, as_):
    report = factories.report_at(Status.DELIVERED)
    given = {"reports": [report.pk], "reviewer": turid}
    with pytest.raises(Unseen):
        reviewing.assign(**given, by=people["siv"])
    with pytest.raises(Denied):
        reviewing.assign(**given, by=people["kari"])
    assert as_previewed(reviewing.assign, **given, by=people["siv"]) == 1
    said = Notification.objects.get(user=turid, subject="Til vurdering hos deg")
    assert "årsrapporten 2010 for Hedmark" in said.body
    assert said.path == REVIEW
    with pytest.raises(Conflict, match="står på Turid alt"):
        reviewing.assign(**given, by=people["siv"])
    assert "Vurderes av Turid." in as_("siv").get(REVIEW).content.decode()
    assert "Turid" in as_("siv").get("/rapporter/vurdering/").content.decode()
    assert "Hedmark" not in as_("siv").get("/rapporter/vurdering.csv?whose=mine").content.decode()


def test_a_reviewer_who_leaves_stops_nobody(people, turid, as_):
    report = factories.report_at(Status.DELIVERED)
    as_previewed(reviewing.assign, reports=[report.pk], reviewer=turid, by=people["siv"])
    RoleGrant.objects.filter(user=turid).update(
        revoked_at=dt.datetime(2011, 2, 15, tzinfo=dt.UTC), revoked_by=people["bente"]
    )
    assert "ingen ennå" in as_("siv").get("/rapporter/vurdering/?whose=ingen").content.decode()
    assert "Ingen har tatt vurderingen ennå." in as_("siv").get(REVIEW).content.decode()
    desk = as_("siv").get("/").content.decode()
    assert "Vurder årsrapporten 2010 for Hedmark" in desk
    reports.start_review(report=report, by=people["siv"])
    with pytest.raises(Conflict, match="vurderer ikke rapporter lenger"):
        reviewing.assign(reports=[report.pk], reviewer=User.objects.get(pk=turid.pk), by=people["siv"])


def test_people_are_changed_in_the_middle_and_nothing_begins_again(people, as_):
    """The new fylkesmann signs what the old one was asked to; the new coordinator gets it back."""
    report = factories.report_at(Status.AWAITING_SIGNATURE)
    leaving = [people["ola"], people["kari"]]
    RoleGrant.objects.filter(user__in=leaving).update(
        revoked_at=dt.datetime(2011, 2, 15, tzinfo=dt.UTC), revoked_by=people["bente"]
    )
    new = {}
    for role in (Role.FYLKESMANN, Role.KOORDINATOR):
        new[role] = User.objects.create(email=f"{role}@ny.example", name=str(role.label))
        RoleGrant.objects.create(user=new[role], role=role, region=report.region, granted_by=people["bente"])
    with pytest.raises(Denied):
        signing.sign(report=report, by=User.objects.get(pk=people["ola"].pk))
    signing.sign(report=report, by=new[Role.FYLKESMANN])
    Notification.objects.all().delete()
    reports.start_review(report=report, by=people["siv"])
    reports.return_to_region(report=report, comment="Mer", section_comments={}, by=people["siv"])
    assert set(Notification.objects.values_list("user", flat=True)) == {person.pk for person in new.values()}
