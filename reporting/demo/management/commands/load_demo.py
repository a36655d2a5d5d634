"""`manage.py load_demo`: people, answers and hand-overs, all made up, in a database that has none."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from portal.models import User
from reporting.demo import next_year, reports


class Command(BaseCommand):
    help = "Laster demoens oppdiktede personer og rapporter. Gjør ingenting der det finnes brukere fra før."

    def handle(self, *args: Any, **options: Any) -> None:
        if User.objects.exists():
            self.stdout.write("Demoen er lastet fra før.")
            return
        with transaction.atomic():
            said = reports.load()
            next_year.load()
        self.stdout.write(said)
