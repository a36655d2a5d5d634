"""The answers of what was approved before there was a table for them."""

import json

from django.db import migrations


def write(apps, schema_editor):
    from reporting.operations.values import values_of  # noqa: PLC0415 - reads JSON only, no models

    value = apps.get_model("reporting", "ReportedValue")
    events = apps.get_model("reporting", "ReportEvent").objects.filter(action="approve", seal__isnull=False)
    for seal in apps.get_model("reporting", "SealedReport").objects.filter(pk__in=events.values("seal")):
        rows = [value(seal=seal, **fields) for fields in values_of(json.loads(seal.snapshot))]
        value.objects.bulk_create(rows, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("reporting", "0004_reported_values")]

    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
