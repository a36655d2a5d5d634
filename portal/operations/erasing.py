"""Taking persons out of invitations to roles, and out of the invitations' history: which role and when are kept."""

from __future__ import annotations

import datetime as dt

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from portal import clock
from portal.history import because
from portal.models.invitations import RoleInvitation, new_nonce

NOBODY = "@slettet.invalid"


@transaction.atomic
def erase_invitees(rows: QuerySet[RoleInvitation]) -> int:
    """Name, address and link; one that waits for an answer waits no more."""
    found = list(rows.exclude(email__endswith=NOBODY).select_for_update(of=("self",)))
    with because(_("Slettet personopplysninger"), None):
        for row in found:
            row.name, row.email, row.nonce = _("Slettet"), f"slettet-{row.pk}{NOBODY}", new_nonce()
            if row.accepted_at is None and row.revoked_at is None:
                row.expires_on = min(row.expires_on, clock.today() - dt.timedelta(days=1))
            row.save(update_fields=["name", "email", "nonce", "expires_on"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT portal_forget_invitees(%s::bigint[])", [[row.pk for row in found]])
    return len(found)
