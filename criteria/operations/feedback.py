"""What users say of published criteria."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext as _

from criteria.models import Criterion, Feedback
from criteria.workflow import EDIT, FINAL
from portal import clock
from portal.access import require
from portal.errors import Conflict
from portal.models import User


def give(
    *, criterion: Criterion, name: str, organisation: str, text: str, by: User | None = None
) -> Feedback:
    """Anyone may; from those without a confirmed address it waits for the panel.

    Raises `Conflict` for what isn't published; proposals are answered in their hearing.
    """
    if criterion.edition.state not in FINAL:
        raise Conflict(_("Du kan gi tilbakemelding på publiserte kriterier."), about=criterion)
    confirmed = by is not None and EmailAddress.objects.filter(user=by, verified=True).exists()
    return Feedback.objects.create(
        criterion=criterion,
        name=name,
        organisation=organisation,
        text=text,
        giver=by,
        waits=not confirmed,
        created_at=clock.now(),
    )


@transaction.atomic
def hide(*, feedback: Feedback, reason: str, by: User) -> Feedback:
    """Take spam or abuse off the page; nothing is deleted. Raises `Denied` or `Conflict`."""
    require(by, EDIT)
    row = Feedback.objects.select_for_update().get(pk=feedback.pk)
    if row.hidden_at is not None:
        raise Conflict(_("Tilbakemeldingen er allerede skjult."))
    row.hidden_at, row.hidden_by, row.hidden_reason, row.waits = clock.now(), by, reason, False
    row.save(update_fields=["hidden_at", "hidden_by", "hidden_reason", "waits"])
    return row


@transaction.atomic
def show(*, feedback: Feedback, by: User) -> Feedback:
    """Let through what waits, or undo `hide`. Raises `Denied`."""
    require(by, EDIT)
    row = Feedback.objects.select_for_update().get(pk=feedback.pk)
    row.hidden_at, row.hidden_by, row.hidden_reason, row.waits = None, None, "", False
    row.save(update_fields=["hidden_at", "hidden_by", "hidden_reason", "waits"])
    return row
