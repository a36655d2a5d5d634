"""Taking persons out of rows that stay, and out of the rows' history: counts and what was decided are kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from counties.models import AssistanceRequest, Knutepunkt, Member, Registration, RegistrationState
from counties.models.events import new_token
from counties.operations import events
from portal import clock
from portal.history import because


@transaction.atomic
def erase_sign_ups(rows: QuerySet[Registration]) -> int:
    """Name, address, virksomhet and the key of each; whose event is still to come, gives the place away."""
    found = list(rows.exclude(email="").select_for_update(of=("self",)).select_related("event"))
    for row in found:
        if row.event.ends_at > clock.now() and row.state != RegistrationState.CANCELLED:
            events.cancel(registration=row)
        row.name, row.email, row.organisation, row.token = _("Slettet"), "", "", new_token()
    return _forget("registration", found, ["name", "email", "organisation", "token"])


@transaction.atomic
def erase_requests(rows: QuerySet[AssistanceRequest]) -> int:
    """Who asked, and every word of the case; that it was, when and where is kept, and so is its activity."""
    found = list(rows.exclude(asker_email="").select_for_update(of=("self",)))
    for row in found:
        row.asker, row.asker_email, row.asker_phone, row.token = None, "", "", new_token()
        row.asker_name = row.subject = row.text = _("Slettet")
        row.outcome = _("Slettet") if row.outcome else ""
    columns = ["asker", "asker_name", "asker_email", "asker_phone", "subject", "text", "outcome", "token"]
    return _forget("assistancerequest", found, columns)


@transaction.atomic
def erase_members(rows: QuerySet[Member]) -> int:
    """The address alone: who sat in a styringsgruppe is public, and is kept."""
    found = list(rows.select_for_update(of=("self",)))
    for row in found:
        row.email = ""
    return _forget("member", found, ["email"])


@transaction.atomic
def erase_contacts(rows: QuerySet[Knutepunkt]) -> int:
    found = list(rows.select_for_update(of=("self",)))
    for row in found:
        row.contact_name, row.contact_email, row.contact_phone = _("Slettet"), "", ""
    return _forget("knutepunkt", found, ["contact_name", "contact_email", "contact_phone"])


def _forget(kind: str, rows: Sequence[Any], columns: Iterable[str]) -> int:
    """Save what the rows say now, and make their history say the same.

    The owner of the tables does that, by a function that a migration made: the application cannot touch a history.
    """
    with because(_("Slettet personopplysninger"), None):
        for row in rows:
            row.save(update_fields=columns)
    with connection.cursor() as cursor:
        cursor.execute("SELECT counties_forget_persons(%s, %s::bigint[])", [kind, [row.pk for row in rows]])
    return len(rows)
