"""The templates that rounds already use are published from the day that the first of them opened."""

from django.db import migrations
from django.db.models import Min


def publish(apps, schema_editor):
    ReportTemplate = apps.get_model("reporting", "ReportTemplate")
    in_use = ReportTemplate.objects.annotate(first=Min("reportinground__opens_on")).filter(first__isnull=False)
    for template in in_use:
        ReportTemplate.objects.filter(pk=template.pk).update(published_on=template.first)


class Migration(migrations.Migration):
    dependencies = [("reporting", "0009_templates_are_published_and_rounds_have_kinds")]

    operations = [migrations.RunPython(publish, migrations.RunPython.noop)]
