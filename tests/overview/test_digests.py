"""The week's summary: to whom, when, and what it says."""

import datetime as dt

import pytest
from django.core import mail

from portal import clock
from portal.errors import Denied
from portal.models import Notification
from portal.operations import outbox
from reporting.overview.models import DigestChoice
from reporting.overview.operations import digests
from reporting.workflow import Status
from tests import factories

MONDAY = dt.date(2011, 2, 14)


def told() -> set[str]:
    rows = Notification.objects.filter(subject="Uken som gikk").values_list("user__email", flat=True)
    return {address.partition("@")[0] for address in rows}


def test_coordinators_and_difi_get_it_on_mondays(people):
    factories.draft()
    assert digests.send_due(on=MONDAY) == 3
    assert told() == {"kari", "per", "siv"}
    assert digests.send_due(on=MONDAY) == 0
    assert digests.send_due(on=MONDAY + dt.timedelta(days=1)) == 0
    assert digests.send_due(on=MONDAY + dt.timedelta(days=7)) == 3


def test_each_chooses_the_day_or_none(people):
    factories.draft()
    digests.choose(weekday=2, by=people["kari"])
    digests.choose(weekday=None, by=people["siv"])
    digests.send_due(on=MONDAY)
    assert told() == {"per"}
    digests.send_due(on=MONDAY + dt.timedelta(days=2))
    assert told() == {"per", "kari"}


def test_a_day_that_was_missed_is_made_up_for_soon_or_not_at_all(people):
    factories.draft()
    assert digests.send_due(on=MONDAY + dt.timedelta(days=3)) == 0
    assert digests.send_due(on=MONDAY + dt.timedelta(days=2)) == 3


def test_it_says_what_is_left_and_what_happened_in_the_own_region_only(people):
    with clock.at(dt.datetime(2011, 2, 10, 9, tzinfo=dt.UTC)):
        factories.activity("hedmark", title="Kurs i Hamar")
        factories.activity("nordland", title="Kurs i Bodø")
    text = digests.text_for(people["kari"], on=MONDAY)
    assert "Kurs i Hamar" in text
    assert "Ta initiativet til styringsgruppen" in text
    assert "Bodø" not in text


def test_difi_hears_of_the_reports(people):
    report = factories.report_at(Status.DELIVERED)
    text = digests.text_for(people["siv"], on=MONDAY)
    assert f"- {report}" in text
    assert "Levert: 1" in text
    assert "Frist 1.3.2011" in text


def test_it_goes_out_as_mail_with_a_link(people):
    factories.draft()
    digests.send_due(on=MONDAY)
    outbox.send_waiting()
    letter = next(m for m in mail.outbox if m.to == ["kari@example.org"] and m.subject == "Uken som gikk")
    assert "/oversikt/" in letter.body
    assert "Min side" in letter.body


def test_those_without_the_role_choose_nothing(people, as_):
    with pytest.raises(Denied):
        digests.choose(weekday=0, by=people["jan"])
    assert as_("jan").post("/min-side/oppsummering/", {"weekday": "1"}).status_code == 403
    assert not DigestChoice.objects.exists()


def test_the_choice_is_made_in_the_browser(people, as_):
    assert "Noe må rettes" not in as_("kari").get("/min-side/oppsummering/").content.decode()
    page = as_("kari").post("/min-side/oppsummering/", {"weekday": "9"})
    assert page.status_code == 200
    assert page.content.decode().count("Noe må rettes") == 1
    assert "gyldig" in page.content.decode()
    assert as_("kari").post("/min-side/oppsummering/", {"weekday": "4"}).status_code == 302
    assert DigestChoice.objects.get().weekday == 4
    as_("kari").post("/min-side/oppsummering/", {"weekday": ""})
    assert DigestChoice.objects.get().weekday is None


def test_a_role_that_was_taken_away_gets_nothing(people):
    factories.draft()
    people["kari"].role_grants.update(revoked_at=clock.now(), revoked_by=people["bente"])
    digests.send_due(on=MONDAY)
    assert told() == {"per", "siv"}


def test_one_persons_fault_costs_nobody_else_the_summary(people, monkeypatch):
    factories.draft()
    right = digests.text_for

    def text_for(user, *, on):
        if user == people["kari"]:
            raise ValueError("noe er galt")
        return right(user, on=on)

    monkeypatch.setattr(digests, "text_for", text_for)
    assert digests.send_due(on=MONDAY) == 2
    assert told() == {"per", "siv"}


def test_a_new_day_that_has_passed_this_week_is_not_made_up_for(people):
    factories.draft()
    digests.send_due(on=MONDAY)
    digests.choose(weekday=1, by=people["kari"])  # today, which is a Tuesday
    assert digests.send_due(on=dt.date(2011, 2, 16)) == 0
    assert digests.send_due(on=dt.date(2011, 2, 22)) == 3
