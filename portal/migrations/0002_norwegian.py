"""Norwegian folding and order in SQL; portal/norwegian.py has the same rules in Python.

The bodies are plain expressions, so that PostgreSQL writes them into the query and its indexes.
"""

from django.db import migrations

from portal.norwegian import NorwegianOrder

MARKED = "áàâãāăąčçćđðďéèêëēęěğǧǥȟíìîïīǩłľĺŋñńňóòôõōřšśşșŧťțúùûüūůűýÿžźżäöő"
UNMARKED = "aaaaaaacccdddeeeeeeeggghiiiiiklllnnnnooooorsssstttuuuuuuuyyzzzæøø"


class Migration(migrations.Migration):
    dependencies = [("portal", "0001_initial")]

    operations = [
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
        migrations.AlterModelOptions(
            name="user",
            options={
                "ordering": [NorwegianOrder("name"), "email"],
                "verbose_name": "bruker",
                "verbose_name_plural": "brukere",
            },
        ),
    ]
