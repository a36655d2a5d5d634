"""Before regions could have a deadline of their own, each report was due with its round."""

from django.db import migrations
from django.db.models import OuterRef, Subquery

TRIGGER = "pgtrigger_a_seal_never_changes_dd1b8"


def fill(apps, schema_editor):
    SealedReport = apps.get_model("reporting", "SealedReport")
    AnnualReport = apps.get_model("reporting", "AnnualReport")
    due = AnnualReport.objects.filter(pk=OuterRef("report")).values("round__due_on")
    schema_editor.execute(f"ALTER TABLE reporting_sealedreport DISABLE TRIGGER {TRIGGER}")
    SealedReport.objects.filter(due_on=None).update(due_on=Subquery(due))
    schema_editor.execute(f"ALTER TABLE reporting_sealedreport ENABLE TRIGGER {TRIGGER}")


class Migration(migrations.Migration):
    dependencies = [("reporting", "0006_deadlines_of_regions")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
