"""Sign-up without an account, a queue that moves by itself, and the activity that comes of it."""

import datetime as dt

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError

from counties.models import Activity, Event, Registration
from counties.operations import events, participants
from portal.errors import Conflict, Denied
from portal.models import OutgoingMail
from tests import factories
from tests.previews import as_previewed
from tests.site import Site

TYPED = {
    "name": "Tone",
    "email": "tone@example.org",
    "organisation": "Hamar kommune",
    "group": "innkjoper",
    "nettside": "",
}
PAST = dt.datetime(2011, 2, 1, 9, tzinfo=dt.UTC)


def states(event: Event) -> dict[str, str]:
    return dict(event.registrations.values_list("name", "state"))


def subjects() -> list[str]:
    return list(OutgoingMail.objects.to_outsiders().order_by("pk").values_list("to", "subject"))


def test_anyone_signs_up_and_gets_a_receipt_with_a_way_out(as_):
    event = factories.event(capacity=1)
    page = as_("anon").post(event.get_absolute_url(), TYPED, follow=True).content.decode()
    assert "Du har plass" in page
    letter = OutgoingMail.objects.to_outsiders().get()
    assert Registration.objects.get().get_absolute_url() in letter.body
    assert "BEGIN:VEVENT" in letter.calendar


def test_a_full_event_has_a_queue_that_moves_up_when_somebody_leaves(db):
    event = factories.event(capacity=1)
    first, second, third = (factories.sign_up(event, name) for name in ("Anne", "Berit", "Dag"))
    assert states(event) == {"Anne": "confirmed", "Berit": "waiting", "Dag": "waiting"}
    events.cancel(registration=first)
    events.cancel(registration=first)
    assert states(event) == {"Anne": "cancelled", "Berit": "confirmed", "Dag": "waiting"}
    assert subjects()[-2:] == [
        (first.email, f"Avmeldt: {event}"),
        (second.email, f"Du har plass: {event}"),
    ]
    assert len(subjects()) == 5
    events.cancel(registration=third)
    assert states(event)["Berit"] == "confirmed"


def test_more_places_let_people_in(people):
    event = factories.event(capacity=1)
    for name in ("Anne", "Berit", "Dag"):
        factories.sign_up(event, name)
    as_previewed(events.save, event=event, values={"capacity": 2}, seen=event.mark, by=people["knut"])
    assert states(event) == {"Anne": "confirmed", "Berit": "confirmed", "Dag": "waiting"}


def test_signing_up_twice_is_one_registration(db):
    event = factories.event()
    assert factories.sign_up(event).pk == factories.sign_up(event, email="TONE@example.org").pk
    assert Registration.objects.count() == 1


@pytest.mark.parametrize(
    "fields", [{"state": "draft"}, {"state": "cancelled"}, {"closes_on": dt.date(2011, 2, 14)}]
)
def test_too_late_or_too_early_is_said_in_words(db, fields):
    with pytest.raises(Conflict, match="ikke lenger mulig"):
        factories.sign_up(factories.event(**fields))


@pytest.mark.parametrize(
    ("change", "word"),
    [({"email": "x"}, "e-post"), ({"name": ""}, "må fylles ut"), ({"nettside": "http://spam"}, "ikke sendt")],
)
def test_a_wrong_sign_up_is_said_in_words_and_kept_on_the_page(as_, change, word):
    event = factories.event()
    page = as_("anon").post(event.get_absolute_url(), TYPED | change).content.decode()
    assert word in page
    assert "Hamar kommune" in page
    assert not Registration.objects.exists()


def test_no_group_is_chosen_beforehand(as_):
    page = as_("anon").get(factories.event().get_absolute_url())
    assert [key for key, _label in page.context["form"].fields["group"].choices] == [
        "politiker",
        "leder",
        "innkjoper",
        "leverandor",
    ]
    assert "----" not in page.content.decode()


def test_one_address_cannot_send_forms_without_end(as_, settings):
    settings.FORMS_PER_HOUR = 2
    event = factories.event()
    for number in range(4):
        page = as_("anon").post(
            event.get_absolute_url(), TYPED | {"email": f"n{number}@example.org"}, follow=True
        )
    assert Registration.objects.count() == 2
    assert "Vent en time" in page.content.decode()


def test_the_link_in_the_mail_cancels_after_asking(as_):
    registration = factories.sign_up(factories.event())
    url = registration.get_absolute_url()
    assert "Meld meg av" in as_("anon").get(url).content.decode()
    assert Registration.objects.get().state == "confirmed"
    as_("anon").post(url)
    assert Registration.objects.get().state == "cancelled"
    assert as_("anon").get("/kalender/pamelding/gjettet/").status_code == 404


def test_a_draft_is_seen_by_its_region_only(as_):
    event = factories.event(state="draft")
    assert as_("knut").get(event.get_absolute_url()).status_code == 200
    assert as_("per").get(event.get_absolute_url()).status_code == 404
    assert as_("anon").get(event.get_absolute_url()).status_code == 302
    assert event.title not in as_("per").get("/kalender/").content.decode()


def test_a_held_event_becomes_an_activity_with_those_who_came(people):
    event = factories.event(starts_at=PAST, closes_on=dt.date(2011, 2, 15))
    came, stayed = factories.sign_up(event), factories.sign_up(event, "Per", group="leder")
    assert participants.take_attendance(event=event, present={came.pk}, by=people["knut"]) == 1
    activity = participants.become_activity(event=event, by=people["knut"])
    assert (activity.innkjopere, activity.ledere, activity.task, activity.happened_on) == (
        1,
        0,
        "kurs",
        PAST.date(),
    )
    assert stayed.event_id == event.pk
    with pytest.raises(Conflict, match="alt registrert"):
        participants.become_activity(event=event, by=people["knut"])
    assert Activity.objects.count() == 1


def test_ticks_are_kept_when_the_event_is_registered_as_an_activity_and_the_unticked_are_named(as_):
    event = factories.event(starts_at=PAST, closes_on=dt.date(2011, 2, 15))
    came, _stayed = factories.sign_up(event, "Anne"), factories.sign_up(event, "Berit")
    path = f"/kalender/{event.pk}/deltakere/"
    assert "registrer som aktivitet" in as_("knut").get(path).content.decode()
    page = as_("knut").post(path, {"present": [came.pk], "activity": "1"}, follow=True).content.decode()
    assert ("Ikke krysset av: Berit." in page, "er registrert som aktivitet" in page) == (True, True)
    assert Activity.objects.get().innkjopere == 1


def test_ticks_are_kept_where_the_event_cannot_be_an_activity(as_, people):
    event = factories.event(None, starts_at=PAST, closes_on=dt.date(2011, 2, 15))
    came = factories.sign_up(event, "Anne")
    path = f"/kalender/{event.pk}/deltakere/"
    page = as_("siv").post(path, {"present": [came.pk], "activity": "1"}, follow=True).content.decode()
    assert ("Oppmøtet er lagret: 1 møtte." in page, "er ikke ett fylkes aktivitet" in page) == (True, True)
    assert Registration.objects.get().attended


def test_those_who_come_are_ticked_off_from_the_day_it_begins(as_, people, settings):
    event = factories.event()
    came = factories.sign_up(event, "Anne")
    page = as_("knut").get(f"/kalender/{event.pk}/deltakere/").content.decode()
    assert ("Anne" in page, "Lagre oppmøtet" in page, "Anne møtte" in page) == (True, False, False)
    with pytest.raises(Conflict, match="ikke holdt ennå"):
        participants.take_attendance(event=event, present={came.pk}, by=people["knut"])
    settings.PORTAL_TODAY = dt.date(2011, 3, 10)
    assert "Anne møtte" in as_("knut").get(f"/kalender/{event.pk}/deltakere/").content.decode()


def test_the_organiser_adds_and_chooses_from_the_queue_after_seeing_the_mail(as_):
    """Where it is full there is made room for one more; nobody else in the queue gets in by that."""
    event = factories.event(capacity=1)
    for name in ("Anne", "Berit", "Dag"):
        factories.sign_up(event, name)
    dag = Registration.objects.get(name="Dag")
    knut, path = as_("knut"), f"/kalender/{event.pk}/deltakere/"
    for url, typed in ((f"{path}{dag.pk}/plass/", {"wanted": "1"}), (f"{path}ny/", TYPED)):
        sent = OutgoingMail.objects.to_outsiders().count()
        shown = knut.post(url, typed)
        assert (
            "Se over e-postene" in shown.content.decode(),
            OutgoingMail.objects.to_outsiders().count(),
        ) == (True, sent)
        mark = shown.context["form"]["previewed"].value()
        assert knut.post(url, typed | {"previewed": mark}).status_code == 302
        assert OutgoingMail.objects.to_outsiders().count() == sent + 1
    assert states(event) == {"Anne": "confirmed", "Berit": "waiting", "Dag": "confirmed", "Tone": "confirmed"}
    assert Event.objects.get().capacity == 3
    assert "er alt påmeldt" in knut.post(f"{path}ny/", TYPED).content.decode()


def test_who_came_without_a_place_is_added_as_present_and_gets_no_mail(people):
    event = factories.event(starts_at=PAST, closes_on=dt.date(2011, 2, 15), capacity=1)
    factories.sign_up(event, "Anne")
    details = {"name": "Tone", "email": "t@example.org", "organisation": "Løten", "group": "leder"}
    sent = OutgoingMail.objects.to_outsiders().count()
    assert participants.add(event=event, **details, by=people["knut"]).attended
    assert OutgoingMail.objects.to_outsiders().count() == sent


def test_the_organiser_writes_to_those_they_choose(people):
    event = factories.event(capacity=1)
    for name in ("Anne", "Berit"):
        factories.sign_up(event, name)
    before = OutgoingMail.objects.to_outsiders().count()
    words = {"to": "waiting", "subject": "Ny dato?", "text": "Vi vurderer et kurs til."}
    assert as_previewed(participants.write, event=event, **words, by=people["knut"]) == 1
    mail = OutgoingMail.objects.to_outsiders().order_by("pk").last()
    assert (mail.to, people["knut"].email in mail.body) == ("berit@example.org", True)
    assert OutgoingMail.objects.to_outsiders().count() == before + 1
    with pytest.raises(Conflict, match="ingen blant dem"):
        participants.write(event=event, **(words | {"to": "came"}), by=people["knut"])
    with pytest.raises(Denied):
        participants.write(event=event, **words, by=people["per"])


def test_what_has_not_been_held_is_no_activity(people):
    with pytest.raises(Conflict, match="ikke holdt"):
        participants.become_activity(event=factories.event(), by=people["knut"])


def test_calling_off_tells_everyone_who_waits_or_has_a_place(people):
    event = factories.event(capacity=1)
    gone = factories.sign_up(event, "Anne")
    factories.sign_up(event, "Berit")
    factories.sign_up(event, "Dag")
    events.cancel(registration=gone)
    as_previewed(events.call_off, event=event, reason="Sykdom", by=people["kari"])
    called_off = [to for to, subject in subjects() if subject.startswith("Avlyst")]
    assert called_off == ["berit@example.org", "dag@example.org"]


def test_only_difi_arranges_for_the_country(people):
    with pytest.raises(Denied):
        events.save(event=factories.event(None), values={}, by=people["kari"])
    assert events.save(event=factories.event(None), values={}, by=people["siv"])


def test_attendance_on_one_page_leaves_the_other_pages_alone(as_):
    event = factories.event(starts_at=PAST, closes_on=dt.date(2011, 2, 15))
    first, second = factories.sign_up(event), factories.sign_up(event, "Per")
    Registration.objects.filter(pk=second.pk).update(attended=True)
    as_("knut").post(f"/kalender/{event.pk}/deltakere/", {"present": [first.pk]})
    assert event.registrations.filter(attended=True).count() == 2


def test_the_calendar_goes_by_month_and_says_how_many_places_are_left(as_):
    late_in_march = dt.datetime(2011, 3, 31, 21, tzinfo=dt.UTC)  # 23 in Norway
    march = factories.event(title="Tidlig", starts_at=late_in_march, capacity=2)
    factories.event(title="Sent", starts_at=late_in_march + dt.timedelta(hours=2))
    factories.sign_up(march, "Anne")
    page = as_("anon").get("/kalender/")
    assert [[event.title for event in month] for month in page.context["months"]] == [["Tidlig"], ["Sent"]]
    html = page.content.decode()
    assert all(words in html for words in ("Mars 2011", "April 2011", "1 ledig plass", "Plass til alle"))


def test_the_feed_is_a_calendar_of_what_is_published(as_):
    factories.event(title="Åpent kurs")
    factories.event(title="Hemmelig kladd", state="draft")
    feed = as_("anon").get("/kalender.ics").content.decode()
    assert "SUMMARY:Åpent kurs" in feed
    assert "Hemmelig" not in feed


@pytest.mark.parametrize("query", ["?region=x", "?when=x", "?kind=%27", "?q=%00", "?side=-1"])
def test_a_strange_address_is_never_an_error(as_, query):
    assert as_("anon").get(f"/kalender/{query}").status_code == 200


WRONG_ROWS = [
    ("UPDATE counties_event SET ends_at = starts_at", "an_event_begins_before_it_ends"),
    ("UPDATE counties_event SET capacity = 0", "an_event_has_room_for_somebody|keeps_room"),
    ("UPDATE counties_event SET capacity = 1", "an_event_keeps_room_for_those_confirmed"),
    ("UPDATE counties_registration SET state = 'confirmed'", "an_event_is_never_overbooked"),
    (
        "UPDATE counties_registration SET email = 'TONE@example.org'",
        "a_person_is_signed_up_once_for_an_event",
    ),
    ("UPDATE counties_registration SET attended = true", "only_those_with_a_place_have_attended"),
]


@pytest.mark.parametrize(("statement", "constraint"), WRONG_ROWS)
def test_the_database_itself_refuses_what_must_never_be(db, statement, constraint):
    event = factories.event(capacity=2)
    for name in ("Tone", "Anne", "Berit"):
        factories.sign_up(event, name)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


FIFTY_AT_ONCE = """
import django
django.setup()
from concurrent.futures import ThreadPoolExecutor
from django.db import connection
from tests import factories
event = factories.event(capacity=20)
def one(number):
    try:
        return factories.sign_up(event, f"Nr{number}").state
    finally:
        connection.close()
with ThreadPoolExecutor(50) as pool:
    list(pool.map(one, range(50)))
"""


@pytest.mark.servers
def test_fifty_sign_ups_at_once_for_twenty_places_give_exactly_twenty(django_db_setup, tmp_path):
    with Site(tmp_path).asleep() as site:
        site.script(FIFTY_AT_ONCE)
        question = "SELECT count(*) FILTER (WHERE state = 'confirmed'), count(*) FILTER (WHERE state = 'waiting') FROM counties_registration"
        assert site.ask(question) == (20, 30)
