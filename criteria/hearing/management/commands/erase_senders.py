"""`manage.py erase_senders`: what beat does every night, or at once for one hearing."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from criteria.hearing.models import Hearing
from criteria.hearing.operations import erasing
from criteria.hearing.workflow import IS_OVER
from portal import clock


class Command(BaseCommand):
    help = "Sletter avsendernes adresser i høringer som er over for lenge siden, eller i én høring nå."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--horing", type=int, help="Nummeret på én høring som er over")

    def handle(self, *args: Any, horing: int | None, **options: Any) -> None:
        if horing is None:
            count = erasing.erase_old(on=clock.today())
            self.stdout.write(f"Slettet i {count} høringer.")
            return
        hearing = Hearing.objects.filter(pk=horing).first()
        if hearing is None or hearing.state not in IS_OVER:
            raise CommandError(f"Høring {horing} finnes ikke, eller er ikke over.")
        erasing.erase(hearing=hearing)
        self.stdout.write(f"Slettet i høring {horing}.")
