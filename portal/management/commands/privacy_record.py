"""`manage.py privacy_record > docs/privacy.md`: the record of processing, from the register of personal data."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from portal.personal_data import ACTS, holdings

HEAD = """# Protokoll over behandling av personopplysninger

Skrevet av `manage.py privacy_record` fra registeret i `portal/personal_data.py`; en test sammenlikner dem.
Frister er de som gjelder når ingen andre er satt. Behandlingsansvarlig er DIFI. Mottakere er de som er nevnt.
Tiltak for sikkerhet står i `docs/decisions/`: 0053 (grenser), 0054 (loggen), 0055 (databasens roller) og 0058."""
ROW = "| {what} | `{model}`: {fields} | {why} | {basis} | {kept} | {erasure} |"


class Command(BaseCommand):
    help = "Skriver docs/privacy.md fra registeret over personopplysninger."

    def handle(self, *args: Any, **options: Any) -> None:
        lines = [
            "| Hva | Hvor | Hvorfor | Grunnlag | Hvor lenge | Ved sletting |",
            "|---|---|---|---|---|---|",
        ]
        for held in holdings():
            fields = ", ".join(held.fields)
            words = {"what": held.what, "why": held.why, "basis": held.basis, "kept": held.kept_for}
            lines.append(ROW.format(model=held.model, fields=fields, erasure=held.at_erasure, **words))
        acts = [f"- `{model}`: {', '.join(columns)}" for model, columns in ACTS.items()]
        intro = (
            "## Hvem som gjorde hva\n\nNøkler til kontoer. De blir stående, uten navn når kontoen er slettet."
        )
        self.stdout.write("\n\n".join([HEAD, "\n".join(lines), intro, "\n".join(acts)]))
