"""`manage.py createadministrator ADDRESS NAME`: the first person of a new portal."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.errors import Conflict
from portal.operations.roles import first_administrator


class Command(BaseCommand):
    help = "Lager portalens første administrator. Personen velger passord selv med «Glemt passord»."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address", help="e-postadressen")
        parser.add_argument("name", help="navnet")

    def handle(self, *args: Any, address: str, name: str, **options: Any) -> None:
        try:
            first_administrator(email=address, name=name, password=None)
        except Conflict as conflict:
            raise CommandError(conflict.reason) from conflict
        self.stdout.write(f"{name} er administrator. Neste steg: «Glemt passord» på innloggingssiden.")
