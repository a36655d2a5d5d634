import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import portal.models.mail
import portal.models.text

OWN_MESSAGE_IDS = "UPDATE portal_outgoingmail SET message_id = '<' || gen_random_uuid() || '@portal>'"


class Migration(migrations.Migration):

    dependencies = [
        ("portal", "0003_mail_reference"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="outgoingmail", name="mail_not_yet_sent"),
        migrations.RemoveIndex(model_name="notification", name="notifications_not_yet_sent"),
        migrations.AddField("outgoingmail", "message_id", models.CharField(default="", editable=False, max_length=200)),
        migrations.RunSQL(OWN_MESSAGE_IDS, migrations.RunSQL.noop),
        migrations.AlterField(
            "outgoingmail",
            "message_id",
            models.CharField(default=portal.models.mail.new_message_id, editable=False, max_length=200, unique=True),
        ),
        migrations.AddField("outgoingmail", "answer", portal.models.text.ProseField(blank=True, help_text="What it said the last time.", verbose_name="svar fra e-posttjeneren")),
        migrations.AddField("outgoingmail", "attempts", models.PositiveSmallIntegerField(default=0, verbose_name="forsøk")),
        migrations.AddField("outgoingmail", "due_at", models.DateTimeField(default=django.utils.timezone.now, help_text="It is not tried before this.")),
        migrations.AddField("outgoingmail", "path", models.CharField(blank=True, help_text="The page it is about, without the host; a button in the letter.", max_length=200)),
        migrations.AddField("outgoingmail", "set_aside_at", models.DateTimeField(blank=True, null=True, verbose_name="lagt til side")),
        migrations.AlterField("outgoingmail", "sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sendt")),
        migrations.AlterField("notification", "emailed_at", models.DateTimeField(blank=True, help_text="When it went to the outbox, by itself or with others.", null=True)),
        migrations.AddField(
            "outgoingmail",
            "user",
            models.ForeignKey(
                blank=True,
                help_text="Who it is to, where they have an account: it goes to the address that they have when it is sent.",
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
    ]
