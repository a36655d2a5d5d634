"""The texts of what was signed, and the answers of what was approved, before there were tables for them."""

import json

from django.db import migrations


def write(apps, schema_editor):
    from reporting.operations.values import texts_of, values_of  # noqa: PLC0415 - reads JSON only, no models

    value = apps.get_model("reporting", "ReportedValue")
    events = apps.get_model("reporting", "ReportEvent").objects.filter(action="approve", seal__isnull=False)
    for seal in apps.get_model("reporting", "SealedReport").objects.filter(pk__in=events.values("seal")):
        rows = [value(seal=seal, **fields) for fields in values_of(json.loads(seal.snapshot))]
        value.objects.bulk_create(rows, ignore_conflicts=True)
    text = apps.get_model("reporting", "ReportText")
    for seal in apps.get_model("reporting", "SealedReport").objects.iterator():
        rows = [text(seal=seal, **fields) for fields in texts_of(json.loads(seal.snapshot))]
        text.objects.bulk_create(rows, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("reporting", "0005_report_texts")]

    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
