"""The addresses that people sign in with."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext as _

from portal.letters import Letter
from portal.models import User
from portal.operations import outbox


def vouch(*, user: User) -> None:
    """Whoever makes the account knows the address."""
    EmailAddress.objects.update_or_create(
        user=user, email=user.email.lower(), defaults={"primary": True, "verified": True}
    )


@transaction.atomic
def replace(*, user: User, before: str) -> None:
    """An administrator changed it: the new one is confirmed at the next log-in, and both addresses are told."""
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=user.email.lower(), primary=True, verified=False)
    text = _(
        "En administrator har byttet e-postadressen din i portalen fra %(before)s til %(after)s. "
        "Du logger inn med den nye. Er det feil, svar på denne e-posten eller kontakt portalen."
    )
    said = text % {"before": before, "after": user.email}
    subject = _("E-postadressen din i portalen er byttet")
    outbox.post([Letter(address, subject, said) for address in (before, user.email)])
