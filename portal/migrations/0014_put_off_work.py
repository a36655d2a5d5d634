from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("portal", "0013_sent_forms")]
    operations = [
        migrations.AddField(
            "job",
            "put_off",
            models.PositiveSmallIntegerField(
                default=0, help_text="How often it met a fault that passes by itself, since it was asked for."
            ),
        ),
        migrations.AddField(
            "job",
            "due_at",
            models.DateTimeField(help_text="When it is tried again, where it was put off.", null=True),
        ),
    ]
