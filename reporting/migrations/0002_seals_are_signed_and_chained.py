from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reporting", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="sealedpdf",
            name="drawing_sha256",
            field=models.CharField(blank=True, default="", max_length=64, verbose_name="SHA-256 av tegningen"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="sealedpdf",
            name="signature",
            field=models.BinaryField(help_text="All of the file that comes after the drawing.", null=True),
        ),
        migrations.AddConstraint(
            model_name="sealedpdf",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("drawing_sha256", ""), ("signature", None)),
                    models.Q(("drawing_sha256__regex", "^[0-9a-f]{64}$"), ("signature__isnull", False)),
                    _connector="OR",
                ),
                name="a_signature_is_kept_with_the_hash_of_its_drawing",
            ),
        ),
        migrations.AddField(
            model_name="sealedreport",
            name="previous_sha256",
            field=models.CharField(max_length=64, null=True, verbose_name="forrige ledd i kjeden"),
        ),
        migrations.AddField(
            model_name="sealedreport",
            name="chain_sha256",
            field=models.CharField(max_length=64, null=True, verbose_name="ledd i kjeden"),
        ),
    ]
