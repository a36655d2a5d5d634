"""Seals from before the chain are linked in the order they were made; what they sealed is untouched."""

import datetime as dt
import hashlib

from django.db import migrations

TRIGGER = "pgtrigger_a_seal_never_changes_dd1b8"


def link(apps, schema_editor):
    SealedReport = apps.get_model("reporting", "SealedReport")
    before = "0" * 64
    schema_editor.execute(f"ALTER TABLE reporting_sealedreport DISABLE TRIGGER {TRIGGER}")
    for seal in SealedReport.objects.order_by("pk").only("receipt", "sha256", "signed_at").iterator():
        moment = seal.signed_at.astimezone(dt.UTC).isoformat(timespec="microseconds")
        text = f"{before} {seal.receipt} {seal.sha256} {moment}"
        after = hashlib.sha256(text.encode()).hexdigest()
        SealedReport.objects.filter(pk=seal.pk).update(previous_sha256=before, chain_sha256=after)
        before = after
    schema_editor.execute(f"ALTER TABLE reporting_sealedreport ENABLE TRIGGER {TRIGGER}")


class Migration(migrations.Migration):
    dependencies = [("reporting", "0002_seals_are_signed_and_chained")]

    operations = [migrations.RunPython(link, migrations.RunPython.noop)]
