"""`manage.py check_seals`: chain, contents, and all sealed files with their signatures. Fails where one fails."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reporting.models import SealedReport
from reporting.operations.checking import faults


class Command(BaseCommand):
    help = "Kontrollerer kjeden av kvitteringer og alle forseglede filer, og sier hva som ikke holder."

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(faults())
        if found:
            raise CommandError("\n".join(found))
        self.stdout.write(f"{SealedReport.objects.count()} segl holder: kjede, innhold, filer og signaturer.")
