from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reporting", "0007_earlier_signatures_had_the_round_s_deadline")]

    operations = [
        migrations.AlterField(
            model_name="sealedreport",
            name="due_on",
            field=models.DateField(
                help_text="As it was when the report was signed.", verbose_name="frist"
            ),
        ),
    ]
