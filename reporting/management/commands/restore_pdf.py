"""`manage.py restore_pdf RECEIPT`: a sealed PDF that was lost or damaged, drawn again and checked."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reporting.models import SealedReport
from reporting.operations.rendering import restore


class Command(BaseCommand):
    help = "Tegner en forseglet PDF på nytt og legger den tilbake, hvis den blir lik den som ble forseglet."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("receipt", help="kvitteringsnummeret")

    def handle(self, *args: Any, receipt: str, **options: Any) -> None:
        seal = SealedReport.objects.select_related("pdf").filter(receipt=receipt.upper()).first()
        if seal is None:
            raise CommandError(f"Ingen rapport har kvitteringsnummeret {receipt}.")
        if not restore(seal):
            raise CommandError(
                "Denne versjonen av portalen tegner ikke filen likt. Hent den fra sikkerhetskopien."
            )
        self.stdout.write(f"PDF-en for {seal.receipt} er lagt tilbake.")
