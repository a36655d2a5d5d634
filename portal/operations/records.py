"""Plain rows: saving one with its reason in the history, deleting one, and putting it back."""

from __future__ import annotations

from django.core import serializers
from django.db import IntegrityError, models, transaction
from django.db.models.deletion import ProtectedError
from django.forms import ModelForm
from django.utils.translation import gettext as _

from portal import clock
from portal.access import Permission, require
from portal.errors import Conflict
from portal.history import because
from portal.models import Removal, User


@transaction.atomic
def save(*, form: ModelForm, permission: Permission, by: User) -> models.Model:
    """Keep what a valid form says, links included. Raises `Denied`."""
    require(by, permission, form.instance)
    with because(_("Endret") if form.instance.pk else _("Registrert"), by):
        return form.save()


@transaction.atomic
def remove(*, row: models.Model, permission: Permission, by: User) -> Removal:
    """Delete a row, keeping it so that `restore` can put it back.

    Raises `Denied`, or `Conflict` where something else hangs on the row or somebody was faster.
    """
    region_id = row.access_region_id  # type: ignore[attr-defined]
    locked = type(row)._default_manager.select_for_update(of=("self",)).filter(pk=row.pk).first()
    if locked is None:
        raise Conflict(_("Dette er allerede slettet."))
    require(by, permission, row)  # type: ignore[arg-type]
    removal = Removal.objects.create(
        label=str(row)[:200],
        model=row._meta.label_lower,
        row=serializers.serialize("json", [locked]),
        permission=permission,
        region_id=region_id,
        removed_by=by,
    )
    try:
        with because(_("Slettet"), by):
            locked.delete()
    except ProtectedError:
        raise Conflict(_("«%s» er i bruk et annet sted og kan ikke slettes.") % row) from None
    return removal


@transaction.atomic
def restore(*, removal: Removal, by: User) -> models.Model:
    """Put a deleted row back as it was. Raises `Denied`, or `Conflict` where it no longer fits."""
    removal = Removal.objects.select_for_update().get(pk=removal.pk)
    require(by, Permission(removal.permission), removal)
    if removal.restored_at is not None:
        raise Conflict(_("«%s» er allerede hentet tilbake.") % removal)
    (kept,) = serializers.deserialize("json", removal.row)
    try:
        with transaction.atomic(), because(_("Hentet tilbake"), by):
            kept.save(force_insert=True)
    except IntegrityError:
        raise Conflict(
            _("«%s» kan ikke hentes tilbake: noe annet har tatt plassen, eller noe den viser til, er borte.")
            % removal
        ) from None
    removal.restored_at, removal.restored_by = clock.now(), by
    removal.save(update_fields=["restored_at", "restored_by"])
    return kept.object
