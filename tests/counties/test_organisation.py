"""From the fylkesmann's initiative to a knutepunkt at work."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.db.utils import IntegrityError

from counties import composition
from counties.models import Decision, Knutepunkt, Meeting, Member, Styringsgruppe
from counties.operations import organisation
from portal.errors import Conflict, Denied
from portal.models import OutgoingMail
from portal.operations import outbox
from tests import factories
from tests.previews import as_previewed


def test_the_composition_is_held_against_the_document(db):
    factories.member(name="Ola", seat="leder")
    factories.member(sector="fylkeskommune", top_level=False)
    factories.member(sector="kommune_ks")
    findings = composition.check(Member.objects.all())
    assert [(finding.met, finding.text) for finding in findings] == [
        (True, "Fylkesmannen leder gruppen."),
        (True, "Fylkesmannen er med på høyt nivå."),
        (False, "Fylkeskommunen bør ha en leder på høyt nivå i gruppen."),
        (True, "Kommunene eller KS er med på høyt nivå."),
        (False, "Næringslivet bør være representert. Spør for eksempel NHO eller næringsforeningen."),
    ]


def test_somebody_else_as_leader_is_pointed_out(db):
    leader = factories.member(name="Tone", seat="leder", sector="annet")
    assert composition.check([leader])[0].text == "Tone leder gruppen, men fylkesmannen skal lede den."


def test_a_new_knutepunkt_ends_the_one_before_and_keeps_it(people):
    first = factories.knutepunkt()
    second = factories.candidate(name="Fylkeskommunen", kind="fylkeskommune")
    details = {
        "text": "Byttes.",
        "from_on": dt.date(2010, 1, 1),
        "arsverk": 2,
        "contact_name": "N",
        "contact_email": "n@example.org",
    }
    organisation.appoint(candidate=second, meeting=factories.meeting(), details=details, by=people["kari"])
    first.refresh_from_db()
    assert first.to_on == dt.date(2009, 12, 31)
    assert [row.host for row in Knutepunkt.objects.active(on=dt.date(2010, 6, 1))] == ["Fylkeskommunen"]
    assert first.row_history.count() == 2


def test_the_new_one_cannot_begin_before_the_old_one(people):
    factories.knutepunkt(from_on=dt.date(2010, 5, 1))
    with pytest.raises(Conflict, match="må begynne senere"):
        factories.knutepunkt(from_on=dt.date(2010, 5, 1))
    assert Decision.objects.count() == 1


def test_a_knutepunkt_cannot_begin_in_the_time_of_one_that_has_ended(people):
    factories.knutepunkt()
    Knutepunkt.objects.update(to_on="2010-06-01")
    with pytest.raises(Conflict, match="må begynne senere"):
        factories.knutepunkt(from_on=dt.date(2010, 5, 1))
    factories.knutepunkt(from_on=dt.date(2010, 6, 2))


def test_a_second_styringsgruppe_in_the_same_time_is_refused_in_words(as_):
    group = factories.group()
    Styringsgruppe.objects.filter(pk=group.pk).update(ended_on="2010-06-01")
    page = as_("kari").post("/fylker/hedmark/styringsgruppe/rediger/", {"initiated_on": "2010-01-01"})
    assert "en annen styringsgruppe i samme tid" in page.content.decode()
    assert Styringsgruppe.objects.count() == 1


def test_only_the_organisers_choose(people):
    meeting = factories.meeting()
    with pytest.raises(Denied):
        organisation.appoint(candidate=factories.candidate(), meeting=meeting, details={}, by=people["knut"])


def test_an_invitation_goes_to_members_with_an_address_and_has_a_calendar_file(people, mailoutbox):
    factories.member(email="a@example.org")
    factories.member(email="")
    factories.member(email="b@example.org", to_on=dt.date(2008, 9, 20))
    meeting = factories.meeting(agenda="1. Valg av knutepunkt")
    assert as_previewed(organisation.invite, meeting=meeting, by=people["kari"]) == 1
    outbox.send_waiting()
    (mail,) = mailoutbox
    assert mail.to == ["a@example.org"]
    assert "Valg av knutepunkt" in mail.body
    name, content, kind = mail.attachments[0]
    assert (name, kind) == ("invitasjon.ics", "text/calendar; method=REQUEST")
    assert "SUMMARY:Styringsgruppen i Hedmark" in content
    outbox.send_waiting()
    assert len(mailoutbox) == 1
    assert OutgoingMail.objects.to_outsiders().unsent().count() == 0


def test_a_meeting_without_addresses_says_so(people):
    with pytest.raises(Conflict, match="e-postadresse"):
        organisation.invite(meeting=factories.meeting(), by=people["kari"])


def test_two_leaders_at_a_time_are_refused_in_words(as_):
    factories.member(name="Ola", seat="leder")
    typed = {
        "name": "Per",
        "title": "x",
        "organisation": "y",
        "sector": "annet",
        "seat": "leder",
        "from_on": "2010-01-01",
    }
    page = as_("kari").post("/fylker/hedmark/medlemmer/ny/", typed).content.decode()
    assert "Ola er leder i samme tid" in page


def test_members_before_the_group_are_refused_in_words(as_):
    assert "Opprett den først" in as_("kari").get("/fylker/hedmark/medlemmer/ny/").content.decode()


def test_a_meeting_ends_after_it_begins(as_):
    factories.group()
    typed = {"starts_at": "2010-05-01T12:00", "ends_at": "2010-05-01T10:00", "place": "Hamar"}
    page = as_("kari").post("/fylker/hedmark/moter/ny/", typed).content.decode()
    assert "Møtet må slutte etter at det begynner" in page
    assert not Meeting.objects.exists()


def test_minutes_are_filed_and_fetched_by_those_inside(as_):
    meeting = factories.meeting()
    edit = f"/fylker/hedmark/moter/{meeting.pk}/rediger/"
    page = as_("kari").get(edit)
    assert "multipart/form-data" in page.content.decode()
    typed = {
        "starts_at": "2008-09-25T10:00",
        "ends_at": "2008-09-25T12:00",
        "place": "Hamar",
        "seen": page.context["form"]["seen"].value(),
    }
    wrong = as_("kari").post(edit, typed | {"minutes": SimpleUploadedFile("referat.exe", b"abc")})
    assert "Referatet må være PDF" in wrong.content.decode()
    as_("kari").post(edit, typed | {"minutes": SimpleUploadedFile("referat.pdf", b"%PDF referat")})
    url = f"/fylker/hedmark/moter/{meeting.pk}/referat/"
    answer = as_("stine").get(url)
    assert b"".join(answer.streaming_content) == b"%PDF referat"
    assert "attachment" in answer["Content-Disposition"]
    assert as_("per").get(url).status_code == 404
    assert as_("anon").get(url).status_code == 302


def test_decisions_are_numbered_in_their_meeting(as_):
    meeting = factories.meeting()
    for text in ("Ett", "To"):
        as_("kari").post(f"/fylker/hedmark/moter/{meeting.pk}/vedtak/", {"text": text})
    assert list(meeting.decisions.values_list("number", "text")) == [(1, "Ett"), (2, "To")]


def test_what_is_public_shows_no_addresses_or_meetings(as_):
    factories.member(name="Tone", email="hemmelig@example.org")
    meeting = factories.meeting(place="Løvstadsalen")
    page = as_("anon").get("/fylker/hedmark/styringsgruppe/").content.decode()
    assert "Tone" in page
    assert "hemmelig" not in page
    assert "Løvstadsalen" not in page
    assert as_("anon").get(meeting.get_absolute_url()).status_code == 302


WRONG_ROWS = [
    (
        "INSERT INTO counties_styringsgruppe (region_id, initiated_on, mandate) SELECT region_id, '2010-01-01', '' FROM counties_styringsgruppe",
        "a_region_has_one_styringsgruppe_at_a_time",
    ),
    (
        "UPDATE counties_styringsgruppe SET established_on = '2001-01-01'",
        "a_styringsgruppe_has_its_dates_in_order",
    ),
    ("UPDATE counties_styringsgruppe SET ended_on = '2008-09-10'", "a_styringsgruppe_has_its_dates_in_order"),
    ("UPDATE counties_member SET to_on = '2001-01-01'", "a_member_sits_from_before_to"),
    ("UPDATE counties_member SET seat = 'leder'", "a_styringsgruppe_has_one_leader_at_a_time"),
    ("UPDATE counties_member SET seat = 'sekretaer'", "a_styringsgruppe_has_one_secretary_at_a_time"),
    ("UPDATE counties_meeting SET ends_at = starts_at", "a_meeting_begins_before_it_ends"),
    ("UPDATE counties_knutepunktcandidate SET weight = 5", "a_candidate_weighs_from_one_to_four"),
    (
        "INSERT INTO counties_knutepunktcandidate (region_id, name, kind, weight, buys_for, assessment)"
        " SELECT region_id, name, kind, 1, 1, '' FROM counties_knutepunktcandidate",
        "a_candidate_stands_once_in_its_region",
    ),
    (
        "INSERT INTO counties_decision (meeting_id, number, text) SELECT meeting_id, number, '' FROM counties_decision",
        "a_decision_number_stands_once_in_its_meeting",
    ),
    ("UPDATE counties_knutepunkt SET to_on = '2001-01-01'", "a_knutepunkt_works_from_before_to"),
    ("UPDATE counties_knutepunkt SET arsverk = 51", "a_knutepunkt_has_a_staff_of_some_size"),
    ("UPDATE counties_knutepunkt SET to_on = NULL", "a_region_has_one_knutepunkt_at_a_time"),
]


@pytest.mark.parametrize(("statement", "constraint"), WRONG_ROWS)
def test_the_database_itself_refuses_what_must_never_be(people, statement, constraint):
    factories.member()
    factories.member(name="Tone")
    factories.knutepunkt()
    factories.knutepunkt(from_on=dt.date(2010, 1, 1))
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Styringsgruppe.objects.count() == 1


def test_a_new_meeting_is_where_the_group_met_last(as_, people):
    factories.meeting(place="Hamar")
    factories.meeting(place="Elverum", starts_at=dt.datetime(2010, 3, 1, 9, tzinfo=dt.UTC))
    assert as_("kari").get("/fylker/hedmark/moter/ny/").context["form"]["place"].value() == "Elverum"


def test_a_meeting_to_come_is_called_before_it_is_decided_at(as_, people):
    path = factories.meeting(starts_at=dt.datetime(2011, 3, 1, 9, tzinfo=dt.UTC)).get_absolute_url()
    page = as_("kari").get(path).content.decode()
    assert page.index("Send innkalling") < page.index("Før vedtaket")
    assert ("<dt>Møtte</dt>" in page, "<dt>Referat</dt>" in page) == (False, False)
