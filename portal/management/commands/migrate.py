"""`manage.py migrate`: Django's own, as the owner of the tables, and the application's privileges after it."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from portal.database import privileges
from portal.database.owner import as_owner


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        with as_owner(options["database"]):
            super().handle(*args, **options)
            if not options["plan"]:
                privileges.grant(connections[options["database"]])
