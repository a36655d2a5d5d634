"""A row in words: its details, and how they came to be, from pghistory's own rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import ForeignKey, ManyToManyField, Model, QuerySet, UniqueConstraint
from django.forms import ModelForm
from django.utils.translation import gettext as _

from portal import clock, formats
from portal.models import User

MOST_CHANGES = 100
UNTOLD = {"version", "token"}  # the count of the changes is none of them, and a key is nobody's to read


@dataclass(frozen=True)
class Change:
    """One write of a row: who, when, why, and each field's value before and after."""

    when: dt.datetime
    who: str
    why: str
    fields: list[tuple[str, str, str]]


def details_of(row: Model, form: type[ModelForm[Any]], *, inside: bool) -> list[tuple[str, str]]:
    """What the row's form asks for, with what the row says; `inside_only` fields of a public row for those inside."""
    shown = []
    left_out = {*getattr(row, "not_yet", ()), *(() if inside else getattr(row, "inside_only", ()))}
    for name in form._meta.fields or []:
        if name in left_out:
            continue
        field = row._meta.get_field(name)
        value = list(getattr(row, name).all()) if isinstance(field, ManyToManyField) else getattr(row, name)
        label = str(field.verbose_name)  # type: ignore[union-attr]
        shown.append((label[:1].upper() + label[1:], in_words(row, name, value)))
    return shown


def in_words(row: Model, name: str, value: Any) -> str:
    display = getattr(row, f"get_{name}_display", None)
    if value is None or value in ("", []):
        return "–"
    if isinstance(value, bool | dt.date):
        return _plain(value)
    if display is not None and not isinstance(value, list):
        return str(display())
    if isinstance(value, list):
        choices = dict(getattr(getattr(row._meta.get_field(name), "base_field", None), "choices", None) or [])
        return ", ".join(str(choices.get(item, item)) for item in value)
    if isinstance(value, Decimal):
        return formats.decimal(value)
    return formats.whole(value) if isinstance(value, int) else str(value)


def _plain(value: bool | dt.date) -> str:
    return formats.yes_or_no(value) if isinstance(value, bool) else formats.day_in_words(value)


def changes_of(row: Model) -> list[Change]:
    """Newest first (the rows, the people, and one query for each foreign key that has changed)."""
    return _told(type(row), row.row_history.all())  # type: ignore[attr-defined]


def changes_among(events: QuerySet[Any], *, named_by: str) -> list[Change]:
    """Those of many rows, newest first: what is saved together is told together, each row by its `named_by`.

    A new row is told by what was filled in, and one that is deleted by what it said.
    """
    return _told(events.model.pgh_tracked_model, events, named_by)


def _told(model: type[Model], events: QuerySet[Any], named_by: str = "") -> list[Change]:
    found = list(events.select_related("pgh_context").order_by("pgh_id"))
    people, names = _people(found), _names(model, found, named_by)
    changes: list[Change] = []
    before: dict[int, Any] = {}
    context = None
    for event in found:
        old, new = before.get(event.pgh_obj_id), event
        before[event.pgh_obj_id] = event
        if named_by:
            old, new = old or model(), model() if event.pgh_label == "delete" else event
        fields = _differences(model, old, new, names, _keys_of(model) if named_by else set())
        if named_by:
            key = model._meta.get_field(named_by)
            row = _old(key, getattr(event, key.attname), names)  # type: ignore[union-attr]
            fields = [(f"{row}: {label}", was, now) for label, was, now in fields]
            if changes and context and context == event.pgh_context_id:
                changes[-1].fields.extend(fields)
                continue
        context = event.pgh_context_id
        metadata = event.pgh_context.metadata if event.pgh_context else {}
        changes.append(
            Change(
                when=clock.told(event.pgh_created_at),
                who=people.get(metadata.get("user"), _("Portalen")),
                why=str(metadata.get("reason", "")),
                fields=fields,
            )
        )
    return changes[: -MOST_CHANGES - 1 : -1]


def _people(events: Iterable[Any]) -> dict[Any, str]:
    ids = {event.pgh_context.metadata.get("user") for event in events if event.pgh_context}
    return dict(User.objects.filter(pk__in=ids - {None}).values_list("pk", "name"))


def _names(model: type[Model], events: list[Any], named_by: str) -> dict[str, dict[Any, str]]:
    """What the keys of each column that has changed stand for; a row that is gone has no name."""
    found = {}
    for field in model._meta.concrete_fields:
        if not isinstance(field, ForeignKey):
            continue
        keys = {getattr(event, field.attname) for event in events}
        if len(keys) > 1 or field.name == named_by:
            rows = field.remote_field.model._base_manager.in_bulk(keys - {None})
            found[field.name] = {key: str(named) for key, named in rows.items()}
    return found


def _keys_of(model: type[Model]) -> set[str]:
    """What says which row it is, and never changes."""
    unique = [rule for rule in model._meta.constraints if isinstance(rule, UniqueConstraint)]
    return {"id"}.union(*(rule.fields for rule in unique))


def _differences(
    model: type[Model], before: Any, after: Any, names: dict[str, dict[Any, str]], keys: set[str]
) -> list[tuple[str, str, str]]:
    if before is None:
        return []
    found = []
    for field in model._meta.concrete_fields:
        if field.generated or field.name in UNTOLD | keys:
            continue
        old, new = getattr(before, field.attname), getattr(after, field.attname)
        if old != new:
            label = str(field.verbose_name)
            found.append((label[:1].upper() + label[1:], _old(field, old, names), _old(field, new, names)))
    return found


def _old(field: Any, value: Any, names: dict[str, dict[Any, str]]) -> str:
    if value in (None, "", []):
        return "–"
    if isinstance(field, ForeignKey):
        return names.get(field.name, {}).get(value) or f"nr. {value}"
    if field.choices:
        return str(dict(field.choices).get(value, value))
    return _written(value)


def _written(value: Any) -> str:
    match value:
        case bool():
            return formats.yes_or_no(value)
        case dt.datetime():
            return formats.moment(value)
        case dt.date():
            return formats.day(value)
        case int():
            return formats.whole(value)
    return str(value)
