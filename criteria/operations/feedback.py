"""What users say of published criteria."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from criteria.models import Criterion, Feedback
from criteria.workflow import EDIT, FINAL
from portal import clock
from portal.access import require
from portal.errors import Conflict
from portal.models import User


def give(*, criterion: Criterion, name: str, organisation: str, text: str) -> Feedback:
    """Anyone may. Raises `Conflict` for what isn't published; proposals are answered in their hearing."""
    if criterion.edition.state not in FINAL:
        raise Conflict(_("Du kan gi tilbakemelding på publiserte kriterier."), about=criterion)
    return Feedback.objects.create(
        criterion=criterion, name=name, organisation=organisation, text=text, created_at=clock.now()
    )


@transaction.atomic
def hide(*, feedback: Feedback, reason: str, by: User) -> Feedback:
    """Take spam or abuse off the page; nothing is deleted. Raises `Denied` or `Conflict`."""
    require(by, EDIT)
    row = Feedback.objects.select_for_update().get(pk=feedback.pk)
    if row.hidden_at is not None:
        raise Conflict(_("Tilbakemeldingen er allerede skjult."))
    row.hidden_at, row.hidden_by, row.hidden_reason = clock.now(), by, reason
    row.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])
    return row


@transaction.atomic
def show(*, feedback: Feedback, by: User) -> Feedback:
    """Undo `hide`. Raises `Denied`."""
    require(by, EDIT)
    row = Feedback.objects.select_for_update().get(pk=feedback.pk)
    row.hidden_at, row.hidden_by, row.hidden_reason = None, None, ""
    row.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])
    return row
