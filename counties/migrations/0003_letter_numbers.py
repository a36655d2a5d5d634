import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("counties", "0002_work")]

    operations = [
        migrations.AddField(
            model_name="grantletter",
            name="number",
            field=models.PositiveIntegerField(
                default=0, help_text="Counted from 1 each year.", verbose_name="nummer"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="grantletter",
            name="replaces",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaced_by",
                to="counties.grantletter",
                verbose_name="erstatter",
            ),
        ),
    ]
