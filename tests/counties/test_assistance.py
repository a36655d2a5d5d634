"""A question finds the right knutepunkt, is answered or sent on, and is counted once."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from counties.models import Activity, AssistanceRequest, Kommune, Region
from counties.operations import assistance
from portal.errors import Conflict, Denied
from portal.models import Notification, OutgoingMail
from tests import factories


def typed(**changes):
    return {
        "subject": "Leie av biler",
        "text": "Hvilke utslippskrav?",
        "organisation": "Statens etat",
        "kommune": Kommune.objects.get(number="0301").pk,
        "asker_name": "Tone",
        "asker_email": "tone@example.org",
    } | changes


def close(request, by):
    return assistance.close(request=request, outcome="Vi fant krav.", hours=Decimal("2.5"), by=by)


def test_a_kommune_is_helped_where_it_is(db):
    assert factories.ask("1804").region.slug == "nordland"


def test_a_state_body_is_helped_where_its_regional_office_is(as_):
    body = factories.virksomhet("0301", regional_office=Kommune.objects.get(number="0403"))
    as_("anon").post("/bistand/", typed(org_number=body.org_number))
    asked = AssistanceRequest.objects.get()
    assert (asked.region.slug, asked.virksomhet) == ("hedmark", body)
    told = Notification.objects.filter(path=asked.get_absolute_url()).values_list("user__name", flat=True)
    assert set(told) == {"Kari", "Knut"}
    assert asked.public_path in OutgoingMail.objects.to_outsiders().get().body


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"org_number": "123"}, "organisasjonsnummer"),
        ({"needed_by": "2011-01-01"}, "passert"),
        ({"text": ""}, "må fylles ut"),
        ({"kommune": "999999"}, "gyldig valg"),
    ],
)
def test_a_wrong_question_keeps_what_was_typed(as_, change, word):
    page = as_("anon").post("/bistand/", typed(**change)).content.decode()
    assert word in page
    assert "Leie av biler" in page
    assert not AssistanceRequest.objects.exists()


def test_the_answer_reaches_the_asker_and_takes_the_case(people):
    asked = factories.ask()
    assistance.answer(request=asked, text="Ja, se her.", by=people["knut"])
    asked.refresh_from_db()
    assert (asked.state, asked.handler) == ("active", people["knut"])
    assert "Ja, se her." in OutgoingMail.objects.to_outsiders().order_by("pk").last().body


def test_a_case_handed_over_leaves_the_one_and_comes_to_the_other(as_, people):
    asked = factories.ask()
    nordland = Region.objects.get(slug="nordland")
    typed = {"to_region": nordland.pk, "reason": "De kan møbler.", "seen": assistance.mark_of(asked)}
    as_("knut").post(f"/bistand/{asked.pk}/overfor/", typed)
    asked.refresh_from_db()
    assert (asked.region, asked.state) == (nordland, "new")
    assert as_("knut").get(asked.get_absolute_url()).status_code == 404
    page = as_("per").get(asked.get_absolute_url()).content.decode()
    assert "Hedmark → Nordland: De kan møbler." in page
    assert Notification.objects.filter(user=people["per"]).exists()


def test_a_closed_case_is_an_activity_of_where_it_ended(people):
    asked = factories.ask()
    activity = close(asked, people["knut"])
    assert (activity.task, activity.region.slug, activity.audience, activity.hours) == (
        "bistand",
        "hedmark",
        "Hamar kommune",
        Decimal("2.5"),
    )
    with pytest.raises(Conflict):
        close(asked, people["knut"])
    assert Activity.objects.count() == 1


def test_opening_again_takes_the_activity_back(people):
    asked = factories.ask()
    close(asked, people["knut"])
    assistance.reopen(request=asked, by=people["knut"])
    asked.refresh_from_db()
    assert (asked.state, asked.closed_at, Activity.objects.count()) == ("active", None, 0)


def test_the_asker_writes_more_by_the_link_and_opens_a_closed_case(as_, people):
    asked = factories.ask()
    close(asked, people["knut"])
    as_("anon").post(asked.public_path, {"text": "En ting til."})
    asked.refresh_from_db()
    assert asked.state == "active"
    assert "En ting til." in as_("knut").get(asked.get_absolute_url()).content.decode()
    assert as_("anon").get("/bistand/sak/gjettet/").status_code == 404


def test_a_buyer_finds_own_cases_again(as_, people):
    asked = factories.ask()
    AssistanceRequest.objects.filter(pk=asked.pk).update(asker=people["jan"])
    assert asked.public_path in as_("jan").get("/bistand/").content.decode()
    assert as_("jan").get(asked.get_absolute_url()).url == asked.public_path


@pytest.mark.parametrize("step", ["svar", "overfor", "lukk", "gjenapne"])
def test_readers_change_nothing(as_, step):
    asked = factories.ask()
    for name, status in (("stine", 403), ("siv", 403), ("per", 404)):
        assert as_(name).post(f"/bistand/{asked.pk}/{step}/", {"text": "x"}).status_code == status


def test_only_those_who_record_may_close(people):
    with pytest.raises(Denied):
        close(factories.ask(), people["siv"])


def test_a_late_case_says_so(as_):
    asked = factories.ask(needed_by=dt.date(2011, 2, 1))
    assert ">Over fristen<" in as_("knut").get(asked.get_absolute_url()).content.decode()


WRONG_ROWS = [
    ("UPDATE counties_assistancerequest SET state = 'closed'", "a_request_is_closed_when_it_says_so"),
    (
        "UPDATE counties_assistancerequest SET closed_at = now()",
        "closed_at_and_by_both_or_neither|a_request_is_closed",
    ),
    (
        "UPDATE counties_assistancerequest SET activity_id = (SELECT id FROM counties_activity)",
        "only_a_closed_request_is_an_activity",
    ),
    ("UPDATE counties_requestmessage SET text = 'x'", "messages_are_only_added"),
    ("DELETE FROM counties_requestmessage", "messages_are_only_added"),
    ("UPDATE counties_handover SET reason = 'x'", "hand_overs_are_only_added"),
    (
        "INSERT INTO counties_handover (request_id, from_region_id, to_region_id, reason, handed_at, handed_by_id) SELECT request_id, to_region_id, to_region_id, '', now(), handed_by_id FROM counties_handover",
        "a_request_is_handed_to_another_region",
    ),
]


@pytest.mark.parametrize(("statement", "constraint"), WRONG_ROWS)
def test_the_database_itself_refuses_what_must_never_be(people, statement, constraint):
    factories.activity()
    asked = factories.ask()
    assistance.answer(request=asked, text="Ja", by=people["knut"])
    assistance.hand_over(
        request=asked, to_region=Region.objects.get(slug="nordland"), reason="x", by=people["knut"]
    )
    with pytest.raises(DatabaseError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    words = constraint.replace("messages_are_only_added", "Cannot").replace(
        "hand_overs_are_only_added", "Cannot"
    )
    assert any(word in str(error.value) for word in words.split("|"))
