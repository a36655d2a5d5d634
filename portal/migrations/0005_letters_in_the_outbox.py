from django.db import migrations

# Until now a notification was its own letter.
NOT_YET_MAILED = """
INSERT INTO portal_outgoingmail
    ("to", user_id, subject, body, path, calendar, reference, message_id, created_at, due_at, attempts, answer)
SELECT u.email, u.id, n.subject, n.body, n.path, '', '', '<' || gen_random_uuid() || '@portal>', n.created_at, now(), 0, ''
FROM portal_notification n JOIN portal_user u ON u.id = n.user_id
WHERE n.emailed_at IS NULL AND n.delivery = 'now'
"""
MAILED = "UPDATE portal_notification SET emailed_at = now() WHERE emailed_at IS NULL AND delivery = 'now'"


class Migration(migrations.Migration):

    dependencies = [
        ("portal", "0004_the_outbox"),
    ]

    operations = [
        migrations.RunSQL(NOT_YET_MAILED, migrations.RunSQL.noop),
        migrations.RunSQL(MAILED, migrations.RunSQL.noop),
    ]
