from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reporting", "0016_the_owner_wipes_rehearsals")]

    operations = [
        migrations.AddIndex(
            model_name="reportevent",
            index=models.Index(fields=["action", "report"], name="reports_by_what_was_done"),
        ),
    ]
