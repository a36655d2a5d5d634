from django.db import migrations
from django.db.models.functions import Lower


def confirm(apps, schema_editor):
    """The accounts until now were made by an administrator, who knows the address."""
    user, address = apps.get_model("portal", "User"), apps.get_model("account", "EmailAddress")
    known = address.objects.values("user")
    address.objects.bulk_create(
        address(user_id=pk, email=email, primary=True, verified=True)
        for pk, email in user.objects.exclude(pk__in=known).values_list("pk", Lower("email"))
    )


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0010_the_log"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]
    operations = [migrations.RunPython(confirm, migrations.RunPython.noop)]
