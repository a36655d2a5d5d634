import django.db.models.deletion
from django.db import migrations, models
from django.db.models.functions import Coalesce


class Migration(migrations.Migration):
    dependencies = [
        ("counties", "0009_events_by_their_last_day"),
    ]

    operations = [
        migrations.AddField(
            model_name="virksomhet",
            name="home_id",
            field=models.GeneratedField(
                db_persist=True,
                expression=Coalesce("regional_office", "kommune"),
                output_field=models.BigIntegerField(),
            ),
        ),
        migrations.AddField(
            model_name="virksomhet",
            name="home",
            field=models.ForeignObject(
                from_fields=["home_id"],
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                serialize=False,
                to="counties.kommune",
                to_fields=["id"],
            ),
        ),
        migrations.AddIndex(
            model_name="virksomhet",
            index=models.Index(fields=["home_id"], name="virksomheter_by_their_homes"),
        ),
    ]
