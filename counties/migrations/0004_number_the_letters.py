"""Letters that were written before they had numbers: by when they were asked for, each replacing the one before it."""

from django.db import migrations, models

FILL = """
UPDATE counties_grantletter AS letter SET number = counted.number, replaces_id = counted.before
FROM (SELECT id, row_number() OVER (PARTITION BY year ORDER BY id) AS number,
             lag(id) OVER (PARTITION BY year, region_id ORDER BY id) AS before
      FROM counties_grantletter) AS counted
WHERE counted.id = letter.id;
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    dependencies = [("counties", "0003_letter_numbers")]

    operations = [
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="grantletter",
            constraint=models.UniqueConstraint(
                fields=["year", "number"], name="letters_of_a_year_are_numbered"
            ),
        ),
    ]
