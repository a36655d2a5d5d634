"""The first of all migrations: SQL functions that columns, indexes and checks of every app use, and the regions."""

import django.db.models.deletion
from django.db import migrations, models

import portal.models.text

MARKED = "áàâãāăąčçćđðďéèêëēęěğǧǥȟíìîïīǩłľĺŋñńňóòôõōřšśşșŧťțúùûüūůűýÿžźżäöő"
UNMARKED = "aaaaaaacccdddeeeeeeeggghiiiiiklllnnnnooooorsssstttuuuuuuuyyzzzæøø"
# Control characters but tab and line feed, line and paragraph separators, direction and other marks that nobody sees,
# and letters kept for private use.
UNSEEN = (
    r"\x01-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e"
    r"\u2060-\u2064\u2066-\u206f\ue000-\uf8ff\ufeff\ufff9-\ufffb"
)


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        # Norwegian folding and order; portal/norwegian.py has the same rules in Python. The bodies are plain
        # expressions, so that PostgreSQL writes them into the query and its indexes.
        migrations.RunSQL(
            "CREATE FUNCTION portal_folded(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE "
            f"RETURN translate(lower(normalize($1, NFC)), '{MARKED}', '{UNMARKED}')",
            "DROP FUNCTION portal_folded(text)",
        ),
        # By number å stands before æ; a folded text has no ù, which stands after ø.
        migrations.RunSQL(
            "CREATE FUNCTION portal_norwegian_order(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE "
            "RETURN translate(portal_folded($1), 'å', 'ù')",
            "DROP FUNCTION portal_norwegian_order(text)",
        ),
        # What portal/models/text.py checks; portal/reading.py has the same rules in Python.
        migrations.RunSQL(
            "CREATE FUNCTION portal_is_text(text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE "
            f"RETURN $1 IS NFC NORMALIZED AND $1 !~ '[{UNSEEN}]'",
            "DROP FUNCTION portal_is_text(text)",
        ),
        migrations.RunSQL(
            "CREATE FUNCTION portal_is_one_line(text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE "
            "RETURN portal_is_text($1) AND $1 !~ '[\\t\\n]'",
            "DROP FUNCTION portal_is_one_line(text)",
        ),
        migrations.RunSQL(
            "CREATE FUNCTION portal_are_texts(jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE "
            "RETURN (SELECT coalesce(every(portal_is_text(leaf #>> '{}')), true) "
            """FROM jsonb_path_query($1, 'strict $.** ? (@.type() == "string")') leaf)""",
            "DROP FUNCTION portal_are_texts(jsonb)",
        ),
        migrations.CreateModel(
            name="Fylkesmann",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", portal.models.text.LineField(max_length=80, unique=True, verbose_name="embete")),
            ],
            options={
                "verbose_name": "fylkesmannsembete",
                "verbose_name_plural": "fylkesmannsembeter",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Pulje",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(unique=True, verbose_name="nummer")),
                ("starts_on", models.DateField(verbose_name="oppstart")),
                ("ends_on", models.DateField(verbose_name="avslutning")),
            ],
            options={
                "verbose_name": "pulje",
                "verbose_name_plural": "puljer",
                "ordering": ["number"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("starts_on__lt", models.F("ends_on"))),
                        name="a_pulje_starts_before_it_ends",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Region",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    portal.models.text.LineField(
                        help_text="Det laveste fylkesnummeret i regionen.",
                        max_length=2,
                        unique=True,
                        verbose_name="nummer",
                    ),
                ),
                ("name", portal.models.text.LineField(max_length=80, unique=True, verbose_name="navn")),
                ("slug", models.SlugField(unique=True, verbose_name="nettadresse")),
                (
                    "pulje",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="regions",
                        to="counties.pulje",
                        verbose_name="pulje",
                    ),
                ),
            ],
            options={
                "verbose_name": "region",
                "verbose_name_plural": "regioner",
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="Fylke",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", portal.models.text.LineField(max_length=2, unique=True, verbose_name="nummer")),
                ("name", portal.models.text.LineField(max_length=80, unique=True, verbose_name="navn")),
                ("slug", models.SlugField(unique=True, verbose_name="nettadresse")),
                (
                    "fylkesmann",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fylker",
                        to="counties.fylkesmann",
                        verbose_name="fylkesmann",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fylker",
                        to="counties.region",
                        verbose_name="region",
                    ),
                ),
            ],
            options={
                "verbose_name": "fylke",
                "verbose_name_plural": "fylker",
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="Kommune",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", portal.models.text.LineField(max_length=4, unique=True, verbose_name="kommunenummer")),
                ("name", portal.models.text.LineField(max_length=80, verbose_name="navn")),
                (
                    "name_in_full",
                    portal.models.text.LineField(
                        help_text="Skiller de seks navnene som finnes to ganger.",
                        max_length=80,
                        unique=True,
                        verbose_name="entydig navn",
                    ),
                ),
                ("parallel_name", portal.models.text.LineField(blank=True, max_length=80, verbose_name="parallelt navn")),
                ("population", models.PositiveIntegerField(verbose_name="folketall 1.1.2009")),
                ("population_source", portal.models.text.LineField(max_length=200, verbose_name="kilde")),
                (
                    "fylke",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="kommuner",
                        to="counties.fylke",
                        verbose_name="fylke",
                    ),
                ),
            ],
            options={
                "verbose_name": "kommune",
                "verbose_name_plural": "kommuner",
                "ordering": ["number"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("number__regex", "^\\d{4}$")),
                        name="a_kommune_has_a_number_of_four_digits",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(verbose_name="nøkkel")),
                ("title", portal.models.text.LineField(max_length=200, verbose_name="milepæl")),
                ("planned_from", models.DateField(verbose_name="planlagt fra")),
                ("planned_to", models.DateField(verbose_name="planlagt til")),
                (
                    "pulje",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="milestones",
                        to="counties.pulje",
                        verbose_name="pulje",
                    ),
                ),
            ],
            options={
                "verbose_name": "milepæl",
                "verbose_name_plural": "milepæler",
                "ordering": ["pulje", "planned_to", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("pulje", "key"), name="a_milestone_stands_once_in_its_pulje"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("planned_from__lte", models.F("planned_to"))),
                        name="a_milestone_is_planned_from_before_to",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="fylke",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__regex", "^\\d\\d$")), name="a_fylke_has_a_number_of_two_digits"
            ),
        ),
    ]
