"""The register of personal data (GDPR, Art. 30): what is held, why, how long, whose, and how it is found and erased.

Each app registers what its models hold in its own `privacy`. The page on privacy, `docs/privacy.md`, what a person is
given, what is erased and what is erased in time are all drawn from here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.db.models import BooleanField, DateField, Model, Q, QuerySet
from django.db.models import Field as Column
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal import formats
from portal.models import User

Words = str | Promise
FORMER_USER = _("Tidligere bruker")


class Basis:
    """Legal bases (GDPR, Art. 6 (1))."""

    TASK = _("Oppgave i allmenn interesse (art. 6 nr. 1 e)")
    LAW = _("Rettslig plikt: arkivloven (art. 6 nr. 1 c)")
    ASKED = _("Det du selv ber om (art. 6 nr. 1 b)")
    SAFETY = _("Sikkerhet, berettiget interesse (art. 6 nr. 1 f)")


@dataclass(frozen=True)
class Person:
    """Whom it is about: an address, and the account where there is one."""

    email: str
    user: User | None

    @classmethod
    def of(cls, email: str) -> Person:
        return cls(email, User.objects.filter(email__iexact=email).first())


@dataclass(frozen=True)
class Holding:
    """What one model holds about persons. `emails` and `users` are the lookups that find a person's rows.

    `erase` takes them away, or takes the person out of them; what has none `stays`, and says why. `expire` does the
    same with what is old on a day, and returns how much. What is `secret` opens something, and is in no file.
    """

    model: str
    fields: Sequence[str]
    what: Words
    why: Words
    basis: Words
    kept: Words | Callable[[], str]
    emails: Sequence[str] = ()
    users: Sequence[str] = ()
    erase: Callable[[QuerySet[Any]], Any] | None = None
    stays: Words = ""
    secret: Sequence[str] = ()
    expire: Callable[[dt.date], int] | None = None

    @property
    def kind(self) -> str:
        """Of row, in the plural."""
        name = str(apps.get_model(self.model)._meta.verbose_name_plural)
        return name[:1].upper() + name[1:]

    @property
    def kept_for(self) -> str:
        return str(self.kept() if callable(self.kept) else self.kept)

    @property
    def at_erasure(self) -> str:
        """What becomes of it when the person is erased, in words."""
        return str(self.stays or _("Slettes"))

    def rows_of(self, person: Person) -> QuerySet[Any]:
        """The person's rows, oldest first."""
        lookups = [Q(**{f"{name}__iexact": person.email}) for name in self.emails if person.email]
        lookups += [Q(**{name: person.user.pk}) for name in self.users if person.user]
        rows: QuerySet[Any] = apps.get_model(self.model)._base_manager.all()
        return rows.filter(reduce(or_, lookups)).order_by("pk") if lookups else rows.none()

    def told(self, row: Model) -> Iterator[tuple[str, str]]:
        """Label and value of what the row holds of the person, and when and what it was."""
        for column in row._meta.concrete_fields:
            named = column.name in self.fields and column.name not in self.secret and not column.is_relation
            if (named or _says_when_or_what(column)) and (value := _written(row, column)):
                label = str(column.verbose_name)
                yield label[:1].upper() + label[1:], value


def _says_when_or_what(column: Column[Any, Any]) -> bool:
    return isinstance(column, DateField | BooleanField) or bool(column.choices)


def _written(row: Model, column: Column[Any, Any]) -> str:
    value = getattr(row, column.attname)
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    match value:
        case bool():
            return formats.yes_or_no(value)
        case dt.datetime():
            return formats.moment(value)
        case dt.date():
            return formats.day(value)
    return "" if value is None else str(value)


REGISTER: dict[str, Holding] = {}
ACTS: dict[str, tuple[str, ...]] = {}


def holds(**details: Any) -> None:
    """Register what a model holds."""
    REGISTER[details["model"]] = Holding(**details)


def names_who_did_it(**columns: str) -> None:
    """Register keys of accounts that only say who did something: they lose the name with the account.

    `Activity="recorded_by closed_by"`, where the app is given as `app`.
    """
    app = columns.pop("app")
    for model, names in columns.items():
        ACTS[f"{app}.{model}"] = tuple(names.split())


def holdings() -> list[Holding]:
    """Those of the portal's own accounts first, then app by app."""
    return list(REGISTER.values())


def acts_of(person: Person) -> Iterator[tuple[str, QuerySet[Any]]]:
    """What somebody with an account has done, model by model (1 query for each that is read)."""
    if person.user is None:
        return
    for label, columns in ACTS.items():
        model = apps.get_model(label)
        found = reduce(or_, (Q(**{column: person.user.pk}) for column in columns))
        yield str(model._meta.verbose_name_plural), model._base_manager.filter(found).order_by("pk")


def erased_by(delete: bool = False, **values: Any) -> Callable[[QuerySet[Any]], Any]:
    """An `erase` that sets columns, or deletes the rows."""
    if delete:
        return lambda rows: rows.delete()
    return lambda rows: rows.order_by().update(**values)
