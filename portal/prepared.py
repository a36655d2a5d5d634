"""Questions to the database whose SQL is made once in a process (a prepared statement): a request only binds values.

What is kept depends on the code alone. Whatever depends on who asks, on regions or on the day is an argument, and
has only its place in the SQL. Of a person it is also kept which roles the SQL is for, and never in which regions.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import partial, update_wrapper
from typing import Any, Generic, ParamSpec

from django.contrib.auth.models import AnonymousUser
from django.db.models import BigIntegerField, DateField, DateTimeField, Field, TextField, Value

from portal.access import Holder, Permission, roles_with_reach, scope
from portal.models import User

Sql = tuple[str, tuple[Any, ...]]
Asked = ParamSpec("Asked")
Keys = frozenset[int] | set[int]  # primary keys

FIELDS: dict[type, tuple[type[Field[Any, Any]], str]] = {
    int: (BigIntegerField, "%s"),
    str: (TextField, "%s"),
    dt.date: (DateField, "%s"),
    dt.datetime: (DateTimeField, "%s"),
    frozenset: (BigIntegerField, "(SELECT unnest(%s::bigint[]))"),
}


KEPT: dict[Hashable, Sql] = {}  # by the question, the roles it is for and its constants


@dataclass(frozen=True)
class Blank:
    """Where the argument of this number goes among the parameters; of a person, the regions of a permission."""

    number: int
    regions_of: Permission | None = None

    def value(self, given: tuple[Any, ...]) -> Any:
        value = given[self.number]
        if self.regions_of is not None:
            return sorted(scope(value, self.regions_of).region_ids)
        if isinstance(value, User | AnonymousUser):
            return value.pk
        return sorted(value) if isinstance(value, frozenset | set) else value


class Given(Value):
    """An argument while the SQL is made: a queryset may compare with it; Python may not, for it has no value yet."""

    def __init__(self, blank: Blank, sort: type) -> None:
        field, self.sql = FIELDS[sort]
        super().__init__(blank, output_field=field())

    def as_sql(self, *_compiler: Any) -> Any:
        return self.sql, [self.value]


class Prepared(Generic[Asked]):
    """`make` returns the SQL for its positional arguments, which are bound anew each time it is called; those by
    keyword are a part of the question, and are constants of the code."""

    def __init__(self, make: Callable[Asked, Sql]) -> None:
        self._make: Callable[..., Sql] = make
        update_wrapper(self, make)

    def __call__(self, *given: Asked.args, **constants: Asked.kwargs) -> Sql:
        key = (self._make, *map(_sort_of, given), *constants.items())
        if key not in KEPT:
            KEPT[key] = self._made(given, constants)
        sql, parameters = KEPT[key]
        return sql, tuple(one.value(given) if isinstance(one, Blank) else one for one in parameters)

    def _made(self, given: tuple[Any, ...], constants: dict[str, Any]) -> Sql:
        """Raises `ValueError` where a value of the first one who asks would be kept for the others."""
        sql, parameters = self._make(*map(_blank_of, range(len(given)), given), **constants)
        if any(isinstance(one, dt.date) for one in parameters):
            raise ValueError("A day or a time of the clock must be an argument.")
        used = {one.number for one in parameters if isinstance(one, Blank)}
        values = {number for number, value in enumerate(given) if not isinstance(value, User | AnonymousUser)}
        if values - used:
            raise ValueError(f"The SQL has no place for the arguments {values - used}.")
        return sql, tuple(parameters)


def prepared(make: Callable[Asked, Sql]) -> Prepared[Asked]:
    """The decorator of what returns the SQL of a queryset."""
    return Prepared(make)


def _sort_of(value: Any) -> Hashable:
    """What of an argument the SQL depends on."""
    if isinstance(value, User | AnonymousUser):
        return value.is_authenticated, roles_with_reach(value)
    return _type_of(value)


def _blank_of(number: int, value: Any) -> Given | Holder:
    if isinstance(value, User | AnonymousUser):
        pk = Given(Blank(number), int)
        regions = partial(_regions, number)
        return Holder(roles_with_reach(value), value.is_authenticated, pk, regions)
    return Given(Blank(number), _type_of(value))


def _regions(number: int, permission: Permission) -> Given:
    return Given(Blank(number, permission), frozenset)


def _type_of(value: Any) -> type:
    return frozenset if isinstance(value, set) else type(value)
