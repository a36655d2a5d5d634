from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reporting", "0003_earlier_seals_are_chained")]

    operations = [
        migrations.AlterField(
            model_name="sealedreport",
            name="previous_sha256",
            field=models.CharField(max_length=64, verbose_name="forrige ledd i kjeden"),
        ),
        migrations.AlterField(
            model_name="sealedreport",
            name="chain_sha256",
            field=models.CharField(max_length=64, verbose_name="ledd i kjeden"),
        ),
        migrations.AddConstraint(
            model_name="sealedreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("chain_sha256__regex", "^[0-9a-f]{64}$"), ("previous_sha256__regex", "^[0-9a-f]{64}$")
                ),
                name="a_link_of_the_chain_is_in_hex",
            ),
        ),
        migrations.AddConstraint(
            model_name="sealedreport",
            constraint=models.UniqueConstraint(fields=("previous_sha256",), name="a_link_is_followed_by_one_only"),
        ),
        migrations.AddConstraint(
            model_name="sealedreport",
            constraint=models.UniqueConstraint(fields=("chain_sha256",), name="a_link_stands_in_the_chain_once"),
        ),
    ]
