"""Hedmark's people over the years: who has left, who is invited, and what one of them left behind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from counties.models import AssistanceRequest, Region
from portal import clock
from portal.access import Role
from portal.errors import Unseen
from portal.letters import mark_of
from portal.models import User
from portal.operations import invitations, roles

# Who had the role, from and until when.
LEFT = [
    ("tidligere.koordinator@demo.example", "Åshild Nordli", Role.KOORDINATOR, (2008, 8, 18), (2009, 6, 30)),
    ("tidligere.knutepunkt@demo.example", "Geir Haugsbakk", Role.KNUTEPUNKT, (2009, 1, 12), (2011, 2, 4)),
]
INVITED = [
    ("ny.knutepunkt@demo.example", "Sigrid Nymoen", Role.KNUTEPUNKT, (2011, 2, 8), (2011, 2, 28)),
    ("ny.styringsgruppe@demo.example", "Øystein Moe", Role.STYRINGSGRUPPE, (2011, 2, 1), (2011, 2, 14)),
]


def load(people: Mapping[str, User], administrator: User) -> None:
    region = Region.objects.get(slug="hedmark")
    koordinator = people["koordinator.hedmark"]
    for email, name, role, since, until in LEFT:
        user = User.objects.create_user(email, None, name=name)
        with clock.at(_noon(*since)):
            grant = roles.grant(user=user, role=role, region_id=region.pk, by=administrator, reason="Demo")
        with clock.at(_noon(*until)):
            roles.set_end(grant, None, koordinator, "Sluttet")
    leave_behind(region, to=User.objects.get(email=LEFT[-1][0]))
    for email, name, role, sent, expires_on in INVITED:
        with clock.at(_noon(*sent)):
            details = {"email": email, "name": name, "role": role, "region": region, "by": koordinator}
            _invite(expires_on=max(dt.date(*expires_on), clock.today()), **details)
    with clock.at(_noon(2011, 2, 10)):
        _invite(
            email="ny.difi@demo.example", name="Turid Aas", role=Role.DIFI, by=administrator,
            expires_on=dt.date(2011, 2, 24),
        )  # fmt: skip


def leave_behind(region: Region, *, to: User) -> None:
    """One open question was with somebody who has left."""
    asked = AssistanceRequest.objects.of_region(region).unanswered().exclude(handler=None).first()
    if asked:
        asked.handler = to
        asked.save(update_fields=["handler"])


def _invite(**details: Any) -> None:
    try:
        invitations.invite(**details)
    except Unseen as unseen:
        invitations.invite(**details, previewed=mark_of(unseen.letters))


def _noon(year: int, month: int, day: int) -> dt.datetime:
    return dt.datetime(year, month, day, 12, tzinfo=dt.UTC)
