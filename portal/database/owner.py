"""Being the owner of the tables for as long as something is migrated."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections

LOGIN = ("USER", "PASSWORD", "HOST", "PORT")


def roles_are_two() -> bool:
    owner = settings.OWNER_DATABASE
    return bool(owner["USER"] and owner["USER"] != settings.APPLICATION_DATABASE["USER"])


@contextmanager
def as_owner(alias: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """This thread's connection is the owner's, without the application's pool and limits; then its own again."""
    connection, owner = connections[alias], settings.OWNER_DATABASE
    own = connection.settings_dict
    if own["USER"] == owner["USER"]:
        yield
        return
    connection.close()
    connection.settings_dict = own | {name: owner[name] for name in LOGIN} | {"OPTIONS": {}}
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict = own
