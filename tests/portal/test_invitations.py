"""Invitations to roles: who may send them, what the link does, and once only."""

import datetime as dt
from threading import Barrier, Thread

import pgtrigger
import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.db import connection, transaction
from django.db.utils import IntegrityError

from portal import clock
from portal.access import REGIONAL_ROLES, Permission, Role, can
from portal.errors import Conflict, Denied, Unseen
from portal.models import LogEntry, Notification, OutgoingMail, RoleGrant, User
from portal.models.invitations import RoleInvitation
from portal.operations import invitations
from tests import factories
from tests.inviting import invited, link_in_mail
from tests.portal.test_editing import fields_of
from tests.previews import as_previewed

WORDS = "en-lang-setning-om-papir-2011"
JOIN = {"name": "Inger Lie", "password": WORDS}
# Who may invite to which role in Hedmark, written by hand. x: yes.
MAY_INVITE = """
role            kari ola knut stine per siv mette bente
knutepunkt      x    x   .    .     .   .   .     x
koordinator     x    x   .    .     .   .   .     x
styringsgruppe  x    x   .    .     .   .   .     x
fylkesmann      .    .   .    .     .   .   .     x
difi            .    .   .    .     .   .   .     x
departement     .    .   .    .     .   .   .     x
ks              .    .   .    .     .   .   .     x
panel           .    .   .    .     .   .   .     x
administrator   .    .   .    .     .   .   .     x
innkjoper       .    .   .    .     .   .   .     x
"""


def test_who_may_invite_to_what(people):
    header, *lines = [line.split() for line in MAY_INVITE.strip().splitlines()]
    assert {line[0] for line in lines} == set(Role.values)
    for role, *marks in lines:
        for name, mark in zip(header[1:], marks, strict=True):
            place = factories.region() if role in REGIONAL_ROLES else None
            try:
                invited(f"{name}.{role}@example.org", Role(role), region=place, by=people[name])
                may = "x"
            except Denied:
                may = "."
            assert may == mark, (role, name)


def test_the_letter_is_looked_at_first_and_reads_like_this(people):
    with pytest.raises(Unseen) as unseen:
        invitations.invite(
            name="Inger", email="Inger@Example.org", role=Role.KNUTEPUNKT, region=factories.region(),
            expires_on=clock.today() + invitations.LIFE, starts_on=dt.date(2011, 3, 1), by=people["kari"],
        )  # fmt: skip
    assert not RoleInvitation.objects.exists()
    [letter] = unseen.value.letters
    assert (letter.to, letter.subject) == ("inger@example.org", "Invitasjon: Knutepunkt i Hedmark")
    assert letter.text == (
        "Hei, Inger. Kari inviterer deg til en rolle i portalen for grønne innkjøp: Knutepunkt i Hedmark.\n\n"
        "Rollen gjelder fra 1. mars 2011.\n\n"
        "Ta imot rollen med lenken under. Har du ingen konto, lager du den der.\n\n"
        "Lenken gjelder til og med 1. mars 2011, og kan brukes én gang. Den er bare til deg."
    )


def test_the_link_is_in_the_mail_and_in_no_row(people):
    invitation = invited()
    path = link_in_mail("inger@example.org")
    assert path == invitation.get_absolute_url()
    token = path.split("/")[3]
    for model in (RoleInvitation, OutgoingMail, RoleInvitation.pgh_event_model, LogEntry):
        assert not any(token in str(value) for row in model.objects.values() for value in row.values())


def test_somebody_without_an_account_makes_one_and_is_in(as_, people):
    invited()
    client, path = as_("anon"), link_in_mail("inger@example.org")
    assert "Knutepunkt i Hedmark" in client.get(path).content.decode()
    assert client.post(path, JOIN).status_code == 302
    inger = User.objects.get(email="inger@example.org")
    assert (inger.name, inger.check_password(WORDS)) == ("Inger Lie", True)
    assert EmailAddress.objects.get(user=inger).verified
    assert can(inger, Permission.WORK_RECORD, factories.region())
    assert not can(inger, Permission.WORK_RECORD, factories.region("nordland"))
    assert inger.role_grants.get().granted_by == people["kari"]
    assert client.get("/fylker/hedmark/folk/").status_code == 200
    told = Notification.objects.get(user=people["kari"])
    assert told.subject == "Inger Lie har tatt imot rollen Knutepunkt i Hedmark"


def test_a_weak_password_is_said_in_words_and_makes_nothing(as_):
    invited()
    page = as_("anon").post(link_in_mail("inger@example.org"), JOIN | {"password": "kort"})
    assert "ds-error-summary" in page.content.decode()
    assert not User.objects.filter(email="inger@example.org").exists()


def test_somebody_with_an_account_is_asked_to_log_in_and_then_accepts(as_, people):
    invited("JAN@example.org")
    path = link_in_mail("jan@example.org")
    page = as_("anon").get(path).content.decode()
    assert f"/konto/login/?next={path}" in page
    assert 'name="password"' not in page
    as_("anon").post(path, JOIN)
    assert not RoleInvitation.objects.exclude(accepted_at=None).exists()
    assert as_("jan").post(path).status_code == 302
    assert can(User.objects.get(pk=people["jan"].pk), Permission.WORK_RECORD, factories.region())


def test_somebody_else_is_told_so_and_nothing_happens(as_, people):
    invited("jan@example.org", Role.KOORDINATOR)
    path = link_in_mail("jan@example.org")
    page = as_("stine").get(path).content.decode().replace("<wbr>", "")
    assert "Du er logget inn som stine@example.org, men invitasjonen er til jan@example.org" in page
    assert "Ta imot rollen" not in page
    assert as_("stine").post(path).status_code == 403
    assert not RoleGrant.objects.filter(user=people["stine"], role=Role.KOORDINATOR).exists()


def test_the_link_works_once(as_):
    invited()
    client, path = as_("anon"), link_in_mail("inger@example.org")
    client.post(path, JOIN)
    again = as_("anon").get(path)
    assert again.status_code == 410
    assert "lenken kan bare brukes én gang" in again.content.decode()
    assert as_("anon").post(path, JOIN).status_code == 410
    assert RoleGrant.objects.filter(user__email="inger@example.org").count() == 1


@pytest.mark.parametrize("how", ["expired", "revoked"])
def test_a_link_that_is_over_says_why(how, as_, people, settings):
    invitation = invited("jan@example.org")
    path = link_in_mail("jan@example.org")
    if how == "revoked":
        invitations.revoke(invitation=invitation, by=people["ola"])
    else:
        settings.PORTAL_TODAY = clock.today() + dt.timedelta(days=14)
        assert as_("jan").get(path).status_code == 200  # its last day
        settings.PORTAL_TODAY += dt.timedelta(days=1)
    said = {"revoked": "Den er trukket tilbake", "expired": "Lenken gjaldt til og med 1. mars 2011"}[how]
    for page in (as_("jan").get(path), as_("anon").get(path), as_("jan").post(path)):
        assert (page.status_code, said in page.content.decode()) == (410, True)
    with pytest.raises(Conflict):
        invitations.accept(invitation=invitation, by=people["jan"])
    assert people["jan"].role_grants.count() == 1


def test_a_key_that_is_guessed_or_another_s_opens_nothing(as_):
    one, other = invited(), invited("ane@example.org")
    for token in (
        "x",
        other.token,
        one.token[:-1],
        one.token + "A",
        one.token.swapcase(),
        "å",
        ":",
        "a" * 5000,
    ):
        assert as_("anon").get(f"/invitasjon/{one.pk}/{token}/").status_code == 404, token
        assert as_("anon").post(f"/invitasjon/{one.pk}/{token}/", JOIN).status_code == 404
    assert as_("anon").get(f"/invitasjon/999999/{one.token}/").status_code == 404


def test_hostile_names_and_addresses_are_only_text(as_, people):
    name = "<script>alert(1)</script> %(by)s {{ by }}"
    invited("hostil@example.org", name=name)
    page = as_("kari").get("/fylker/hedmark/folk/").content.decode()
    assert "<script>alert(1)" not in page
    letter = OutgoingMail.objects.get(to="hostil@example.org")
    assert letter.body.startswith(f"Hei, {name}. Kari inviterer deg")


def test_an_address_is_invited_to_a_role_once_at_a_time(people):
    first = invited()
    with pytest.raises(Conflict, match="er invitert til rollen alt"):
        invited("INGER@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleInvitation.objects.create(
            email="Inger@example.org", name="I", role=first.role, region=first.region,
            expires_on=first.expires_on, invited_by=people["kari"],
        )  # fmt: skip
    with pytest.raises(Conflict, match="har allerede denne rollen"):
        invited("knut@example.org")
    invitations.revoke(invitation=first, by=people["kari"])
    assert invited() != first


def test_it_is_sent_again_with_a_new_last_day_and_the_same_link(people, settings):
    invitation, path = invited(), link_in_mail("inger@example.org")
    settings.PORTAL_TODAY = clock.today() + dt.timedelta(days=20)
    day = clock.today() + dt.timedelta(days=14)
    as_previewed(invitations.resend, invitation=invitation, expires_on=day, by=people["ola"])
    assert link_in_mail("inger@example.org") == path
    invitation.refresh_from_db()
    assert (invitation.expires_on, invitation.sent_at.date()) == (day, clock.today())
    for wrong in (clock.today() - dt.timedelta(days=1), clock.today() + dt.timedelta(days=61)):
        with pytest.raises(Conflict, match="høyst 60 dager"):
            as_previewed(invitations.resend, invitation=invitation, expires_on=wrong, by=people["ola"])


def test_a_region_s_invitations_are_sent_again_and_taken_back_by_those_who_may(people):
    invitation = invited()
    for name in ("knut", "stine", "per", "siv"):
        with pytest.raises(Denied):
            invitations.revoke(invitation=invitation, by=people[name])
        with pytest.raises(Denied):
            invitations.resend(invitation=invitation, expires_on=invitation.expires_on, by=people[name])
    invitations.revoke(invitation=invitation, by=people["kari"])
    with pytest.raises(Conflict, match="allerede trukket tilbake"):
        invitations.revoke(invitation=invitation, by=people["ola"])


def test_the_page_shows_the_letter_before_it_goes(as_):
    client, path = as_("kari"), "/fylker/hedmark/folk/inviter/"
    typed = fields_of(client.get(path), "email") | {
        "name": "Inger",
        "email": "inger@example.org",
        "role": "knutepunkt",
    }
    shown = client.post(path, typed)
    assert "Kari inviterer deg til en rolle" in shown.content.decode()
    assert not OutgoingMail.objects.exists()
    assert client.post(path, fields_of(shown, "previewed")).status_code == 302
    assert OutgoingMail.objects.get().to == "inger@example.org"
    assert "fylkesmann" not in typed["role"]
    refused = client.post(path, typed | {"role": "fylkesmann", "email": "f@example.org"})
    assert "ds-error-summary" in refused.content.decode()


def test_a_stranger_is_in_history_without_the_key(as_):
    invitation = invited()
    as_("anon").post(link_in_mail("inger@example.org"), JOIN)
    contexts = apps.get_model("pghistory", "Context").objects.values_list("metadata", flat=True)
    assert not any(invitation.token in str(metadata) for metadata in contexts)
    assert not any(WORDS in str(metadata) for metadata in contexts)
    reasons = [event.pgh_context.metadata["reason"] for event in invitation.row_history.order_by("pgh_id")]
    assert reasons == ["Inviterte til en rolle", "Tok imot en invitasjon"]


def test_of_two_who_accept_at_once_one_gets_one_role(django_db_setup, django_db_blocker):
    """Two connections, real transactions. What they write is committed, so it is taken away again by hand."""
    outcomes: list[str] = []
    start = Barrier(2)

    def take() -> None:
        start.wait()
        try:
            invitations.join(invitation=invitation, name="Inger", password=WORDS)
            outcomes.append("in")
        except Conflict:
            outcomes.append("told")
        finally:
            connection.close()

    with django_db_blocker.unblock():
        invitation = invited("samtidig@example.org")
        try:
            takers = [Thread(target=take) for _each in range(2)]
            for taker in takers:
                taker.start()
            for taker in takers:
                taker.join()
            held = RoleGrant.objects.filter(user__email="samtidig@example.org").count()
        finally:
            forget("samtidig@example.org")
    assert (sorted(outcomes), held) == (["in", "told"], 1)


def forget(email: str) -> None:
    """Everything about the address, its history too."""
    with pgtrigger.ignore():
        user = User.objects.filter(email=email).first()
        Notification.objects.all().delete()
        OutgoingMail.objects.all().delete()
        RoleInvitation.objects.filter(email=email).delete()
        RoleInvitation.pgh_event_model.objects.filter(email=email).delete()
        if user:
            LogEntry.objects.filter(about=user).delete()
            for model in (EmailAddress, RoleGrant, RoleGrant.pgh_event_model):
                model.objects.filter(user=user).delete()
            user.delete()
            User.pgh_event_model.objects.filter(email=email).delete()
