"""Roles end by themselves: who may end which, hand-over around a day, and what is left behind."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from counties.models import AssistanceRequest
from counties.operations import assistance
from criteria.hearing.models import HearingComment
from portal import clock
from portal.access import Permission, Role, can
from portal.errors import Conflict, Denied, Unseen
from portal.models import Notification, OutgoingMail, RoleGrant, User
from portal.operations import invitations, roles
from tests import factories
from tests.inviting import invited, link_in_mail
from tests.portal.test_editing import fields_of
from tests.previews import as_previewed

A_DAY = dt.timedelta(days=1)
# Who may end whose role, written by hand. x: yes.
MAY_END = """
whose  kari ola knut stine per siv bente
kari   x    x   .    .     .   .   x
knut   x    x   .    .     .   .   x
stine  x    x   .    .     .   .   x
ola    .    x   .    .     .   .   x
siv    .    .   .    .     .   .   x
bente  .    .   .    .     .   .   x
"""


def grant_of(name: str) -> RoleGrant:
    return factories.cast()[name].role_grants.latest("pk")


def may(name: str, permission: Permission = Permission.REPORT_WRITE) -> bool:
    return can(factories.cast()[name], permission, factories.region())


def end(name: str, by: str, last_day: dt.date | None = None, **more) -> RoleGrant:
    """As somebody who has read the warnings and the letter."""
    more = {"although": True} | more
    return as_previewed(roles.end, grant=grant_of(name), last_day=last_day, by=factories.cast()[by], **more)


def test_who_may_end_whose_role(people):
    header, *lines = [line.split() for line in MAY_END.strip().splitlines()]
    for whose, *marks in lines:
        for name, mark in zip(header[1:], marks, strict=True):
            try:
                with transaction.atomic():
                    end(whose, name)
                    transaction.set_rollback(True)
                ended = "x"
            except Denied:
                ended = "."
            assert ended == mark, (whose, name)


def test_a_role_that_is_ended_gives_nothing_from_then_on_and_the_person_is_told(people):
    end("knut", "kari")
    assert not may("knut", Permission.WORK_RECORD)
    letter = OutgoingMail.objects.get()
    assert (letter.to, letter.subject) == (
        "knut@example.org",
        "Du har ikke lenger rollen Knutepunkt i Hedmark",
    )
    assert letter.body == (
        "Kari har avsluttet rollen din: Knutepunkt i Hedmark. Kontoen din består.\n\n"
        "Er det ikke riktig, ta kontakt med Kari på kari@example.org."
    )
    with pytest.raises(Conflict, match="allerede avsluttet"):
        end("knut", "ola")


def test_nobody_is_ended_before_the_letter_is_looked_at(people):
    with pytest.raises(Unseen):
        roles.end(grant=grant_of("knut"), last_day=None, by=people["kari"])
    assert may("knut", Permission.WORK_RECORD)


def test_who_ends_their_own_role_gets_no_letter(people):
    roles.end(grant=grant_of("kari"), last_day=None, although=True, by=people["kari"])
    assert not may("kari")
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize(("days", "has_it"), [(0, True), (1, True), (2, False)])
def test_a_role_lasts_through_its_last_day(days, has_it, people, settings):
    end("kari", "ola", clock.today() + A_DAY)
    settings.PORTAL_TODAY = clock.today() + days * A_DAY
    assert may("kari") == has_it
    found = User.objects.with_roles([Role.KOORDINATOR], factories.region().pk)
    assert (people["kari"] in found) == has_it
    assert grant_of("kari").is_over(on=clock.today()) != has_it


def test_the_last_day_is_told_and_may_be_moved(people):
    today = clock.today()
    end("knut", "kari", today + 10 * A_DAY)
    assert (
        OutgoingMail.objects.get().subject == "Rollen Knutepunkt i Hedmark varer til og med 25. februar 2011"
    )
    assert end("knut", "kari", today + 20 * A_DAY).until == today + 20 * A_DAY
    assert end("knut", "kari").until == today
    assert not may("knut", Permission.WORK_RECORD)


def test_a_role_that_ended_yesterday_can_be_given_again(people, settings):
    end("knut", "kari", clock.today())
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.create(
            user=people["knut"], role=Role.KNUTEPUNKT, region=factories.region(), granted_by=people["kari"],
            starts_on=clock.today(),
        )  # fmt: skip
    settings.PORTAL_TODAY = clock.today() + A_DAY
    invitation = invited("knut@example.org", starts_on=clock.today() + A_DAY)
    invitations.accept(invitation=invitation, by=people["knut"])
    assert not may("knut", Permission.WORK_RECORD)  # it begins tomorrow
    settings.PORTAL_TODAY = clock.today() + A_DAY
    assert may("knut", Permission.WORK_RECORD)


def test_a_last_day_is_not_in_the_past(people):
    with pytest.raises(Conflict, match="Siste dag kan ikke være før i dag"):
        end("knut", "kari", clock.today() - A_DAY)


@pytest.mark.parametrize("whose", ["kari", "ola", "bente"])
def test_the_last_one_is_ended_only_by_somebody_who_has_been_warned(whose, people):
    with pytest.raises(Conflict, match="er den siste med rollen"):
        end(whose, "bente", although=False)
    assert end(whose, "bente").revoked_at


def test_one_of_two_is_ended_without_a_warning(people):
    roles.grant(
        user=people["jan"],
        role=Role.KOORDINATOR,
        region_id=factories.region().pk,
        by=people["bente"],
        reason="x",
    )
    assert end("kari", "ola", although=False).revoked_at


HANDED_ON = 3  # the day that the successor takes over, from today


def hand_over(whose: str = "ola", by: str = "ola", email: str = "jan@example.org", days: int = HANDED_ON):
    details = {"name": "Jan", "email": email, "from_on": clock.today() + days * A_DAY}
    return as_previewed(invitations.hand_over, grant=grant_of(whose), by=factories.cast()[by], **details)


@pytest.mark.parametrize(("days", "signs"), [(0, "ola"), (2, "ola"), (3, "jan"), (4, "jan")])
def test_the_fylkesmann_s_successor_signs_from_the_day_and_the_other_until_it(days, signs, people, settings):
    invitations.accept(invitation=hand_over(), by=people["jan"])
    settings.PORTAL_TODAY = clock.today() + days * A_DAY
    assert [name for name in ("ola", "jan") if may(name, Permission.REPORT_SIGN)] == [signs]


def test_the_role_is_accepted_after_its_day_too(people, settings):
    invitation = hand_over()
    settings.PORTAL_TODAY = clock.today() + 5 * A_DAY
    assert not may("ola", Permission.REPORT_SIGN)
    invitations.accept(invitation=invitation, by=people["jan"])
    assert may("jan", Permission.REPORT_SIGN)


def test_both_are_told_of_a_hand_over_that_a_third_makes(people):
    hand_over("kari", "ola")
    letters = {letter.to: letter for letter in OutgoingMail.objects.all()}
    assert set(letters) == {"jan@example.org", "kari@example.org"}
    assert letters["kari@example.org"].subject == "Jan overtar rollen Koordinator i Hedmark"
    assert letters["kari@example.org"].body.startswith(
        "Ola har invitert Jan til å overta rollen din, Koordinator i Hedmark, fra 18. februar 2011. "
        "Du har den til og med 17. februar 2011."
    )
    assert "Rollen gjelder fra 18. februar 2011." in letters["jan@example.org"].body


@pytest.mark.parametrize(
    ("days", "email"), [(0, "jan@example.org"), (181, "jan@example.org"), (3, "OLA@example.org")]
)
def test_a_hand_over_that_cannot_be_changes_nothing(days, email, people):
    with pytest.raises(Conflict):
        hand_over(days=days, email=email)
    assert grant_of("ola").revoked_at is None


def test_the_coordinator_hands_over_no_fylkesmann(people, as_):
    with pytest.raises(Denied):
        hand_over("ola", "kari")
    for page in ("avslutt", "overlat"):
        assert as_("kari").get(f"/roller/{grant_of('ola').pk}/{page}/").status_code == 403
        assert as_("kari").post(f"/roller/{grant_of('ola').pk}/{page}/").status_code == 403
        assert as_("nils").post(f"/roller/{grant_of('ola').pk}/{page}/").status_code == 404


def test_the_page_warns_shows_the_letter_and_ends(as_, people):
    client, path = as_("ola"), f"/roller/{grant_of('kari').pk}/avslutt/"
    page = client.get(path)
    assert "Kari er den siste med rollen Koordinator i Hedmark" in page.content.decode()
    refused = client.post(path, fields_of(page, "last_day"))
    assert "Kryss av for at den skal avsluttes likevel" in refused.content.decode()
    shown = client.post(path, fields_of(page, "last_day") | {"although": "on"})
    assert "Ola har avsluttet rollen din" in shown.content.decode()
    assert client.post(path, fields_of(shown, "previewed")).status_code == 302
    people_page = client.get("/fylker/hedmark/folk/").content.decode()
    assert "Har hatt roller" in people_page
    assert "avsluttet av Ola" in people_page


def left_behind() -> AssistanceRequest:
    """Knut has begun, and leaves."""
    asked = factories.ask()
    assistance.answer(request=asked, text="Vi ser på det.", by=factories.cast()["knut"])
    end("knut", "kari")
    asked.refresh_from_db()
    return asked


def test_what_a_person_who_left_had_open_is_listed_and_taken_over(as_, people):
    asked = left_behind()
    page = as_("kari").get("/fylker/hedmark/folk/").content.decode()
    assert "Uten noen som følger opp" in page
    assert "var hos Knut" in page
    assert as_("stine").post(f"/bistand/{asked.pk}/overta/").status_code == 403
    asked.refresh_from_db()
    assert asked.handler == people["knut"]
    assert as_("kari").post(f"/bistand/{asked.pk}/overta/").status_code == 302
    asked.refresh_from_db()
    assert asked.handler == people["kari"]
    assert "Uten noen som følger opp" not in as_("kari").get("/fylker/hedmark/folk/").content.decode()
    with pytest.raises(Conflict, match="Kari følger opp saken"):
        assistance.take(request=asked, by=people["ola"])


def test_new_words_in_a_case_that_was_left_reach_those_who_are_there(people):
    asked = left_behind()
    Notification.objects.all().delete()
    assistance.add_from_asker(request=asked, text="Hvordan går det?")
    assert {row.user.name for row in Notification.objects.select_related("user")} == {"Kari"}


def test_a_handler_with_another_role_in_the_region_is_not_gone(people):
    asked = factories.ask()
    assistance.answer(request=asked, text="Vi ser på det.", by=people["kari"])
    assert not AssistanceRequest.objects.left_behind(on=clock.today()).exists()
    end("kari", "ola", clock.today())
    assert not AssistanceRequest.objects.left_behind(on=clock.today()).exists()
    assert AssistanceRequest.objects.left_behind(on=clock.today() + A_DAY).get() == asked


def test_the_administrator_finds_who_has_had_what_and_who_gave_it(as_, people):
    end("knut", "kari")
    client = as_("bente")
    assert "knut@example.org" not in client.get("/brukere/").content.decode()
    found = client.get("/brukere/", {"when": "over", "q": "knut"}).content.decode()
    assert "knut@example.org" in found
    assert "Kari" in found
    file = client.get(
        "/brukere/eksport.csv", {"when": "all", "role": "koordinator", "region": factories.region().pk}
    )
    lines = (
        b"".join(file.streaming_content if file.streaming else [file.content])
        .decode("utf-8-sig")
        .splitlines()
    )
    assert len(lines) == 2
    assert lines[1].startswith("Kari;kari@example.org;Koordinator;Hedmark;")
    history = client.get(f"/brukere/{people['knut'].pk}/").content.decode()
    assert "Knutepunkt, Hedmark: avsluttet" in history
    assert "Avsluttet rollen" in history


def test_a_national_role_is_invited_to_by_the_administrator(as_, people):
    client, path = as_("bente"), "/brukere/inviter/"
    typed = fields_of(client.get(path), "email") | {"name": "Ine", "email": "ine@example.org", "role": "difi"}
    wrong = client.post(path, typed | {"region": str(factories.region().pk)})
    assert "Velg region for en rolle i et fylke, og ingen for en nasjonal" in wrong.content.decode()
    assert client.post(path, fields_of(client.post(path, typed), "previewed")).status_code == 302
    assert "Ine" in client.get("/brukere/invitasjoner/").content.decode()
    as_("anon").post(link_in_mail("ine@example.org"), {"name": "Ine", "password": "en-lang-setning-om-papir"})
    assert can(User.objects.get(email="ine@example.org"), Permission.REPORT_REVIEW)


def test_the_people_pages_ask_little_however_many_there_are(as_, people, django_assert_max_num_queries):
    for number in range(12):
        user = User.objects.create_user(f"p{number}@example.org", name=f"P {number}")
        grant = roles.grant(
            user=user, role=Role.KNUTEPUNKT, region_id=factories.region().pk, by=people["bente"], reason="x"
        )
        invited(f"i{number}@example.org")
        if number % 2:
            roles.revoke(grant=grant, by=people["bente"], reason="x")
    for name, path in (
        ("kari", "/fylker/hedmark/folk/"),
        ("bente", "/brukere/"),
        ("bente", "/brukere/invitasjoner/"),
    ):
        client = as_(name)
        client.get(path)
        with django_assert_max_num_queries(15):
            assert client.get(path).status_code == 200


def test_a_comment_with_somebody_who_left_the_panel_is_on_the_desks_of_those_who_stay(as_, people):
    comment = factories.hearings_of_each()["comment"]
    HearingComment.objects.filter(pk=comment).update(resolution=None, assigned_to=people["jan"])
    desk = as_("mette").get("/").content.decode()
    assert "Ingen følger opp merknad til" in desk
    assert "Jan har ikke lenger rollen" in desk
    HearingComment.objects.filter(pk=comment).update(assigned_to=people["mette"])
    assert "Ingen følger opp merknad til" not in as_("mette").get("/").content.decode()
