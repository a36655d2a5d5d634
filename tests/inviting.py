"""Invitations, and roles with an end, as tests make them."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django.core.mail import get_connection

from portal import clock
from portal.access import Role
from portal.models import OutgoingMail
from portal.models.invitations import RoleInvitation
from portal.operations import invitations
from portal.operations.outbox import message_of
from tests import factories
from tests.previews import as_previewed

LINK = re.compile(r"https?://[^/\s]+(/invitasjon/\d+/\S+/)")


def invited(email: str = "inger@example.org", role: Role = Role.KNUTEPUNKT, **details: Any) -> RoleInvitation:
    """Somebody that Kari has invited to Hedmark."""
    details = {"name": "Inger", "region": factories.region(), "by": factories.cast()["kari"]} | details
    details = {"expires_on": clock.today() + dt.timedelta(days=14)} | details
    return as_previewed(invitations.invite, email=email, role=role, **details)


def link_in_mail(to: str) -> str:
    """The path in the newest letter, as it is written when it is sent."""
    letter = OutgoingMail.objects.filter(to=to).latest("pk")
    assert not LINK.search(letter.body)  # the database alone lets nobody in
    found = LINK.search(str(message_of(letter, get_connection()).body))
    assert found
    return found[1]


def rows() -> dict[str, Any]:
    """One of each for the pages about them."""
    invitation, knut = invited(), factories.cast()["knut"]
    return {
        "person": knut.pk,
        "role_grant": knut.role_grants.get().pk,
        "role_invitation": invitation.pk,
        "role_token": invitation.token,
    }
