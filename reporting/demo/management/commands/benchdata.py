"""`manage.py benchdata --scale N`: the demo many times over, in a database that is made for measuring."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from portal.database.owner import as_owner
from reporting.demo import benchdata
from reporting.overview.operations import facts


class Command(BaseCommand):
    help = "Gjør demoens rader mange ganger flere, til målinger. Kan ikke angres; bruk en egen database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--scale", type=int, required=True, help="1 er demoen, 100 er 1 800 regioner")
        parser.add_argument(
            "--own", type=int, default=10, help="ganger så mange rader i én regions egne lister"
        )

    def handle(self, *args: Any, scale: int, own: int, **options: Any) -> None:
        with as_owner():
            try:
                benchdata.grow(scale, own)
            except ValueError as error:
                raise CommandError(f"Databasen er gjort større før: {error}") from error
            facts.count()
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")
