"""Plain rows: saving one with its reason in the history, deleting one, and putting it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from django.core import serializers
from django.db import IntegrityError, models, transaction
from django.db.models.deletion import ProtectedError
from django.template.defaultfilters import date as written_date
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from portal import clock
from portal.access import InRegion, Permission, require
from portal.errors import Conflict, Gone, HasPage, Stale
from portal.history import because, last_write
from portal.models import Removal, User
from portal.models.versions import Versioned

Row = TypeVar("Row", bound=models.Model)
Edited = TypeVar("Edited", bound=Versioned)


@transaction.atomic
def save(
    *,
    row: Edited,
    values: Mapping[str, Any],
    permission: Permission,
    seen: str | None = None,
    by: User,
    reason: str = "",
) -> Edited:
    """Keep `values` (by field, links included) of a new row, or of one that stands as it was `seen`.

    Raises `Denied`, `Gone` or `Stale`.
    """
    is_new = row.pk is None
    if not is_new:
        row = locked(row)
        require(by, permission, about(row))
        require_seen(row, seen, values)
    fill(row, values)
    require(by, permission, about(row))  # also where it is moved to
    with because(reason or (_("Registrert") if is_new else _("Endret")), by):
        keep(row, values)
    return row


def about(row: models.Model) -> InRegion | None:
    """The row as what a permission is asked about: None where it belongs to no region."""
    return row if getattr(row, "access_region_id", None) else None  # type: ignore[return-value]


def locked(row: Row, rows: models.QuerySet[Row] | None = None) -> Row:
    """The row as it stands, with its lock, from `rows` or all there are. Raises `Gone`."""
    rows = type(row)._default_manager.all() if rows is None else rows
    found = rows.select_for_update(of=("self",)).filter(pk=row.pk).first()
    if found is None:
        raise Gone(_("«%s» er slettet av noen andre. Det du skrev, er ikke lagret.") % row)
    return found


def require_seen(row: Versioned, seen: str | None, values: Mapping[str, Any]) -> None:
    """Raise `Stale` where the locked row has another mark than the one seen.

    Values that stand there already are no conflict, so a double click does no harm.
    """
    if row.mark != seen and not all(stands(row, name, value) for name, value in values.items()):
        raise Stale(_overtaken(row), row=row)


def require_same(seen: str | None, mark: str, *, about: HasPage) -> None:
    """Raise `Stale` where something is approved, sent or thrown away that is no longer what the person saw.

    `mark` says what stands now. None has seen no page: the portal itself, or a program.
    """
    if seen not in (None, mark):
        raise Stale(_("Dette er endret etter at du åpnet siden. Se over det på nytt."), about=about)


def _overtaken(row: Versioned) -> str:
    trace = last_write(row)
    if trace is None:
        return _("Dette er endret i et annet vindu etter at du åpnet siden.")
    details = {
        "who": trace.who or _("Noen uten konto"),
        "when": written_date(localtime(trace.when), "j. F Y H.i"),
    }
    return _("%(who)s endret dette %(when)s, etter at du åpnet siden.") % details


def stands(row: models.Model, name: str, value: Any) -> bool:
    """Whether the field, or the links, are `value` already."""
    if row._meta.get_field(name).many_to_many:
        return {other.pk for other in getattr(row, name).all()} == {other.pk for other in value}
    return bool(getattr(row, name) == value)


def fill(row: models.Model, values: Mapping[str, Any]) -> None:
    """Set the row's own fields."""
    for name, value in values.items():
        field = row._meta.get_field(name)
        if not field.many_to_many:
            field.save_form_data(row, value)  # type: ignore[union-attr]


def keep(row: models.Model, values: Mapping[str, Any]) -> None:
    """Save the row and then its links: its version moves with them."""
    row.save()
    for name, value in values.items():
        field = row._meta.get_field(name)
        if field.many_to_many:
            field.save_form_data(row, value)  # type: ignore[union-attr]


def put_in_order(rows: Sequence[Any], column: str = "position") -> None:
    """Give each row its place in the list; those that stay where they are, are not written."""
    moved = [(place, row) for place, row in enumerate(rows, start=1) if getattr(row, column) != place]
    for place, row in moved:
        setattr(row, column, place)
        row.save(update_fields=[column])


def shifted(keys: Sequence[str], key: str, *, up: bool) -> list[str]:
    """The list with `key` one place up or down, where it has one to go to."""
    moved = list(keys)
    if key in moved:
        here = moved.index(key)
        moved.insert(max(0, here + (-1 if up else 1)), moved.pop(here))
    return moved


@transaction.atomic
def remove(*, row: models.Model, permission: Permission, seen: str | None = None, by: User) -> Removal:
    """Delete a row as it was `seen`, keeping it so that `restore` can put it back.

    Raises `Denied`, `Stale`, or `Conflict` where something else hangs on the row or somebody was faster.
    """
    region_id = row.access_region_id  # type: ignore[attr-defined]
    standing = type(row)._default_manager.select_for_update(of=("self",)).filter(pk=row.pk).first()
    if standing is None:
        raise Conflict(_("Dette er allerede slettet."))
    require(by, permission, row)  # type: ignore[arg-type]
    if isinstance(standing, Versioned):
        require_same(seen, standing.mark, about=standing)  # type: ignore[arg-type]
    removal = Removal.objects.create(
        label=str(row)[:200],
        model=row._meta.label_lower,
        row=serializers.serialize("json", [standing]),
        permission=permission,
        region_id=region_id,
        removed_by=by,
    )
    try:
        with because(_("Slettet"), by):
            standing.delete()
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
    if isinstance(kept.object, Versioned):
        kept.object.version += 1  # a page, or a calendar, from before it was deleted is of an older one
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
