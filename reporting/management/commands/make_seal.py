"""`manage.py make_seal FOLDER`: a key to seal with, and the certificate that vouches for it, of the portal's own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from reporting.seal import authority


class Command(BaseCommand):
    help = "Lager nøkkel og sertifikat for portalens elektroniske segl, der virksomheten ikke har kjøpt noe."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="mappen som filene legges i")
        parser.add_argument("--virksomhet", default="Innkjøpsprogrammet", help="står i sertifikatet")

    def handle(self, *args: Any, folder: Path, virksomhet: str, **options: Any) -> None:
        try:
            authority.make(
                folder,
                authority=f"{virksomhet}s sertifikatutsteder",
                holder=f"{virksomhet}s segl",
                organisation=virksomhet,
                password=settings.SEAL_PKCS12_PASSWORD,
            )
        except FileExistsError as error:
            raise CommandError(f"{error.filename} finnes fra før, og blir ikke skrevet over.") from error
        seal, certificate = folder / authority.SEAL_FILE, folder / authority.AUTHORITY_FILE
        self.stdout.write(f"Sett SEAL_PKCS12={seal} og SEAL_AUTHORITIES={certificate}.")
